"""Every place in which words may stand: what a running bridge keeps, writes and sends, and what people see of it.

Rules:
1. `ever` holds what was sent, told or written since this was made; `now` what is kept and shown at this moment. Lines
   of logs and figures are in both: nobody takes them back.
2. Words are looked for as they are, by their digits alone, and as JSON and addresses write them; in files' bytes, too.
3. Each place is named, so that a test can first see that words are found there.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import quote

import structlog
from aiohttp import ClientSession
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bridge.cli.logs import set_up
from config.server import Log
from playground.traffic import Exchange
from tests.scenarios.everywhere import Search
from tests.scenarios.running import SHARED
from tests.scenarios.somebody import Somebody
from tests.scenarios.world import World

PEOPLE = ("ada", "grace", "lin", "sam")
ENOUGH = 8
"""How many digits are looked for alone: fewer stand in any id."""
FIGURES_TOKEN = "a token for the figures"


Places = Mapping[str, Callable[[], object]]


class Copies:
    """What a world holds, and what it has let out."""

    def __init__(self, world: World, written: Places, sent: Places) -> None:
        """Listen from now on; `written` and `sent` are more places, and what gives their contents."""
        self._world = world
        self._written, self._sent_to_others = written, sent
        self._search = Search(world)
        self._sent: list[Exchange] = []
        self.redis: list[str] = []
        world.playground.traffic.listen(self._sent.append)

    async def ever(self, *words: str) -> set[str]:
        """Give the places that hold any of these words, or have held them."""
        return holding(self.let_out(), *words) | await self.now(*words)

    async def now(self, *words: str) -> set[str]:
        """Give the places that hold any of these words at this moment."""
        return holding(await self.kept(), *words)

    def let_out(self) -> dict[str, object]:
        """Give what has gone out to anybody, by its place."""
        windows = [one.frames for one in self._world.customers]
        to_desk = [(one.path, one.request if one.direction == "to_vendor" else one.response) for one in self._sent]
        held: dict[str, object] = {"desk was told": to_desk, "windows": windows, "redis heard": self.redis}
        return held | {name: given() for name, given in self._sent_to_others.items()}

    async def kept(self) -> dict[str, object]:
        """Give what is kept and shown at this moment, by its place."""
        await self._world.quiet()
        held: dict[str, object] = {name: given() for name, given in self._written.items()}
        held |= {"log": self._world.log, "redis": await _keys(), "figures": await _figures(self._world)}
        held |= {f"desk: {place}": shown for place, shown in (await self._at_the_desk()).items()}
        held["window"] = [one.messages() for one in self._world.customers]
        return held | await self._search.tables() | self._search.files()

    async def _at_the_desk(self) -> dict[str, object]:
        desk, platform = self._world.desk, self._world.desk.platform
        found: dict[str, object] = {}
        whose: tuple[Somebody, ...] = (*self._world.customers, *filter(None, [self._world.phone]))
        for customer in whose:
            root = await desk.root(customer)
            found["thread"] = [one.whole for one in platform.place(root.place)]
            found["files"] = await platform.files(root)
        for name in PEOPLE:
            person = desk.agent(name)
            found[name] = [one.whole for one in platform.private(person.user)]
            found[f"{name}'s home"] = person.home()
            found[f"{name}'s form"] = person.modal.words()
        return found


@asynccontextmanager
async def everything(world: World, written: Places, sent: Places) -> AsyncIterator[Copies]:
    """Listen to a world, to its log at DEBUG, and to all that its Redis is told."""
    copies = Copies(world, written, sent)
    _log_at_debug(world)
    if not SHARED:
        yield copies
        return
    client = Redis.from_url(SHARED[-1].redis)
    async with client.monitor() as monitor:
        listening = asyncio.create_task(_hear(monitor, copies.redis))
        yield copies
        listening.cancel()
    await client.aclose()


async def _hear(monitor: Any, into: list[str]) -> None:
    with suppress(RedisError):  # it was stopped
        async for one in monitor.listen():
            into.append(str(one))  # noqa: PERF401 - what has come is to be seen before the end


def _log_at_debug(world: World) -> None:
    """Write the log as a bridge does that was told to write all, and keep each line as it was given."""
    set_up(Log.model_validate({"level": "debug", "format": "json"}))

    def kept(_: object, method: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
        world.log.append({**line, "log_level": method})
        return line

    structlog.configure(processors=[kept, *structlog.get_config()["processors"]])


async def _keys() -> list[str]:
    """Give all that stands in Redis now."""
    if not SHARED:
        return []
    async with Redis.from_url(SHARED[-1].redis) as client:
        names = [one async for one in client.scan_iter("*")]
        return [repr((name, await client.dump(name))) for name in names]


async def _figures(world: World) -> str:
    headers = {"Authorization": f"Bearer {FIGURES_TOKEN}"}
    async with ClientSession() as session, session.get(f"{world.url}/metrics", headers=headers) as answer:
        answer.raise_for_status()
        return await answer.text()


def holding(held: Mapping[str, object], *words: str) -> set[str]:
    """Give the places whose contents hold any of these words."""
    wanted = [form for one in words for form in _forms(one)]
    return {place for place, content in held.items() if any(one in as_text(content) for one in wanted)}


def _forms(words: str) -> set[str]:
    digits = "".join(filter(str.isdigit, words))
    alone = {digits} if len(digits) >= ENOUGH else set()
    return {words, json.dumps(words)[1:-1], quote(words), quote(words, safe="")} | alone


def as_text(content: object) -> str:
    """Give what stands in a place as one text."""
    if isinstance(content, bytes):
        return content.decode("utf-8", "replace")
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, default=str)
