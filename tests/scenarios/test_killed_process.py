"""A real process, killed as the system kills it, and started again on the same database; the time is real here."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar, cast

import pytest
from aiohttp import ClientError, ClientSession

from playground.server import Playground
from tests.scenarios.customer import Customer
from tests.scenarios.platform import Call
from tests.scenarios.played import played
from tests.scenarios.settings import config_of, settings
from tests.scenarios.world import World
from tests.servers import free_port

T = TypeVar("T")
DEADLINE = 90.0
"""Real seconds: only a bound for what fails, long enough for a machine that is busy with other work."""
ROOT = Path(__file__).parents[2]


class Outside:
    """What a customer needs of a world: the addresses, and how to wait."""

    def __init__(self, playground: Playground, port: int) -> None:
        """Take where everybody is."""
        self.playground = playground
        self.platform = played().platform(playground)
        self.url = f"http://127.0.0.1:{port}"

    async def until(self, look: Callable[[], T | None], what: str | Callable[[], str], patience: float = 0) -> T:
        """Return the first truthy answer of `look`."""
        deadline = asyncio.get_running_loop().time() + DEADLINE
        while not (found := look()):
            await asyncio.sleep(0.01)
            assert asyncio.get_running_loop().time() < deadline, what if isinstance(what, str) else what()
        return found

    def count(self, text: str) -> int:
        """Tell how many messages of the queue's place read so."""
        return [one.text for one in self.platform.place(played().place("support"))].count(text)


@asynccontextmanager
async def _bridge(outside: Outside, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start a bridge as a process of its own; kill it at the end, if nobody has before."""
    command = [sys.executable, "-m", "bridge", "serve", "--config", str(folder / "bridge.yaml")]
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=quiet, stderr=quiet)
    try:
        async with ClientSession() as session:
            deadline = asyncio.get_running_loop().time() + DEADLINE
            while not await _is_ready(session, outside.url):
                await asyncio.sleep(0.05)
                assert asyncio.get_running_loop().time() < deadline, "the bridge did not become ready"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _is_ready(session: ClientSession, url: str) -> bool:
    try:
        async with session.get(f"{url}/readyz") as answer:
            return answer.status == 200
    except ClientError:
        return False


@pytest.mark.parametrize("moment", ["before the platform took it", "after the platform took it"])
async def test_a_process_that_is_killed_while_it_sends_has_sent_once_after_its_next_start(
    moment: str, tmp_path: Path
) -> None:
    async with Playground(port=0) as playground:
        outside = Outside(playground, free_port())
        config_of(settings(), tmp_path, int(outside.url.rpartition(":")[2]), playground.url)
        customer = Customer(cast(World, outside), "")
        async with _bridge(outside, tmp_path) as process:
            await played().point(playground, outside.url)
            await customer.opens()
            await customer.says("hello")
            await outside.until(lambda: outside.count("hello"), "the first words in the thread")
            fault = {"before the platform took it": "delay", "after the platform took it": "timeout_after_accept"}[
                moment
            ]
            outside.platform.fails(Call.POST, fault, delay_ms=60_000)
            await customer.says("once, please")
            await outside.until(lambda: not playground.faults.listed(), "a request under way")
            assert outside.count("once, please") == (moment == "after the platform took it")
            process.kill()
            await process.wait()
        await customer.leaves()
        async with _bridge(outside, tmp_path):
            await customer.opens()
            await customer.says("and this after it")
            await outside.until(lambda: outside.count("and this after it"), "the last words in the thread")
            await customer.goes()
        assert 1 <= outside.count("once, please") <= (1 if outside.platform.knows_posts else 2)
