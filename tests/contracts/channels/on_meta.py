"""Messenger and WhatsApp at work: their adapters on a bridge, Meta played over HTTP, and two people on each."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

from aiohttp import ClientSession
from aiohttp.test_utils import unused_port

from adapters.messenger import ids as of_messenger
from adapters.messenger.client import MessengerChannel
from adapters.meta.whatsapp import ids as of_whatsapp
from adapters.whatsapp.client import WhatsAppChannel
from core.ids import ConversationId
from core.messages import Media, Message
from core.ports import CustomerChannel
from playground.meta import admin, seed
from playground.meta.forging import forged
from playground.server import Playground
from playground.traffic import Exchange
from tests.clock import FakeClock
from tests.contracts.channels.bridged import Bridged, bridged
from tests.contracts.channels.stage import PATIENCE, PAUSE, Customer, Seen, Trouble, VendorStage

HELD = 600.0
_FAULTS = {
    Trouble.THROTTLED: ("send", "429"),
    Trouble.CUT_BEFORE: ("send", "reset"),
    Trouble.CUT_AFTER: ("send", "reset_after_accept"),
    Trouble.NO_ANSWER: ("send", "timeout_after_accept"),
    Trouble.TOLD_TWICE: ("events", "duplicate"),
    Trouble.REPORTED_TWICE: ("callbacks", "duplicate"),
    Trouble.REPORTED_BACKWARDS: ("callbacks", "reorder"),
}
APP = {"app_secret": seed.APP_SECRET, "verify_token": seed.VERIFY_TOKEN}


class MetaStage:
    """A channel of Meta's and two people; what differs stands in the two below."""

    channel_class: ClassVar[type[CustomerChannel]]
    by: ClassVar[str] = ""
    names_pause: ClassVar[bool] = False
    name: ClassVar[str]
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
    def _world(self) -> Any:
        return getattr(self._playground, self.name)

    async def keep(self, message: Message) -> None:
        await self.bridged.keep(message)

    async def file(self, name: str, mime: str, data: bytes) -> Media:
        return await self.bridged.file(name, mime, data)

    async def sees(self, customer: Customer) -> list[Seen]:
        await self.settled()
        shown = self._world.bubbles(person_of(customer))
        return [Seen(one.text, "", tuple(file.name for file in one.files)) for one in shown if not one.mine]

    async def breaks(self) -> None:
        self._playground.faults.add("send", "429", vendor="meta", times=None)

    async def works(self) -> None:
        self._playground.faults.clear()

    async def cut_off(self) -> CustomerChannel:
        (self._folder / "away").mkdir()
        nowhere = f"http://127.0.0.1:{unused_port()}"
        away = await self._stack.enter_async_context(
            bridged(self._folder / "away", self.name, lambda _: section(self.name, nowhere), self.bridged.clock)
        )
        return away.channel

    def trouble(self, what: Trouble) -> None:
        if what is Trouble.UNDELIVERED:
            self._world.person(person_of(self.mia)).trouble = 131026
            return
        target, kind = _FAULTS[what]
        self._playground.faults.add(target, kind, vendor="meta", retry_after=PAUSE)

    async def writes(self, customer: Customer, text: str) -> None:
        await self._world.simulate.send(person=person_of(customer), text=text)
        await self.settled()

    async def settled(self) -> None:
        await self._playground.meta.settled()

    def holds(self) -> None:
        self._playground.meta.settings.seconds_to_send = HELD

    async def lets_go(self) -> None:
        await self.settled()
        await self.bridged.clock.advance(HELD)
        await self.settled()

    async def forged(self, customer: Customer, text: str) -> Mapping[str, int]:
        every = forged(self._playground.meta, self._payload(customer, text))
        async with ClientSession() as session:
            answers = {name: await self._post(session, *every[name]) for name in every if name != "right"}
            return answers | {"right": await self._post(session, *every["right"])}

    async def unheard_of(self, customer: Customer, text: str) -> Mapping[str, int]:
        calls = self._strange(customer, text)
        signed = {name: self._playground.meta.webhooks.signed(payload) for name, payload in calls.items()}
        async with ClientSession() as session:
            return {name: await self._post(session, *one) for name, one in signed.items()}

    async def _post(self, session: ClientSession, body: bytes, headers: Mapping[str, str]) -> int:
        url = f"{self.bridged.url}/{self.name}/webhook"
        async with session.post(url, data=body, headers=headers) as answer:
            return answer.status

    def _bodies(self) -> list[Any]:
        return [one.request for one in self._calls if one.direction == "to_bridge" and isinstance(one.request, dict)]

    def told(self) -> list[str]:
        raise NotImplementedError

    def _payload(self, customer: Customer, text: str, **more: Any) -> dict[str, Any]:
        raise NotImplementedError

    def _strange(self, customer: Customer, text: str) -> dict[str, dict[str, Any]]:
        raise NotImplementedError


class MessengerStage(MetaStage):
    """Messenger."""

    channel_class = MessengerChannel
    name = "messenger"
    mia = Customer(of_messenger.Line(seed.MIA_PSID, seed.PAGE).contact, ConversationId("c1"))
    noor = Customer(of_messenger.Line(seed.TOM_PSID, seed.PAGE).contact, ConversationId("c2"))

    def told(self) -> list[str]:
        events = [one for body in self._bodies() for entry in body["entry"] for one in entry.get("messaging", ())]
        return [state for one in events if (state := _told_by(one))]

    def _payload(self, customer: Customer, text: str, **more: Any) -> dict[str, Any]:
        message = {"mid": "m_" + "f" * 32, "text": text} | more
        return self._of(customer, {"message": message})

    def _of(self, customer: Customer, what: dict[str, Any]) -> dict[str, Any]:
        now = int(self.bridged.clock.seconds * 1000)
        sides = {"sender": {"id": person_of(customer)}, "recipient": {"id": seed.PAGE}, "timestamp": now}
        return {"object": "page", "entry": [{"id": seed.PAGE, "time": now, "messaging": [sides | what]}]}

    def _strange(self, customer: Customer, text: str) -> dict[str, dict[str, Any]]:
        return {
            "a kind": self._of(customer, {"tea_poured": {"words": text}}),
            "a state": self._of(customer, {"teleported": {"watermark": 1}}),
            "a field": self._payload(customer, text, tea_preference="green"),
        }


class WhatsAppStage(MetaStage):
    """WhatsApp."""

    channel_class = WhatsAppChannel
    name = "whatsapp"
    mia = Customer(of_whatsapp.Line(seed.MIA_WA, seed.PHONE_ID).contact, ConversationId("c1"))
    noor = Customer(of_whatsapp.Line(seed.TOM_WA, seed.PHONE_ID).contact, ConversationId("c2"))

    def told(self) -> list[str]:
        changes = [one for body in self._bodies() for entry in body["entry"] for one in entry["changes"]]
        return [status["status"] for one in changes for status in one["value"].get("statuses", ())]

    def _payload(self, customer: Customer, text: str, **more: Any) -> dict[str, Any]:
        return self._of({"messages": [self._message(customer, text) | more]})

    def _message(self, customer: Customer, text: str) -> dict[str, Any]:
        now = str(int(self.bridged.clock.seconds))
        body = {"type": "text", "text": {"body": text}}
        return {"from": person_of(customer), "id": "wamid." + "f" * 32, "timestamp": now, **body}

    def _of(self, what: dict[str, Any]) -> dict[str, Any]:
        metadata = {"display_phone_number": seed.PHONE_NUMBER, "phone_number_id": seed.PHONE_ID}
        value = {"messaging_product": "whatsapp", "metadata": metadata, **what}
        entry = {"id": seed.WABA, "changes": [{"field": "messages", "value": value}]}
        return {"object": "whatsapp_business_account", "entry": [entry]}

    def _strange(self, customer: Customer, text: str) -> dict[str, dict[str, Any]]:
        data = "db=m&chat=c1&key=key-1&n=0&of=1"
        state = {"id": "wamid.1", "status": "teleported", "biz_opaque_callback_data": data}
        return {
            "a kind": self._of({"tea_poured": [{"words": "none"}]}),
            "a state": self._of({"statuses": [state]}),
            "a field": self._payload(customer, text, tea_preference="green"),
        }


def _told_by(event: dict[str, Any]) -> str:
    """Say what an event of Messenger's reports of our messages: the echo of one is that it was sent."""
    if event.get("message", {}).get("is_echo"):
        return "sent"
    return "delivered" if "delivery" in event else "read" if "read" in event else ""


def person_of(customer: Customer) -> str:
    """Give by what Meta knows a customer."""
    return customer.contact.partition(":")[2].partition("/")[0]


def section(name: str, api: str) -> dict[str, Any]:
    """Give the channel's section."""
    app = APP | {"api_url": api, "timeout": PATIENCE}
    if name == "messenger":
        return app | {"pages": [{"id": seed.PAGE, "access_token": seed.PAGE_TOKEN}]}
    return app | {"access_token": seed.WA_TOKEN, "numbers": [{"id": seed.PHONE_ID}]}


@asynccontextmanager
async def _stage(kind: type[MetaStage], folder: Path) -> AsyncIterator[MetaStage]:
    """Start Meta, and a bridge that it knows; both people have written a moment ago."""
    clock = FakeClock()
    async with Playground(clock=clock.vendor, port=0) as playground, AsyncExitStack() as stack:
        meta, name = playground.meta, kind.name
        bridge = await stack.enter_async_context(bridged(folder, name, lambda _: section(name, meta.base_url), clock))
        hook = {f"{name}_url": f"{bridge.url}/{name}/webhook", f"{name}_verify_token": seed.VERIFY_TOKEN}
        await admin.configure(meta, hook)
        await bridge.begin(kind.mia, kind.noor)
        world: Any = getattr(playground, name)
        for one in (kind.mia, kind.noor):
            person = world.person(person_of(one))
            person.wrote = clock.seconds if name == "messenger" else {seed.PHONE_ID: clock.seconds}
        yield kind(bridge, playground, stack, folder)


def messenger_stage(folder: Path) -> AbstractAsyncContextManager[VendorStage]:
    """Start Messenger with two people, and a bridge that it knows."""
    return _stage(MessengerStage, folder)


def whatsapp_stage(folder: Path) -> AbstractAsyncContextManager[VendorStage]:
    """Start WhatsApp with two people, and a bridge that it knows."""
    return _stage(WhatsAppStage, folder)
