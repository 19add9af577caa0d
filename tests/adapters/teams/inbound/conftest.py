"""The adapter beside the playground, started."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.teams.inbound.world import World, a_world


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with a_world() as made:
        await made.adapter.start()
        yield made
