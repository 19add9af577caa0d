"""What people do at the desks: they write, edit, delete, and open their home page; and what the desk itself reports."""

from dataclasses import dataclass, replace

from bridge.delivery.jobs import HomeJob
from bridge.handlers import experts, lanes, talks
from bridge.handlers.advance import advance
from bridge.handlers.answers import Asker, answer
from bridge.handlers.invoke import Given, Relane, invoke
from bridge.handlers.letting_go import still_there
from bridge.handlers.overtaking import Later, wait_for_message, wait_for_thread
from bridge.handlers.unit import Unit
from bridge.handlers.wants.templates import approved
from bridge.handlers.whereabouts import is_at_large, thread_of
from bridge.store import agents, asides, deliveries, messages
from bridge.store.asides import AsideRow
from bridge.store.inbox import InboxRow
from core.agents.model import Profile
from core.commands.model import View, ViewName
from core.commands.parse import Typed, addressed, as_command, as_note
from core.conversation.events import DeskWrote, MessageDeleted, MessageEdited
from core.conversation.model import Conversation, HoldReason, Status
from core.ids import MessageId, ParticipantId, agent_participant, person_participant
from core.inbound import DeskEdited, DeskMessage, HomeOpened, Invocation, ThreadSubject
from core.messages import Message, Part, Text, plain_text
from core.ports import Outcome

Answer = Outcome | Relane | Later | None


def desk_message(unit: Unit, row: InboxRow, body: DeskMessage) -> Answer:
    """Decide what a text is: a command, a note, or talk; only talk is for the leak guard to judge."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None:
        overheard = _is_overheard(unit, row) and not body.direct
        late = wait_for_thread(unit, row, patient=not (body.mentioned and overheard))
        if late is not None or (overheard and not body.mentioned):
            return late
    talk = _quoted(unit, row, body, chat)
    if talk is not None and talk.outcome is None and chat is None:
        return Relane(talk.conversation)
    asker = Asker(body.desk, body.person, thread_of(unit, row.inbound.subject))
    typed = None if body.doubt is HoldReason.BOT else _typed(unit, body, chat)
    if typed is not None and _is_known(unit, typed, body):
        in_talk = talk is not None and chat is not None
        files = _files(body.parts)
        given = Given(typed.word, typed.rest, asker, about=body.quotes, source=body.ref, files=files, in_talk=in_talk)
        return invoke(unit, row, given)
    if body.direct and chat is not None:
        return experts.expert_message(unit, row, body, chat, talk)
    if talk is not None:
        return experts.too_late(unit, row, asker, talk)
    if body.direct and (found := experts.outside_of_talks(unit, row, body)) is not None:
        return found
    if chat is None:
        return answer(unit, row, asker, View(ViewName.HELP), None) if body.direct and body.doubt is None else None
    advance(unit, chat, _wrote(unit, row, body, chat))
    return None


def _quoted(unit: Unit, row: InboxRow, body: DeskMessage, chat: Conversation | None) -> AsideRow | None:
    """Give the expert's talk in which a word quotes; none for what waits to be decided about, or was decided."""
    if row.lane.startswith(lanes.UNDECIDED):
        return None
    talk = talks.quoted(unit, body)
    return talk if talk is None or chat is None or talk.conversation == chat.id else None


def _wrote(unit: Unit, row: InboxRow, body: DeskMessage, chat: Conversation) -> DeskWrote:
    profile = unit.office.directory().agent_by_person(body.desk, body.person)
    judged = _judged(unit, chat, body, body.parts)
    message = _message(unit, row, body, chat, profile, judged.note)
    return DeskWrote(
        at=row.inbound.at,
        message=message,
        desk=body.desk,
        person=body.person,
        agent=profile.id if profile else None,
        doubt=judged.doubt or _unreachable(unit, chat, profile),
        private=judged.note is not None,
        came_at=unit.now,
    )


def _unreachable(unit: Unit, chat: Conversation, profile: Profile | None) -> HoldReason | None:
    """Hold what an agent of the chat writes while nothing but a template reaches the customer."""
    if chat.status is not Status.ACTIVE or profile is None or chat.participant(profile.id) is None:
        return None
    needed = approved(unit.conn, unit.office.channels, chat, unit.now).only
    return HoldReason.TEMPLATE_ONLY if needed else None


@dataclass(frozen=True, slots=True)
class Judged:
    """What stands against showing a text to the customer, and the note's words when it is marked as one."""

    doubt: HoldReason | None
    note: str | None


def _judged(unit: Unit, chat: Conversation, body: DeskMessage | DeskEdited, parts: tuple[Part, ...]) -> Judged:
    """Judge what stands in a message now, written or edited: one judgement, so that nothing passes as an edit."""
    text = plain_text(parts)
    is_for_us = body.mentioned or as_command(text, unit.office.registry.prefix) is not None
    doubt = body.doubt or (HoldReason.UNKNOWN_COMMAND if is_for_us else None)
    return Judged(doubt or _too_much(unit, chat, parts), as_note(text))


def _is_overheard(unit: Unit, row: InboxRow) -> bool:
    """Tell whether it was said in a channel that could have been a chat's and is not: then it is not for us."""
    return isinstance(row.inbound.subject, ThreadSubject) and is_at_large(unit, row.inbound.subject)


def _typed(unit: Unit, body: DeskMessage, chat: Conversation | None) -> Typed | None:
    """Read a command. Somebody who is asked as an expert, or is one, talks: of them a bare word alone is a command."""
    text = plain_text(body.parts)
    command = as_command(text, unit.office.registry.prefix)
    if command is not None or not (body.mentioned or body.direct):
        return command
    spoken = addressed(text)
    if (
        body.direct
        and not body.mentioned
        and spoken is not None
        and asides.of_person(unit.conn, body.desk, body.person)
    ):
        return experts.spoken_command(chat, body, spoken)
    return spoken


def _is_known(unit: Unit, typed: Typed, body: DeskMessage) -> bool:
    """Tell whether to run it; what was addressed to the bot is run also when unknown, so that its author is told.

    A slip in a direct message is told what was meant; whatever else is said there is answered by all that can be typed.
    """
    registry = unit.office.registry
    if registry.get(typed.word) is not None or body.mentioned:
        return True
    is_signed = as_command(plain_text(body.parts), registry.prefix) is not None
    return body.direct and is_signed and registry.near(typed.word) is not None


def _message(
    unit: Unit, row: InboxRow, body: DeskMessage, chat: Conversation, profile: Profile | None, note: str | None
) -> Message:
    author: ParticipantId = agent_participant(profile.id) if profile else person_participant(body.person)
    message = Message(
        id=unit.office.mint.message(),
        conversation=chat.id,
        author=author,
        author_name=profile.name if profile else body.name,
        at=row.inbound.at,
        parts=body.parts if note is None else _as_note_parts(body.parts, note),
    )
    unit.sources[message.id] = (body.desk, body.ref)
    return message


def _as_note_parts(parts: tuple[Part, ...], note: str) -> tuple[Part, ...]:
    files = _files(parts)
    return (Text(note), *files) if note else files


def _files(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(part for part in parts if not isinstance(part, Text))


def _too_much(unit: Unit, chat: Conversation, parts: tuple[Part, ...]) -> HoldReason | None:
    """Hold what has more or larger files than the queue allows, before any of it is fetched."""
    rules = unit.queue(chat).attachments.on(chat.channel)
    files = [part for part in parts if not isinstance(part, Text)]
    if len(files) > rules.max_files or any(part.size > rules.max_size for part in files):
        return HoldReason.FILES
    return None


def desk_edited(unit: Unit, row: InboxRow, body: DeskEdited) -> Relane | None:
    """Bring the copies of an edited or deleted message up to date, in its chat's lane; what we never took has none."""
    found = deliveries.message_of(unit.conn, body.desk, body.ref)
    message = messages.get(unit.conn, found) if found else None
    chat = unit.chat(message.conversation) if message else None
    if found is None:
        wait_for_message(unit, row, body)
    if message is None or chat is None or not _is_source(unit, message.id, body):
        return None
    if row.lane != lanes.of_conversation(chat.id):
        return Relane(chat.id)
    if body.parts is None:
        advance(unit, chat, MessageDeleted(row.inbound.at, message))
        return None
    judged = _judged(unit, chat, body, body.parts)
    doubt = judged.doubt if judged.note is None else HoldReason.UNREADABLE
    edited = replace(message, parts=still_there(message, body.parts))
    advance(unit, chat, MessageEdited(row.inbound.at, edited, doubt, unit.now))
    return None


def _is_source(unit: Unit, message: MessageId, body: DeskEdited) -> bool:
    refs = deliveries.refs(unit.conn, message, body.desk)
    return any(one.role == "source" and one.ref == body.ref for one in refs)


def invocation(unit: Unit, row: InboxRow, body: Invocation) -> Answer:
    """Carry out a command that was given by button, slash, shortcut or form."""
    asker = Asker(body.desk, body.person, body.reply_to or thread_of(unit, row.inbound.subject))
    answer = invoke(unit, row, Given(body.command, body.words, asker, body.values, body.about))
    if body.surface == "home":
        unit.tell_desk(body.desk, HomeJob(body.person, asked=True))
    return answer


def home_opened(unit: Unit, body: HomeOpened) -> None:
    """Show the home page, and keep it up to date from now on."""
    profile = unit.office.directory().agent_by_person(body.desk, body.person)
    if profile is not None:
        agent = unit.agent(profile.id)
        if body.desk not in agent.homes or agent.version == 0:
            agents.put(unit.conn, replace(agent, homes=agent.homes | {body.desk}))
    unit.tell_desk(body.desk, HomeJob(body.person, asked=True))
