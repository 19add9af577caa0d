"""The outbox's schedule in memory beside its real table, as its worker uses them, step by step on a clock of its own.

It notes for each row that may go how many of its place, no more urgent, went before it.
"""

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection

from bridge.delivery.backlog import MOST_OF_LANE
from bridge.delivery.budgets import Budgets, Cost
from bridge.delivery.passing import PassingBacklog
from bridge.store import outbox
from bridge.store.outbox import NewOutbox, OutboxRow, Start
from bridge.store.outbox_rows import stored
from bridge.store.work_tables import OutboxState
from core.capabilities import Act, Budget
from tests.bridge.backlogs import later

FREE = "free"
"""The place without a budget; each of the others takes one row a second."""
BUDGET = Budget(rate=1.0, burst=1, per_place=False)


OPEN = (OutboxState.PENDING, OutboxState.SENDING, OutboxState.UNCERTAIN)
LEASE = 120.0
"""Seconds for which a row is begun."""


def merges(lane: str) -> bool:
    """Tell whether rows of a lane are merged, as cards and pages are."""
    return lane.startswith("m")


class Sendings:
    """Adds, begins and settles rows."""

    def __init__(self, conn: Connection, most: int) -> None:
        """Begin with an empty table and a backlog that keeps so many rows."""
        self.conn = conn
        self.backlog = PassingBacklog(lambda row: row.destination, most)
        self.seconds = 0.0
        self.chosen: list[OutboxRow] = []
        self.in_hand: dict[str, OutboxRow] = {}
        self.sent: list[OutboxRow] = []
        self.seen: tuple[list[OutboxRow], int] = [], 0
        self.overtaken: Counter[int] = Counter()
        """By row, how many of its place and as urgent went before it while it might have gone."""
        self.passed_by: Counter[int] = Counter()
        """By row, in how many turns a less urgent one of its place went while it might have gone."""
        self._budgets = Budgets()
        self._number = 0

    @property
    def now(self) -> datetime:
        """Give the time."""
        return later(self.seconds)

    def add(self, lane: str, priority: int, pause: float | None = None) -> OutboxRow:
        """Add a row or bring the one up to date that waits."""
        row = outbox.add(self.conn, self._new(lane, priority, pause), self.now)
        assert row is not None
        return row

    def add_past(self, lane: str, priority: int) -> None:
        """Add a row that is begun at once where nothing is in its way, and offer it."""
        new = self._new(lane, priority)
        if not self.backlog.is_empty(lane) or not self.backlog.hold(stored(new, 0, self.now), self._delay):
            self.backlog.offer([self.add(lane, priority)])
            return
        row = outbox.add(self.conn, new, self.now, Start("w", later(self.seconds + LEASE)))
        assert row is not None
        if row.state is OutboxState.SENDING:
            self.backlog.held(row)
            self.in_hand[lane] = row
        else:
            self.backlog.read_again(lane)
            self.backlog.offer([row])

    def _new(self, lane: str, priority: int, pause: float | None = None) -> NewOutbox:
        """Make a row; its place is what its lane's name ends with."""
        self._number += 1
        return NewOutbox(
            key=f"k{self._number}",
            lane=lane,
            destination=lane.partition("/")[2],
            act=Act.POST,
            priority=priority,
            coalesce=lane if merges(lane) else None,
            not_before=None if pause is None else later(self.seconds + pause),
        )

    def choose(self, most: int = 64) -> None:
        """Choose what may go now, when what was chosen before is begun; note who is overtaken."""
        if self.chosen:
            return
        self._look_up()
        for lane in self.backlog.unread(64):
            self.backlog.read(lane, outbox.of_lane(self.conn, lane, MOST_OF_LANE + 1))
        self.backlog.ripen(self.now)
        waiting = {row.id: row for row in self.left() if row.state is OutboxState.PENDING and self._is_due(row)}
        self.chosen = self.backlog.choose(self.now, most, self._delay)
        late = set()
        for row in self.chosen:
            waiting.pop(row.id, None)
            for other in waiting.values():
                if other.destination == row.destination and other.priority <= row.priority:
                    self.overtaken[other.id] += 1
                    late |= {other.id} if other.priority < row.priority else set()
        self.passed_by.update(late)

    def begin(self) -> None:
        """Begin what was chosen, where the table agrees."""
        chosen, self.chosen = self.chosen, []
        begun = outbox.begin(self.conn, [row.id for row in chosen], "w", self.now, LEASE)
        for row in chosen:
            if row.id not in {one.id for one in begun}:
                self.backlog.read_again(row.lane)
        self.in_hand |= {row.lane: row for row in begun}

    def arrives(self, row: OutboxRow) -> None:
        """Settle a row."""
        del self.in_hand[row.lane]
        outbox.sent(self.conn, row.id)
        self.sent.append(row)
        self.backlog.done(row)

    def goes_on(self, row: OutboxRow) -> None:
        """Settle a row and begin the one behind it at once, where that may go."""
        following = self.backlog.following(row.lane, self._delay)
        if following is None:
            self.arrives(row)
            return
        del self.in_hand[row.lane]
        outbox.sent(self.conn, row.id)
        self.sent.append(row)
        begun = outbox.begin(self.conn, [following.id], "w", self.now, LEASE)
        for one in begun:
            self.backlog.went_on(one)
            self.in_hand[one.lane] = one
        if not begun:
            self.backlog.fell_back(following)

    def is_refused(self, row: OutboxRow, pause: float) -> None:
        """Keep a row for another try, with its whole place when the platform says so."""
        del self.in_hand[row.lane]
        at = later(self.seconds + pause)
        outbox.retry(self.conn, row.id, at, "refused")
        if pause > 1:
            self._budgets.close(row.destination, Act.POST, self.now, pause)
        self.backlog.back(self._as_it_stands(row))

    def is_doubtful(self, row: OutboxRow) -> None:
        """Let it be unknown for some seconds whether a row has arrived."""
        del self.in_hand[row.lane]
        outbox.settle_uncertain(self.conn, row.id, later(self.seconds + 3))
        self.backlog.back(self._as_it_stands(row))

    def _look_up(self) -> None:
        """Find of rows that are in doubt that they have not arrived."""
        for lane in self.backlog.uncertain(self.now, 8):
            row = self.backlog.take(lane, outbox.of_lane(self.conn, lane, 1))
            if row is not None:
                outbox.retry(self.conn, row.id, self.now, "uncertain")
                self.backlog.read_again(lane)

    def _as_it_stands(self, row: OutboxRow) -> OutboxRow:
        kept = outbox.by_key(self.conn, row.key)
        assert kept is not None
        return kept

    def looks(self) -> None:
        """Look at the table; what was seen is told by `tells`."""
        self.seen = self.left(), self.backlog.moment

    def tells(self) -> None:
        """Tell memory what was seen of the table, however long ago."""
        heads, since = self.seen
        self.backlog.found(heads, since)

    def drains(self, *, looking: bool) -> None:
        """Send all that is there, going from the time of one thing to that of the next, as the worker is woken."""
        steps = 100 + 5 * sum(count for state, count in outbox.counts(self.conn).items() if state in OPEN)
        for _ in range(steps):
            self.begin()
            for row in list(self.in_hand.values()):
                self.arrives(row)
            if looking:
                self.looks()
                self.tells()
            self.choose()
            if not self.chosen and not self.in_hand and not self.backlog.unread(1):
                at = self.backlog.next_at(with_look_ups=True)
                if at is None:
                    return
                self.seconds = max(self.seconds, (at - later(0)).total_seconds())

    def left(self) -> list[OutboxRow]:
        """Give the heads of what the table still has."""
        return list(outbox.heads(self.conn, "", 500))

    def _is_due(self, row: OutboxRow) -> bool:
        return row.not_before is None or row.not_before <= self.now

    def _delay(self, row: OutboxRow) -> float:
        costs = (Cost(Act.POST, () if row.destination == FREE else (BUDGET,)),)
        delay = self._budgets.delay(row.destination, costs, None, self.now)
        return delay + 0.001 if delay > 0 else 0.0
