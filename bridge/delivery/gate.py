"""The gate by which a row goes past the schedule: begun in the transaction that adds it, when nothing is in its way.

So a word that finds its thread and the budgets free costs one transaction before its request leaves, not two.

Rules:
1. The lane is kept from the moment of the leave on: whatever is added behind the row waits for it.
2. The row leaves when it is offered, after its commit. A leave of which nothing more is heard was that of a
   transaction that is undone, or whose caller is gone: after `LOST` the table tells, and a row that is there goes.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from sqlalchemy import Connection

from bridge.delivery.allowance import Allowance
from bridge.delivery.courier import Courier
from bridge.delivery.looking import Seen, look
from bridge.delivery.passing import PassingBacklog
from bridge.delivery.places import Places
from bridge.handlers.office import Office
from bridge.store import outbox
from bridge.store.outbox import NewOutbox, OutboxRow, Start
from bridge.store.outbox_rows import stored
from bridge.store.work_tables import OutboxState
from core.errors import BridgeError
from core.messages import Message

LEASE = 120.0
"""Seconds for which a begun row is this process's; above every adapter's own time-out."""

LOST = 30.0
"""Seconds after which a leave is asked after: real ones, and more than a transaction ever waits for the disk."""


@dataclass(slots=True)
class _Leave:
    lane: str
    since: float
    seen: Seen | Exception | None = None


class OutboxGate:
    """Lets rows go past the schedule. Used in the event loop's thread alone."""

    def __init__(
        self,
        backlog: PassingBacklog,
        places: Places,
        allowance: Allowance,
        courier: Courier,
        owner: Callable[[], str | None],
    ) -> None:
        """Take the schedule and budgets; `owner` names whose the rows are, or gives None while none may be begun."""
        self._backlog = backlog
        self._places = places
        self._allowance = allowance
        self._database = courier.database
        self._office = courier.office
        self._owner = owner
        self._leaves: dict[str, _Leave] = {}

    def stand(self) -> None:
        """Begin to let rows go, where transactions run in the event loop's thread and one process has all places."""
        if self._database.kind == "sqlite":
            self._office.departures.gate = self

    async def close(self) -> None:
        """Let no more rows go; return when those that have their leave are committed."""
        if self._office.departures.gate is self:
            self._office.departures.gate = None
            with suppress(BridgeError):
                await self._database.write(lambda _: None)

    def __len__(self) -> int:
        """Give how many rows are between their leave and their commit."""
        return len(self._leaves)

    def open(self, conn: Connection, new: NewOutbox, now: datetime) -> Start | None:
        """Let a new row go at once, and keep its lane for it; None when it must wait its turn."""
        owner = self._owner()
        if owner is None or not self._backlog.is_empty(new.lane):
            return None
        row = stored(new, 0, now)
        self._places.learn(conn, row)
        if not self._backlog.hold(row, lambda one: self._allowance.delay(one, now)):
            return None
        self._leaves[new.key] = _Leave(new.lane, monotonic())
        return Start(owner, now + timedelta(seconds=LEASE))

    def see(self, conn: Connection, row: OutboxRow, message: Message | None) -> None:
        """Read what a begun row is about, but for a message that is known."""
        self._leaves[row.key].seen = look(conn, self._office, row, message)

    def shut(self, new: NewOutbox) -> None:
        """Take a leave back; its lane is read from the table."""
        if self._leaves.pop(new.key, None) is not None:
            self._backlog.read_again(new.lane)

    def passed(self, row: OutboxRow) -> Seen | Exception | None:
        """Take a committed row in hand, and give what it is about; None when it had no leave."""
        leave = self._leaves.pop(row.key, None)
        if leave is None or leave.seen is None:
            return None
        self._backlog.held(row)
        return leave.seen

    async def ask_after_lost(self, take: Callable[[OutboxRow, Seen | Exception], None]) -> None:
        """See to the leaves of which nothing more was heard: `take` gets the rows that are there all the same."""
        until = monotonic() - LOST
        for key in [key for key, leave in self._leaves.items() if leave.since < until]:
            lane = self._leaves.pop(key).lane
            one = await self._database.read(partial(_found, office=self._office, key=key))
            if one is None:
                self._backlog.read_again(lane)
            else:
                self._backlog.held(one[0])
                take(*one)


def _found(conn: Connection, office: Office, key: str) -> tuple[OutboxRow, Seen | Exception] | None:
    """Find a row that was begun as it was added, and what it is about; None when there is none."""
    row = outbox.by_key(conn, key)
    if row is None or row.state is not OutboxState.SENDING:
        return None
    return row, look(conn, office, row)
