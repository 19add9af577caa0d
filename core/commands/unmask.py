"""What was masked by hand, shown again while its chat is open (S3, S6).

What is meant, the first that fits: a message that was pointed at, or what is known of the chat beside its messages;
`details`, which is that; `all`; nothing: the newest message that is masked, or the details where there is none.
"""

from collections.abc import Mapping, Sequence

from core.agents.rights import Right
from core.commands.mask import LISTED, ORIGINALS, SAID, listed, may_see, told
from core.commands.model import Arg, ArgKind, Command, Context, Outcome, Section, Values
from core.commands.reading import may_read
from core.commands.taking import need
from core.conversation.events import Event, MessagesUnmasked, ParticularsUnmasked
from core.conversation.masking import PARTICULARS as DETAILS
from core.conversation.model import Conversation
from core.errors import Refused
from core.features.particulars import PARTICULARS, VEIL, bared
from core.messages import Message
from core.sentences import say
from core.views import FieldKind, Form, FormField

OF_DETAILS = "details"
"""What is known of the chat beside its messages, where else a message is named."""


def has_masked(conversation: Conversation) -> bool:
    """Tell whether anything can be shown again."""
    return conversation.is_open() and (bool(conversation.masked) or conversation.veiled)


def _unmask(context: Context, values: Values) -> Outcome:
    conversation, agent = need(context)
    may_read(context)
    which = str(values.get("which", "")).strip().casefold()
    there = [one for one in context.wanted(ORIGINALS) if one.id in conversation.masked]
    if not conversation.is_open():
        raise Refused(say("unmask_too_late"))
    if not there and not conversation.veiled:
        raise Refused(say("unmask_nothing"))
    wanted = context.filled.get("message", "") or (context.about.id if context.about is not None else "")
    is_pointed_at = bool(wanted) or context.is_about_something
    means_details = wanted == OF_DETAILS if is_pointed_at else _means_details(which, there)
    with_details = conversation.veiled and means_details
    if is_pointed_at:
        there = [one for one in there if one.id == wanted]
    elif which == OF_DETAILS:
        there = []
    elif which != "all":
        there = there[-1:]
    if not there and not with_details:
        raise Refused(say("unmask_which"))
    events: tuple[Event, ...] = (MessagesUnmasked(context.at, agent, tuple(there)),) if there else ()
    events = (*events, _details_unmasked(context)) if with_details else events
    return Outcome(events, reply=say("unmasked", count=told(len(there), is_known=with_details)))


def _means_details(which: str, there: Sequence[Message]) -> bool:
    """Tell whether what is known beside the messages is meant: it is what is left when no message is masked."""
    return which in (OF_DETAILS, "all") or not there


def _details_unmasked(context: Context) -> ParticularsUnmasked:
    _, agent = need(context)
    known, veil = context.wanted(PARTICULARS), context.wanted(VEIL)
    shown = bared(veil, known) if veil is not None else known
    return ParticularsUnmasked(context.at, agent, shown.name, shown.page)


def _unmask_form(context: Context, _: Mapping[str, str]) -> Form:
    conversation, _agent = need(context)
    may_read(context)
    if not conversation.is_open():
        raise Refused(say("unmask_too_late"))
    there = [one for one in context.wanted(SAID) if one.id in conversation.masked and may_see(context, one)]
    if not there and not conversation.veiled:
        raise Refused(say("unmask_nothing"))
    if context.about is not None and all(one.id != context.about.id for one in there):
        raise Refused(say("unmask_which"))
    options = listed(there[::-1][:LISTED])
    if conversation.veiled:
        options = (*options, (OF_DETAILS, DETAILS.capitalize()))
    chosen = context.about.id if context.about is not None else options[0][0]
    field = FormField("message", "Message", kind=FieldKind.CHOICE, options=options, initial=chosen)
    return Form("Unmask", "Show again", "", None, (field,), intro=f"#{conversation.number}")


UNMASK = Command(
    name="unmask",
    aliases=("unhide",),
    summary="Show again what was masked last, the chat's details, or all of it, while the chat is open.",
    run=_unmask,
    section=Section.TALKING,
    args=(Arg("which", ArgKind.REST, "all, details, or nothing for the last message", required=False, lines=False),),
    label="Unmask…",
    needs=Right.UNMASK,
    available=has_masked,
    wants=frozenset({SAID, ORIGINALS, PARTICULARS, VEIL}),
    form=_unmask_form,
)
