"""The whole adapter and the playground's Teams, over real HTTP: only the bridge's ports are fakes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from adapters.spec import Context
from adapters.teams.actions import rows
from adapters.teams.adapter import TeamsAdapter, build
from adapters.teams.cards import activity
from adapters.teams.config import TeamsSection
from adapters.teams.connector import Connector
from core.agents.model import Profile
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.directory import Directory
from core.ids import AgentId, DeskName, ExternalRef, PersonRef
from core.ports import FileStore, Notes
from core.views import Button
from playground.clock import FakeClock
from playground.server import Playground
from playground.teams.limits import Limits
from playground.teams.seed import APP_ID, APP_SECRET, SUPPORT, TENANT
from playground.teams.world import Teams
from tests.adapters.slack.outbound.desks import FakeFiles
from tests.adapters.teams.inbound.fakes import Clock, FakeDesktop, FakeInbox

DESK = DeskName("teams")
ADA = PersonRef(f"{TENANT}/a0000000-0000-4000-8000-000000000001")
NOOR = PersonRef(f"{TENANT}/a0000000-0000-4000-8000-000000000005")
PLACE = ExternalRef(SUPPORT)


@dataclass
class World:
    """What a test may touch."""

    adapter: TeamsAdapter
    inbox: FakeInbox
    desktop: FakeDesktop
    memory: Notes
    pg: Playground
    time: FakeClock

    @property
    def teams(self) -> Teams:
        return self.pg.teams

    @property
    def people(self) -> Any:
        return self.pg.teams.simulate

    async def settled(self) -> None:
        """Wait until nothing is under way, on either side."""
        await self.pg.teams.settled()
        await self.adapter.settle()

    async def personal(self, user: str = "noor") -> str:
        """Open somebody's personal chat; give its conversation."""
        return str((await self.people.open_personal(user=user))["conversation"])

    async def shows(self, conversation: str, elements: list[dict[str, Any]], **more: Any) -> str:
        """Show a card, as the desk does; give its message."""
        return await self.connector.send(conversation, activity(elements, "A card", **more))

    async def a_card(self, *buttons: Button, conversation: str = "") -> tuple[str, str]:
        """Show buttons in a chain, or where it is said; give the conversation and the message."""
        conversation = conversation or await self.chain()
        return conversation, await self.shows(conversation, rows(buttons))

    def shown_at(self, conversation: str, id: str) -> str:
        """Give a message as it stands."""
        return str(next(one for one in self.teams.messages(conversation) if one.id == id))

    def shown_to(self, user: str) -> str:
        """Give all that stands in somebody's personal chat."""
        places = [one for one in self.teams.store.conversations.values() if one.is_personal and one.user == user]
        return str([self.teams.messages(one.id) for one in places])

    def statuses(self) -> list[Any]:
        """Give how our side answered Teams."""
        return [one["status"] for one in self.pg.traffic.after(0) if one["direction"] == "to_bridge"]

    @property
    def connector(self) -> Connector:
        """The desk's way to Teams."""
        return self.adapter.port._connector  # noqa: SLF001 - the port has no need to show it

    async def chain(self, text: str = "Chat #1") -> str:
        """Let our bot begin a chain; give its conversation."""
        made = await self.connector.create_chain(SUPPORT, {"type": "message", "text": text})
        return made.conversation


def a_section(pg: Playground, **more: Any) -> TeamsSection:
    teams = pg.teams
    settings: dict[str, Any] = {
        "app_id": APP_ID,
        "app_secret": APP_SECRET,
        "tenant": TENANT,
        "login_url": teams.login_url,
        "metadata_url": teams.metadata_url,
        "service_url": teams.service_url,
        "service_urls": (f"{pg.url}/teams/",),
        "graph_url": teams.graph_url,
        "files_hosts": (pg.url.removeprefix("http://"),),
    }
    return TeamsSection.model_validate(settings | more)


@asynccontextmanager
async def a_world(files: FileStore | None = None, **more: Any) -> AsyncIterator[World]:
    """Give an adapter that is built, and a playground that is connected with it; `more` are settings."""
    time = FakeClock()
    ada = Profile(AgentId("ada"), "Ada Lovelace", "Ada", {DESK: ADA})
    inbox, desktop, memory = FakeInbox(), FakeDesktop(), Notes()
    async with Playground(clock=time, port=0) as pg, ClientSession() as session:
        pg.teams.meter.limits = Limits(enabled=False)
        context = Context(
            name=DESK,
            section=a_section(pg, **more),
            public_url="https://chat.example",
            inbox=inbox,
            feed=None,  # type: ignore[arg-type]
            files=files or FakeFiles(),
            fleeting=None,  # type: ignore[arg-type]
            desktop=desktop,
            clock=Clock(time),
            registry=Registry(ALL),
            directory=lambda: Directory(profiles={ada.id: ada}, queues={}),
            session=lambda: session,
            memory=memory,
        )
        adapter = build(context)
        app = web.Application()
        app.add_routes(adapter.routes())
        async with TestServer(app) as server:
            pg.teams.settings.messages_url = str(server.make_url("/teams/messages"))
            try:
                yield World(adapter, inbox, desktop, memory, pg, time)
            finally:
                await pg.teams.stop()
                await adapter.stop()
