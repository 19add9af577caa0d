"""What one adapter's platform sends that nobody here knows, as the adapter hands it in.

Rules:
1. Each is counted in memory, and written at its first coming and then once a minute at the most: a platform that adds
   a field to every message costs no write a message. What was counted since the last write ends with the process.
2. Of more than `MOST` different makes the rest is counted and not kept.
3. Whatever goes wrong here is no reason to refuse what came.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import structlog

from bridge.observing.meter import Meter
from bridge.store import unknown
from bridge.store.database import Database
from core.outline import outline
from core.ports import Clock
from core.ports import UnknownPayloads as UnknownPort

MOST = 200
EVERY = timedelta(minutes=1)

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Seen:
    """When a make was written last, and how many came since."""

    written: datetime | None = None
    waiting: int = 0


class StoredUnknown:
    """Keeps outlines in the store."""

    def __init__(self, database: Database, source: str, clock: Clock, meter: Meter) -> None:
        """Take where they are kept, whose platform it is, the time, and what counts them."""
        self._database = database
        self._source = source
        self._clock = clock
        self._meter = meter
        self._seen: dict[str, _Seen] = {}

    async def keep(self, what: str, payload: Mapping[str, object], telling: Collection[str] = ()) -> None:
        """Count a payload, and keep what it is made of."""
        self._meter.unknown(self._source, what)
        body = json.dumps(outline(payload, telling), sort_keys=True)
        digest = sha256(f"{what}\n{body}".encode()).hexdigest()
        if digest not in self._seen and len(self._seen) >= MOST:
            return
        seen, now = self._seen.setdefault(digest, _Seen()), self._clock.now()
        seen.waiting += 1
        if seen.written is not None and now - seen.written < EVERY:
            return
        times, seen.waiting, seen.written = seen.waiting, 0, now
        try:
            await self._database.write(lambda conn: unknown.add(conn, self._source, digest, what, body, times, now))
        except Exception as error:  # noqa: BLE001 - what came is taken all the same
            log.warning("unknown_payload_not_kept", source=self._source, what=what, error=type(error).__name__)
        else:
            log.info("unknown_payload_kept", source=self._source, what=what)


_: type[UnknownPort] = StoredUnknown
