"""Seals the audit log, batch by batch, beside everything else: nobody who writes a line waits for it.

The hash of each seal goes to the log: kept outside of the database, it shows a chain that somebody has made anew.
"""

from datetime import datetime, timedelta

import structlog

from bridge import topics
from bridge.hints.memory import MemoryHints
from bridge.store import audit_seals
from bridge.store.audit_seals import SealLater
from bridge.store.database import Database
from bridge.workers.loop import Worker
from core.features.audit_chain import Seal
from core.ports import Clock

EVERY = timedelta(seconds=30)
"""How long a line may stand unsealed, while the bridge runs."""

log = structlog.get_logger(__name__)


class Sealer(Worker):
    """Looks for lines that aren't sealed, half a minute apart."""

    def __init__(self, database: Database, hints: MemoryHints, clock: Clock) -> None:
        """Take where the log is."""
        super().__init__(topics.AUDIT, hints, clock)
        self._database = database
        self._due = clock.now() + EVERY

    async def turn(self) -> bool:
        """Seal a batch when it is time; True when there may be more."""
        now = self._clock.now()
        if now < self._due:
            return False
        if await self._seal(now) is not None:
            return True
        self._due = now + EVERY
        return False

    async def next_due(self) -> datetime | None:
        """Give when to look again."""
        return self._due

    async def drain(self) -> None:
        """Nothing is in hand between turns."""

    async def _seal(self, now: datetime) -> Seal | None:
        if not await self._database.read(audit_seals.has_unsealed):
            return None
        try:
            sealed = await self._database.write(lambda conn: audit_seals.seal_next(conn, now))
        except SealLater:
            return None
        if sealed is not None:
            log.info("audit_sealed", batch=sealed.number, rows=sealed.rows, hash=sealed.hash)
        return sealed
