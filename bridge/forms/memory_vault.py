"""The form vault of one process: gone with it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.ports import Clock, FormVault


@dataclass(frozen=True, slots=True)
class _Kept:
    sealed: bytes = field(repr=False)
    until: datetime


class MemoryVault:
    """Keeps values in memory."""

    def __init__(self, clock: Clock) -> None:
        """Take the time by which values grow old."""
        self._clock = clock
        self._kept: dict[str, _Kept] = {}

    async def put(self, slot: str, sealed: bytes, keep: timedelta) -> None:
        """Keep values; whatever has grown old meanwhile is forgotten."""
        now = self._clock.now()
        self._kept = {name: one for name, one in self._kept.items() if one.until > now}
        self._kept[slot] = _Kept(sealed, now + keep)

    async def take(self, slot: str) -> bytes | None:
        """Give values and forget them: nothing waits in between."""
        kept = self._kept.pop(slot, None)
        return kept.sealed if kept is not None and kept.until > self._clock.now() else None

    async def holds(self, slot: str) -> bool:
        """Tell whether values are there."""
        kept = self._kept.get(slot)
        return kept is not None and kept.until > self._clock.now()

    async def drop(self, slot: str) -> None:
        """Forget values."""
        self._kept.pop(slot, None)

    async def close(self) -> None:
        """Forget all."""
        self._kept.clear()


_: type[FormVault] = MemoryVault
