"""What comes in, stored and handled in one transaction.

Rules:
1. The lane is found in the same transaction as the insert. A contact without an open conversation gets the id of a new
   one there, so that the first and the second message of a customer can't take two lanes.
2. When nothing older waits in its lane, an inbound is handled at once: then its row is settled from the start, and
   only guards against a second delivery. What must wait is stored as pending, for the inbox's worker.
3. What belongs into another lane, came too early, or fails in handling is stored as pending in the same transaction,
   so that nothing of its lane can come between. The worker does the rest, with its tries.
"""

from datetime import datetime

from sqlalchemy import Connection

from bridge import topics
from bridge.handlers import dispatch, lanes, pacing, screening
from bridge.handlers.departures import Leaving
from bridge.handlers.dispatch import Handled
from bridge.handlers.invoke import Relane
from bridge.handlers.office import Office
from bridge.handlers.overtaking import Later
from bridge.handlers.turning_away import known_contact, turned_away
from bridge.handlers.whereabouts import chat_at
from bridge.store import inbox
from bridge.store.contacts import ContactRow
from core.errors import BridgeError
from core.inbound import (
    AgentSubject,
    ContactSubject,
    ConversationSubject,
    Inbound,
    PersonSubject,
    QueueSubject,
    Subject,
    ThreadSubject,
)
from core.policy.pacing import Dropped
from core.ports import Clock

WAITS = Handled(None, frozenset({topics.INBOX}))
"""What is to be done for an inbound that is left to the worker."""


TURNED_AWAY = Handled(turned_away=True)
"""What is to be done for what a banned customer does."""


DROPPED = Handled(wakes=frozenset({topics.INBOX}), turned_away=True)
"""What is to be done for what is far too much: the thread is told of it later."""


class StoredBefore(BridgeError):
    """The same inbound is there already; what was minted for this copy is rolled back."""

    code = "stored_before"


def accept_at_once(
    conn: Connection,
    office: Office,
    inbound: Inbound,
    clock: Clock,
    leaving: Leaving | None = None,
    masked: Inbound | None = None,
    *,
    is_over: bool = False,
) -> Handled:
    """Store an inbound and handle it; when its lane is not free, or it must wait, only store it.

    With `leaving`, what it has sent and may go at once is stored as begun. `masked` is the same inbound with all that
    was found in it as asterisks, where anything was; `is_over` says that its contact has written too much lately.
    Raises `StoredBefore`, and `Conflict` where another writer changed the same conversation or agent.
    """
    now, known = clock.now(), known_contact(conn, inbound)
    if turned_away(conn, office, inbound, known, now):
        return TURNED_AWAY
    until = pacing.held(conn, office, inbound, known, now, is_over=is_over)
    if until is not None:
        return _held(conn, office, inbound, masked, known, until)
    lane = _lane_of(conn, office, (masked or inbound).subject, known)
    inbound = screening.as_stored(conn, office, lane, inbound, masked)
    if inbox.has_unsettled(conn, lane) or screening.wait_until(conn, office, lane, inbound, now) is not None:
        return _keep(conn, office, inbound, lane, now)
    number = inbox.add_settled(conn, inbound.source, inbound.dedupe, lane, now)
    if number is None:
        raise StoredBefore
    handled = dispatch.handle_stored(conn, office, inbox.InboxRow(number, lane, inbound, 1), now, leaving)
    match handled:
        case Relane(conversation=conversation):
            inbox.put_off(conn, number, inbound, lanes.of_conversation(conversation), now)
        case Later(lane=elsewhere, at=at, planned=planned):
            inbox.put_off(conn, number, inbound, elsewhere, at, planned=planned)
        case Handled():
            return handled
    return WAITS


def accept_for_later(
    conn: Connection,
    office: Office,
    inbound: Inbound,
    clock: Clock,
    masked: Inbound | None = None,
    *,
    is_over: bool = False,
) -> Handled:
    """Store an inbound as pending.

    Raises:
        StoredBefore: it is there already.
        PayloadMalformed: it can't be kept.
    """
    now, known = clock.now(), known_contact(conn, inbound)
    if turned_away(conn, office, inbound, known, now):
        return TURNED_AWAY
    until = pacing.held(conn, office, inbound, known, now, is_over=is_over)
    if until is not None:
        return _held(conn, office, inbound, masked, known, until)
    lane = _lane_of(conn, office, (masked or inbound).subject, known)
    inbound = screening.as_stored(conn, office, lane, inbound, masked)
    return _keep(conn, office, inbound, lane, now)


def _held(
    conn: Connection,
    office: Office,
    inbound: Inbound,
    masked: Inbound | None,
    known: ContactRow | None,
    until: datetime | Dropped,
) -> Handled:
    """Keep in its contact's lane what waits because it is too much; nothing of what is dropped."""
    if known is None or isinstance(until, Dropped):
        return DROPPED
    lane = lanes.of_contact(known.channel, known.contact)
    chat = known.open_conversation
    waits = screening.as_stored(conn, office, lanes.of_conversation(chat) if chat else lane, inbound, masked)
    if not inbox.add(conn, waits, lane, until).new:
        raise StoredBefore
    return WAITS


def _keep(conn: Connection, office: Office, inbound: Inbound, lane: str, now: datetime) -> Handled:
    inbound = screening.among_waiting(conn, office, lane, inbound, now)
    due = screening.wait_until(conn, office, lane, inbound, now) or now
    if not inbox.add(conn, inbound, lane, due).new:
        raise StoredBefore
    return WAITS


def _lane_of(conn: Connection, office: Office, subject: Subject, known: ContactRow | None) -> str:
    """Find whose lane it is; opens a conversation for a contact that has none and may have one."""
    match subject:
        case ContactSubject(channel=channel, contact=contact):
            return pacing.lane_of_contact(conn, office, subject, known) or lanes.of_contact(channel, contact)
        case ThreadSubject():
            return _lane_of_thread(conn, subject)
        case ConversationSubject(conversation=conversation):
            return lanes.of_conversation(conversation)
        case PersonSubject(desk=desk, person=person):
            return lanes.of_person(desk, person)
        case QueueSubject(queue=queue):
            return lanes.of_queue(queue)
        case AgentSubject(agent=agent):
            return lanes.of_agent(agent)


def _lane_of_thread(conn: Connection, subject: ThreadSubject) -> str:
    """Find the chat whose thread it is, or else whose wider one; what is neither's is the person's or nobody's."""
    found = chat_at(conn, subject)
    if found is not None:
        return lanes.of_conversation(found)
    if subject.person is not None:
        return lanes.of_person(subject.desk, subject.person)
    return lanes.of_thread(subject.desk, subject.thread)
