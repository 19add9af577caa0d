"""The agents' pages, put together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aiohttp import web

from adapters.spec import Adapter, SignsIn
from bridge.pages.codes import Codes, Limits
from bridge.pages.desk import DeskPage
from bridge.pages.entry import Entry
from bridge.pages.own_sessions import OwnSessionsPage
from bridge.pages.platforms import Platforms
from bridge.pages.sessions import Sessions
from bridge.pages.sign_in import SignInPage
from bridge.pages.tickets import Tickets
from core.ids import DeskName
from core.ports import AgentDesk, SignIn

if TYPE_CHECKING:
    from bridge.bootstrap import Bridge


def entry_of(bridge: "Bridge") -> Entry:
    """Make the way into the agents' pages."""
    sessions = Sessions(bridge.database, bridge.office.directory, bridge.clock)
    return Entry(sessions, str(bridge.config.server.public_url))


def agents_pages(bridge: "Bridge", entry: Entry) -> Sequence[web.AbstractRouteDef]:
    """Give the routes of the sign-in and of the desk; none where no page of ours is for agents."""
    ways = {name: way for name, one in bridge.adapters.items() if (way := _sign_in(one)) is not None}
    if bridge.forms is None and not ways:
        return ()
    desks = {DeskName(name): one.port for name, one in bridge.adapters.items() if isinstance(one.port, AgentDesk)}
    database, clock, limits = bridge.database, bridge.clock, Limits()
    codes = Codes(database, bridge.office, desks, clock)
    tickets = Tickets(bridge.forms.links.keyring) if bridge.forms is not None else None
    named = {DeskName(name): way for name, way in ways.items()}
    platforms = Platforms(entry, named, database, clock, limits, str(bridge.config.server.public_url))
    suites = {name: way.suite for name, way in named.items()}
    sign_in = SignInPage(entry, codes, tickets, suites, limits)
    own = OwnSessionsPage(entry, tickets, suites, clock)
    desk = DeskPage(entry, database, clock)
    return (*sign_in.routes(), *platforms.routes(), *desk.routes(), *own.routes())


def _sign_in(adapter: Adapter) -> SignIn | None:
    return adapter.sign_in() if isinstance(adapter, SignsIn) else None
