"""The private answer to whoever gave a command: to the waiting request, or through the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from bridge.delivery.jobs import TellJob, ViewJob
from bridge.handlers.office import Office
from bridge.handlers.unit import Unit
from bridge.store import agents, conversations, messages, threads
from bridge.store.inbox import InboxRow
from core.commands.model import ViewName
from core.conversation.model import Conversation
from core.features.homes import Overview, as_text, held_texts, help_text, my_chats, waiting
from core.ids import ConversationId, DeskName, ExternalRef, MessageId, PersonRef
from core.inbound import Invocation
from core.messages import Message
from core.ports import Outcome
from core.sentences import Sentence

SHOWN = 20
"""How many waiting chats a list shows; a longer one helps nobody."""

ASKED_IN_PRIVATE = frozenset({"send", "discard"})
"""What is decided on a private question: nobody shows that anew, so its author is told what became of the text."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who is to be answered, and where."""

    desk: DeskName
    person: PersonRef
    thread: ExternalRef | None = None


def answer(
    unit: Unit,
    row: InboxRow,
    asker: Asker,
    said: Sentence | ViewName,
    chat: Conversation | None,
    *,
    refused: bool = False,
) -> Outcome | None:
    """Answer in private; the outcome is for the request that waits, if one does."""
    if unit.office.waiters.promise(row.inbound):
        text = _view(unit, asker, said) if isinstance(said, ViewName) else unit.office.words(said)
        return Outcome(text, refused=refused, conversation=chat.id if chat else None)
    if isinstance(said, ViewName):
        unit.tell_desk(asker.desk, ViewJob(asker.person, said, asker.thread), chat)
    elif refused or not _is_shown_anyway(row):
        in_thread = asker.thread is not None
        unit.tell_desk(asker.desk, TellJob(asker.person, said, in_thread, asker.thread), chat)
    return None


def _is_shown_anyway(row: InboxRow) -> bool:
    """Tell whether success is seen on the card or the home page that was clicked, so that a sentence would be noise."""
    body = row.inbound.body
    return isinstance(body, Invocation) and body.surface in ("button", "home") and body.command not in ASKED_IN_PRIVATE


def _view(unit: Unit, asker: Asker, view: ViewName) -> str:
    return view_text(unit.conn, unit.office, asker.desk, asker.person, view)


def view_text(conn: Connection, office: Office, desk: DeskName, person: PersonRef, view: ViewName) -> str:
    """Render a list for a person."""
    profile = office.directory().agent_by_person(desk, person)
    if view is ViewName.HELP:
        return help_text(office.registry, profile)
    seen = overview(conn, office, desk, person)
    match view:
        case ViewName.MY_CHATS:
            return "\n\n".join(as_text(section) for section in (my_chats(seen), held_texts(seen), waiting(seen)))
        case ViewName.WAITING:
            return as_text(waiting(seen))
        case ViewName.HELD:
            return as_text(held_texts(seen))


def overview(conn: Connection, office: Office, desk: DeskName, person: PersonRef) -> Overview:
    """Read what a person's lists and home page show."""
    directory = office.directory()
    profile = directory.agent_by_person(desk, person)
    mine = conversations.of_agent(conn, profile.id) if profile else ()
    seated = tuple(chat for chat in mine if profile and chat.participant(profile.id))
    rings = tuple(chat for chat in mine if profile and chat.offer and profile.id in chat.offer.agents)
    waits = tuple(
        chat for queue in (profile.queues if profile else ()) for chat in conversations.waiting(conn, queue, SHOWN)
    )
    holding = conversations.holding(conn, desk, person)
    return Overview(
        profile=profile,
        agent=agents.get(conn, profile.id) if profile else None,
        chats=seated,
        waiting=sorted(waits, key=lambda chat: chat.queued_at or chat.opened_at)[:SHOWN],
        directory=directory,
        held=_held_messages(conn, holding),
        held_chats=holding,
        person=person,
        links=_links(conn, desk, (*seated, *rings, *waits, *holding)),
        ringing=rings,
    )


def _held_messages(conn: Connection, chats: tuple[Conversation, ...]) -> Mapping[MessageId, Message]:
    found = (messages.get(conn, held.message) for chat in chats for held in chat.held)
    return {message.id: message for message in found if message is not None}


def _links(conn: Connection, desk: DeskName, chats: tuple[Conversation, ...]) -> Mapping[ConversationId, ExternalRef]:
    rows = {chat.id: threads.of(conn, chat.id, desk) for chat in chats}
    return {key: ExternalRef(row.link) for key, row in rows.items() if row is not None and row.link}
