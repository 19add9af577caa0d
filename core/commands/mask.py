"""Masking by hand: words and files of messages, hidden in every copy (S1-S4, S6).

What is meant, the first that fits:
1. a message that was pointed at (a message's menu, a quote, the form's list): all of it, or the words that are given;
2. a small number: so many of the customer's last messages, all of each;
3. words: wherever they stand in the chat's last messages, whoever wrote them, in what is known of it beside them
   (the customer's name, page and answers, the activity form), and in the reasons of its bans;
4. nothing: the customer's last message.
"""

from collections.abc import Iterable, Mapping, Sequence

from core.agents.rights import Right
from core.commands.model import Arg, ArgKind, Command, Context, Outcome, Section, Values
from core.commands.reading import may_read
from core.commands.taking import need
from core.commands.wants import Want
from core.conversation.events import (
    Cut,
    Event,
    MessagesMasked,
    ParticularsMasked,
)
from core.conversation.masking import PARTICULARS as DETAILS
from core.conversation.model import Conversation, Status
from core.errors import ArgumentsInvalid, Refused
from core.features.bans import REASONS, ReasonsMasked
from core.features.masked import SHORTEST, counted, everything, hidden_in, occurrences
from core.features.particulars import PARTICULARS, without
from core.ids import CUSTOMER, agent_participant
from core.messages import Message, Text, Visibility, excerpt, plain_text
from core.sentences import say
from core.texts import render
from core.views import Fact, FieldKind, Form, FormField

SAID: Want[Sequence[Message]] = Want("said")
"""The chat's last messages, the oldest first."""
ORIGINALS: Want[Sequence[Message]] = Want("originals")
"""Masked messages of the chat as they were, the oldest first."""

MOST_AT_ONCE = 20
"""So many messages a number may mean; a greater one is words."""
LISTED = 50
"""How many messages the form lists."""
QUOTED = 2_000
LABEL = 60


def has_begun(conversation: Conversation) -> bool:
    """Tell whether anything was said."""
    return conversation.status is not Status.NEW


def _mask(context: Context, values: Values) -> Outcome:
    _, agent = need(context)
    may_read(context)
    words = str(values.get("words", "")).strip()
    chosen = _chosen(context)
    reasons = _in_reasons(context, words) if chosen is None else ()
    is_known = chosen is None and _is_in_particulars(context, words)
    elsewhere = bool(reasons) or is_known
    cuts = _within(chosen, words) if chosen is not None else _meant(context, words, elsewhere=elsewhere)
    cuts = tuple(cut for cut in cuts if _is_anything(cut))
    if not cuts and not elsewhere:
        raise Refused(say("mask_nothing"))
    events: tuple[Event, ...] = (MessagesMasked(context.at, agent, cuts),) if cuts else ()
    events = (*events, ParticularsMasked(context.at, agent, words)) if is_known else events
    changes = (ReasonsMasked(reasons),) if reasons else ()
    if not events:
        return Outcome(reply=say("mask_reason"), changes=changes)
    is_typed = bool(words) and chosen is None and not words.isdecimal()
    count = told(len(cuts), is_known=is_known)
    return Outcome(events, reply=say(_done(context, is_typed=is_typed), count=count), changes=changes)


def _done(context: Context, *, is_typed: bool) -> str:
    """Choose what whoever has masked is told, by what can be done next, and by whom."""
    conversation, _ = need(context)
    if not conversation.is_open():
        return "mask_for_good"
    if is_typed:
        return "mask_typed"
    may_unmask = context.profile is not None and context.profile.may(Right.UNMASK)
    return "mask_done" if may_unmask else "mask_done_for_others"


def told(messages: int, *, is_known: bool) -> str:
    """Say what was masked, or shown again."""
    said = [counted(messages)] if messages else []
    return ", ".join((*said, DETAILS) if is_known else said)


def _is_in_particulars(context: Context, words: str) -> bool:
    """Tell whether given words stand in what is known of the chat beside its messages."""
    if _count(words) or len("".join(words.split())) < SHORTEST:
        return False
    known = context.wanted(PARTICULARS)
    return without(known, (words,)) != known


def _in_reasons(context: Context, words: str) -> tuple[tuple[str, str], ...]:
    """Give what is left of the reasons of the chat's bans in which given words stand."""
    if _count(words) or len("".join(words.split())) < SHORTEST:
        return ()
    hidden = ((ban, before, hidden_in(before, words)) for ban, before in context.wanted(REASONS))
    return tuple((ban, after) for ban, before, after in hidden if after != before)


def _count(words: str) -> int:
    """Give how many messages a number means; 0 where it is words."""
    count = int(words) if words.isdecimal() and len(words) <= len(str(MOST_AT_ONCE)) else 0
    return count if count <= MOST_AT_ONCE else 0


def _chosen(context: Context) -> Message | None:
    """Give the message that was pointed at, or None where none was.

    Raises:
        Refused: it is no message of this chat.
    """
    wanted = context.filled.get("message", "")
    if wanted:
        found = next((one for one in context.wanted(SAID) if one.id == wanted), None)
    elif context.is_about_something:
        found = context.about
    else:
        return None
    if found is None or not _is_of_chat(context, found):
        raise Refused(say("mask_no_message"))
    return found


def _is_of_chat(context: Context, message: Message) -> bool:
    conversation, _ = need(context)
    return message.conversation == conversation.id and may_see(context, message)


def _within(message: Message, words: str) -> tuple[Cut, ...]:
    if not words:
        return (_whole(message),)
    found = occurrences(message, words)
    if not found:
        raise ArgumentsInvalid(say("mask_not_found"), "words")
    return (Cut(message, found),)


def _meant(context: Context, words: str, *, elsewhere: bool) -> tuple[Cut, ...]:
    said, count = context.wanted(SAID), _count(words)
    if not words or count:
        customers = [one for one in said if one.author == CUSTOMER and not one.deleted]
        return tuple(_whole(one) for one in customers[-(count or 1) :])
    if len("".join(words.split())) < SHORTEST:
        raise ArgumentsInvalid(say("mask_short"), "words")
    found = tuple(Cut(one, spans) for one in said if (spans := occurrences(one, words)))
    if not found and not elsewhere:
        raise ArgumentsInvalid(say("mask_not_found"), "words")
    return found


def _whole(message: Message) -> Cut:
    return Cut(message, everything(message), files=True)


def _is_anything(cut: Cut) -> bool:
    """Tell whether there is anything to mask: what is masked already may be all that was meant."""
    text = plain_text(cut.message.parts)
    hidden = {at for one in cut.message.masks for at in range(one.start, one.end)}
    words = any(at not in hidden and not text[at].isspace() for one in cut.spans for at in range(one.start, one.end))
    return words or (cut.files and any(not isinstance(part, Text) for part in cut.message.parts))


def may_see(context: Context, message: Message) -> bool:
    """Tell whether the words may be shown in a form: private ones only to whom they are for."""
    _, agent = need(context)
    if message.visibility in (Visibility.EVERYONE, Visibility.AGENTS):
        return True
    return agent_participant(agent) in {message.author, *message.recipients}


def _mask_form(context: Context, values: Mapping[str, str]) -> Form:
    conversation, _ = need(context)
    may_read(context)
    chosen = context.about if context.about is not None and _is_of_chat(context, context.about) else None
    words = FormField(
        "words",
        "Words",
        render(say("mask_in_form"), {}),
        required=False,
        kind=FieldKind.LONG,
        initial=values.get("words", ""),
    )
    if chosen is not None:
        files = ", ".join(part.name for part in chosen.parts if not isinstance(part, Text))
        rows = (Fact(chosen.author_name or "Customer", plain_text(chosen.parts)[:QUOTED]), Fact("Files", files))
        shown = tuple(one for one in rows if one.value)
        return Form("Mask", "Mask", "", None, (words,), rows=shown)
    fitting = [
        one for one in context.wanted(SAID) if not one.deleted and may_see(context, one) and _is_anything(_whole(one))
    ]
    if not fitting:
        raise Refused(say("mask_nothing"))
    newest = fitting[-LISTED:][::-1]
    message = FormField("message", "Message", kind=FieldKind.CHOICE, options=listed(newest), initial=_first(newest))
    about = f"#{conversation.number} {conversation.customer_name}".strip()
    return Form("Mask", "Mask", "", None, (message, words), intro=about)


def listed(messages: Iterable[Message]) -> tuple[tuple[str, str], ...]:
    """List messages to choose from."""
    return tuple(
        (one.id, f"{one.at:%H:%M} {one.author_name or 'Customer'}: {excerpt(one.parts, LABEL)}") for one in messages
    )


def _first(newest: Sequence[Message]) -> str:
    """Choose the customer's last message for a start."""
    return next((one.id for one in newest if one.author == CUSTOMER), newest[0].id)


MASK = Command(
    name="mask",
    aliases=("hide",),
    summary="Mask the customer's last message, the last 3, or given words, in every copy; files too.",
    run=_mask,
    section=Section.TALKING,
    args=(
        Arg(
            "words",
            ArgKind.REST,
            "words, or how many of the customer's last messages; nothing for the last one",
            required=False,
        ),
    ),
    label="Mask…",
    needs=Right.MASK,
    available=has_begun,
    wants=frozenset({SAID, REASONS, PARTICULARS}),
    form=_mask_form,
)
