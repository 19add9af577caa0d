"""Reads the groups whose members are agents: at the start, and a minute apart.

A platform that doesn't answer changes nothing: whoever was an agent stays one.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bridge import topics
from bridge.handlers.beginning import dismiss, list_anew
from bridge.handlers.office import Office
from bridge.handlers.unit import Unit
from bridge.hints.memory import MemoryHints
from bridge.roster import Roster
from bridge.store import agents
from bridge.store.database import Database
from bridge.workers.loop import Worker
from core.errors import Conflict, DeliveryFailed
from core.ids import AgentId, DeskName
from core.ports import AgentDesk, Clock, ListsMembers, Member

EVERY = timedelta(seconds=60)

log = structlog.get_logger(__name__)


class RosterReader(Worker):
    """Keeps the roster up to date."""

    def __init__(
        self,
        roster: Roster,
        database: Database,
        office: Office,
        desks: Mapping[DeskName, AgentDesk],
        hints: MemoryHints,
        clock: Clock,
    ) -> None:
        """Take the groups, and the desks that know them."""
        super().__init__(topics.ROSTER, hints, clock)
        self._roster = roster
        self._database = database
        self._office = office
        self._desks = desks
        self._hints = hints
        self._due = clock.now()
        self._awaited = set(roster.groups)

    async def turn(self) -> bool:
        """Read all groups when the minute has come."""
        now = self._clock.now()
        if not self._roster.groups or now < self._due:
            return False
        self._due = now + EVERY
        members: dict[str, tuple[Member, ...]] = {}
        for name, group in self._roster.groups.items():
            desk: object = self._desks.get(DeskName(group.desk))
            if not isinstance(desk, ListsMembers):
                log.warning("roster_desk_knows_no_groups", group=name, desk=group.desk)
                continue
            try:
                members[name] = await desk.members_of(group.group)
            except DeliveryFailed as failure:
                log.warning("roster_unread", group=name, why=failure.detail)
        busy = await self._database.read(self._busy)
        changed = self._roster.read(members, busy)
        if changed:
            log.info("roster_read", changed=len(changed))
        if changed or not self._awaited.isdisjoint(members):
            self._awaited -= members.keys()
            await self._write(changed)
        return False

    async def next_due(self) -> datetime | None:
        """Give when to read again."""
        return self._due if self._roster.groups else None

    async def drain(self) -> None:
        """Nothing is in hand between turns."""

    async def _write(self, changed: frozenset[AgentId]) -> None:
        """Write for which queues they are free, look for chats for them, and let chats go on whose agent has left."""
        while True:
            with suppress(Conflict):  # another process was first with one of them
                await self._database.write(lambda conn: self._enter(conn, changed))
                break
        self._hints.wake([topics.INBOX])

    def _busy(self, conn: Connection) -> frozenset[AgentId]:
        """Give who has chats in hand."""
        found = agents.many(conn, self._roster.directory.profiles)
        return frozenset(agent.id for agent in found if agent.chats)

    def _enter(self, conn: Connection, changed: frozenset[AgentId]) -> None:
        """List anew for which queues they are free."""
        unit = Unit(conn, self._office, self._clock.now())
        for agent in unit.agents(sorted(changed)):
            if list_anew(unit, agent):
                unit.route_agent(agent.id)
        dismiss(unit, self._awaited)
