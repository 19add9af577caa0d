"""The inbox as the adapters see it: store first, answer later.

The lane is found in the same transaction as the insert. A contact without an open conversation gets the id of a new
one there, so that the first and the second message of a customer can't take two lanes.
"""

import asyncio

from sqlalchemy import Connection

from bridge import topics
from bridge.handlers import lanes
from bridge.handlers.office import Office
from bridge.handlers.whereabouts import chat_at
from bridge.hints.memory import MemoryHints
from bridge.store import contacts, inbox
from bridge.store.database import Database
from core.errors import BridgeError
from core.features.detecting import screened
from core.inbound import (
    ContactSubject,
    ConversationSubject,
    Inbound,
    PersonSubject,
    QueueSubject,
    Subject,
    ThreadSubject,
)
from core.ports import Clock, Outcome
from core.ports import Inbox as InboxPort


class _StoredBefore(BridgeError):
    """The same inbound is there already; what was minted for this copy is rolled back."""

    code = "stored_before"


class StoredInbox:
    """Stores inbounds and wakes the workers."""

    def __init__(self, database: Database, office: Office, hints: MemoryHints, clock: Clock) -> None:
        """Take what is needed to store and to wake."""
        self._database = database
        self._office = office
        self._hints = hints
        self._clock = clock

    async def accept(self, inbound: Inbound) -> bool:
        """Store an inbound; False when it was stored before. Raises `Overloaded`."""
        screen = screened(inbound, self._office.detectors)
        try:
            await self._database.write(lambda conn: self._add(conn, screen))
        except _StoredBefore:
            return False
        self._hints.wake([topics.INBOX])
        return True

    async def accept_and_wait(self, inbound: Inbound, seconds: float) -> Outcome:
        """Store an inbound and wait for its outcome; one that was stored before has none to wait for."""
        future = self._office.waiters.enter(inbound)
        try:
            if not await self.accept(inbound):
                self._office.waiters.withdraw(inbound)
                return Outcome(settled=False)
        except BaseException:
            self._office.waiters.withdraw(inbound)
            raise
        done, _ = await asyncio.wait({future}, timeout=seconds)
        if not done and self._office.waiters.withdraw(inbound):
            return Outcome(settled=False)
        return await future

    def _add(self, conn: Connection, inbound: Inbound) -> None:
        lane = lane_of(conn, self._office, inbound.subject)
        if not inbox.add(conn, inbound, lane, self._clock.now()).new:
            raise _StoredBefore


_: type[InboxPort] = StoredInbox


def lane_of(conn: Connection, office: Office, subject: Subject) -> str:
    """Find whose lane it is; opens a conversation for a contact that has none and may have one."""
    match subject:
        case ContactSubject(channel=channel, contact=contact):
            return _lane_of_contact(conn, office, subject) or f"contact:{channel}:{contact}"
        case ThreadSubject():
            return _lane_of_thread(conn, subject)
        case ConversationSubject(conversation=conversation):
            return lanes.of_conversation(conversation)
        case PersonSubject(desk=desk, person=person):
            return lanes.of_person(desk, person)
        case QueueSubject(queue=queue):
            return lanes.of_queue(queue)


def _lane_of_thread(conn: Connection, subject: ThreadSubject) -> str:
    """Find the chat whose thread it is, or else whose wider one; what is neither's is the person's or nobody's."""
    found = chat_at(conn, subject)
    if found is not None:
        return lanes.of_conversation(found)
    if subject.person is not None:
        return lanes.of_person(subject.desk, subject.person)
    return lanes.of_thread(subject.desk, subject.thread)


def _lane_of_contact(conn: Connection, office: Office, subject: ContactSubject) -> str | None:
    if subject.may_open:
        mint = office.mint.conversation()
        conversation, _ = contacts.resolve(conn, subject.channel, subject.contact, subject.queue, subject.name, mint)
        return lanes.of_conversation(conversation)
    known = contacts.get(conn, subject.channel, subject.contact)
    conversation_or_none = known.open_conversation if known else None
    return lanes.of_conversation(conversation_or_none) if conversation_or_none else None
