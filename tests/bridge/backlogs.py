"""Rows, budgets and drawing for tests of the outbox's schedule in memory."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from bridge.delivery.backlog import MOST_OF_LANE, Backlog
from bridge.store.outbox import OutboxRow
from bridge.store.work_tables import OutboxState
from core.capabilities import Act

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def later(seconds: float) -> datetime:
    """Give a time after `NOW`."""
    return NOW + timedelta(seconds=seconds)


def a_row(id: int, lane: str, priority: int = 2, at: datetime | None = None, place: str = "tea") -> OutboxRow:
    """Make a pending row; its destination is its group."""
    return OutboxRow(
        id=id,
        key=f"k{id}",
        lane=lane,
        destination=place,
        act=Act.POST,
        priority=priority,
        not_before=at,
        state=OutboxState.PENDING,
        attempts=0,
        created_at=NOW,
    )


def a_backlog(most: int = 1000) -> Backlog:
    """Make a backlog in which a row's destination is its group."""
    return Backlog(lambda row: row.destination, most)


class Gate:
    """Budgets: closed places give a delay; every question is counted."""

    def __init__(self, *closed: str) -> None:
        self.closed = set(closed)
        self.asked = 0

    def __call__(self, row: OutboxRow) -> float:
        """Give the seconds until a row may go."""
        self.asked += 1
        return 60.0 if row.destination in self.closed else 0.0


def chosen(
    backlog: Backlog, now: datetime = NOW, most: int = 64, gate: Callable[[OutboxRow], float] | None = None
) -> list[int]:
    """Take what may go now."""
    backlog.ripen(now)
    return [row.id for row in backlog.choose(now, most, gate or Gate())]


def drained_some(backlog: Backlog, number: int) -> list[OutboxRow]:
    """Send so many rows, one after the other."""
    sent: list[OutboxRow] = []
    for _ in range(number):
        for row in backlog.choose(NOW, 1, lambda _: 0.0):
            sent.append(row)
            backlog.done(row)
    return sent


def drained(backlog: Backlog, rows: Sequence[OutboxRow]) -> list[int]:
    """Send everything; `rows` are what the table has. Give the order."""
    order: list[int] = []
    while True:
        for lane in backlog.unread(9):
            backlog.read(lane, [row for row in rows if row.lane == lane and row.id not in order][: MOST_OF_LANE + 1])
        ids = chosen(backlog)
        if not ids and not backlog.unread(1):
            return order
        order += ids
        for id in ids:
            backlog.done(next(row for row in rows if row.id == id))
