"""The channels by Twilio at work, SMS and WhatsApp: their adapters on a bridge, Twilio played over HTTP, two phones."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlencode

from aiohttp import ClientSession
from aiohttp.test_utils import unused_port

from adapters.meta.whatsapp import ids as of_whatsapp
from adapters.sms import ids as of_sms
from adapters.sms.client import SmsChannel
from adapters.twilio.reports import STATES
from adapters.whatsapp_twilio.client import WhatsAppTwilioChannel
from core.ids import ConversationId
from core.messages import Media, Message
from core.ports import CustomerChannel
from playground.server import Playground
from playground.traffic import Exchange
from playground.twilio import admin, seed
from playground.twilio.forging import forged
from playground.twilio.signature import sign
from tests.clock import FakeClock
from tests.contracts.channels.bridged import Bridged, bridged
from tests.contracts.channels.stage import PATIENCE, PAUSE, Customer, Seen, Trouble, VendorStage

MIA, NOOR = "+12025550177", "+447700900177"
"""SMS: files go to Mia by MMS, and not to Noor."""

HELD = 600.0
_FAULTS = {
    Trouble.THROTTLED: ("create", "429"),
    Trouble.CUT_BEFORE: ("create", "reset"),
    Trouble.CUT_AFTER: ("create", "reset_after_accept"),
    Trouble.NO_ANSWER: ("create", "timeout_after_accept"),
    Trouble.TOLD_TWICE: ("events", "duplicate"),
    Trouble.REPORTED_TWICE: ("callbacks", "duplicate"),
    Trouble.REPORTED_BACKWARDS: ("callbacks", "reorder"),
}


class TwilioStage:
    """A channel by Twilio and two phones; `ours` is our sender as the phones write to it."""

    name: ClassVar[str]
    url: ClassVar[str]
    """The setting of Twilio's for where a message comes in."""
    ours: ClassVar[str]
    channel_class: ClassVar[type[CustomerChannel]]
    by: ClassVar[str] = ""
    names_pause: ClassVar[bool] = True
    mia: Customer
    noor: Customer

    def __init__(self, bridge: Bridged, playground: Playground, stack: AsyncExitStack, folder: Path) -> None:
        self.bridged = bridge
        self.channel = bridge.channel
        self._playground = playground
        self._stack = stack
        self._folder = folder
        self._calls: list[Exchange] = []
        playground.traffic.listen(self._calls.append)

    @property
    def _twilio(self) -> Any:
        return self._playground.twilio

    def _phone(self, customer: Customer) -> str:
        return MIA if customer == self.mia else NOOR

    async def keep(self, message: Message) -> None:
        await self.bridged.keep(message)

    async def file(self, name: str, mime: str, data: bytes) -> Media:
        return await self.bridged.file(name, mime, data)

    async def sees(self, customer: Customer) -> list[Seen]:
        await self._twilio.settled()
        texts = self._twilio.texts(self._phone(customer))
        return [Seen(one.text, "", tuple(file.name for file in one.files)) for one in texts if not one.mine]

    async def breaks(self) -> None:
        self._playground.faults.add("create", "429", vendor="twilio", times=None)

    async def works(self) -> None:
        self._playground.faults.clear()

    async def cut_off(self) -> CustomerChannel:
        (self._folder / "away").mkdir()
        nowhere = f"http://127.0.0.1:{unused_port()}"
        away = await self._stack.enter_async_context(
            bridged(self._folder / "away", self.name, lambda _: _section(nowhere), self.bridged.clock)
        )
        return away.channel

    def trouble(self, what: Trouble) -> None:
        if what is Trouble.UNDELIVERED:
            self._twilio.phone(MIA).trouble = 30003
            return
        target, kind = _FAULTS[what]
        self._playground.faults.add(target, kind, vendor="twilio", retry_after=PAUSE)

    async def writes(self, customer: Customer, text: str) -> None:
        await self._twilio.simulate.send(phone=self._phone(customer), to=self.ours, text=text)
        await self._twilio.settled()

    async def settled(self) -> None:
        await self._twilio.settled()

    def holds(self) -> None:
        self._twilio.settings.seconds_to_send = HELD

    async def lets_go(self) -> None:
        await self._twilio.settled()
        await self.bridged.clock.advance(HELD)
        await self._twilio.settled()

    def told(self) -> list[str]:
        reports = [one.request["MessageStatus"] for one in self._calls if _is_report(one)]  # type: ignore[index]
        return [STATES[one] for one in reports if one in STATES]

    async def forged(self, customer: Customer, text: str) -> Mapping[str, int]:
        path, given = await self._a_webhook(customer, text)
        every = forged(self._twilio, path, given)
        report = {"AccountSid": seed.ACCOUNT_SID, "MessageSid": "SM1", "MessageStatus": "read"}
        reports = forged(self._twilio, self._status, report)
        async with ClientSession() as session:
            answers = {name: await _post(session, path, *one) for name, one in every.items() if name != "right"}
            for name, one in reports.items():
                if name != "right":
                    answers[f"a report with {name}"] = await _post(session, self._status, *one)
            return answers | {"right": await _post(session, path, *every["right"])}

    @property
    def _status(self) -> str:
        """Give where a report of a message comes in."""
        return f"{self.bridged.url}/{self.name}/status?chat=c1&key=key-1&of=1"

    async def unheard_of(self, customer: Customer, text: str) -> Mapping[str, int]:
        path, given = await self._a_webhook(customer, text)
        calls = {
            "a kind": (path, {"AccountSid": seed.ACCOUNT_SID, "EventType": "onTeaPoured", "Poured": text}),
            "a state": (
                self._status,
                {"AccountSid": seed.ACCOUNT_SID, "MessageSid": "SM1", "MessageStatus": "teleported"},
            ),
            "a field": (path, {**given, "TeaPreference": "green"}),
        }
        async with ClientSession() as session:
            return {name: await _post(session, url, said, _signed(url, said)) for name, (url, said) in calls.items()}

    async def _a_webhook(self, customer: Customer, text: str) -> tuple[str, dict[str, str]]:
        """Give what Twilio would post if a customer wrote something else now, as it posted what they did write."""
        await self.writes(customer, "a text that shows how Twilio tells of one")
        told = next(one for one in reversed(self._calls) if one.summary.startswith("incoming"))
        assert isinstance(told.request, dict)
        return told.path, {**told.request, "Body": text, "MessageSid": "SM" + "f" * 32}


def _is_report(one: Exchange) -> bool:
    return one.direction == "to_bridge" and one.summary.startswith("status ")


async def _post(session: ClientSession, url: str, parameters: dict[str, str], headers: dict[str, str]) -> int:
    form = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    async with session.post(url, data=urlencode(parameters), headers=form) as answer:
        return answer.status


def _signed(url: str, parameters: dict[str, str]) -> dict[str, str]:
    return {"X-Twilio-Signature": sign(seed.AUTH_TOKEN, url, parameters)}


def _section(api: str) -> dict[str, Any]:
    account = {"account_sid": seed.ACCOUNT_SID, "auth_token": seed.AUTH_TOKEN, "api_url": api, "timeout": PATIENCE}
    return {**account, "senders": [{"id": seed.NUMBER}]}


class SmsStage(TwilioStage):
    """SMS."""

    name, url, ours = "sms", "sms_url", seed.NUMBER
    channel_class = SmsChannel
    mia = Customer(of_sms.Line(MIA, seed.NUMBER).contact, ConversationId("c1"))
    noor = Customer(of_sms.Line(NOOR, seed.NUMBER).contact, ConversationId("c2"))


class WhatsAppTwilioStage(TwilioStage):
    """WhatsApp by Twilio."""

    name, url, ours = "whatsapp_twilio", "whatsapp_url", f"whatsapp:{seed.NUMBER}"
    channel_class = WhatsAppTwilioChannel
    mia = Customer(of_whatsapp.Line(MIA.removeprefix("+"), seed.NUMBER).contact, ConversationId("c1"))
    noor = Customer(of_whatsapp.Line(NOOR.removeprefix("+"), seed.NUMBER).contact, ConversationId("c2"))


@asynccontextmanager
async def _stage(folder: Path, kind: type[TwilioStage]) -> AsyncIterator[VendorStage]:
    """Start Twilio with two phones that have written before, and a bridge that it knows."""
    clock = FakeClock()
    async with Playground(clock=clock.vendor, port=0) as playground, AsyncExitStack() as stack:
        twilio = playground.twilio
        await twilio.reset({"phones": [{"number": one, "name": ""} for one in (MIA, NOOR)]})
        for one in (MIA, NOOR):
            await twilio.simulate.send(phone=one, to=kind.ours, text="hello before there was a bridge")
        bridge = await stack.enter_async_context(bridged(folder, kind.name, lambda _: _section(twilio.base_url), clock))
        await admin.configure(twilio, {kind.url: f"{bridge.url}/{kind.name}/incoming#rc=5&rp=all"})
        await bridge.begin(kind.mia, kind.noor)
        yield kind(bridge, playground, stack, folder)


def sms_stage(folder: Path) -> AbstractAsyncContextManager[VendorStage]:
    """Start SMS."""
    return _stage(folder, SmsStage)


def whatsapp_twilio_stage(folder: Path) -> AbstractAsyncContextManager[VendorStage]:
    """Start WhatsApp by Twilio."""
    return _stage(folder, WhatsAppTwilioStage)


_: type[VendorStage] = TwilioStage
