"""A bridge's handlers on a real store, without workers and platforms: what is due is handled when a test says so.

Of what would be sent only the looks for agents are kept: a test says later whether the agent was there.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import TypeVar

from sqlalchemy import Connection, select

from bridge.delivery.jobs import LookJob
from bridge.delivery.settling import job_of
from bridge.handlers import lanes, vetoes
from bridge.handlers.accepting import accept_at_once
from bridge.handlers.beginning import begin_anew
from bridge.handlers.dispatch import Handled, handle
from bridge.handlers.office import Office
from bridge.handlers.unit import Unit
from bridge.store import conversations, inbox, timers
from bridge.store.database import Database
from bridge.store.inbox import InboxRow
from bridge.store.outbox import OutboxRow
from bridge.store.tables import CONVERSATION
from core.agents.model import Agent
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.model import Conversation
from core.directory import Directory
from core.ids import AgentId, ConversationId, ExternalRef, QueueId
from core.inbound import (
    AgentSeen,
    AgentSubject,
    Body,
    ContactSubject,
    ConversationSubject,
    CustomerDid,
    CustomerMessage,
    Inbound,
    Invocation,
    PersonSubject,
    RouteAgent,
    RouteQueue,
    RoutingAnswer,
    Subject,
    TimerDue,
)
from core.messages import Text
from tests.build import NOW, SLACK, WEB, account

T = TypeVar("T")
HALF = 0.5
_OF_ROUTING = (RouteQueue, RouteAgent)


@dataclass
class Clock:
    """The time, which a test moves."""

    at: datetime = NOW

    def now(self) -> datetime:
        """Give it."""
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Nobody sleeps here."""
        raise AssertionError(seconds)

    async def sleep_until(self, at: datetime) -> None:
        """Nobody sleeps here."""
        raise AssertionError(at)


@dataclass
class WalkingFloor:
    """The handlers, what they wait for, and what the chats' own states say of offers."""

    database: Database
    directory: Directory
    chance: Random
    clock: Clock = field(default_factory=Clock)
    looks: list[tuple[ConversationId, LookJob]] = field(default_factory=list)
    vetoed: dict[AgentId, int] = field(default_factory=dict)
    """Who was found away, and which version of their state that was."""
    figures: Counter[tuple[str, AgentId, QueueId]] = field(default_factory=Counter)
    """Offers and what became of them, told from how the chats changed."""

    def __post_init__(self) -> None:
        """Make what handlers work with; agents have their accounts on one desk."""
        office = Office(directory=lambda: self.directory, registry=Registry(ALL))
        self.office = replace(office, desks={SLACK: frozenset({"MarksMessages"})})
        self._came = 0
        self._known: dict[ConversationId, Conversation] = {}

    # --- what comes in

    async def customer_writes(self, contact: int, queue: QueueId) -> None:
        """Let a customer write, in the chat that is open or a new one."""
        subject = ContactSubject(WEB, ExternalRef(f"visitor-{contact}"), queue, "Grace")
        await self._accept(subject, CustomerMessage((Text("Hello"),)))

    async def customer_ends(self, contact: int, queue: QueueId) -> None:
        """Let a customer end the chat, if there is one."""
        subject = ContactSubject(WEB, ExternalRef(f"visitor-{contact}"), queue, may_open=False)
        await self._accept(subject, CustomerDid("ended"))

    async def gives(self, agent: AgentId, word: str, chat: ConversationId | None = None, words: str = "") -> None:
        """Let an agent give a command, in a chat or anywhere."""
        subject: Subject = ConversationSubject(chat) if chat else PersonSubject(SLACK, account(agent))
        await self._accept(subject, Invocation(SLACK, account(agent), word, words))

    async def is_seen(self, agent: AgentId, *, away: bool) -> None:
        """Tell that an agent is away, or there."""
        inbound = self._inbound(AgentSubject(agent), AgentSeen(agent, away, self.clock.at))
        lane = lanes.of_agent_presence(agent)
        await self.write(lambda conn: inbox.add(conn, inbound, lane, self.clock.at))

    async def passes(self, seconds: int) -> None:
        """Move the time on, and hand in what is due."""
        self.clock.at += timedelta(seconds=seconds)
        await self.write(self._wake)

    def _wake(self, conn: Connection) -> None:
        for chat in timers.due(conn, self.clock.at, 100):
            inbound = self._inbound(ConversationSubject(chat), TimerDue())
            inbox.add(conn, inbound, lanes.of_conversation(chat), self.clock.at)
            timers.set(conn, chat, None)

    async def restarts(self) -> None:
        """Begin anew, as at a start."""
        await self.write(lambda conn: begin_anew(Unit(conn, self.office, self.clock.at)))
        self.vetoed.clear()

    async def _accept(self, subject: Subject, body: Body) -> None:
        inbound = self._inbound(subject, body)
        await self._observed(body, lambda conn: accept_at_once(conn, self.office, inbound, self.clock))

    def _inbound(self, subject: Subject, body: Body) -> Inbound:
        self._came += 1
        return Inbound("walk", f"d{self._came}", subject, body, self.clock.at)

    # --- what is done

    async def work(self) -> bool:
        """Handle one row that is due, of those at the heads of their lanes; False when nothing is."""
        rows = await self.write(self._claim)
        for row in rows:
            await self._observed(row.inbound.body, partial(self._handle, row))
        return bool(rows)

    def _claim(self, conn: Connection) -> tuple[InboxRow, ...]:
        """Claim the oldest row, or one behind it in another lane."""
        skipped: list[str] = []
        claim = partial(inbox.claim, conn, "walk", self.clock.at, 60.0, 1)
        while self.chance.random() < HALF and (rows := claim(skipped)):
            inbox.release_all(conn)
            skipped += [row.lane for row in rows]
        return claim(skipped) or claim()

    def _handle(self, row: InboxRow, conn: Connection) -> Handled:
        return handle(conn, self.office, row, self.clock.at)

    async def look(self, *, away: bool) -> None:
        """Say of an agent who is looked for whether they are at the desk."""
        chat, job = self.looks.pop(self.chance.randrange(len(self.looks)))
        before = (await self.agents())[job.agent].version
        await self.write(lambda conn: vetoes.looked(Unit(conn, self.office, self.clock.at), chat, job, away=away))
        after = (await self.agents())[job.agent].version
        if away and after != before:
            self.vetoed[job.agent] = after

    async def settle(self) -> None:
        """Do all that is due; everybody who is looked for is there."""
        while self.looks or await self.work():
            if self.looks:
                await self.look(away=False)

    async def _observed(self, body: Body, work: Callable[[Connection], Handled]) -> None:
        """Do something, note whom it lets be looked for, and what it does to offers."""
        handled = await self.write(work)
        for row in handled.added:
            self._keep_look(row)
        if not isinstance(body, _OF_ROUTING):
            before, self._known = self._known, await self.chats()
            for id, chat in self._known.items():
                self._count(body, before.get(id), chat)

    def _keep_look(self, row: OutboxRow) -> None:
        job = job_of(row)
        if isinstance(job, LookJob) and row.conversation is not None:
            self.looks.append((row.conversation, job))

    def _count(self, body: Body, before: Conversation | None, after: Conversation) -> None:
        """Count what a change of a chat means for those who were, or are, asked."""
        was = before.offer if before else None
        now = after.offer
        if now is not None and (was is None or now.id != was.id):
            self._add("offered", now.agents, after)
        taken = after.accepted_at is not None and (before is None or before.accepted_at is None)
        if taken and after.owner is not None:
            self._add("offered" if isinstance(body, RoutingAnswer) else "", (after.owner,), after)
            self._add("accepted", (after.owner,), after)
        if was is not None and before is not None and isinstance(body, TimerDue) and now is None:
            self._add("unanswered", was.agents, before)
        if was is not None and before is not None and isinstance(body, Invocation) and body.command == "reject":
            left = now.agents if now is not None and now.id == was.id else ()
            self._add("rejected", tuple(one for one in was.agents if one not in left), before)

    def _add(self, what: str, agents: tuple[AgentId, ...], chat: Conversation) -> None:
        if what:
            self.figures.update((what, agent, chat.queue) for agent in agents)

    # --- what is there

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Do something in a transaction of its own."""
        return await self.database.write(work)

    async def chats(self) -> dict[ConversationId, Conversation]:
        """Give all chats."""
        return await self.database.read(self.all_chats)

    async def agents(self) -> dict[AgentId, Agent]:
        """Give all agents."""
        return await self.database.read(self.all_agents)

    def all_chats(self, conn: Connection) -> dict[ConversationId, Conversation]:
        """Read all chats."""
        ids = conn.scalars(select(CONVERSATION.c.id).order_by(CONVERSATION.c.number)).all()
        found = [conversations.get(conn, id) for id in ids]
        return {chat.id: chat for chat in found if chat is not None}

    def all_agents(self, conn: Connection) -> dict[AgentId, Agent]:
        """Read all agents."""
        unit = Unit(conn, self.office, self.clock.at)
        return {agent: unit.agent(agent) for agent in self.directory.profiles}
