"""Entering the bridge at the playground, as an admin does on the vendors' own pages.

Rule: Teams' app is made by our own manifest. It is made for an https address, the only kind that Teams takes; the
playground's messaging endpoint is entered apart from it, as on the bot's page at Azure.
"""

from typing import Any

from aiohttp import ClientSession

from adapters.teams.config import TeamsSection
from adapters.teams.manifest import manifest
from bridge.bootstrap import Bridge
from bridge.demo.on_meta import settings as settings_at_meta
from playground.server import Playground

PUBLIC = "https://bridge.example"
AGAIN = "#rc=5&rp=all"
"""How often Twilio comes again when the bridge is away; read by Twilio alone."""


async def introduce(playground: Playground, bridge: Bridge, url: str) -> None:
    """Enter the bridge's addresses at the vendor of each desk, at Twilio and at Meta. Raises `ClientResponseError`."""
    settings = {"slack": _slack, "teams": _teams}
    async with ClientSession(raise_for_status=True) as session:
        for desk in bridge.config.desks:
            async with session.post(f"{playground.url}/_sim/{desk}/config", json=settings[desk](bridge, url)):
                pass
        async with session.post(f"{playground.url}/_sim/twilio/config", json={"sms_url": f"{url}/sms/incoming{AGAIN}"}):
            pass
        async with session.post(f"{playground.url}/_sim/meta/config", json=dict(settings_at_meta(url))):
            pass


def _slack(_: Bridge, url: str) -> dict[str, Any]:
    addresses: dict[str, Any] = {
        f"{part}_url": f"{url}/slack/{part}" for part in ("events", "interactivity", "commands")
    }
    return addresses | {"redirect_urls": [f"{url}/desk/signed-in"]}


def _teams(bridge: Bridge, url: str) -> dict[str, Any]:
    section = bridge.config.desks["teams"]
    if not isinstance(section, TeamsSection):
        raise TypeError("the demo's desk called teams is none of Teams")
    made = manifest(section, bridge.office.registry, PUBLIC)
    back = [f"{url}/desk/signed-in/teams"]
    return {"messages_url": f"{url}/teams/messages", "manifest": made, "redirect_uris": back}
