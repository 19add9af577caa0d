"""A customer as a scenario's desk knows them: by a channel and an address there."""

from typing import Protocol

from core.ids import ChannelName, ExternalRef


class Somebody(Protocol):
    """Whoever writes: in a browser, or with a phone."""

    @property
    def channel(self) -> ChannelName:
        """Give where they write."""
        ...

    @property
    def contact(self) -> ExternalRef:
        """Give by what they are known there."""
        ...
