"""On which desk the running test is played, and how settings name what only that desk knows.

Rules:
1. Outside of the scenarios' own folder nobody chooses: it is Slack there.
2. Settings that are made before a desk is chosen hold `OnDesk` values; they are resolved when a world begins.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.scenarios.kind import Kind
from tests.scenarios.slack.kind import SlackKind
from tests.scenarios.teams.kind import TeamsKind

KINDS: Mapping[str, Kind] = {"slack": SlackKind(), "teams": TeamsKind()}
"""All desks on which scenarios can be played."""

PLAYED: list[Kind] = []
"""The desk of the running test, put there by `conftest`."""


def played() -> Kind:
    """Give the desk of the running test."""
    return PLAYED[-1] if PLAYED else KINDS["slack"]


@dataclass(frozen=True, slots=True)
class OnDesk:
    """A value of settings that only the desk knows."""

    of: Callable[[Kind], Any]


def place(name: str) -> OnDesk:
    """Give a place in settings."""
    return OnDesk(lambda kind: kind.place(name))


def ids(who: str) -> OnDesk:
    """Give what an agent's `ids` are."""
    return OnDesk(lambda kind: {kind.name: kind.person(who)})


GROUP = OnDesk(lambda kind: kind.group())
"""The group whose members can be agents, in settings."""

DESK_NAME = OnDesk(lambda kind: kind.name)


def on_desk(value: Any) -> Any:
    """Resolve what only the desk knows, all through some settings."""
    if isinstance(value, OnDesk):
        return value.of(played())
    if isinstance(value, Mapping):
        return {key: on_desk(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [on_desk(one) for one in value]
    return value
