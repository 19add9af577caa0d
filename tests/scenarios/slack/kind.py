"""Slack as a desk of scenarios: its people, its channels, its section, and the page of its app."""

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.slack.config import SlackSection
from adapters.slack.interactions import TAKING_LONGER
from adapters.slack.manifest import manifest
from bridge.cli.manifests import wants_channels
from playground.server import Playground
from playground.slack import admin
from playground.slack.seed import DEFAULT
from playground.slack.settings import Settings as SlackSettings
from tests.scenarios.kind import Kind, Settings, Start
from tests.scenarios.slack.platform import GROUP, SlackPlatform

TEAM = "T0DEMO"
SETTINGS = SlackSettings()
USERS = {"ada": "U0ADA", "grace": "U0GRACE", "lin": "U0LIN", "sam": "U0BYSTANDR", "bridge": "U0BRIDGE"}
"""The playground's people, and the bot. Sam is no agent."""

PLACES = {"support": "C0SUPPORT", "sales": "C0SALES", "random": "C0RANDOM1"}

ABROAD = "https://bridge.example"
"""Slack takes https addresses only; the playground is told the real ones beside the manifest."""

ADDRESSES = ("events_url", "interactivity_url", "commands_url")


class SlackKind:
    """Slack."""

    name = "slack"

    def section(self) -> Settings:
        """Give the section of the playground's app."""
        return {
            "team": TEAM,
            "bot_token": "xoxb-playground",
            "signing_secret": "playground-signing-secret",
            "bare_commands": ["accept"],
        }

    def shop(self) -> Settings:
        """Give nothing."""
        return {}

    def here(self, playground: str) -> Settings:
        """Give the playground's address."""
        slack = f"{playground}/slack"
        return {"api_url": f"{slack}/api", "openid_url": slack, "files_hosts": [playground.partition("//")[2]]}

    def openid(self) -> Settings:
        """Give the app's client id and secret."""
        return {"sign_in": "openid", "client_id": SETTINGS.client_id, "client_secret": SETTINGS.client_secret}

    def user(self, name: str) -> str:
        """Give a user id; whoever is not in the playground gets one of that look."""
        if name.isupper() or name in USERS:
            return USERS.get(name, name)
        return f"U0{name.upper()}"

    def person(self, name: str) -> str:
        """Give a user of the playground's workspace."""
        return f"{TEAM}/{self.user(name)}"

    def place(self, name: str) -> str:
        """Give a channel's id."""
        return PLACES.get(name, name)

    def group(self) -> str:
        """Give a user group's id."""
        return GROUP

    def harmful(self) -> str:
        """Give mentions of everybody, of a person, of a group and of a channel."""
        return "<!channel> <!here> <@U0ADA> @ada @here <!subteam^S0SUPPORT> <#C0SALES> look"

    def secrets(self) -> Sequence[str]:
        """Give ids of people, of channels, of the workspace and of the app."""
        return (*USERS.values(), *PLACES.values(), TEAM, "B0BRIDGE", "slack")

    def taking_longer(self) -> Sequence[str]:
        """Give what stands in place of an answer that comes later."""
        return (TAKING_LONGER,)

    async def prepare(self, playground: Playground, section: Settings, people: Mapping[str, str]) -> None:
        """Put users into the workspace; say how the app takes events."""
        if people:
            more = [{"id": user, "name": user.lower(), "real_name": real} for user, real in people.items()]
            await playground.slack.reset({**DEFAULT, "users": [*DEFAULT["users"], *more]})
        playground.slack.settings.mode = section.get("mode", "http")

    async def meet(self, playground: Playground, start: Start) -> None:
        """Enter on the page of the Slack app the manifest of our own making, and the addresses."""
        section = start.config.desks["slack"]
        assert isinstance(section, SlackSection)
        registry = start.bridge.office.registry
        page: dict[str, Any] = {
            "manifest": manifest(section, registry, ABROAD, own_channels=wants_channels(start.config, "slack")),
            "verify": start.is_first,
            "redirect_urls": [f"{start.config.server.public_url}/desk/signed-in"],
        }
        if section.mode != "socket":
            page |= addresses(start.url)
        await admin.configure(playground.slack, page)

    async def point(self, playground: Playground, url: str) -> None:
        """Enter the addresses on the page of the Slack app."""
        await admin.configure(playground.slack, addresses(url))

    def platform(self, playground: Playground) -> SlackPlatform:
        """Give the playground's Slack."""
        return SlackPlatform(playground)


def addresses(url: str) -> dict[str, str]:
    """Give what the app's page is told of a bridge's addresses."""
    return {name: f"{url}/slack/{name.partition('_')[0]}" for name in ADDRESSES}


_: type[Kind] = SlackKind
