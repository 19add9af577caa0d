"""The agents' pages, put together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aiohttp import web

from bridge.pages.codes import Codes
from bridge.pages.desk import DeskPage
from bridge.pages.entry import Entry
from bridge.pages.sessions import Sessions
from bridge.pages.sign_in import SignInPage
from bridge.pages.tickets import Tickets
from core.ids import DeskName
from core.ports import AgentDesk

if TYPE_CHECKING:
    from bridge.bootstrap import Bridge


def entry_of(bridge: "Bridge") -> Entry:
    """Make the way into the agents' pages."""
    sessions = Sessions(bridge.database, bridge.office.directory, bridge.clock)
    return Entry(sessions, str(bridge.config.server.public_url))


def agents_pages(bridge: "Bridge", entry: Entry) -> Sequence[web.AbstractRouteDef]:
    """Give the routes of the sign-in and of the desk; none where no page of ours is for agents."""
    if bridge.forms is None:
        return ()
    desks = {DeskName(name): one.port for name, one in bridge.adapters.items() if isinstance(one.port, AgentDesk)}
    codes = Codes(bridge.database, bridge.office, desks, bridge.clock)
    sign_in = SignInPage(entry, codes, Tickets(bridge.forms.links.keyring))
    return (*sign_in.routes(), *DeskPage(entry, bridge.database, bridge.clock).routes())
