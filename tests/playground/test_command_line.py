"""`python -m playground`."""

import asyncio
import sys

from playground.server import Playground


async def test_a_port_that_is_taken_is_said_plainly(pg: Playground) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "playground", "--port", str(pg.port), stderr=asyncio.subprocess.PIPE
    )
    _, errors = await process.communicate()
    assert process.returncode == 1
    assert f"cannot listen on {pg.url}" in errors.decode()
    assert "Use another --port." in errors.decode()


async def test_it_says_where_it_answers_and_stops_on_interrupt() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "playground", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    process.send_signal(2)
    assert await process.wait() == 0
    assert line.startswith("Playground: http://127.0.0.1:")
