"""Channels whose doors stand in a file of their own, `of_NAME.py`: nothing else here has to name them.

Such a file has `DOORS`, each as the router knows it, and `section`, which gives the channel's section for the address
of the playground.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fuzz.asking import Door

_BEGINNING = "of_"


def _modules() -> Mapping[str, ModuleType]:
    names = sorted(path.stem for path in Path(__file__).parent.glob(f"{_BEGINNING}*.py"))
    return {name.removeprefix(_BEGINNING): import_module(f"tests.fuzz.{name}") for name in names}


def further_sections(playground: str) -> dict[str, dict[str, object]]:
    """Give the sections, by channel."""
    return {name: dict(module.section(playground)) for name, module in _modules().items()}


def further_doors() -> "dict[str, Door]":
    """Give the doors of all of them."""
    return {door: knock for module in _modules().values() for door, knock in module.DOORS.items()}
