"""Reading the configuration with the sections of all adapters."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from adapters import ADAPTERS, spec
from config.base import Section
from config.load import load
from config.schema import Config
from core.commands.catalog import ALL


def sections() -> Mapping[str, type[Section]]:
    """Give each adapter's model; adapters whose library isn't installed are left out."""
    found: dict[str, type[Section]] = {}
    for kind in ADAPTERS:
        try:
            found[kind] = spec(kind).section
        except ModuleNotFoundError as missing:
            if missing.name and missing.name.partition(".")[0] in ("adapters", "core", "config", "bridge"):
                raise
    return found


def read(paths: Sequence[Path], env: Mapping[str, str] | None = None, *, needs_secrets: bool = True) -> Config:
    """Read and check the configuration. Raises `ConfigInvalid` with all problems.

    Without `needs_secrets` something stands in for secrets that can't be read; nothing may run with that.
    """
    names = {command.name for command in ALL}
    return load(
        list(paths),
        os.environ if env is None else env,
        sections(),
        commands=names,
        needs_secrets=needs_secrets,
    )
