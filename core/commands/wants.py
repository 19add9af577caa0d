"""What a command wants to see beyond its chat: named here, loaded by the shell, for that command only.

A feature makes its own want (`CANNED: Want[tuple[Canned, ...]] = Want("canned")`), lists it in `Command.wants`, and
reads it by `context.wanted(CANNED)`. Its loader stands in bridge/handlers/wants/.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Want(Generic[T]):
    """The name of something that is loaded, and its type."""

    name: str


Given = Mapping[Want[Any], Any]
"""What was loaded for a command, by its wants."""
