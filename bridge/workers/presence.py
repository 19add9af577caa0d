"""Looks at whether agents with chats in hand are at their desks, for queues that care (`agent_gone`).

Rules:
1. Only who has chats in hand is looked at, and only where a queue says what becomes of them.
2. A change is told by the inbox, like anything that comes in; what becomes of the chats is the core's decision.
3. What a desk can't tell, or doesn't say in time, changes nothing: neither does anybody go by it nor come back.
4. A round asks after so few that offers, whose veto asks the same platform, are not held up; whoever was not asked is
   asked in the next one. Of several processes one asks.
"""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import Connection

from bridge import topics
from bridge.delivery.ownership import Ownership, key_of
from bridge.handlers import lanes
from bridge.handlers.office import Office
from bridge.handlers.presences import is_news
from bridge.handlers.unit import Unit
from bridge.hints.memory import MemoryHints
from bridge.store.database import Database
from bridge.workers.loop import Worker
from core.agents.model import Stage
from core.ids import AgentId, DeskName, PersonRef
from core.inbound import AgentSeen, AgentSubject
from core.ports import AgentDesk, Clock, ReadsPresence

EVERY = timedelta(seconds=60)
PATIENCE = 10.0
"""Seconds for one answer of a platform."""
MOST = 20
"""Agents in one round."""
TASK = key_of(DeskName("presence"), None)
"""Which of several processes asks, as if it were a place to speak in."""

IN_HAND = frozenset({Stage.ACTIVE, Stage.HELD, Stage.RETURNING})
_NEVER = datetime.min.replace(tzinfo=UTC)

log = structlog.get_logger(__name__)


class PresenceWatcher(Worker):
    """Asks the desks, a minute apart."""

    def __init__(
        self,
        database: Database,
        office: Office,
        desks: Mapping[DeskName, AgentDesk],
        hints: MemoryHints,
        clock: Clock,
        ownership: Ownership,
    ) -> None:
        """Take the desks to ask."""
        super().__init__(topics.PRESENCE, hints, clock)
        self._database = database
        self._office = office
        self._desks = desks
        self._hints = hints
        self._ownership = ownership
        self._due = clock.now() + EVERY
        self._asked: dict[AgentId, datetime] = {}

    async def turn(self) -> bool:
        """Look at those whose turn it is when the minute has come."""
        now = self._clock.now()
        if now < self._due:
            return False
        self._due = now + EVERY
        queues = self._office.directory().queues.values()
        if any(queue.gone is not None for queue in queues) and await self._ownership.mine([TASK]):
            with_chats = await self._database.read(self._with_chats)
            self._asked = {agent: self._asked.get(agent, _NEVER) for agent in with_chats}
            for agent in sorted(with_chats, key=lambda one: (self._asked[one], one))[:MOST]:
                self._asked[agent] = now
                await self._look(agent)
        return False

    async def next_due(self) -> datetime | None:
        """Give when to look again."""
        return self._due

    async def drain(self) -> None:
        """Nothing is in hand between turns."""

    def _with_chats(self, conn: Connection) -> tuple[AgentId, ...]:
        unit = Unit(conn, self._office, self._clock.now())
        known = unit.agents(self._office.directory().profiles)
        return tuple(one.id for one in known if any(chat.stage in IN_HAND for chat in one.chats.values()))

    async def _is_away(self, agent: AgentId) -> bool | None:
        """Ask all desks where the agent has an account: whoever is at one of them is there. None when nobody knows."""
        profile = self._office.directory().profiles.get(agent)
        answers = [await self._asked_at(name, person) for name, person in profile.people.items()] if profile else []
        if False in answers:
            return False
        return True if answers and None not in answers else None

    async def _asked_at(self, name: DeskName, person: PersonRef) -> bool | None:
        desk: object = self._desks.get(name)
        if not isinstance(desk, ReadsPresence):
            return None
        try:
            async with asyncio.timeout(PATIENCE):
                return await desk.is_away(person)
        except TimeoutError:
            log.info("presence_unknown", person=person)
            return None

    async def _look(self, agent: AgentId) -> None:
        away = await self._is_away(agent)
        if away is not None and await self._database.read(
            lambda conn: is_news(Unit(conn, self._office, self._clock.now()), agent, away=away)
        ):
            await self._tell(AgentSeen(agent, away, self._clock.now()))

    async def _tell(self, seen: AgentSeen) -> None:
        def tell(conn: Connection) -> None:
            unit = Unit(conn, self._office, self._clock.now())
            unit.hand_on(AgentSubject(seen.agent), seen, lanes.of_agent_presence(seen.agent))

        await self._database.write(tell)
        self._hints.wake([topics.INBOX])
