"""The clock of the running bridge."""

import asyncio
from datetime import UTC, datetime

from core.ports import Clock


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the time in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait that long."""
        await asyncio.sleep(seconds)


_: type[Clock] = SystemClock
