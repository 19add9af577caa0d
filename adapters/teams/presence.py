"""Whether a person is away or not to be disturbed; a veto at assignment, nothing more.

https://learn.microsoft.com/graph/api/presence-get and https://learn.microsoft.com/graph/api/resources/presence

Rules:
1. An answer holds for a minute. What Graph doesn't say isn't known; it is no answer, and is not kept as one.
2. Who is busy is there: they may be busy with a chat of ours.
"""

from datetime import datetime, timedelta
from urllib.parse import quote

import structlog
from aiohttp import ClientTimeout

from adapters.teams.graph import Graph
from adapters.teams.ids import parse_person
from adapters.teams.payload import text
from adapters.teams.remembered import Remembered
from adapters.teams.wire import NoAnswer
from core.ids import PersonRef
from core.ports import Clock

log = structlog.get_logger(__name__)

_HOLDS = timedelta(seconds=60)
_LIMITS = ClientTimeout(total=5, connect=3)
_AWAY = frozenset({"away", "berightback", "donotdisturb", "offline"})
_THERE = frozenset({"available", "availableidle", "busy", "busyidle"})
_NOT_WORKING = frozenset({"outofoffice", "offwork", "presenting", "focusing"})


class Presence:
    """Asks Graph, not more often than it helps; nobody where it isn't configured."""

    def __init__(self, graph: Graph, clock: Clock, *, is_on: bool) -> None:
        self._graph = graph
        self._is_on = is_on
        self._clock = clock
        self._known: Remembered[PersonRef, tuple[datetime, bool]] = Remembered(1_000)

    async def is_away(self, person: PersonRef) -> bool | None:
        """Tell whether the person is away or not to be disturbed; None when Teams doesn't say."""
        if not self._is_on:
            return None
        now, known = self._clock.now(), self._known.get(person)
        if known is not None and now - known[0] < _HOLDS:
            return known[1]
        try:
            away = await self._ask(person)
        except (ValueError, NoAnswer) as trouble:
            log.info("teams_presence_unknown", person=person, why=type(trouble).__name__)
            return None
        if away is not None:
            self._known.put(person, (now, away))
        return away

    async def _ask(self, person: PersonRef) -> bool | None:
        path = f"/users/{quote(parse_person(person).user, safe='')}/presence"
        answer = await self._graph.ask("GET", path, limits=_LIMITS)
        if not answer.ok:
            log.info("teams_presence_unknown", person=person, why=answer.status)
            return None
        availability, activity = (text(answer.body, key).lower() for key in ("availability", "activity"))
        if availability in _AWAY or activity in _NOT_WORKING:
            return True
        return False if availability in _THERE else None
