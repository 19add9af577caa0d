"""What stands in the audit log of a scenario's world."""

import json

from bridge.store import audit
from bridge.store.audit import Wanted
from tests.scenarios.world import World


async def lines(world: World) -> list[tuple[str, str, dict[str, str]]]:
    """Give what was done by whom, with its fields, in the order in which it was written down."""
    found = await world.read(lambda conn: audit.find(conn, Wanted()))
    return [(line.act, line.by, json.loads(line.fields)) for line in found]


async def acts(world: World) -> list[tuple[str, str]]:
    """Give what was done by whom."""
    return [(act, by) for act, by, _ in await lines(world)]


async def noted(world: World, act: str, by: str) -> None:
    """Wait until somebody's act has been written down."""
    await world.comes(lambda conn: audit.find(conn, Wanted(act=act, by=by)), f"{act} by {by} in the audit log")
