"""Who is in a company and its groups, and what people have with the bot alone, as a scenario needs it of a platform."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from tests.scenarios.shown import Line


class Talks(Protocol):
    """What stands in a person's own chat with the bot about chats, and what they do there."""

    def talk(self, user: str, card: Line) -> Sequence[Line]:
        """Give what stands in a person's own chat with the bot about the chat that a card there is about, oldest first.

        The card isn't among it.
        """
        ...

    async def answer(self, user: str, card: Line, text: str, files: Mapping[str, bytes] | None = None) -> str:
        """Write in one's own chat with the bot about the chat that a card there is about; give the reference."""
        ...

    async def take_files(self, user: str, card: Line) -> None:
        """Take the files that are shown there about it, where they must be taken before they can be opened."""
        ...

    def taken_files(self, user: str, card: Line) -> dict[str, bytes]:
        """Give the files that are shown to a person about the chat that a card of theirs is about."""
        ...

    async def part(self, user: str, *, blocked: bool = False) -> None:
        """Put somebody out of the bot's reach, once: they have no app, or have blocked the bot."""
        ...


class Members(Protocol):
    """Who is a guest, and who is in the group whose members can be agents."""

    async def make_guest(self, user: str) -> None:
        """Let somebody be here as a guest."""
        ...

    async def regroup(self, *users: str) -> None:
        """Let exactly these people, by short names, be in the group whose members can be agents."""
        ...

    async def ungroup(self) -> None:
        """Let the group not be there any more."""
        ...
