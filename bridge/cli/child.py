"""Which of several processes one is, as its parent tells it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Child:
    """Which of several processes this is, and the port that they share."""

    index: int
    port: int

    @classmethod
    def read(cls, text: str) -> "Child":
        """Read what the parent gave. Raises `ValueError`."""
        index, _, port = text.partition(":")
        return cls(int(index), int(port))
