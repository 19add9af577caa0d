"""A start with other settings, on the same database."""

from typing import Any

from tests.scenarios.settings import Settings
from tests.scenarios.world import World


async def starts_again_with(world: World, change: Settings, *, at_once: bool = False) -> None:
    """Let an admin change the file between two starts; None takes a setting out. `at_once` leaves work undone."""
    if at_once:
        await world.crash()
    else:
        await world.quiet()
        await world.stop()
    _lay(world._given, change)  # noqa: SLF001 - an admin edits the file
    await world.start()


def _lay(given: dict[str, Any], change: Settings) -> None:
    for key, value in change.items():
        if value is None:
            given.pop(key, None)
        elif isinstance(value, dict) and isinstance(given.get(key), dict):
            _lay(given[key], value)
        else:
            given[key] = value
