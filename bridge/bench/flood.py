"""More than can be carried: events at a fixed rate, whatever becomes of those before, and what each was answered.

Rules:
1. Each is timed from the moment at which it was to leave, also while it waits for a connection.
2. Only 200, and 429 or 503 with Retry-After, are answers; anything else fails the run.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from bridge.bench.cores import resident
from bridge.bench.ledger import PATIENCE
from bridge.bench.measure import Trouble
from bridge.bench.paced import Pool, moments
from bridge.bench.wire import Broken, Line

CONNECTIONS = 3_000
"""Open before, and the most at a time: more than the bridge lets wait, so that it is the one who says no."""
OK = 200
BUSY = (429, 503)
_SAMPLE = 0.1


@dataclass(frozen=True, slots=True)
class Drop:
    """One request; it is told what became of it."""

    request: bytes
    began: Callable[[float], None] = lambda _: None
    refused: Callable[[], None] = lambda: None


@dataclass(slots=True)
class Flooded:
    """What came of a flood."""

    acknowledged: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    wrong: dict[str, int] = field(default_factory=dict)
    memory_before: int = 0
    memory_most: int = 0
    busy: float = 0.0
    asked: float = 0.0
    """How many a second were poured."""

    def note(self, status: int, head: bytes, took: float) -> bool:
        """Take one answer; tell whether it was an acknowledgement."""
        if status == OK:
            self.acknowledged.append(took)
            return True
        if status in BUSY and b"retry-after:" in head.lower():
            self.refused.append(took)
        else:
            why = f"{status} without Retry-After" if status in BUSY else str(status)
            self.wrong[why] = self.wrong.get(why, 0) + 1
        return False


async def flood(port: int, pid: int, drops: Sequence[Drop], rate: float) -> Flooded:
    """Pour; return when each is answered. Raises `Trouble` when one is not, or is answered with anything else."""
    found = Flooded(memory_before=resident(pid), asked=rate)
    found.memory_most = found.memory_before
    pool = Pool(port, CONNECTIONS)
    await pool.prepare(CONNECTIONS)
    watching = asyncio.create_task(_watch(found, pid))
    used, began = time.process_time(), time.perf_counter()
    pouring: list[asyncio.Task[None]] = []
    waiting = iter(drops)
    try:
        async for at in moments(rate, len(drops) / rate):
            pouring.append(asyncio.create_task(_one(pool, found, next(waiting), at)))  # noqa: PERF401 - at once
        await asyncio.wait_for(asyncio.gather(*pouring), PATIENCE)
        found.busy = (time.process_time() - used) / (time.perf_counter() - began)
    except (TimeoutError, Broken) as error:
        raise Trouble(f"under overload an event was not answered ({type(error).__name__})") from None
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        pool.close()
    if found.wrong:
        raise Trouble(f"under overload events were answered with {found.wrong}")
    return found


async def _one(pool: Pool, found: Flooded, drop: Drop, at: float) -> None:
    drop.began(at)

    async def work(line: Line) -> None:
        status = await line.ask(drop.request)
        if not found.note(status, line.head, time.perf_counter() - at):
            drop.refused()

    await pool.use(work)


async def _watch(found: Flooded, pid: int) -> None:
    while True:
        found.memory_most = max(found.memory_most, resident(pid))
        await asyncio.sleep(_SAMPLE)
