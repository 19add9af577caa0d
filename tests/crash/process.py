"""The bridge as a process of its own, on one configuration file: started, killed, told to end, started again.

Rule: nothing of it is reached but by its address, by signals, and by what it writes to its log.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
UP = 30.0
"""Seconds in which it must listen."""


class Bridge:
    """One bridge over all its lives."""

    def __init__(self, config: Path, port: int) -> None:
        """Take its configuration file and the port that stands in it; `start` starts it."""
        self.config = config
        self.port = port
        self.log = config.with_name("bridge.log")
        self.lives = 0
        self.process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_up(self) -> bool:
        """Whether the process lives."""
        return self.process is not None and self.process.returncode is None

    async def start(self, before: Sequence[str] = (), environment: Mapping[str, str] | None = None) -> None:
        """Start it, `before` standing before its command, and wait until it listens."""
        command = [*before, sys.executable, "-m", "bridge", "serve", "--config", str(self.config)]
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *command,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                env={**os.environ, **(environment or {})},
                start_new_session=True,
            )
        self.lives += 1
        await self._listens()

    async def _listens(self) -> None:
        deadline = asyncio.get_running_loop().time() + UP
        while not await self._answers():
            assert self.is_up, f"the bridge has ended; the end of its log:\n{self.tail()}"
            assert asyncio.get_running_loop().time() < deadline, f"the bridge does not listen:\n{self.tail()}"
            await asyncio.sleep(0.02)

    async def _answers(self) -> bool:
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.close()
            return True
        return False

    async def kill(self) -> None:
        """End it as the system does when it must: nothing of it runs any more."""
        self.signal(signal.SIGKILL)
        await self.ended()

    async def terminate(self, within: float) -> tuple[int, float]:
        """Ask it to end; give its exit code and the seconds that it took. Raises `TimeoutError`."""
        began = asyncio.get_running_loop().time()
        self.signal(signal.SIGTERM)
        async with asyncio.timeout(within):
            code = await self.ended()
        return code, asyncio.get_running_loop().time() - began

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process, and to what stands before it."""
        assert self.process is not None, "the bridge was not started"
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    async def ended(self) -> int:
        """Wait for the end; give the exit code."""
        assert self.process is not None, "the bridge was not started"
        return await self.process.wait()

    def events(self, *names: str) -> list[dict[str, Any]]:
        """Give the lines of its log, over all lives, that bear one of these names."""
        lines = (_line(text) for text in self.log.read_text(encoding="utf-8", errors="replace").splitlines())
        return [line for line in lines if line.get("event") in names]

    def tail(self) -> str:
        """Give the end of its log."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-3000:]


def _line(text: str) -> dict[str, Any]:
    with suppress(ValueError):
        found = json.loads(text)
        if isinstance(found, dict):
            return found
    return {}


@asynccontextmanager
async def ended(bridge: Bridge) -> AsyncIterator[Bridge]:
    """Leave no process behind, whatever happens."""
    try:
        yield bridge
    finally:
        if bridge.is_up:
            await bridge.kill()
