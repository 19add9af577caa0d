"""The adapter between two fakes, started."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.slack.inbound.world import World, a_world


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with a_world() as made:
        await made.adapter.start()
        yield made
