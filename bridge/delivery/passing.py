"""A backlog past whose schedule a row may go, where nothing waits that it would overtake.

Two do: a row that is begun as it is added (`gate`), and the next of a lane whose row in hand is settled (`successor`).
"""

from collections.abc import Callable

from bridge.delivery.backlog import Backlog
from bridge.delivery.lane import Lane
from bridge.store.outbox import OutboxRow
from bridge.store.work_tables import OutboxState


class PassingBacklog(Backlog):
    """Lanes and their rows; each of these methods says what becomes of one lane."""

    def hold(self, row: OutboxRow, delay: Callable[[OutboxRow], float]) -> bool:
        """Take a row in hand that isn't stored yet; False when anything is before it, or its budget is used up."""
        if row.lane in self._lanes or self.is_full or not self._may_pass(row, delay):
            return False
        self._lanes[row.lane] = Lane(in_hand=row)
        self._size += 1
        return True

    def held(self, row: OutboxRow) -> None:
        """Say what a row that is in hand has become by being stored."""
        self._lanes[row.lane].in_hand = row

    def following(self, name: str, delay: Callable[[OutboxRow], float]) -> OutboxRow | None:
        """Take the row behind the one in hand, when it may go as soon as that is settled."""
        lane = self._lanes.get(name)
        if lane is None or lane.in_hand is None or not lane.rows:
            return None
        row = lane.rows[0]
        is_plain = row.state is OutboxState.PENDING and row.not_before is None and row.coalesce is None
        return lane.rows.popleft() if is_plain and self._may_pass(row, delay) else None

    def went_on(self, row: OutboxRow) -> None:
        """Say that the row in hand is settled, and that the one that `following` gave is in hand now."""
        self._lanes[row.lane].in_hand = row
        self._size -= 1

    def fell_back(self, row: OutboxRow) -> None:
        """Say that the one that `following` gave was not begun; its lane is read from the table."""
        self._size -= 1
        self.read_again(row.lane)

    def is_empty(self, name: str) -> bool:
        """Whether nothing of a lane is known that is still to be done."""
        return name not in self._lanes

    def _may_pass(self, row: OutboxRow, delay: Callable[[OutboxRow], float]) -> bool:
        group = self._group_of(row)
        return group is not None and self._schedule.is_quiet(group) and delay(row) <= 0
