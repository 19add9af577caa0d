"""Hints within one process.

Rules:
1. A wake-up may be lost or doubled; whoever waits looks at the tables after each.
2. Waking is safe from any thread: commits are announced by the writer's thread too.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable


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

    def close(self) -> None:
        """Leave the line."""
        self._hints.leave(self._topic, self)


class MemoryHints:
    """Wake-ups and typing marks, kept in memory."""

    def __init__(self) -> None:
        """Begin with nobody in line."""
        self._lines: defaultdict[str, set[Subscription]] = defaultdict(set)
        self._typing: dict[str, frozenset[str]] = {}

    def subscribe(self, topic: str) -> Subscription:
        """Stand in line for a topic."""
        subscription = Subscription(self, topic)
        self._lines[topic].add(subscription)
        return subscription

    def leave(self, topic: str, subscription: Subscription) -> None:
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
