"""When the heads of lanes may go: some are due later, the others wait in groups that share a budget.

Rules:
1. An entry is void when its lane has got another stamp since; void entries are passed over when they come up.
2. A group whose budget is used up is closed until a moment, and costs nothing until then.
3. The most urgent goes first. What is equally urgent goes in turns: group by group, and within a group lane by lane,
   each with one row a round. Whoever comes while a round goes on, new or once more, is in the next one, so that each
   round comes to an end: neither who has much to send nor who comes again and again keeps anybody waiting longer than
   one round. Within a round the oldest goes first.
4. A group's rounds are counted for as long as anything waits in it, whatever other groups do meanwhile: a head that is
   looked at and may not go yet has not left. Counted anew, the later ones would be in earlier rounds.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush
from typing import NamedTuple

Group = Hashable

NEW = -1
"""The turn of a lane that was in none of its group's rounds yet."""


class Entry(NamedTuple):
    """A head in its group, in the order in which heads go."""

    priority: int
    turn: int
    id: int
    stamp: int
    lane: str


class _Due(NamedTuple):
    at: datetime
    stamp: int
    lane: str


@dataclass(slots=True)
class _Waiting:
    """The heads that wait in one group."""

    began: int
    """The round before the first of its own."""
    entries: list[Entry] = field(default_factory=list)
    rounds: dict[int, int] = field(default_factory=dict)
    """In which round those of each priority are."""

    def present(self, priority: int) -> int:
        """Give the round that goes on."""
        return self.rounds.get(priority, self.began)


class Schedule:
    """Heads by time and by group."""

    def __init__(self, is_current: Callable[[str, int], bool]) -> None:
        """Begin empty. `is_current` tells whether a stamp is its lane's newest."""
        self._is_current = is_current
        self._later: list[_Due] = []
        self._groups: dict[Group, _Waiting] = {}
        self._latest = 0
        self._line: list[tuple[int, int, Group]] = []
        self._standing: dict[Group, tuple[int, int]] = {}
        self._closed: dict[Group, datetime] = {}
        self._openings: list[tuple[datetime, int, Group]] = []
        self._number = 0

    def put_later(self, at: datetime, stamp: int, lane: str) -> None:
        """Keep a head until its time."""
        heappush(self._later, _Due(at, stamp, lane))

    def enter(self, group: Group, entry: Entry) -> int:
        """Let a head wait in its group: in the present round if it was in it already, else in the next; give which."""
        waiting = self._groups.get(group)
        if waiting is None:
            waiting = self._groups[group] = _Waiting(self._latest)
        present = waiting.present(entry.priority)
        turn = entry.turn if entry.turn == present else present + 1
        heappush(waiting.entries, entry._replace(turn=turn))
        if group not in self._closed:
            self._stand(group, waiting.entries[0].priority)
        return turn

    def ripen(self, now: datetime) -> list[str]:
        """Open the groups whose budget has filled up; give the lanes whose heads have become due."""
        while self._openings and self._openings[0][0] <= now:
            group = heappop(self._openings)[2]
            self._closed.pop(group, None)
            entry = self._top(group)
            if entry is not None:
                self._stand(group, entry.priority)
        ripe = []
        while self._later and self._later[0].at <= now:
            due = heappop(self._later)
            if self._is_current(due.lane, due.stamp):
                ripe.append(due.lane)
        return ripe

    def first(self) -> tuple[Group, Entry] | None:
        """Give the head whose turn it is, with its group, or None; it is to be taken out, or its group closed."""
        while self._line:
            priority, number, group = heappop(self._line)
            if self._standing.get(group) != (priority, number):
                continue  # it stands elsewhere by now
            entry = None if group in self._closed else self._top(group)
            if entry is None:
                del self._standing[group]
            elif entry.priority != priority:
                self._stand(group, entry.priority, number)
            else:
                del self._standing[group]
                return group, entry
        return None

    def take(self, group: Group) -> None:
        """Take out the head that `first` gave."""
        waiting = self._groups[group]
        entry = heappop(waiting.entries)
        waiting.rounds[entry.priority] = entry.turn
        following = self._top(group)
        if following is not None:
            self._stand(group, following.priority)

    def close(self, group: Group, until: datetime) -> None:
        """Let nothing of a group go until a moment."""
        self._closed[group] = until
        self._number += 1
        heappush(self._openings, (until, self._number, group))

    def is_quiet(self, group: Group) -> bool:
        """Whether nothing waits in a group."""
        return group not in self._closed and self._top(group) is None

    def open_groups(self) -> list[Group]:
        """Give the groups whose heads may go."""
        return [group for group in self._groups if group not in self._closed]

    def next_at(self) -> datetime | None:
        """Give when a head is due or a group opens."""
        while self._later and not self._is_current(self._later[0].lane, self._later[0].stamp):
            heappop(self._later)
        moments = [heap[0][0] for heap in (self._later, self._openings) if heap]
        return min(moments, default=None)

    def let_go(self) -> str | None:
        """Give up one head of what takes the most room, one that would not go soon; give its lane."""
        while True:
            crowd: list[Entry] | list[_Due] = max((one.entries for one in self._groups.values()), key=len, default=[])
            if len(self._later) > len(crowd):
                crowd = self._later
            if not crowd:
                return None
            last = crowd.pop()  # the last entry of a heap is none of the first to go
            if self._is_current(last.lane, last.stamp):
                return last.lane

    def _stand(self, group: Group, priority: int, number: int | None = None) -> None:
        """Let a group stand in line, at the end of those as urgent; it keeps its place unless it has become urgent."""
        place = self._standing.get(group)
        if place is None:
            self._number += 1
            place = (priority, number or self._number)
        elif number is not None or priority < place[0]:
            place = (priority, place[1])
        else:
            return
        self._standing[group] = place
        heappush(self._line, (*place, group))

    def _top(self, group: Group) -> Entry | None:
        """Give a group's most urgent head, without those that are void."""
        waiting = self._groups.get(group)
        if waiting is None:
            return None
        entries = waiting.entries
        while entries and not self._is_current(entries[0].lane, entries[0].stamp):
            heappop(entries)
        if entries:
            return entries[0]
        del self._groups[group]
        self._latest = max(self._latest, *waiting.rounds.values(), 0)  # who comes back is not ahead of who was there
        return None
