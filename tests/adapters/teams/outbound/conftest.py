"""A playground whose time stands still and which counts no calls, and a desk in it that knows nobody yet."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from playground.clock import FakeClock as PlaygroundClock
from playground.server import Playground
from playground.teams.limits import Limits
from tests.adapters.slack.outbound.desks import NOW
from tests.adapters.teams.outbound.workplace import Workplace


@pytest.fixture
async def work() -> AsyncIterator[Workplace]:
    """The desk at work."""
    clock = PlaygroundClock(NOW.timestamp())
    async with Playground(clock=clock, port=0) as pg, ClientSession() as session:
        pg.teams.meter.limits = Limits(enabled=False)
        yield Workplace(pg, session)
