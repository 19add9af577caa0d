"""The pages of secure forms, put together: the customers' behind their links, the agents' behind the sign-in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from bridge.forms.agents_page import AgentsPage
from bridge.forms.customers_page import CustomersPage
from bridge.forms.filling import customers_forms
from bridge.forms.opening import values_of
from bridge.forms.refused_links import RefusedLinks
from bridge.offered.audit import StoredAuditLog
from bridge.pages.entry import Entry

if TYPE_CHECKING:
    from bridge.bootstrap import Bridge


def forms_pages(bridge: "Bridge", entry: Entry) -> Sequence[web.AbstractRouteDef]:
    """Give the routes; none where the installation has no secure forms."""
    made, parts = bridge.forms, (bridge.database, bridge.office, bridge.inbox, bridge.clock)
    values = values_of(made, *parts)
    if made is None or values is None:
        return ()
    public = urlsplit(str(bridge.config.server.public_url))
    base = public.path.rstrip("/")
    refused = RefusedLinks(StoredAuditLog(bridge.database, bridge.clock), bridge.clock, bridge.office.meter)
    taking = customers_forms(made, *parts)
    customers = CustomersPage(bridge.database, taking, refused, base, secure=public.scheme == "https")
    return (*customers.routes(), *AgentsPage(values, entry).routes())
