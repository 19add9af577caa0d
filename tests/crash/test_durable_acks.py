"""Acknowledged means on the disk: each 2xx and ack leaves after an fdatasync that began after its request was read.

Seen from outside, by the process's system calls. That the check can fail is shown with a bridge whose SQLite doesn't
sync.
"""

from pathlib import Path

import pytest

from tests.crash.campaign import Plan, Run, a_run
from tests.crash.process import Bridge
from tests.crash.syscalls import Seen, Watcher, watcher
from tests.crash.words import Word, word_in

WORDS = 12

UNSYNCED = """
import re, sqlite3
_connect = sqlite3.connect

class Unsynced(sqlite3.Connection):
    def execute(self, sql, *values):
        return super().execute(re.sub(r"(?i)synchronous *= *[a-z]+", "synchronous = OFF", sql), *values)

sqlite3.connect = lambda *given, **named: _connect(*given, **{"factory": Unsynced, **named})
"""
"""Loaded by Python itself at its start: the bridge's own code stays as it is."""


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_each_acknowledgement_follows_its_sync(tmp_path: Path) -> None:
    acknowledged, early = await _watched(tmp_path, _way(tmp_path), {})

    assert len(acknowledged) >= 2 * WORDS
    assert early == []


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_the_check_finds_a_bridge_that_does_not_sync(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(UNSYNCED, encoding="utf-8")
    acknowledged, early = await _watched(tmp_path, _way(tmp_path), {"PYTHONPATH": str(tmp_path)})

    assert len(acknowledged) >= 2 * WORDS
    assert early == acknowledged


def _way(folder: Path) -> Watcher:
    way = watcher(folder)
    if way is None:
        pytest.skip("neither strace (missing, or ptrace is forbidden) nor a C compiler for the preloaded library")
    print(f"system calls seen by {way.name}")
    return way


async def _watched(folder: Path, way: Watcher, environment: dict[str, str]) -> tuple[list[str], list[str]]:
    """Let customers and agents write one word after the other; give what was acknowledged, and what too early."""
    async with a_run(Plan(seed=20267, chats=2), way.before, {**way.environment, **environment}) as run:
        await run.stop_talking()
        await run.rest()
        await _write_in_turn(run)
        await _ended(run.bridge)
    return judged(way.seen())


async def _write_in_turn(run: Run) -> None:
    for _ in range(WORDS):
        for window in run.windows:
            window.say()
            await run.until(lambda: all(one.is_served for one in run.windows), "an ack")
            await run.workspace.answer(window.chat, window.agent)
            await run.until(lambda: all(one.taken for one in run.workspace.said.values()), "an answer to the event")


async def _ended(bridge: Bridge) -> None:
    code, _ = await bridge.terminate(within=60)
    assert code == 0


def judged(seen: list[Seen]) -> tuple[list[str], list[str]]:
    """Give what was acknowledged, and of that what left before a sync that began after the request was read."""
    acknowledged: list[str] = []
    early: list[str] = []
    read_at: dict[int, int] = {}
    words: dict[int, Word | None] = {}
    begun: dict[int, int] = {}
    synced = -1
    """When the latest of the syncs that have ended began."""
    for at, one in enumerate(seen):
        match one.kind:
            case "begin" if one.text.endswith("-wal"):
                begun[one.handle] = at
            case "end":
                synced = max(synced, begun.pop(one.handle, -1))
            case "read":
                read_at[one.handle] = at
                words[one.handle] = words.get(one.handle) or word_in(one.text)
            case "write":
                what = _acknowledges(one, words)
                if what:
                    acknowledged.append(what)
                    words[one.handle] = None
                    if synced < read_at.get(one.handle, at):
                        early.append(what)
    return acknowledged, early


def _acknowledges(one: Seen, words: dict[int, Word | None]) -> str:
    """Name what a write acknowledges; nothing when it does not."""
    if "HTTP/1.1 2" in one.text:
        word = words.get(one.handle)
        return f"event of {word}" if word is not None and word.side == "a" else ""
    # A window's frames to us are masked, so that its words can't be read; it says one at a time here.
    return f"say {one.text[:80]}" if _is_ack(one.text) else ""


def _is_ack(text: str) -> bool:
    """Tell whether a frame is an ack."""
    plain = text.replace("\\", "").replace(" ", "")
    return '"t":"ack"' in plain
