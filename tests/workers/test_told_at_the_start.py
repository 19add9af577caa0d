"""A bridge that is told to end before it has begun: whatever it is doing then, it ends in order and leaves nothing."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.servers import free_port
from tests.workers.deployment import Deployment, serve, told, until

ENDS = 10.0
STEPS = ("hints_connected", "slack_started", "listening")
"""What a bridge logs while it starts, in this order."""


@asynccontextmanager
async def _starting(
    deployment: Deployment, *more: str, changes: Mapping[str, Any] | None = None
) -> AsyncIterator[tuple[asyncio.subprocess.Process, Path]]:
    """Start a bridge; give it with its log."""
    port = free_port()
    log = deployment.folder / f"{port}.log"
    process = await serve(deployment.write_config(port, changes), log, *more)
    try:
        yield process, log
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _code(
    deployment: Deployment, is_time: Callable[[str], bool], *more: str, changes: Mapping[str, Any] | None = None
) -> int:
    """Start a bridge, tell it to end as soon as its log says so, give its exit code."""
    async with _starting(deployment, *more, changes=changes) as (process, log):
        await until(lambda: is_time(log.read_text()), log.read_text)
        told(process)
        return await asyncio.wait_for(process.wait(), ENDS)


def _says(step: str, said: str) -> bool:
    return step in said


def _is_gone(deployment: Deployment) -> bool:
    """Tell whether nothing of it is left for the others to see to."""
    return {deployment.sql(f"SELECT count(*) FROM {table}") for table in ("worker", "ownership")} == {"0"}  # noqa: S608


async def test_at_whatever_step_of_its_start_a_bridge_is_told_to_end_it_ends_in_order(deployment: Deployment) -> None:
    codes = [await _code(deployment, partial(_says, step)) for step in STEPS]

    assert codes == [0] * len(STEPS)
    assert _is_gone(deployment)


async def test_a_platform_that_never_answers_at_the_start_does_not_hold_up_the_end(deployment: Deployment) -> None:
    faults = deployment.playground.faults
    faults.add("auth.test", "delay", delay_ms=60_000)

    code = await _code(deployment, lambda _: faults.peek("slack", "auth.test") is None)

    assert (code, _is_gone(deployment)) == (0, True)


async def test_workers_that_are_told_to_end_while_they_are_loaded_end_in_order(deployment: Deployment) -> None:
    code = await _code(deployment, lambda said: said.count("worker_started") == 2, "--workers", "2")

    assert (code, _is_gone(deployment)) == (0, True)


@pytest.mark.parametrize("more", [(), ("--workers", "2")])
async def test_a_database_that_never_answers_does_not_hold_up_the_end(
    deployment: Deployment, more: tuple[str, ...]
) -> None:
    reached = asyncio.Event()

    async def never_answers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.set()
        await reader.read()
        writer.close()

    async with await asyncio.start_server(never_answers, "127.0.0.1") as silent:
        url = f"postgresql://bridge@127.0.0.1:{silent.sockets[0].getsockname()[1]}/shop"
        code = await _code(deployment, lambda _: reached.is_set(), *more, changes={"storage": {"url": url}})

    assert code == 0
