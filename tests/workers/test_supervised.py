"""`bridge serve --workers 2`: one address, two processes, one of which may die."""

import asyncio
import os
import signal
import time
from pathlib import Path

from tests.scenarios.settings import config_of, settings
from tests.servers import free_port
from tests.workers.deployment import Deployment, is_ready, serve, told, until

ENDS = 10.0


def children(log: Path) -> list[int]:
    """Give the children's process ids, in the order in which they were started."""
    lines = [line for line in log.read_text().splitlines() if "worker_started" in line]
    return [int(word.removeprefix("pid=")) for line in lines for word in line.split() if word.startswith("pid=")]


def listening(log: Path) -> int:
    """Tell how often a bridge has begun to listen."""
    return log.read_text().count(" listening ")


async def test_a_worker_that_dies_is_started_anew_and_all_end_when_told(deployment: Deployment) -> None:
    port = free_port()
    file = deployment.write_config(port)
    log = deployment.folder / "parent.log"
    parent = await serve(file, log, "--workers", "2")
    try:
        await is_ready(f"http://127.0.0.1:{port}", log)
        await until(lambda: listening(log) == 2, log.read_text)
        assert await _exit_code(await serve(file, deployment.folder / "second.log", "--workers", "2")) == 1
        assert "in use" in (deployment.folder / "second.log").read_text()

        dead, living = children(log)
        os.kill(dead, signal.SIGKILL)
        await until(lambda: listening(log) == 3, log.read_text)
        assert children(log)[:2] == [dead, living]
        assert children(log)[2] not in (dead, living)

        began = time.monotonic()
        told(parent)
        assert await asyncio.wait_for(parent.wait(), ENDS + 1) == 0, log.read_text()
        assert time.monotonic() - began < ENDS
        assert deployment.sql("SELECT count(*) FROM ownership") == "0"
    finally:
        if parent.returncode is None:
            parent.kill()
            await parent.wait()


async def test_workers_end_when_their_parent_is_killed(deployment: Deployment) -> None:
    port = free_port()
    log = deployment.folder / "parent.log"
    parent = await serve(deployment.write_config(port), log, "--workers", "2")
    await until(lambda: listening(log) == 2, log.read_text)
    parent.kill()
    await parent.wait()

    await until(lambda: deployment.sql("SELECT count(*) FROM worker") == "0", "both workers to leave", ENDS)


async def test_several_workers_on_sqlite_are_refused_with_what_to_do(tmp_path: Path) -> None:
    config_of(settings(), tmp_path, free_port(), "http://127.0.0.1:9")  # writes the file
    log = tmp_path / "log"

    code = await _exit_code(await serve(tmp_path / "bridge.yaml", log, "--workers", "2"))

    assert (code, "Set storage.url to postgresql://" in log.read_text()) == (1, True), log.read_text()


async def _exit_code(process: asyncio.subprocess.Process) -> int:
    return await asyncio.wait_for(process.wait(), 30)
