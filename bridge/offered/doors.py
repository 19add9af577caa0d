"""Whether a queue is open now, for customers who haven't written yet. No I/O: the calendar is in the configuration."""

from bridge.handlers.office import Office
from core.ids import QueueId
from core.ports import Clock, Door
from core.ports import Doors as DoorsPort
from core.routing.hours import is_open, opens_at


class QueueDoors:
    """Reads the calendars of the queues."""

    def __init__(self, office: Office, clock: Clock) -> None:
        """Take the queues and the time."""
        self._office = office
        self._clock = clock

    def door(self, queue: QueueId, language: str = "") -> Door:
        """Give whether a queue is open; one with a bot always is, and one that isn't configured."""
        found, now = self._office.directory().queues.get(queue), self._clock.now()
        if found is None or found.bot is not None or is_open(found.hours, now):
            return Door()
        return Door(
            open=False,
            opens_at=opens_at(found.hours, now),
            offline=found.offline.form if found.offline else None,
            words=found.messages.in_language(language).out_of_hours,
            thanks=found.offline.thanks if found.offline else None,
        )


_: type[DoorsPort] = QueueDoors
