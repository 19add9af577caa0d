"""What hints are to the rest of the bridge, and what carries them between processes.

Rules:
1. A hint may be lost or doubled. Whoever is woken looks at the tables; whoever is not looks every two seconds anyway.
2. Giving a hint never waits and never fails.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bridge.hints.memory import Follower, MemoryHints, Subscription
from core.ports import FeedNews


class Hints(Protocol):
    """Wake-ups and typing marks."""

    async def start(self) -> None:
        """Begin to hear of other processes. Does not wait until they can be reached."""
        ...

    async def stop(self) -> None:
        """Leave them."""
        ...

    def subscribe(self, topic: str) -> Subscription:
        """Stand in line for a topic."""
        ...

    def follow(self, topic: str, woken: Callable[[], None]) -> Follower:
        """Have `woken` called at each wake-up for a topic."""
        ...

    def topics(self, prefix: str) -> frozenset[str]:
        """Give the topics with this beginning that somebody in this process stands in line for."""
        ...

    def wake(self, topics: Iterable[str]) -> None:
        """Wake everybody in line for these topics: here at once, elsewhere as soon as may be."""
        ...

    def wake_here(self, topics: Iterable[str]) -> None:
        """Wake those in this process only."""
        ...

    def announce(self, announced: Sequence[tuple[str, FeedNews]]) -> None:
        """Wake everybody in line for these topics, here with what the wake-ups carry; elsewhere they carry nothing."""
        ...

    def typing(self, topic: str, who: str, *, on: bool) -> None:
        """Remember who types, and wake those who show it."""
        ...

    def who_types(self, topic: str) -> frozenset[str]:
        """Give who types now."""
        ...


_: type[Hints] = MemoryHints

Hear = Callable[[str], None]
"""What takes a text that came from any process, this one included."""


class Link(Protocol):
    """A connection over which every process's texts reach every process."""

    async def publish(self, text: str) -> None:
        """Send a text. Raises whatever the connection raises when it is lost."""
        ...

    async def listen(self, hear: Hear) -> None:
        """Hand over what comes, until the connection is lost: then raise, or return."""
        ...


class Carrier(Protocol):
    """How to get a link, again and again."""

    name: str
    most_bytes: int
    """How long a text may be."""
    lost: tuple[type[Exception], ...]
    """What its links raise when the connection is lost or can't be made."""

    def connect(self) -> AbstractAsyncContextManager[Link]:
        """Connect; texts published from then on are heard. Raises what `lost` names."""
        ...
