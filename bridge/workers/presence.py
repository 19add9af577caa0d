"""Looks at whether agents with chats in hand are at their desks, for queues that care (`agent_gone`).

Rules:
1. Only who has chats in hand is looked at, and only where a queue says what becomes of them.
2. A change is told by the inbox, like anything that comes in; what becomes of the chats is the core's decision.
3. A desk that can't tell, or doesn't answer, says that its people are there.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bridge import topics
from bridge.handlers import lanes
from bridge.handlers.office import Office
from bridge.handlers.unit import Unit
from bridge.hints.memory import MemoryHints
from bridge.store.database import Database
from bridge.workers.loop import Worker
from core.agents.model import Agent, Stage
from core.ids import AgentId, DeskName, PersonRef
from core.inbound import AgentSeen, AgentSubject
from core.ports import AgentDesk, Clock, ReadsPresence

EVERY = timedelta(seconds=60)
PATIENCE = 10.0
"""Seconds for one answer of a platform."""

IN_HAND = frozenset({Stage.ACTIVE, Stage.HELD, Stage.RETURNING})

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
    ) -> None:
        """Take the desks to ask."""
        super().__init__(topics.PRESENCE, hints, clock)
        self._database = database
        self._office = office
        self._desks = desks
        self._hints = hints
        self._due = clock.now() + EVERY

    async def turn(self) -> bool:
        """Look at everybody when the minute has come."""
        now = self._clock.now()
        if now < self._due:
            return False
        self._due = now + EVERY
        if any(queue.gone is not None for queue in self._office.directory().queues.values()):
            for agent in await self._database.read(self._to_be_looked_at):
                await self._look(agent)
        return False

    async def next_due(self) -> datetime | None:
        """Give when to look again."""
        return self._due

    async def drain(self) -> None:
        """Nothing is in hand between turns."""

    def _to_be_looked_at(self, conn: Connection) -> tuple[Agent, ...]:
        unit = Unit(conn, self._office, self._clock.now())
        return tuple(
            agent
            for agent in unit.agents(self._office.directory().profiles)
            if agent.away_since is not None or any(chat.stage in IN_HAND for chat in agent.chats.values())
        )

    async def _is_away(self, agent: AgentId) -> bool:
        """Ask all desks where the agent has an account: whoever is at one of them is there."""
        profile = self._office.directory().profiles.get(agent)
        accounts = profile.people.items() if profile else ()
        known = [(self._desks[name], person) for name, person in accounts if name in self._desks]
        answers = [await _asked(desk, person) for desk, person in known if isinstance(desk, ReadsPresence)]
        return bool(answers) and len(answers) == len(known) and all(answers)

    async def _look(self, agent: Agent) -> None:
        away = await self._is_away(agent.id)
        if away == (agent.away_since is not None):
            return
        seen = AgentSeen(agent.id, away, self._clock.now())

        def tell(conn: Connection) -> None:
            unit = Unit(conn, self._office, self._clock.now())
            unit.hand_on(AgentSubject(agent.id), seen, lanes.of_agent_presence(agent.id))

        await self._database.write(tell)
        self._hints.wake([topics.INBOX])


async def _asked(desk: ReadsPresence, person: PersonRef) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            return await desk.is_away(person)
    except TimeoutError:
        log.info("presence_unknown", person=person)
        return False
