"""What waits in the outbox, as far as memory holds it: the schedule of what the table says.

Theory. A lane's head is in one place at a time: due later, without a known group, in its group, uncertain, or in hand.
A group is what shares a budget (`schedule`). So a turn costs as much as it begins, however much waits: behind a stuck
head, in a place that must be mended, or for another day.

Rules:
1. Memory is a hint, the table is the truth. A row is begun by the table's leave; a lane of which memory was wrong is
   read again.
2. A lane keeps the order of its rows' ids. Of a long lane only the first rows are kept; it is read again when they are
   done with.
3. There is a bound. When it is reached, what takes most of the room gives way (the biggest group, or what is due
   later), so that one stuck place can't crowd out the others. The look at the table finds again what was let go.
   Lanes that are kept have their head all the same, so there are never more than twice as many rows.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import islice
from math import inf

from bridge.delivery.lane import Lane
from bridge.delivery.schedule import NEW, Entry, Group, Schedule
from bridge.store.outbox import OutboxRow
from bridge.store.work_tables import OutboxState

MOST = 10_000
"""How many rows are kept."""

MOST_OF_LANE = 32
"""How many rows of one lane are kept."""


class Backlog:
    """Lanes and their rows, and which of them may go next."""

    def __init__(self, group_of: Callable[[OutboxRow], Group | None], most: int = MOST) -> None:
        """Begin empty. `group_of` names with what a row shares its budget, or gives None while that isn't known."""
        self._group_of = group_of
        self._most = most
        self._lanes: dict[str, Lane] = {}
        self._schedule = Schedule(self._is_current)
        self._size = 0
        self._stamps = 0
        self._groupless: dict[str, None] = {}
        self._unread: dict[str, None] = {}
        self._uncertain: list[tuple[datetime, int, str]] = []

    def __len__(self) -> int:
        """Give how many rows are kept, those in hand included."""
        return self._size

    @property
    def is_full(self) -> bool:
        """Whether one more row would push another out."""
        return self._size >= self._most

    def offer(self, rows: Iterable[OutboxRow]) -> None:
        """Take rows that a transaction has added, or brought up to date."""
        for row in rows:
            lane = self._lanes.get(row.lane)
            if lane is None:
                self._open(row, has_more=False)
            elif not self._bring_up_to_date(lane, row):
                self._append(lane, row)

    @property
    def moment(self) -> int:
        """Give what tells what has changed since: taken before the table is looked at."""
        return self._stamps

    def found(self, heads: Iterable[OutboxRow], since: int) -> None:
        """Take the heads of lanes as the table had them at a `moment`: of what has changed since they tell nothing."""
        for head in heads:
            lane = self._lanes.get(head.lane)
            if lane is None:
                self._open(head, has_more=True)
            elif lane.in_hand is None and lane.rows and lane.stamp <= since:
                self._begin_with(lane, head)

    def unread(self, most: int) -> tuple[str, ...]:
        """Give lanes whose first rows must be read from the table."""
        wanted = tuple(islice(self._unread, most))
        for name in wanted:
            self._lanes[name].was_passed_over = False
        return wanted

    def read(self, name: str, rows: Sequence[OutboxRow]) -> None:
        """Take what `unread` asked for: the lane's first open rows, `MOST_OF_LANE` and one more if there are."""
        if name not in self._unread:
            return
        del self._unread[name]
        lane = self._lanes[name]
        room = max(1, min(MOST_OF_LANE, self._most - self._size))
        lane.rows = deque(rows[:room])
        lane.has_more = len(rows) > room or lane.was_passed_over
        self._size += len(lane.rows)
        self._settle_head(name, lane)

    def groupless(self, most: int) -> tuple[OutboxRow, ...]:
        """Give due heads whose group isn't known yet."""
        return tuple(self._lanes[name].rows[0] for name in islice(self._groupless, most))

    def place(self, row: OutboxRow, group: Group) -> None:
        """Say the group of a head that had none."""
        if row.lane in self._groupless:
            del self._groupless[row.lane]
            self._enter(group, self._lanes[row.lane])

    def ripen(self, now: datetime) -> None:
        """Let what has become due go to its group."""
        for name in self._schedule.ripen(now):
            self._enter_its_group(name, self._lanes[name])

    def choose(self, now: datetime, most: int, delay: Callable[[OutboxRow], float]) -> list[OutboxRow]:
        """Take due heads in hand, the most urgent first; `delay` takes a row's budget, or gives the seconds to wait."""
        chosen: list[OutboxRow] = []
        while len(chosen) < most and (first := self._schedule.first()) is not None:
            group, entry = first
            lane = self._lanes[entry.lane]
            seconds = delay(lane.rows[0])
            if 0 < seconds < inf:
                self._schedule.close(group, now + timedelta(seconds=seconds))
                continue
            self._schedule.take(group)
            if seconds == inf:
                self._let_go(entry.lane)
            else:
                lane.group, lane.turn = group, entry.turn + 1
                chosen.append(self._take(lane))
        return chosen

    def uncertain(self, now: datetime, most: int) -> list[str]:
        """Give lanes whose head is uncertain and is to be looked up by now; each is to be taken or read again."""
        due: list[str] = []
        while self._uncertain and self._uncertain[0][0] <= now and len(due) < most:
            _, stamp, name = heappop(self._uncertain)
            if self._is_current(name, stamp):
                due.append(name)
        return due

    def take(self, name: str, rows: Sequence[OutboxRow]) -> OutboxRow | None:
        """Take a lane's head in hand, to look it up; `rows` begin with it as the table has it.

        None when it is not uncertain any more: then the lane is to be read.
        """
        lane = self._lanes.get(name)
        if lane is None or not lane.rows:
            return None
        if not rows or rows[0].state is not OutboxState.UNCERTAIN or rows[0].id != lane.rows[0].id:
            self.read_again(name)
            return None
        lane.rows[0] = rows[0]
        return self._take(lane)

    def done(self, row: OutboxRow) -> None:
        """Go on behind a row that was in hand and is settled."""
        lane = self._lanes.get(row.lane)
        if lane is not None and lane.in_hand is not None:
            lane.in_hand = None
            self._size -= 1
            self._settle_head(row.lane, lane)

    def back(self, row: OutboxRow) -> None:
        """Put a row that was in hand at the head of its lane again, as it stands now."""
        lane = self._lanes.get(row.lane)
        if lane is not None and lane.in_hand is not None:
            lane.in_hand = None
            lane.rows.appendleft(row)
            self._settle_head(row.lane, lane)

    def read_again(self, name: str) -> None:
        """Forget what is believed of a lane, and ask for it to be read."""
        lane = self._lanes.get(name)
        if lane is not None:
            self._size -= len(lane.rows) + (lane.in_hand is not None)
            lane.rows.clear()
            lane.in_hand, lane.has_more = None, True
            self._settle_head(name, lane)

    def open_groups(self) -> list[Group]:
        """Give the groups in which something waits that may go."""
        return self._schedule.open_groups()

    def next_at(self, *, with_look_ups: bool) -> datetime | None:
        """Give when a row is due, a budget has filled up or a look-up is to be made."""
        while self._uncertain and not self._is_current(self._uncertain[0][2], self._uncertain[0][1]):
            heappop(self._uncertain)
        look_up = self._uncertain[0][0] if self._uncertain and with_look_ups else None
        return min((at for at in (self._schedule.next_at(), look_up) if at is not None), default=None)

    def _open(self, row: OutboxRow, *, has_more: bool) -> None:
        if row.state is not OutboxState.SENDING and self._make_room():
            lane = self._lanes[row.lane] = Lane(deque([row]), has_more=has_more)
            self._size += 1
            self._settle_head(row.lane, lane)

    def _append(self, lane: Lane, row: OutboxRow) -> None:
        is_late = lane.in_hand is not None and row.id <= lane.in_hand.id
        if lane.has_more or is_late or len(lane.rows) >= MOST_OF_LANE or self.is_full:
            lane.has_more = lane.was_passed_over = True
            return
        self._size += 1
        lane.rows.append(row)
        if len(lane.rows) > 1 and row.id < lane.rows[-2].id:
            lane.rows = deque(sorted(lane.rows, key=lambda one: one.id))
        if lane.in_hand is None and lane.rows[0] is row:
            self._settle_head(row.lane, lane)

    def _bring_up_to_date(self, lane: Lane, row: OutboxRow) -> bool:
        """Take a row's new state; False when it is not among those of its lane."""
        for place, known in enumerate(lane.rows):
            if known.id == row.id:
                lane.rows[place] = row
                if place == 0 and lane.in_hand is None and _moves(known, row):
                    self._settle_head(row.lane, lane)
                return True
        return lane.in_hand is not None and lane.in_hand.id == row.id

    def _begin_with(self, lane: Lane, head: OutboxRow) -> None:
        """Let a lane begin with its head as the table has it."""
        known = lane.rows[0]
        while lane.rows and lane.rows[0].id < head.id:
            lane.rows.popleft()
            self._size -= 1
        if lane.rows and lane.rows[0].id == head.id:
            lane.rows[0] = head
        else:
            lane.rows.appendleft(head)
            self._size += 1
            lane.has_more = True
        if known.id != head.id or _moves(known, head):
            self._settle_head(head.lane, lane)

    def _settle_head(self, name: str, lane: Lane) -> None:
        """Put a lane where its head belongs."""
        self._restamp(lane)
        self._groupless.pop(name, None)
        self._unread.pop(name, None)
        if not lane.rows:
            if lane.has_more:
                self._unread[name] = None
            else:
                del self._lanes[name]
            return
        head = lane.rows[0]
        if head.state is OutboxState.UNCERTAIN:
            heappush(self._uncertain, (head.not_before or head.created_at, lane.stamp, name))
        elif head.state is OutboxState.SENDING:
            self._let_go(name)  # another process has it; the look at the table will tell
        elif head.not_before is not None:
            self._schedule.put_later(head.not_before, lane.stamp, name)
        else:
            self._enter_its_group(name, lane)

    def _enter_its_group(self, name: str, lane: Lane) -> None:
        group = self._group_of(lane.rows[0])
        if group is None:
            self._groupless[name] = None
        else:
            self._enter(group, lane)

    def _enter(self, group: Group, lane: Lane) -> None:
        head, turn = lane.rows[0], lane.turn if lane.group == group else NEW
        entry = Entry(head.priority, turn, head.id, lane.stamp, head.lane)
        lane.group, lane.turn = group, self._schedule.enter(group, entry)

    def _take(self, lane: Lane) -> OutboxRow:
        self._restamp(lane)
        lane.in_hand = lane.rows.popleft()
        return lane.in_hand

    def _restamp(self, lane: Lane) -> None:
        self._stamps += 1
        lane.stamp = self._stamps

    def _is_current(self, name: str, stamp: int) -> bool:
        lane = self._lanes.get(name)
        return lane is not None and lane.stamp == stamp

    def _make_room(self) -> bool:
        """Let others go until there is room for one more row; False when nothing can go."""
        while self.is_full:
            name = self._schedule.let_go()
            if name is None:
                return False
            self._let_go(name)
        return True

    def _let_go(self, name: str) -> None:
        self._size -= len(self._lanes.pop(name).rows)


def _moves(before: OutboxRow, after: OutboxRow) -> bool:
    """Tell whether a row's new state has another place in the schedule."""
    return (before.not_before, before.priority, before.state) != (after.not_before, after.priority, after.state)
