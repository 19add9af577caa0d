"""G8: what an idle window costs in memory, against a bare socket of aiohttp's. Windows without a chat, and with one."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

from adapters.web.ids import make_visitor
from adapters.web.sessions import Sessions
from bridge.bench.copies import Copies
from bridge.bench.cores import proportional
from bridge.bench.measure import Trouble
from bridge.bench.open_chats import CHATS_EACH
from bridge.bench.shop import Shop
from bridge.bench.slack_side import SECRET, SlackSide
from bridge.bench.stand import Plan, start_floor
from bridge.bench.table import Findings, Result
from bridge.bench.window import Window, open_window
from core.ids import QueueId

BOUND = 2.0
ROUNDS = 3
WARM = 64
"""Windows that come and go before anything is measured, so that what is made once is there."""
AT_ONCE = 32
SETTLED = 10.0
"""Seconds at the most until memory stands still."""

Open = Callable[[int], Awaitable[Window]]


async def measure_idle(plan: Plan) -> Findings:
    """Run the rounds. Raises `Trouble`."""
    bare: list[float] = []
    without: list[float] = []
    within: list[float] = []
    for number in range(plan.at_most(ROUNDS)):
        bare.append(await _bare(plan))
        without.append(await _bridge(plan, number, chats=False))
        within.append(await _bridge(plan, number, chats=True))
        kb = [f"{one[-1] / 1000:.1f} kB" for one in (bare, without, within)]
        print(f"round {number + 1}: a bare socket {kb[0]}, a window {kb[1]}, with a chat {kb[2]}", flush=True)
    results = [
        _result("G8", f"memory of an idle window / bare socket ({plan.sockets:,})", without, bare),
        _result("G8-chat", f"the same with an open chat ({plan.sockets:,})", within, bare),
    ]
    return Findings(results=results)


def _result(id: str, what: str, ours: list[float], bare: list[float]) -> Result:
    ratios = [one / floor for one, floor in zip(ours, bare, strict=True)]
    details = {"bytes": [round(one) for one in ours], "bare_bytes": [round(one) for one in bare]}
    return Result(id, what, BOUND, ratios, at_most=True, details=details)


async def _bare(plan: Plan) -> float:
    async with AsyncExitStack() as stack:
        floor = await start_floor(stack, "sockets", "")

        async def open_one(number: int) -> Window:
            return await open_window(floor.port, number, '{"t":"hello"}', b"hello", lambda _: None, path="/")

        return await _each(floor.pid, plan.sockets, open_one)


async def _bridge(plan: Plan, number: int, *, chats: bool) -> float:
    folder = plan.folder / f"idle-{number}-{'chats' if chats else 'none'}"
    folder.mkdir()
    far = SlackSide()
    server = await far.start()
    count = plan.sockets + WARM
    agents = -(-count // CHATS_EACH) if chats else 1
    shop = Shop(folder, far, agents=agents)
    copies = Copies(plan.of_template(), agents)
    sessions = Sessions([SECRET], timedelta(days=1))
    if chats:
        copies.fill(shop.database, count)

    async def open_one(number: int) -> Window:
        if chats:
            return await shop.open(number, copies.chat(number + 1).token)
        # What /widget/session answers a new visitor.
        return await shop.open(number, sessions.issue(make_visitor(), QueueId("support"), datetime.now(UTC)).text)

    try:
        await shop.start()
        return await _each(shop.pid, plan.sockets, open_one)
    finally:
        await shop.stop()
        server.close()


async def _each(pid: int, number: int, open_one: Open) -> float:
    """Give the bytes that each of so many windows costs a process."""
    gone = await _opened(range(number, number + WARM), open_one)
    for window in gone:
        window.close()
    before = await _settled(pid)
    there = await _opened(range(number), open_one)
    after = await _settled(pid)
    lost = sum(window.transport is None or window.transport.is_closing() for window in there)
    for window in there:
        window.close()
    if lost:
        raise Trouble(f"{lost} of {number} idle windows were closed")
    if after <= before:
        raise Trouble("the system does not tell how much memory is used (/proc/PID/smaps_rollup)")
    return (after - before) / number


async def _opened(numbers: range, open_one: Open) -> list[Window]:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> Window:
        async with gate:
            return await open_one(number)

    return await asyncio.gather(*(one(number) for number in numbers))


async def _settled(pid: int) -> int:
    """Give the memory when it stands still."""
    last = proportional(pid)
    for _ in range(int(SETTLED / 0.5)):
        await asyncio.sleep(0.5)
        now = proportional(pid)
        if abs(now - last) < 0.001 * last:
            return now
        last = now
    return last
