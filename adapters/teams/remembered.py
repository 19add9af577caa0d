"""A memory with an end: the last so many things that were kept, by key.

Rule: only hints are kept here. What was forgotten is asked for again, or done again without harm.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """Keeps the `most` things that were put last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """Give what is kept under a key, or None."""
        return self._kept.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Keep something, and forget what was put longest ago."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def drop_where(self, fits: Callable[[Value], bool]) -> None:
        """Forget what fits, under whatever keys it is kept."""
        for key in [key for key, kept in self._kept.items() if fits(kept)]:
            del self._kept[key]
