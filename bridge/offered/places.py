"""The places of those who wait, and how long it may take them: one read for all queues."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bridge.handlers.office import Office
from bridge.store import line_up
from bridge.store.database import Database
from core.features.waiting import estimate, places
from core.ids import ConversationId, QueueId
from core.ports import Clock, Place
from core.ports import Places as PlacesPort
from core.routing.hours import is_open

RECENT = timedelta(hours=4)
"""How old a wait may be that still says something about now."""


class StoredPlaces:
    """Reads the line and the last waits."""

    def __init__(self, database: Database, office: Office, clock: Clock) -> None:
        """Take where to read."""
        self._database = database
        self._office = office
        self._clock = clock

    async def of_queues(self) -> Mapping[ConversationId, Place]:
        """Give the places of all chats that wait."""
        return await self._database.read(self._read)

    def _read(self, conn: Connection) -> Mapping[ConversationId, Place]:
        now = self._clock.now()
        line = line_up.waiting(conn)
        numbers = places(line)
        waits = self._waits(conn, now) if numbers else {}
        return {
            one.conversation: Place(numbers[one.conversation], estimate(waits.get(one.queue, ()), now - one.since))
            for one in line
        }

    def _waits(self, conn: Connection, now: datetime) -> Mapping[QueueId, Sequence[timedelta]]:
        """Give the last waits of each queue, the newest first; a request's night is none."""
        queues = self._office.directory().queues
        found: dict[QueueId, list[timedelta]] = {}
        for queue, began, ended in line_up.answered(conn, now - RECENT):
            known = queues.get(queue)
            if known is not None and ended >= began and is_open(known.hours, began):
                found.setdefault(queue, []).append(ended - began)
        return found


_: type[PlacesPort] = StoredPlaces
