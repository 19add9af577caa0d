"""`bridge bench --soak MINUTES`: a modest load for long, and whether anything grows that should stand still.

Rules:
1. A fifth of the time the bridge idles with all windows open: the noise. Then it works. The first quarter of each
   warms up and does not count.
2. Growth is a slope above the noise of the idle one (`slope`), and that also in the second half of the work alone:
   what only fills once, a cache or a pool of connections, has flattened by then. Memory, files, threads, tasks and the
   log of SQLite (WAL) must show none; else the exit code is 1.
"""

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientError, ClientSession

from bridge.bench.cores import handles, proportional, resident, threads
from bridge.bench.open_chats import open_shop
from bridge.bench.paced import Pace
from bridge.bench.shop import Shop
from bridge.bench.slope import Slope, slope
from bridge.bench.stand import Plan, Stand

IDLE, WARM_UP, HALF = 0.2, 0.25, 0.5
RATE = 20.0
"""Messages a second, each way."""
CHATS = 200
SAMPLES = 200
"""In each of the two phases, about; at least one a second apart."""
STEPS: Mapping[str, float] = {
    "rss": 1_048_576, "pss": 1_048_576, "wal": 4_194_304, "handles": 2, "threads": 1, "tasks": 2,
}  # fmt: skip
"""Less than this in all of the time is no growth. SQLite's log grows to 1,000 pages and begins anew."""
UNITS = {"rss": "kB", "pss": "kB", "wal": "kB"}
_TASKS = re.compile(r"^\w*tasks\w*(?:\{[^}]*\})? ([0-9.e+]+)$", re.MULTILINE)


@dataclass(slots=True)
class Samples:
    """What was seen of a process, thing by thing."""

    began: float = field(default_factory=time.perf_counter)
    seen: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def add(self, values: Mapping[str, float]) -> None:
        """Note what is seen now."""
        at = time.perf_counter() - self.began
        for name, value in values.items():
            self.seen.setdefault(name, []).append((at, value))

    def slopes(self, share: float) -> dict[str, Slope]:
        """Give each thing's slope without the first share of the samples."""
        return {name: slope(seen[int(len(seen) * share) :]) for name, seen in self.seen.items()}


async def soak(plan: Plan, minutes: float) -> int:
    """Run it, print a verdict; give the exit code. Raises `Trouble` when a message was lost or doubled."""
    seconds = minutes * 60
    async with open_shop(plan.folder / "soak", plan.of_template(), CHATS, talking=CHATS) as shop:
        print(f"idle for {seconds * IDLE:.0f} s, then {RATE:g} messages a second each way", flush=True)
        idle = await _watched(shop, seconds * IDLE, None)
        work = await _watched(shop, seconds * (1 - IDLE), _talk)
    growing, lines = verdict(idle, work)
    print("\n".join(lines))
    print("\n" + (f"Growing: {', '.join(growing)}." if growing else "Nothing grows."))
    return 1 if growing else 0


def verdict(idle: Samples, work: Samples) -> tuple[list[str], list[str]]:
    """Give what grows, and a line for each thing."""
    still, whole, late = idle.slopes(WARM_UP), work.slopes(WARM_UP), work.slopes(HALF)
    lines = [f"{'an hour':10}{'idle':>14}{'at work':>14}{'above noise':>14}"]
    growing: list[str] = []
    for name, here in whole.items():
        there, seconds = still[name], work.seen[name][-1][0] - work.seen[name][0][0]
        grows = min(
            here.growth(there, STEPS[name], seconds * (1 - WARM_UP)),
            late[name].growth(there, STEPS[name], seconds * (1 - HALF)),
        )
        scale, unit = (3600 / 1024, " kB") if name in UNITS else (3600.0, "")
        shown = [f"{value * scale:,.1f}{unit}" for value in (there.a_second, here.a_second, grows)]
        lines.append(f"{name:10}{shown[0]:>14}{shown[1]:>14}{shown[2]:>14}")
        if grows:
            growing.append(name)
    return growing, lines


async def _watched(shop: Shop, seconds: float, work: Callable[[Shop, float], "asyncio.Future[None]"] | None) -> Samples:
    """Sample for a time while something works, or nothing."""
    samples = Samples()
    working = work(shop, seconds) if work else None
    pause = max(1.0, seconds / SAMPLES)
    async with ClientSession() as session:
        while time.perf_counter() - samples.began < seconds and not (working and working.done()):
            samples.add(await _sample(shop, session))
            await asyncio.sleep(pause)
    if working is not None:
        await working
    return samples


async def _sample(shop: Shop, session: ClientSession) -> dict[str, float]:
    found: dict[str, float] = {
        "rss": resident(shop.pid),
        "pss": proportional(shop.pid),
        "handles": handles(shop.pid),
        "threads": threads(shop.pid),
        "wal": _size(f"{shop.database}-wal"),
    }
    try:
        async with session.get(f"http://127.0.0.1:{shop.port}/metrics") as answer:
            tasks = _TASKS.search(await answer.text()) if answer.ok else None
    except ClientError:
        tasks = None
    return found | ({"tasks": float(tasks[1])} if tasks else {})


def _size(path: str) -> int:
    with suppress(OSError):
        return Path(path).stat().st_size
    return 0


def _talk(shop: Shop, seconds: float) -> "asyncio.Future[None]":
    return asyncio.ensure_future(_talking(shop, seconds))


async def _talking(shop: Shop, seconds: float) -> None:
    """Let both sides write, a window of half a minute after the other, each checked."""
    async with AsyncExitStack() as stack:
        stand = Stand(shop, sorted(shop.chats), shop.folder, stack)
        customers = Pace(shop.far.ledger, stand.chats, stand.customer_says, None)
        agents = Pace(shop.ledger, stand.chats, stand.agent_says, shop.port, most=16)
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 1:
            length = min(left, 30.0)
            await asyncio.gather(customers.window(RATE, length), agents.window(RATE, length))
            await stand.check()
        agents.close()
