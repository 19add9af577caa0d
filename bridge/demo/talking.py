"""What the demo's story needs of a customer, whatever they write with."""

from typing import Protocol


class Talker(Protocol):
    """One customer of the shop."""

    title: str
    """How what they saw is headed."""

    async def uploads(self, name: str, data: bytes) -> str:
        """Take a file; give that by which it is attached."""
        ...

    async def says(self, text: str, *files: str) -> None:
        """Send a message."""
        ...

    async def hears(self, text: str) -> None:
        """Wait until a text has arrived."""
        ...

    async def gets_a_file(self) -> None:
        """Wait until a file of the agent's has arrived, or its address."""
        ...

    def seen(self) -> str:
        """Give all that they have been shown, as text."""
        ...

    def lines(self) -> list[str]:
        """Give the same line by line."""
        ...
