"""A desk on a playground whose time stands still."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from playground.clock import FakeClock as PlaygroundClock
from playground.server import Playground
from playground.slack.limits import Limits
from tests.adapters.slack.outbound.desks import NOW, Workplace


@pytest.fixture
async def work() -> AsyncIterator[Workplace]:
    """The desk at work; Slack's rate limits are off unless a test asks for a 429."""
    clock = PlaygroundClock(NOW.timestamp())
    async with Playground(clock=clock, port=0) as pg, ClientSession() as session:
        pg.slack.meter.limits = Limits(enabled=False)
        yield Workplace(pg, session)
