"""A kind of desk, before any world: how a shop's settings name its people and places, and how it meets a bridge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bridge.bootstrap import Bridge
from config.schema import Config
from playground.server import Playground
from tests.scenarios.platform import Platform

Settings = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Start:
    """What a platform is told of a bridge that has started."""

    bridge: Bridge
    config: Config
    url: str
    """Where the platform reaches it."""
    is_first: bool
    """Whether it is the world's first bridge."""


class Kind(Protocol):
    """One of the desks on which scenarios are played."""

    @property
    def name(self) -> str:
        """Its name in the configuration."""
        ...

    def section(self) -> Settings:
        """Give its section as a shop writes it."""
        ...

    def shop(self) -> Settings:
        """Give what the shop needs beside the section to do on this desk what it does on any."""
        ...

    def here(self, playground: str) -> Settings:
        """Give what the section says of this run's addresses."""
        ...

    def openid(self) -> Settings:
        """Give what the section says where agents sign in by the platform's own sign-in."""
        ...

    def user(self, name: str) -> str:
        """Give somebody's id on the platform, by a short name or by the id itself."""
        ...

    def person(self, name: str) -> str:
        """Give somebody's name in the configuration."""
        ...

    def place(self, name: str) -> str:
        """Give a place, by a short name or as the configuration has it."""
        ...

    def group(self) -> str:
        """Give the group whose members can be agents."""
        ...

    def harmful(self) -> str:
        """Give words that would tell people or open places, if they came alive in a post of the bridge's."""
        ...

    def secrets(self) -> Sequence[str]:
        """Give beginnings of what names anything of the platform, none of which a customer may ever see."""
        ...

    def taking_longer(self) -> Sequence[str]:
        """Give what somebody is told whose command takes longer than the platform waits, where that is told."""
        ...

    async def prepare(self, playground: Playground, section: Settings, people: Mapping[str, str]) -> None:
        """Make a playground ready for a shop with this section; let more people work there: ids, and their names."""
        ...

    async def meet(self, playground: Playground, start: Start) -> None:
        """Tell the platform of a bridge, as an administrator does."""
        ...

    async def point(self, playground: Playground, url: str) -> None:
        """Tell the platform where a bridge is that runs in a process of its own."""
        ...

    def platform(self, playground: Playground) -> Platform:
        """Give the platform of a playground."""
        ...
