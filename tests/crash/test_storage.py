"""The file is taken, locked or has no room: nothing is acknowledged that isn't stored, and all goes on by itself."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.crash.campaign import Plan, Run, a_run
from tests.crash.process import ROOT
from tests.crash.report import show
from tests.servers import free_port

ROOM = 6 * 1024 * 1024
"""Bytes of the small disk."""


async def _goes_well(run: Run) -> None:
    await run.rest()
    found = await run.verdict()
    show(run, found)
    assert found.wrongs == []
    assert found.repeated == 0


async def _does_not_take(run: Run) -> None:
    """See that a customer's word is not acknowledged now, and an agent's event is not answered with 200."""
    window = run.windows[0]
    window.say()
    await run.workspace.answer(window.chat, window.agent)
    word, event = window.said[-1], next(reversed(run.workspace.said.values()))
    await run.until(lambda: event.first_tried, "Slack's first try", 20)
    await asyncio.sleep(1)
    assert word not in window.acknowledged
    assert not event.taken


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_a_second_bridge_on_the_same_file_is_refused_with_a_sentence_and_the_first_goes_on() -> None:
    async with a_run(Plan(seed=20268, chats=3)) as run:
        port = free_port()
        second = run.bridge.config.with_name("second.yaml")
        text = run.bridge.config.read_text(encoding="utf-8")
        second.write_text(text.replace(f"port: {run.bridge.port}", f"port: {port}"), encoding="utf-8")
        done = await asyncio.to_thread(_serve, second)
        assert done.returncode == 1
        pid = run.bridge.process.pid if run.bridge.process else 0
        assert f"is in use by process {pid}. Stop the other bridge first" in done.stderr
        assert "Traceback" not in done.stderr
        assert run.bridge.is_up
        await _goes_well(run)


def _serve(config: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bridge", "serve", "--config", str(config)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_a_file_that_another_program_locks_for_long_takes_nothing_and_loses_nothing() -> None:
    async with a_run(Plan(seed=20269, chats=3)) as run:
        await run.stop_talking()
        await run.rest()
        with closing(sqlite3.connect(run.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await _does_not_take(run)
            await asyncio.sleep(11)  # longer than the bridge waits for a lock
            assert run.windows[0].said[-1] not in run.windows[0].acknowledged
            other.execute("ROLLBACK")
        await _goes_well(run)


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    """Give a file system with little room; only root can make one."""
    mount = shutil.which("mount")
    disk = folder / "small"
    disk.mkdir()
    command = [str(mount), "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(disk)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small file system; as root it runs")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_a_full_disk_takes_nothing_and_loses_nothing(tmp_path: Path) -> None:
    with _small_disk(tmp_path) as disk:
        async with a_run(Plan(seed=20270, chats=3), folder=disk) as run:
            await run.stop_talking()
            await run.rest()
            filler = disk / "filler"
            _fill(filler)
            await _until_full(run)
            await _does_not_take(run)
            filler.unlink()
            await _goes_well(run)


def _fill(file: Path) -> None:
    """Take all the room that there is."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT)
    try:
        for size in (65536, 4096, 1):
            try:
                while True:
                    os.write(handle, bytes(size))
            except OSError:
                continue
    finally:
        os.close(handle)


async def _until_full(run: Run) -> None:
    """Let people write until the room that the write-ahead log has already is used up."""
    window = run.windows[0]
    for _ in range(300):
        window.say()
        await asyncio.sleep(0.05)
        if not window.is_served:
            await asyncio.sleep(0.5)
            if not window.is_served:
                return
        await asyncio.sleep(0.3 if len(window.said) % 10 == 0 else 0)
    raise AssertionError("the disk never became full")
