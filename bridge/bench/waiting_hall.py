"""A hall in which chats wait for agents: a database with as many of both as wanted, and the bridge's own way with them.

Everything between a chat that waits and an agent's answer is done by the bridge's handlers, in transactions of their
own as the inbox's worker does it; who was chosen is always at the desk. No platform is there: what would be sent is
dropped. Times are made up, so that a thousand offers that run out take no longer than they cost.

Agents sit in blocks: a block's agents serve the same few queues, whatever the size of the hall.
"""

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, delete

from bridge.delivery.jobs import LookJob
from bridge.delivery.settling import job_of
from bridge.handlers import vetoes
from bridge.handlers.advance import advance
from bridge.handlers.dispatch import Handled, handle
from bridge.handlers.office import Office
from bridge.handlers.unit import Unit
from bridge.store import inbox
from bridge.store.database import Database, open_database
from bridge.store.inbox import InboxRow
from bridge.store.outbox import OutboxRow
from bridge.store.work_tables import OUTBOX
from core.agents.machine import AgentEvent
from core.agents.model import Profile
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.events import CustomerWrote, Event
from core.conversation.model import Conversation
from core.directory import Directory
from core.ids import CUSTOMER, AgentId, ChannelName, ConversationId, DeskName, ExternalRef, PersonRef, QueueId
from core.messages import Message, Text
from core.routing.queues import Queue, WrapUp, WrapUpMode

T = TypeVar("T")

BLOCK = 5
"""How many queues an agent serves."""
AT_ONCE = 64
BATCH = 250
_BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_DESK, _WEB = DeskName("bench"), ChannelName("web")


@dataclass(frozen=True, slots=True)
class Size:
    """How many agents, queues and waiting chats."""

    agents: int
    queues: int
    chats: int
    spared: int = 0
    """How many blocks, the last ones, in whose queues nobody waits."""

    @property
    def blocks(self) -> int:
        """Give how many blocks there are."""
        return max(1, self.queues // BLOCK)


def directory_of(size: Size) -> Directory:
    """Give the agents and queues."""
    queues = {id: _queue(id) for id in (QueueId(f"q{number}") for number in range(size.queues))}
    profiles = [_profile(number, size) for number in range(size.agents)]
    return Directory({one.id: one for one in profiles}, queues)


def _queue(id: QueueId) -> Queue:
    return Queue(id=id, title=id, desk=_DESK, wrap_up=WrapUp(WrapUpMode.NONE))


def _profile(number: int, size: Size) -> Profile:
    first = number % size.blocks * BLOCK
    served = tuple(QueueId(f"q{one}") for one in range(first, min(first + BLOCK, size.queues)))
    name = f"agent{number}"
    return Profile(AgentId(name), name, name, {_DESK: PersonRef(f"T/U{number}")}, served)


@dataclass
class Hall:
    """The bridge's handlers on such a database. `spent` is the process's time on its cores since it was last set."""

    size: Size
    database: Database
    office: Office
    now: datetime = _BEGIN
    spent: float = 0.0
    _chats: int = field(default=0, repr=False)

    def block(self, number: int) -> Sequence[AgentId]:
        """Give the agents of a block."""
        blocks = self.size.blocks
        return [AgentId(f"agent{one}") for one in range(number % blocks, self.size.agents, blocks)]

    def queue_of(self, number: int) -> QueueId:
        """Give the first queue of a block."""
        return QueueId(f"q{number % self.size.blocks * BLOCK}")

    async def fill(self) -> None:
        """Let all chats wait, in all queues alike."""
        queues = self.size.queues - self.size.spared * BLOCK
        for first in range(0, self.size.chats, BATCH):
            many = range(first, min(first + BATCH, self.size.chats))
            await self.database.write(partial(self._open, [QueueId(f"q{one % queues}") for one in many]))
        await self.settle()
        self.spent = 0.0

    async def open(self, queue: QueueId) -> ConversationId:
        """Let one more chat wait; it is not routed yet."""
        return await self.database.write(partial(self._open, [queue]))

    def _open(self, queues: Sequence[QueueId], conn: Connection) -> ConversationId:
        unit = Unit(conn, self.office, self.now)
        for queue in queues:
            self._chats += 1
            contact = ExternalRef(f"visitor-{self._chats}")
            id = self.office.mint.conversation()
            chat = Conversation(id, self._chats, queue, _WEB, contact, "Grace", self.now)
            words = Message(self.office.mint.message(), id, CUSTOMER, "Grace", self.now, (Text("Where is my parcel?"),))
            advance(unit, chat, CustomerWrote(self.now, words))
        conn.execute(delete(OUTBOX))
        return id

    async def says(self, agent: AgentId, event: AgentEvent) -> None:
        """Let an agent do something about themselves, and all follow that follows."""

        def work(conn: Connection) -> None:
            unit = Unit(conn, self.office, self.now)
            unit.save_agent(unit.step_agent(agent, event), "bench")

        await self.timed(work)
        await self.settle()

    async def happens(self, chat: ConversationId, event: Event) -> None:
        """Let something happen in a chat, and all follow that follows."""

        def work(conn: Connection) -> None:
            unit = Unit(conn, self.office, self.now)
            found = unit.chat(chat)
            if found is not None:
                advance(unit, found, event)
                unit.keep_timer(chat)

        await self.timed(work)
        await self.settle()

    async def timed(self, work: Callable[[Connection], T]) -> T:
        """Do something in a transaction of its own, on the account."""
        began = time.process_time()
        try:
            return await self.database.write(work)
        finally:
            self.spent += time.process_time() - began

    async def settle(self) -> None:
        """Handle all that is due, and say of everybody who is looked for that they are there."""
        while rows := await self.timed(lambda conn: inbox.claim(conn, "bench", self.now, 60.0, AT_ONCE)):
            for row in rows:
                handled = await self.timed(partial(self._handle, row))
                for sent in handled.added:
                    await self._look(sent)

    def _handle(self, row: InboxRow, conn: Connection) -> Handled:
        return handle(conn, self.office, row, self.now)

    async def _look(self, row: OutboxRow) -> None:
        job = job_of(row)
        chat = row.conversation
        if isinstance(job, LookJob) and chat is not None:
            await self.timed(lambda conn: vetoes.looked(Unit(conn, self.office, self.now), chat, job, away=False))

    async def sweep(self) -> None:
        """Drop what would have been sent, off the account."""
        await self.database.write(lambda conn: conn.execute(delete(OUTBOX)).close())

    async def chat(self, id: ConversationId) -> Conversation | None:
        """Give a chat as it is, off the account."""
        return await self.database.read(lambda conn: Unit(conn, self.office, self.now).chat(id))

    async def rung(self, agent: AgentId) -> ConversationId | None:
        """Give the chat that is offered to an agent, off the account."""
        found = await self.database.read(lambda conn: Unit(conn, self.office, self.now).agent(agent))
        return next(iter(found.chats), None)

    def passes(self, seconds: float) -> None:
        """Move the time on."""
        self.now += timedelta(seconds=seconds)


@asynccontextmanager
async def open_hall(file: Path, size: Size) -> AsyncIterator[Hall]:
    """Make a hall and fill it."""
    directory = directory_of(size)
    database = await open_database(f"sqlite:///{file}")
    office = Office(directory=lambda: directory, registry=Registry(ALL))
    try:
        hall = Hall(size, database, replace(office, desks={_DESK: frozenset({"MarksMessages"})}))
        await hall.fill()
        yield hall
    finally:
        await database.close()
