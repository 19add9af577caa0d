"""Hints among several processes: at once in this one, over the first line that carries to the others.

Rules:
1. Here a wake-up is heard at once; to the others it goes in batches: whatever was said while the last text was on its
   way goes with the next one.
2. What waits to be carried is bounded, and each topic waits once. What does not fit is lost: the tables are looked at
   every two seconds under all this.
3. All lines are listened to; texts are said on the first that takes them. So the loss of the first costs nothing but
   the moment in which it is noticed.
"""

import asyncio
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import structlog

from bridge.hints.line import Line
from bridge.hints.memory import MemoryHints
from bridge.hints.port import Carrier, Hints
from core.ports import FeedNews

MOST_WAITING = 20_000
"""How many topics wait to be carried at the most."""

PACE = 0.01
"""Seconds between two texts: under load many topics share one."""

FORGOTTEN = 60.0
"""Seconds after which a typing mark from elsewhere is taken back, should its end have been lost."""

Mark = tuple[str, str, bool]

log = structlog.get_logger(__name__)


class SharedHints(MemoryHints):
    """Wake-ups and typing marks that reach every process on the same lines."""

    def __init__(self, me: str, carriers: Sequence[Carrier]) -> None:
        """Take this process's name and the carriers, the best first."""
        super().__init__()
        self._me = me
        self._shared_lines = [Line(carrier) for carrier in carriers]
        self._waiting: dict[str, None] = {}
        self._marks: dict[tuple[str, str], bool] = {}
        self._there_is_some = asyncio.Event()
        self._under_way = 0
        self._task: asyncio.Task[None] | None = None
        self.said = 0
        """How many texts a line took."""
        self.heard = 0
        """How many texts of other processes came."""

    @property
    def waiting(self) -> int:
        """Give how many topics wait to be said."""
        return len(self._waiting)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing waits to be said."""
        return not (self._waiting or self._marks or self._under_way)

    @property
    def carrier(self) -> str | None:
        """Give the name of the line that carries now; None when none does."""
        return next((line.name for line in self._shared_lines if line.is_up), None)

    async def start(self) -> None:
        """Connect behind the scenes."""
        for line in self._shared_lines:
            line.start(self._hear)
        self._task = asyncio.create_task(self._carry(), name="hints-carry")

    async def stop(self) -> None:
        """Say what waits, then disconnect."""
        task, self._task = self._task, None
        if task is not None:
            self._there_is_some.set()
            await task
            await self._say_all()
        for line in self._shared_lines:
            await line.stop()

    def wake(self, topics: Iterable[str]) -> None:
        """Wake everybody in line for these topics: here at once, elsewhere soon."""
        topics = tuple(topics)
        self.wake_here(topics)
        self._pass_on(topics)

    def announce(self, announced: Sequence[tuple[str, FeedNews]]) -> None:
        """Announce here at once; elsewhere it becomes a wake-up that carries nothing."""
        self.announce_here(announced)
        self._pass_on([topic for topic, _ in announced])

    def _pass_on(self, topics: Sequence[str]) -> None:
        if self._task is None or not topics:
            return
        for topic in topics:
            if len(self._waiting) < MOST_WAITING:
                self._waiting[topic] = None
        self._there_is_some.set()

    def typing(self, topic: str, who: str, *, on: bool) -> None:
        """Remember who types here, tell the others."""
        before = self.who_types(topic)
        super().typing(topic, who, on=on)
        if before != self.who_types(topic) and self._task is not None and len(self._marks) < MOST_WAITING:
            self._marks[topic, who] = on
            self._there_is_some.set()

    async def _carry(self) -> None:
        """Say what there is, as long as the hints are started."""
        while self._task is not None:
            await self._there_is_some.wait()
            self._there_is_some.clear()
            try:
                await self._say_all()
            except Exception:
                log.exception("hints_not_carried")  # a bug of ours; hints may be lost, their carrying may not end
            await asyncio.sleep(PACE)

    async def _say_all(self) -> None:
        self._under_way += 1
        try:
            await self._say_on_the_first()
        finally:
            self._under_way -= 1

    async def _say_on_the_first(self) -> None:
        topics, self._waiting = list(self._waiting), {}
        marks, self._marks = [(topic, who, on) for (topic, who), on in self._marks.items()], {}
        for line in self._shared_lines:
            if not line.is_up:
                continue
            left = list(_texts(self._me, topics, marks, line.most_bytes))
            while left and await line.say(left[0]):
                left.pop(0)
                self.said += 1
            if not left:
                return

    def _hear(self, text: str) -> None:
        """Take what some process has said; what can't be read is none of ours."""
        try:
            said = json.loads(text)
            if said["from"] == self._me:
                return
            topics = [str(one) for one in said["wake"]]
            marks = [(str(topic), str(who), bool(on)) for topic, who, on in said["typing"]]
        except (ValueError, TypeError, KeyError):
            log.warning("hint_not_understood", length=len(text))
            return
        self.heard += 1
        self.wake_here(topics)
        for topic, who, on in marks:
            super().typing(topic, who, on=on)
            if on:
                take_back = partial(super().typing, topic, who, on=False)
                asyncio.get_running_loop().call_later(FORGOTTEN, take_back)


_: type[Hints] = SharedHints


def _texts(me: str, topics: Sequence[str], marks: Sequence[Mark], most: int) -> Iterator[str]:
    """Write topics and marks as texts, each short enough; what fits in none is left out."""
    frame = len(_text(me, [], []))
    some: list[str] = []
    given: list[Mark] = []
    size = frame
    everything: tuple[str | Mark, ...] = (*topics, *marks)
    for one in everything:
        more = len(json.dumps(one)) + 2
        if frame + more > most:
            continue
        if size + more > most:
            yield _text(me, some, given)
            some, given, size = [], [], frame
        match one:
            case str():
                some.append(one)
            case mark:
                given.append(mark)
        size += more
    if some or given:
        yield _text(me, some, given)


def _text(me: str, topics: Sequence[str], marks: Sequence[Mark]) -> str:
    return json.dumps({"from": me, "wake": topics, "typing": marks})
