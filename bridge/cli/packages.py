"""The package that is uploaded to Teams, made from the configuration and the command registry."""

from pathlib import Path

from adapters.teams.config import TeamsSection
from adapters.teams.manifest import ManifestInvalid, manifest
from adapters.teams.package import package
from bridge.cli.refusing import NoManifest
from bridge.directories import kind_of
from config.schema import Config
from core.commands.catalog import ALL
from core.commands.registry import Registry


def teams(config: Config, version: str) -> bytes:
    """Give the package. Raises `NoManifest`; the message says what to change."""
    disabled = set(config.commands.disabled)
    for name, section in config.desks.items():
        if kind_of(name, section.type) == "teams" and isinstance(section, TeamsSection):
            registry = Registry((one for one in ALL if one.name not in disabled), section.prefix)
            try:
                return package(manifest(section, registry, str(config.server.public_url), version))
            except ManifestInvalid as problems:
                raise NoManifest(str(problems)) from None
    raise NoManifest("The configuration has no Teams desk. Add one under `desks`; docs/teams.md shows how.")


def write(packed: bytes, into: Path) -> None:
    """Write the package to a file. Raises `NoManifest`; the message says where it failed and what to do."""
    try:
        into.write_bytes(packed)
    except OSError as trouble:
        if not into.parent.is_dir():
            raise NoManifest(
                f"The package can't be written to {into}: there is no folder {into.parent}. "
                "Make it, or name another file by --into."
            ) from None
        reason = (trouble.strerror or "not a file name").lower()
        raise NoManifest(
            f"The package can't be written to {into} ({reason}). Check the rights, or name another file by --into."
        ) from None
