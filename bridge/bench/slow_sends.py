"""G4b: forty sends at once, over eight channels, to a connector that takes five seconds for each answer.

They must take about as long as one. What a send would block, everybody else would feel: meanwhile somebody asks the
bridge again and again whether it is well, and its slowest answer counts. A library that sends by a few threads takes
five seconds for each handful.
"""

import asyncio
import time
from collections.abc import Awaitable

from bridge.bench.ledger import text_of
from bridge.bench.loads import post
from bridge.bench.measure import Trouble
from bridge.bench.shop import Shop
from bridge.bench.shop_settings import PLACES, place
from bridge.bench.table import Findings, Result
from bridge.bench.teams_side import TeamsSide
from bridge.bench.wire import Line, lines

SLOW = 5.0
"""Seconds until the connector answers."""
CHANNELS, EACH = 8, 5
SENDS = CHANNELS * EACH
WHOLE, LAG = 6.0, 500.0
"""Seconds for all of them, and milliseconds for an answer to somebody else, at the most: what blocks takes seconds."""
PATIENCE = 120.0
_WELL = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
_PAUSE = 0.01


async def measure_slow_sends(shop: Shop) -> Findings:
    """Let forty customers write at once. Raises `Trouble` when not all of it is answered."""
    far = shop.far
    if not isinstance(far, TeamsSide):
        raise TypeError("slow sends are asked of a Teams desk")
    asking = asyncio.create_task(_slowest(shop.port))
    far.pause = SLOW
    try:
        began, before = time.perf_counter(), len(far.posted)
        for chat in chosen(list(shop.chats)):
            shop.say(chat)
        seconds = await _answered(far, before, began)
    finally:
        far.pause = 0.0
        asking.cancel()
    lag = await asking
    await shop.quiet()
    return Findings(
        results=[
            Result("G4b", "40 sends over 8 channels, each answered in 5 s", WHOLE, [seconds], at_most=True, unit="s"),
            Result("G4b-lag", "the bridge's slowest answer meanwhile", LAG, [lag * 1000], at_most=True, unit="ms"),
        ]
    )


async def slow_echoes(floor: TeamsSide, port: int) -> float:
    """Let the echo hear forty messages at once; give the seconds until its own are answered. Raises `Trouble`."""
    open_lines = await lines(port, SENDS)
    floor.pause = SLOW
    began, before = time.perf_counter(), len(floor.posted)
    try:
        await asyncio.wait_for(asyncio.gather(*(_hears(floor, port, *one) for one in enumerate(open_lines))), PATIENCE)
        return await _answered(floor, before, began)
    except TimeoutError:
        raise Trouble("the echo did not answer") from None
    finally:
        floor.pause = 0.0
        for line in open_lines:
            line.close()


def _hears(floor: TeamsSide, port: int, number: int, line: Line) -> Awaitable[None]:
    chat = 1_000_000 + number
    text = text_of("a", chat, floor.ledger.send(chat))
    return post(line, floor.says(port, "agent", text, place(number % CHANNELS, "teams"), str(1_700_000_000_000 + chat)))


def chosen(chats: list[int]) -> list[int]:
    """Choose five chats of each of eight channels. Raises `Trouble` when there are too few."""
    found = [chat for place in range(CHANNELS) for chat in [one for one in chats if one % PLACES == place][:EACH]]
    if len(found) < SENDS:
        raise Trouble(f"{SENDS} chats in {CHANNELS} channels are needed, there are {len(found)}")
    return found


async def _answered(far: TeamsSide, before: int, began: float) -> float:
    """Wait until forty posts more are answered; give how long it took."""
    deadline = began + PATIENCE
    while len(far.posted) < before + SENDS:
        if time.perf_counter() > deadline:
            raise Trouble(f"{len(far.posted) - before} of {SENDS} slow sends were answered")
        await asyncio.sleep(_PAUSE)
    return far.posted[before + SENDS - 1] - began


async def _slowest(port: int) -> float:
    """Ask until cancelled; give the seconds of the slowest answer."""
    (line,) = await lines(port, 1)
    slowest = 0.0
    try:
        while True:
            began = time.perf_counter()
            await line.ask(_WELL)
            slowest = max(slowest, time.perf_counter() - began)
            await asyncio.sleep(_PAUSE)
    except asyncio.CancelledError:
        return slowest
    finally:
        line.close()
