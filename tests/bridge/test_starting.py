"""An adapter that can't start keeps no other from starting, and is tried again."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from aiohttp import web

from adapters.spec import Adapter
from bridge.starting import LATER, SOON, Starter
from core.errors import AdapterAuthFailed, AdapterNotReady
from core.ports import AgentDesk, Clock, CustomerChannel


class Hurried:
    """A clock whose sleeps end at once, and are remembered."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def now(self) -> datetime:
        return datetime(2026, 3, 1, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


_clock: type[Clock] = Hurried


class Stubborn:
    """An adapter at its port that starts after some refusals."""

    def __init__(self, *refusals: Exception) -> None:
        self._refusals = list(refusals)
        self.started = asyncio.Event()
        self.stopped = False

    @property
    def port(self) -> CustomerChannel | AgentDesk:
        raise NotImplementedError("starting looks at no port")

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        return ()

    async def start(self) -> None:
        if self._refusals:
            raise self._refusals.pop(0)
        self.started.set()

    async def stop(self) -> None:
        self.stopped = True


_adapter: type[Adapter] = Stubborn


async def test_one_that_is_not_ready_is_tried_soon_and_keeps_no_other_waiting() -> None:
    late, other = Stubborn(AdapterNotReady("Slack is down"), AdapterNotReady("still down")), Stubborn()
    clock = Hurried()
    starter = Starter({"late": late, "other": other}, clock)

    await starter.start()

    assert other.started.is_set()
    assert starter.troubles == {"late": "Slack is down"}
    await asyncio.wait_for(late.started.wait(), 30)
    await asyncio.sleep(0)
    assert (starter.troubles, clock.slept) == ({}, [SOON, SOON])
    await starter.stop()


async def test_refused_credentials_are_told_and_tried_later() -> None:
    refused = Stubborn(AdapterAuthFailed("the token was revoked"))
    clock = Hurried()
    starter = Starter({"slack": refused}, clock)

    await starter.start()

    assert starter.troubles == {"slack": "the token was revoked"}
    await asyncio.wait_for(refused.started.wait(), 30)
    assert clock.slept == [LATER]
    await starter.stop()


async def test_stopping_stops_the_trying_and_every_adapter() -> None:
    never = Stubborn(*[AdapterNotReady("down")] * 10_000)
    starter = Starter({"never": never}, Hurried())

    await starter.start()
    await starter.stop()

    assert never.stopped
    assert not never.started.is_set()


class Slow(Stubborn):
    """An adapter whose platform takes its time to answer."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = asyncio.Event()

    async def start(self) -> None:
        await self.answer.wait()
        await super().start()


async def test_one_that_is_slow_to_start_keeps_no_other_waiting() -> None:
    slow, other = Slow(), Stubborn()
    starter = Starter({"slack": slow, "web": other}, Hurried())
    starting = asyncio.create_task(starter.start())

    await asyncio.wait_for(other.started.wait(), 30)
    assert not starting.done()

    slow.answer.set()
    await asyncio.wait_for(starting, 30)
    assert slow.started.is_set()
    await starter.stop()
