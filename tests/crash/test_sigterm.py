"""SIGTERM ends a bridge within ten seconds, whatever the far side does, and loses nothing that it has in hand."""

import asyncio
import signal

import pytest

from tests.crash.campaign import Plan, Run, a_run
from tests.crash.report import show
from tests.crash.settings import SITE

IN_TIME = 10.0


async def _deaf_window(run: Run) -> asyncio.StreamWriter:
    """Open a window that hears nothing any more, as a phone does that has lost its network."""
    _, writer = await asyncio.open_connection("127.0.0.1", run.bridge.port)
    head = (
        "GET /widget/socket HTTP/1.1",
        f"Host: 127.0.0.1:{run.bridge.port}",
        f"Origin: {SITE}",
        "Upgrade: websocket",
    )
    key = ("Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", "")
    writer.write("\r\n".join((*head, *key)).encode())
    await writer.drain()
    return writer


async def _is_well_after_the_next_start(run: Run) -> None:
    await run.bridge.start()
    await run.rest()
    found = await run.verdict()
    show(run, found)
    assert found.wrongs == []
    assert found.repeated == 0


@pytest.mark.slow
@pytest.mark.timeout(200)
async def test_a_bridge_that_is_told_to_end_under_load_ends_in_time_and_loses_nothing() -> None:
    async with a_run(Plan(seed=20264)) as run:
        for _ in range(3):
            await asyncio.sleep(run.chance.uniform(1, 2))
            code, seconds = await run.bridge.terminate(within=30)
            assert code == 0, run.bridge.tail()
            assert seconds < IN_TIME
            await run.bridge.start()
        code, seconds = await run.bridge.terminate(within=30)
        print(f"ended in {seconds:.1f} s")
        assert (code, seconds < IN_TIME) == (0, True)
        await _is_well_after_the_next_start(run)


@pytest.mark.slow
@pytest.mark.timeout(200)
@pytest.mark.parametrize(("fault", "times"), [("delay", 1), ("timeout_after_accept", 3)], ids=["once", "told thrice"])
async def test_a_far_side_that_never_answers_does_not_hold_up_the_end(fault: str, times: int) -> None:
    async with a_run(Plan(seed=20265, chats=6)) as run:
        for method in ("chat.postMessage", "chat.update", "reactions.add"):
            run.workspace.playground.faults.add(method, fault, times=None, delay_ms=60_000)
        deaf = await _deaf_window(run)
        await asyncio.sleep(3)
        began = asyncio.get_running_loop().time()
        for _ in range(times - 1):
            run.bridge.signal(signal.SIGTERM)
            await asyncio.sleep(0.3)
        code, _ = await run.bridge.terminate(within=30)
        assert code == 0, run.bridge.tail()
        seconds = asyncio.get_running_loop().time() - began
        print(f"ended in {seconds:.1f} s")
        assert seconds < IN_TIME
        deaf.close()
        run.end_troubles()
        await _is_well_after_the_next_start(run)
