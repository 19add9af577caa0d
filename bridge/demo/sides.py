"""The sides of the demo's stories, by the desk's name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bridge.demo.on_slack import SlackSide
from bridge.demo.on_teams import TeamsSide
from bridge.demo.side import Side
from playground.server import Playground

SIDES: Mapping[str, Callable[[Playground], Side]] = MappingProxyType({"slack": SlackSide, "teams": TeamsSide})
