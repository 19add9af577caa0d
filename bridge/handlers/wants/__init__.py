"""Loaders of what commands want to see: one module a feature, joined in `LOADERS`.

Rules:
1. Called for the commands that list the want, and for no other; in the transaction that runs the command, or in the
   read that makes its form or its options.
2. A loader reads; it writes nothing and refuses nothing.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from bridge.handlers.wants import canned, colleagues, knowledge
from bridge.handlers.wants.asking import Asking
from core.commands.colleagues import COLLEAGUES
from core.commands.wants import Want
from core.features.canned import CANNED
from core.features.knowledge import SHELF

__all__ = ["LOADERS", "Asking", "Load", "Loaders"]

Load = Callable[[Connection, Asking], object]
Loaders = Mapping[Want[Any], Load]

LOADERS: Loaders = MappingProxyType({COLLEAGUES: colleagues.load, CANNED: canned.load, SHELF: knowledge.load})
"""All loaders; a feature adds its own line."""
