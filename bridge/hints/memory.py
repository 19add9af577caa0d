"""Hints within one process.

Rules:
1. A wake-up may be lost or doubled; whoever waits looks at the tables after each.
2. What a wake-up carries spares the look, no more: it may be dropped, and then the wake-up carries nothing.
3. All of it is called in the loop's thread.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from core.ports import FeedNews

MOST_NEWS = 64
"""How much a follower that doesn't look is kept for; then it is told to look."""


class Subscription:
    """One who waits for a topic."""

    def __init__(self, hints: "MemoryHints", topic: str) -> None:
        """Stand in line; `close` leaves it."""
        self._hints = hints
        self._topic = topic
        self._event = asyncio.Event()

    async def wait(self) -> None:
        """Return when there was a wake-up since the last call."""
        await self._event.wait()
        self._event.clear()

    @property
    def is_awake(self) -> bool:
        """Whether there was a wake-up that nobody has waited for yet."""
        return self._event.is_set()

    def wake(self) -> None:
        """Remember a wake-up."""
        self._event.set()

    def hear(self, _: FeedNews) -> None:
        """Remember a wake-up; what it carries is not wanted."""
        self._event.set()

    def close(self) -> None:
        """Leave the line."""
        self._hints.leave(self._topic, self)


class Follower:
    """One who is called at each wake-up, and given what it carries. Costs no task while nothing happens."""

    __slots__ = ("_hints", "_news", "_topic", "_woken")

    def __init__(self, hints: "MemoryHints", topic: str, woken: Callable[[], None]) -> None:
        """Stand in line; `close` leaves it."""
        self._hints = hints
        self._topic = topic
        self._woken = woken
        self._news: tuple[FeedNews, ...] | None = ()

    def take(self) -> tuple[FeedNews, ...] | None:
        """Give what was carried since the last call, in order; None when a wake-up carried nothing."""
        news, self._news = self._news, ()
        return news

    def wake(self) -> None:
        """Remember that there may be anything."""
        self._news = None
        self._woken()

    def hear(self, news: FeedNews) -> None:
        """Remember what a wake-up carries."""
        if self._news is not None:
            self._news = (*self._news, news) if len(self._news) < MOST_NEWS else None
        self._woken()

    def close(self) -> None:
        """Leave the line."""
        self._hints.leave(self._topic, self)


class MemoryHints:
    """Wake-ups and typing marks, kept in memory."""

    def __init__(self) -> None:
        """Begin with nobody in line."""
        self._lines: defaultdict[str, set[Subscription | Follower]] = defaultdict(set)
        self._typing: dict[str, frozenset[str]] = {}

    def subscribe(self, topic: str) -> Subscription:
        """Stand in line for a topic."""
        subscription = Subscription(self, topic)
        self._lines[topic].add(subscription)
        return subscription

    def follow(self, topic: str, woken: Callable[[], None]) -> Follower:
        """Have `woken` called at each wake-up for a topic."""
        follower = Follower(self, topic, woken)
        self._lines[topic].add(follower)
        return follower

    def leave(self, topic: str, subscription: Subscription | Follower) -> None:
        """Take somebody out of the line."""
        line = self._lines.get(topic)
        if line is None:
            return
        line.discard(subscription)
        if not line:
            del self._lines[topic]

    async def start(self) -> None:
        """Begin: within one process there is nothing to connect."""

    async def stop(self) -> None:
        """End: there is nothing to disconnect."""

    def topics(self, prefix: str) -> frozenset[str]:
        """Give the topics with this beginning that somebody stands in line for."""
        return frozenset(topic for topic in self._lines if topic.startswith(prefix))

    def wake(self, topics: Iterable[str]) -> None:
        """Wake everybody in line for these topics. Call it in the loop's thread."""
        self.wake_here(topics)

    def wake_here(self, topics: Iterable[str]) -> None:
        """Wake those in this process, as `wake` does where there is only one."""
        for topic in topics:
            for subscription in tuple(self._lines.get(topic, ())):
                subscription.wake()

    def announce(self, announced: Sequence[tuple[str, FeedNews]]) -> None:
        """Wake everybody in line for these topics, with what the wake-ups carry."""
        self.announce_here(announced)

    def announce_here(self, announced: Sequence[tuple[str, FeedNews]]) -> None:
        """Announce to those in this process."""
        for topic, news in announced:
            for one in tuple(self._lines.get(topic, ())):
                one.hear(news)

    def typing(self, topic: str, who: str, *, on: bool) -> None:
        """Remember who types, and wake those who show it."""
        now = self._typing.get(topic, frozenset())
        after = now | {who} if on else now - {who}
        if after == now:
            return
        if after:
            self._typing[topic] = after
        else:
            self._typing.pop(topic, None)
        self.wake_here([topic])

    def who_types(self, topic: str) -> frozenset[str]:
        """Give who types now."""
        return self._typing.get(topic, frozenset())
