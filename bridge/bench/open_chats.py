"""A bridge on a database with so many open chats, in some of which people write."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bridge.bench.copies import Copies
from bridge.bench.shop import Shop
from bridge.bench.slack_side import SlackSide
from bridge.bench.teams_side import TeamsSide
from bridge.bench.template import Template

CHATS_EACH = 10
"""How many chats an agent has, where that does not matter."""


@asynccontextmanager
async def open_shop(
    folder: Path, template: Template, chats: int, *, talking: int, agents: int = 0, desk: str = "slack"
) -> AsyncIterator[Shop]:
    """Run a bridge with open chats, of which `talking` ones, anywhere among them, have a window."""
    agents = agents or -(-chats // CHATS_EACH)
    folder.mkdir()  # noqa: ASYNC240 - once
    far = TeamsSide() if desk == "teams" else SlackSide()
    server = await far.start()
    shop = Shop(folder, far, agents=agents, chats_each=-(-chats // agents))
    copies = Copies(template, agents)
    # Beside the loop: windows that are open elsewhere must go on answering pings.
    await asyncio.to_thread(copies.fill, shop.database, chats)
    chosen = sorted(random.Random(chats).sample(range(1, chats + 1), talking))  # noqa: S311 - the same in each run
    shop.chats = {number: copies.chat(number) for number in chosen}
    try:
        await shop.start()
        await shop.enter(chosen)
        yield shop
    finally:
        await shop.stop()
        server.close()
