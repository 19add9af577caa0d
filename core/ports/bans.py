"""Who is banned, for channels that can say so where the customer is."""

from typing import Protocol

from core.ids import ChannelName, ExternalRef


class Bans(Protocol):
    """Whose messages the inbox turns away. What a channel hands in of them is refused there in any case."""

    async def is_banned(self, channel: ChannelName, contact: ExternalRef) -> bool:
        """Tell whether a contact is banned now."""
        ...

    @property
    def words(self) -> str | None:
        """Give what a banned customer is told; None where they are told nothing."""
        ...


class NoBans:
    """Nobody is banned."""

    words: str | None = None

    async def is_banned(self, channel: ChannelName, contact: ExternalRef) -> bool:
        """Say no."""
        return False
