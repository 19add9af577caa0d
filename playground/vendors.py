"""The vendors that are played beside those with a window on the page: each is a folder here that says so.

Rule: a folder whose `__init__` has `VENDOR`, which makes its world, is played; nothing else has to name it. It mounts
its own routes, those of its people (`/_sim/…`) among them. `Playground.of` gives its world.
"""

import pkgutil
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol

from aiohttp import web

from playground.changes import Changes
from playground.clock import Clock
from playground.faults import Faults
from playground.traffic import Traffic


class Vendor(Protocol):
    """A vendor's world."""

    def add(self, app: web.Application) -> None:
        """Mount its routes."""
        ...

    def started_at(self, base_url: str) -> None:
        """Learn where the playground answers."""
        ...

    async def reset(self) -> None:
        """Begin again with the default people; settings stay."""
        ...

    async def stop(self) -> None:
        """End everything under way."""
        ...


Maker = Callable[[Clock, Changes, Faults, Traffic], Vendor]


def makers() -> Sequence[Maker]:
    """Find the folders that say that they play a vendor."""
    folders = (one.name for one in pkgutil.iter_modules([str(Path(__file__).parent)]) if one.ispkg)
    modules = (import_module(f"playground.{name}") for name in sorted(folders))
    return [module.VENDOR for module in modules if hasattr(module, "VENDOR")]
