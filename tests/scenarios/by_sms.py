"""Somebody with a phone in a scenario's world, played by the playground's Twilio."""

import base64
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from adapters.sms.ids import Line
from core.ids import ChannelName
from playground.server import Playground
from playground.traffic import Exchange
from playground.twilio.seed import SECOND
from tests.adapters.twilio.at_twilio import ACCOUNT, MIA, OURS, TOKEN, AtTwilio, Taken, a_report
from tests.scenarios.person import Person
from tests.scenarios.played import OnDesk
from tests.scenarios.settings import changed
from tests.scenarios.world import World, a_world

SHOP, NOAH, OTHER = SECOND, "+12025550199", "+12025550188"
"""Another number of ours, somebody else's, and Mia's other one."""


@dataclass
class Phone:
    """Mia's phone, and Twilio between it and the bridge."""

    twilio: AtTwilio
    world: World
    brought: list[Exchange] = field(default_factory=list)
    """What Twilio has told us of messages that came in."""
    number, sender = MIA, OURS
    channel = ChannelName("sms")
    contact = Line(MIA, OURS).contact

    def __post_init__(self) -> None:
        """Look at what Twilio tells."""
        self.twilio.playground.traffic.listen(self._note)

    async def writes(self, text: str, number: str = "", **more: Any) -> None:
        """Write, from another number if one is given."""
        twilio = self.twilio.twilio
        twilio.settings.sms_url = f"{self._bridge}/sms/incoming"
        await twilio.simulate.send(phone=number or self.number, to=self.sender, text=text, **more)
        await twilio.settled()

    async def comes_again(self, text: str) -> None:
        """Let Twilio bring once more what was written before."""
        told = [(one.path, one.request) for one in self.brought if isinstance(one.request, dict)]
        path, said = next((path, said) for path, said in reversed(told) if said["Body"] == text)
        assert await self.twilio.calls_us(path, said) == 200

    def is_told_of_by_hand(self) -> None:
        """Let nothing be told any more of what becomes of messages, but what is told by `reports`."""
        self.twilio.fails("lost", "callbacks", times=None)

    async def reports(self, status: str, of: Taken | None = None, **more: str) -> None:
        """Tell what became of a message, the last one unless it is given, at the address that was given with it."""
        one = of or self.twilio.taken[-1]
        assert await self.twilio.calls_us(one.one("StatusCallback"), a_report(one.sid, status, **more)) == 200

    async def sends_a_picture(self, data: bytes) -> None:
        """Send it without words."""
        await self.writes("", files=[{"name": "pot.png", "mimetype": "image/png", "base64": _written(data)}])

    async def gets(self, text: str) -> None:
        """Wait until a text has been sent to it."""
        await self.world.until(lambda: text in self.twilio.texts(self.number) or None, f"{text!r} on the phone")

    def _note(self, one: Exchange) -> None:
        if one.vendor == "twilio" and one.direction == "to_bridge" and one.summary.startswith("incoming"):
            self.brought.append(one)

    @property
    def _bridge(self) -> str:
        return str(self.world.running.bridge.config.server.public_url)


@asynccontextmanager
async def a_phone(
    changes: Mapping[str, Any] | None = None, more: Mapping[str, Any] | None = None
) -> AsyncIterator[tuple[World, Phone, Person]]:
    """Start a world with a number of ours, and let Mia write and Ada accept."""
    there: list[AtTwilio] = []

    async def before(playground: Playground) -> None:
        there.append(AtTwilio(playground))
        await there[0].opens(NOAH, OTHER)

    account: dict[str, Any] = {"account_sid": ACCOUNT, "auth_token": TOKEN, "api_url": OnDesk(lambda _: there[0].url)}
    section: dict[str, Any] = account | {"queue": "support", "senders": [{"id": OURS}]}
    sms: dict[str, Any] = {"channels": {"sms": section | dict(changes or {})}}
    async with a_world(changed(sms, more or {}), before=before) as world:
        phone, ada = Phone(there[0], world), world.desk.agent("ada")
        world.phone = phone
        await ada.command("ready")
        await phone.writes("is it still hot? 🍵")
        await ada.accepts()
        await phone.gets("Ada is here now.")
        yield world, phone, ada


def _written(data: bytes) -> str:
    return base64.b64encode(data).decode()
