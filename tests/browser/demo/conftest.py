"""The demo as `make run` starts it, on free ports, and the people in it."""

from collections.abc import AsyncIterator

import pytest

from bridge.demo.world import Addresses, World, world
from tests.browser.conftest import OpenPage
from tests.browser.demo.shopper import Shopper
from tests.browser.demo.stage import Stage
from tests.browser.demo.workplace import Workplace


@pytest.fixture
async def demo() -> AsyncIterator[World]:
    """A bridge and a playground that know each other."""
    async with world(Addresses("127.0.0.1", 0, 0)) as running:
        yield running


@pytest.fixture
async def stage(demo: World, open_page: OpenPage) -> Stage:
    """The playground's page as a new user sees it on a laptop."""
    return Stage(await open_page(demo.playground.url))


@pytest.fixture
def shopper(stage: Stage) -> Shopper:
    """The customer in the shop's frame of that page."""
    return stage.shopper


@pytest.fixture
def slack(stage: Stage) -> Workplace:
    """Slack in that page, acting as Ada."""
    return stage.slack
