"""What a platform says that its adapter knows nothing of: nothing is lost in silence, and nothing is refused for it."""

from collections.abc import Collection, Mapping
from typing import Protocol


class UnknownPayloads(Protocol):
    """Keeps the outline of what nobody here knows for a while, where an admin can look, and counts it."""

    async def keep(self, what: str, payload: Mapping[str, object], telling: Collection[str] = ()) -> None:
        """Keep what a payload is made of. Never fails: what can't be kept is counted all the same.

        `what` is a word of the adapter's, like `message` or `status`; `telling` are the fields that say what kind of
        thing it is: of all others the value is not kept.
        """
        ...


class NoUnknownPayloads:
    """Keeps nothing."""

    async def keep(self, what: str, payload: Mapping[str, object], telling: Collection[str] = ()) -> None:
        """Do nothing."""


_: type[UnknownPayloads] = NoUnknownPayloads
