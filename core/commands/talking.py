"""Talking: private, note, send, discard."""

from core.agents.model import Profile
from core.commands.expert_side import decide
from core.commands.model import Arg, ArgKind, CardPlace, Command, Context, Outcome, Section, Values
from core.commands.taking import has_bot, may_serve, need
from core.commands.writing import see_that_no_template_is_needed
from core.conversation.events import HeldDiscarded, HeldSent, NoteWritten, PrivateModeSet
from core.conversation.held import find_held
from core.conversation.model import Conversation, Status
from core.conversation.outgoing import checked, passed_by
from core.errors import ArgumentsInvalid, NotPermitted, Refused
from core.features.templates import TEMPLATES
from core.ids import MessageId, ParticipantId, agent_participant
from core.messages import Message, Text
from core.sentences import say


def is_active(conversation: Conversation) -> bool:
    """Tell whether the chat is running."""
    return conversation.status is Status.ACTIVE


def takes_notes(conversation: Conversation) -> bool:
    """Tell whether the chat is running, or its after-call work."""
    return conversation.status in (Status.ACTIVE, Status.WRAP_UP)


def has_held(conversation: Conversation) -> bool:
    """Tell whether a text is held."""
    return bool(conversation.held)


def _message(context: Context, text: str, recipients: frozenset[ParticipantId]) -> Message:
    conversation, agent = need(context)
    name = context.profile.name if context.profile else ""
    return Message(
        id=context.new_message,
        conversation=conversation.id,
        author=agent_participant(agent),
        author_name=name,
        at=context.at,
        parts=(Text(text), *context.files),
        recipients=recipients,
    )


def private_note(context: Context, text: str) -> NoteWritten:
    """Make a note for all agents of the chat."""
    _, agent = need(context)
    return NoteWritten(context.at, _message(context, text, frozenset()), agent)


def _note(context: Context, values: Values) -> Outcome:
    return Outcome((private_note(context, str(values["text"])),), reply=say("note_kept"))


def _private(context: Context, values: Values) -> Outcome:
    conversation, agent = need(context)
    words = str(values.get("words", "")).strip()
    match words.casefold():
        case "on" | "off" as mode:
            on = mode == "on"
        case "":
            on = agent not in conversation.private
        case _:
            return _private_words(context, words)
    at = context.given_at or context.at
    return Outcome((PrivateModeSet(at, agent, on),), reply=say("private_on" if on else "private_off"))


def _private_words(context: Context, words: str) -> Outcome:
    """Keep a private text: for one agent when it begins with @name, for all when not."""
    _, agent = need(context)
    if not words.startswith("@"):
        message = _message(context, words, frozenset())
        return Outcome((NoteWritten(context.at, message, agent),), reply=say("note_kept"))
    to, text = _addressed(context, words)
    if not text:
        raise ArgumentsInvalid(say("private_empty", usage=PRIVATE.usage()))
    message = _message(context, text, frozenset({agent_participant(to.id)}))
    return Outcome((NoteWritten(context.at, message, agent),), reply=say("private_sent", agent=to.id))


def _addressed(context: Context, words: str) -> tuple[Profile, str]:
    """Tell who is named in front, by as many words as are a name (a mention is a whole one), and what follows.

    Raises:
        ArgumentsInvalid: nobody, or more than one, is meant.
    """
    spoken = words.removeprefix("@")
    named = [one for one in context.directory.profiles.values() if _begins_with(spoken, one.name)]
    if len(named) == 1:
        return named[0], spoken[len(named[0].name) :].strip()
    name, *rest = words.split(maxsplit=1)
    return context.directory.find_agent(name), "".join(rest)


def _begins_with(words: str, name: str) -> bool:
    """Tell whether words begin with a whole name."""
    return words.casefold().startswith(name.casefold()) and not words[len(name) :][:1].isalnum()


def chosen_held(context: Context, values: Values) -> Message:
    """Give the held text that is meant; without a number it must be the only one."""
    conversation = context.conversation
    if conversation is None:
        raise TypeError("the command was run without its scope")
    chosen = values.get("which")
    mine = tuple(held.message for held in conversation.held if held.author == context.person)
    if chosen is None and len(mine) != 1:
        raise Refused(say("held_which", count=len(mine)) if mine else say("held_none"))
    wanted = MessageId(str(chosen)) if chosen is not None else mine[0]
    find_held(conversation, wanted)
    message = context.held.get(wanted)
    if message is None:
        raise NotPermitted(say("held_not_yours"))
    return message


def _send(context: Context, values: Values) -> Outcome:
    if context.profile is None or context.expert is not None:
        return decide(context, chosen_held(context, values), to_customer=True)
    conversation, agent = need(context)
    message = chosen_held(context, values)
    see_that_no_template_is_needed(context)
    sent = say("held_sent")
    if has_bot(conversation):
        may_serve(context)
        sent = say("sent_once")
    reply = say("held_again") if _is_stopped(context, message) else sent
    return Outcome((HeldSent(context.at, message, agent),), reply=reply)


def _is_stopped(context: Context, message: Message) -> bool:
    """Tell whether it is held again at once, for another reason."""
    conversation, queue = context.conversation, context.queue
    held = find_held(conversation, message.id) if conversation is not None else None
    return held is not None and queue is not None and bool(checked(message, queue, passed_by(held.reason)).reason)


def discard(context: Context, values: Values) -> Outcome:
    """Keep a held text internal for good."""
    event = HeldDiscarded(context.at, chosen_held(context, values), context.person)
    return Outcome((event,), reply=say("held_discarded"))


NOTE = Command(
    name="note",
    summary="Keep a note that only the agents of this chat see.",
    run=_note,
    section=Section.TALKING,
    args=(Arg("text", ArgKind.REST, "what the agents should know", label="Note"),),
    label="Note…",
    submit="Keep",
    card=CardPlace.MAIN,
    available=takes_notes,
)

PRIVATE = Command(
    name="private",
    summary="Write to agents only: words for all, @name and words for one, on or off for a mode that stays.",
    run=_private,
    section=Section.TALKING,
    args=(
        Arg(
            "words",
            ArgKind.REST,
            "what the agents should read, never the customer; on or off for a mode that writes to them alone",
            required=False,
            label="For the agents",
        ),
    ),
    label="Private mode",
    title="Write to agents only",
    submit="Write to agents",
    available=is_active,
)

SEND = Command(
    name="send",
    summary="Send a text of yours that was held.",
    run=_send,
    section=Section.TALKING,
    args=(Arg("which", ArgKind.HELD, "its number in your list of held texts", required=False),),
    label="Send held text",
    for_experts=True,
    card=CardPlace.ELSEWHERE,
    available=has_held,
    wants=frozenset({TEMPLATES}),
)

DISCARD = Command(
    name="discard",
    aliases=("keep",),
    summary="Keep a held text of yours internal.",
    run=discard,
    section=Section.TALKING,
    args=(Arg("which", ArgKind.HELD, "its number in your list of held texts", required=False),),
    label="Keep held text internal",
    for_anyone=True,
    card=CardPlace.ELSEWHERE,
    available=has_held,
)
