"""Loaders of what commands want to see: one module a feature, joined in `LOADERS`.

Rules:
1. Called for the commands that list the want, and for no other; in the transaction that runs the command, or in the
   read that makes its form or its options.
2. A loader reads; it writes nothing and refuses nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from core.agents.model import Profile
from core.commands.wants import Want
from core.conversation.model import Conversation
from core.directory import Directory
from core.ids import DeskName, PersonRef


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for what: the words are what was typed, or what has been typed so far into a field that is searched."""

    desk: DeskName
    person: PersonRef
    directory: Directory
    profile: Profile | None = None
    conversation: Conversation | None = None
    words: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


Load = Callable[[Connection, Asking], object]
Loaders = Mapping[Want[Any], Load]

LOADERS: Loaders = MappingProxyType({})
"""All loaders; a feature adds its own: `CANNED: canned.load`."""
