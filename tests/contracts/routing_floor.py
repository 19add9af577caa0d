"""A floor of agents on a real store: what routing, the presence veto and people do there, one step at a time.

Everything waits where it would wait in a running bridge (the inbox, the outbox), so that a test can put one thing
before another.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection

from bridge.delivery import settling
from bridge.delivery.jobs import LookJob
from bridge.delivery.settling import Looked
from bridge.handlers import dispatch
from bridge.handlers.advance import advance
from bridge.handlers.beginning import begin_anew
from bridge.handlers.office import Office
from bridge.handlers.unit import Unit
from bridge.store import free, inbox, line, outbox, reservations
from bridge.store.database import Database
from bridge.store.outbox import OutboxRow
from core.agents.machine import AgentEvent, SaidReady
from core.agents.model import Agent
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.events import CustomerWrote, Event, OfferAccepted, TransferredToQueue
from core.conversation.model import Conversation, Status
from core.directory import Directory
from core.errors import DeliveryFailed, Permanent
from core.ids import AgentId, ConversationId, QueueId
from tests.build import NOW, SLACK, a_conversation, a_message

T = TypeVar("T")


class Floor:
    """Agents and chats in a database, at a moment that the test sets."""

    def __init__(self, database: Database, directory: Directory) -> None:
        """Begin with nobody ready and no chat."""
        self._database = database
        self.directory = directory
        self.now = NOW
        self._office = Office(
            directory=lambda: self.directory, registry=Registry(ALL), desks={SLACK: frozenset({"MarksMessages"})}
        )
        self._chats = 0

    async def does(self, work: Callable[[Unit], T]) -> T:
        """Do something in one transaction."""
        return await self._database.write(lambda conn: work(Unit(conn, self._office, self.now)))

    async def sees(self, look: Callable[[Connection], T]) -> T:
        """Read."""
        return await self._database.read(look)

    def passes(self, seconds: float) -> None:
        """Let time pass; nothing is done by it."""
        self.now += timedelta(seconds=seconds)

    async def starts_anew(self, directory: Directory | None = None) -> int:
        """Start a bridge on this database, with another configuration if one is given."""
        self.directory = directory or self.directory
        return await self.does(begin_anew)

    # --- people

    async def is_ready(self, *agents: AgentId) -> None:
        """Let agents say ready, a second after each other."""
        for agent in agents:
            await self.feels(agent, SaidReady(self.now))
            self.passes(1)

    async def feels(self, agent: AgentId, event: AgentEvent) -> None:
        """Let something happen to an agent."""
        await self.does(lambda unit: unit.save_agent(unit.step_agent(agent, event), "test"))

    async def writes(self, queue: QueueId, **facts: Any) -> ConversationId:
        """Let a new customer write."""
        self._chats += 1
        id = f"c{self._chats}"
        new = replace(a_conversation(Status.NEW, id=id, number=self._chats, queue=queue), **facts)
        first = a_message(f"m{self._chats}", conversation=new.id, at=self.now)
        await self.does(lambda unit: advance(unit, new, CustomerWrote(self.now, first)))
        return new.id

    async def happens(self, chat: ConversationId, *events: Event) -> Conversation:
        """Let something happen to a chat."""

        def step(unit: Unit) -> Conversation:
            found = unit.chat(chat)
            assert found is not None
            return advance(unit, found, *events)

        return await self.does(step)

    async def picks(self, agent: AgentId, chat: ConversationId) -> Conversation:
        """Let an agent take a waiting chat."""
        return await self.happens(chat, OfferAccepted(self.now, agent, picked=True))

    async def transfers(self, agent: AgentId, chat: ConversationId, queue: QueueId) -> Conversation:
        """Let an agent give a chat to a queue."""
        return await self.happens(chat, TransferredToQueue(self.now, agent, queue, queue))

    # --- the bridge

    async def handles(self, *lanes: str) -> None:
        """Let the inbox's worker handle all that is due, in these kinds of lanes only if some are named."""
        while await self._database.write(lambda conn: self._handle_one(conn, lanes)):
            pass

    def _handle_one(self, conn: Connection, lanes: tuple[str, ...]) -> bool:
        rows = inbox.claim(conn, "test", self.now, 30, 100)
        wanted = [row for row in rows if not lanes or row.lane.startswith(lanes)]
        for row in rows:
            if row not in wanted[:1]:
                inbox.retry(conn, row.id, row.added_at or self.now, counted=False)
        if wanted:
            dispatch.handle(conn, self._office, wanted[0], self.now)
        return bool(wanted)

    async def looks(self) -> dict[AgentId, ConversationId | None]:
        """Give who is to be looked at before the bell, and for which chat."""
        rows = await self.sees(lambda conn: tuple(_looks(conn)))
        return {job.agent: row.conversation for row, job in rows}

    async def is_found(self, agent: AgentId, *, away: bool = False, failed: bool = False) -> None:
        """Let the platform say where an agent is."""

        def settle(unit: Unit) -> None:
            row = next(row for row, job in _looks(unit.conn) if job.agent == agent)
            outbox.begin(unit.conn, [row.id], "test", self.now, 30)
            trouble: DeliveryFailed = Permanent("no answer")
            if failed:
                settling.failed(unit, row, trouble.detail, None)
            else:
                settling.sent(unit, row, Looked(away))

        await self.does(settle)

    async def routes(self) -> None:
        """Let all be handled that is due; everybody who is looked at is there."""
        await self.handles()
        while looks := await self.looks():
            for agent in looks:
                await self.is_found(agent)
            await self.handles()

    # --- what stands in the tables

    async def chat(self, chat: ConversationId) -> Conversation:
        """Give a chat."""
        found = await self.does(lambda unit: unit.chat(chat))
        assert found is not None
        return found

    async def agent(self, agent: AgentId) -> Agent:
        """Give an agent."""
        return await self.does(lambda unit: unit.agent(agent))

    async def free_for(self, queue: QueueId) -> tuple[AgentId, ...]:
        """Give who is free for a queue, the longest idle first."""
        return await self.sees(lambda conn: free.of(conn, queue))

    async def in_line(self, queue: QueueId) -> list[ConversationId]:
        """Give who waits in a queue's line and for whom nobody is reserved, in order."""
        return await self.sees(lambda conn: [place.conversation for place in line.of(conn, queue)])

    async def reserved(self) -> dict[ConversationId, AgentId]:
        """Give the reservations."""
        return dict(await self.sees(reservations.everything))

    async def due(self) -> datetime | None:
        """Give when the inbox has something to do later."""
        return await self.sees(lambda conn: inbox.next_at(conn, self.now))


def _looks(conn: Connection) -> Iterator[tuple[OutboxRow, LookJob]]:
    for row in outbox.heads(conn, "", 1_000):
        job = settling.job_of(row)
        if isinstance(job, LookJob):
            yield row, job
