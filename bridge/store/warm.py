"""Values kept beside the text that they are stored as, so that what is read again need not be made again.

Rules:
1. A value is found by its whole text. Nothing ever has to be taken out because it has changed: another process's write,
   a rollback, a restored backup are other texts, or the same.
2. At most twice `MOST` values of a kind are kept; those that were not asked for lately are let go.
3. It may be asked from any thread. At worst a value is made twice.
"""

from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 4096
"""How many values are kept for sure, once they were asked for: some megabytes for conversations or messages."""


class Warm(Generic[T]):
    """Values of one kind, by their text."""

    __slots__ = ("_lately", "_most", "_once")

    def __init__(self, most: int = MOST) -> None:
        """Keep at least the last `most` values that were asked for."""
        self._most = most
        self._lately: dict[str, T] = {}
        self._once: dict[str, T] = {}

    def get(self, text: str) -> T | None:
        """Give the value of a text, or None when it must be made."""
        found = self._lately.get(text)
        if found is None:
            found = self._once.get(text)
            if found is not None:
                self.keep(text, found)
        return found

    def keep(self, text: str, value: T) -> None:
        """Remember a value by its text."""
        self._lately[text] = value
        if len(self._lately) > self._most:
            self._once, self._lately = self._lately, {}
