"""Teams as a desk of scenarios: its people, its channels, its section, and where its activities go."""

from collections.abc import Mapping, Sequence
from uuid import NAMESPACE_DNS, uuid5

from playground.server import Playground
from playground.teams.seed import APP_ID, APP_SECRET, DEFAULT, OUTSIDE, SALES, SUPPORT, TENANT
from tests.scenarios.kind import Kind, Settings, Start
from tests.scenarios.teams.platform import TeamsPlatform

PEOPLE = {str(one["user"]): str(one["aad"]) for one in DEFAULT["people"]}
PLACES = {"support": SUPPORT, "sales": SALES, "random": OUTSIDE}
"""Short names of channels; `random` is one where the bot is not."""


class TeamsKind:
    """Teams."""

    name = "teams"

    def section(self) -> Settings:
        """Give the section of the playground's app."""
        team = str(DEFAULT["teams"][0]["group"])
        graph = {"sharepoint": True, "presence": True}
        return {"app_id": APP_ID, "app_secret": APP_SECRET, "tenant": TENANT, "team": team, "graph": graph}

    def shop(self) -> Settings:
        """Give what files of customers are linked by."""
        return {"server": {"link_secret": "a secret for scenarios only"}}

    def here(self, playground: str) -> Settings:
        """Give the playground's addresses."""
        teams = f"{playground}/teams"
        return {
            "login_url": f"{teams}/login",
            "metadata_url": f"{teams}/botframework/v1/.well-known/openidconfiguration",
            "service_urls": [f"{teams}/amer/"],
            "service_url": f"{teams}/amer/",
            "graph_url": f"{teams}/graph/v1.0",
            "files_hosts": [playground.partition("//")[2]],
        }

    def openid(self) -> Settings:
        """Give nothing more: the app that speaks signs people in, too."""
        return {"sign_in": "openid"}

    def user(self, name: str) -> str:
        """Give the short name by which the playground knows somebody."""
        return name

    def person(self, name: str) -> str:
        """Give somebody of the playground's tenant, by Entra's id."""
        return f"{TENANT}/{_aad(name)}"

    def place(self, name: str) -> str:
        """Give a channel's id."""
        return PLACES.get(name, name)

    def group(self) -> str:
        """Give a team other than that of the channels."""
        return OUTSIDE

    def harmful(self) -> str:
        """Give a mention, markup, a link and a card's own function."""
        return "<at>Ada Lovelace</at> @Ada Lovelace <b>now</b> [click](https://evil.example) {{DATE(2026-01-01)}} look"

    def secrets(self) -> Sequence[str]:
        """Give ids of people, of channels, of the tenant and of the app."""
        return (*PEOPLE.values(), "@thread.tacv2", "29:", TENANT, APP_ID, "teams")

    def taking_longer(self) -> Sequence[str]:
        """Give nothing: what was typed is answered when the answer is there."""
        return ()

    async def prepare(self, playground: Playground, section: Settings, people: Mapping[str, str]) -> None:
        """Put people into the team; say what the bot hears."""
        if people:
            more = [{"user": user, "name": name, "aad": _aad(user)} for user, name in people.items()]
            first, *others = DEFAULT["teams"]
            northwind = {**first, "members": [*first["members"], *people]}
            await playground.teams.reset({"people": [*DEFAULT["people"], *more], "teams": [northwind, *others]})
        playground.teams.settings.reads_all = section.get("reads_all", True)

    async def meet(self, playground: Playground, start: Start) -> None:
        """Enter the messaging endpoint at the bot's registration, and at the app's where people come back to."""
        await self.point(playground, start.url)
        playground.teams.settings.redirect_uris = (f"{start.config.server.public_url}/desk/signed-in/teams",)

    async def point(self, playground: Playground, url: str) -> None:
        """Enter the messaging endpoint."""
        playground.teams.settings.messages_url = f"{url}/teams/messages"

    def platform(self, playground: Playground) -> TeamsPlatform:
        """Give the playground's Teams."""
        return TeamsPlatform(playground)


def _aad(name: str) -> str:
    return PEOPLE.get(name) or str(uuid5(NAMESPACE_DNS, name))


_: type[Kind] = TeamsKind
