"""Telegram at work: its adapter on a bridge, the Bot API played over HTTP, and two people who wrote to the bot."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

from aiohttp import ClientSession
from aiohttp.test_utils import unused_port

from adapters.telegram.client import TelegramChannel
from adapters.telegram.ids import contact_of, parse_contact
from core.ids import ConversationId
from core.messages import Media, Message
from core.ports import CustomerChannel
from playground.server import Playground
from playground.telegram import Telegram, admin, seed
from playground.telegram.forging import forged
from tests.clock import FakeClock
from tests.contracts.channels.bridged import Bridged, bridged
from tests.contracts.channels.stage import PATIENCE, PAUSE, Customer, Seen, Trouble, VendorStage

MIA = Customer(contact_of(str(seed.MIA)), ConversationId("c1"))
TOM = Customer(contact_of(str(seed.TOM)), ConversationId("c2"))
_FAULTS = {
    Trouble.THROTTLED: ("sendMessage", "429"),
    Trouble.CUT_BEFORE: ("sendMessage", "reset"),
    Trouble.CUT_AFTER: ("sendMessage", "reset_after_accept"),
    Trouble.NO_ANSWER: ("sendMessage", "timeout_after_accept"),
    Trouble.TOLD_TWICE: ("events", "duplicate"),
}


class TelegramStage:
    """A bot and two people."""

    channel_class: ClassVar[type[CustomerChannel]] = TelegramChannel
    by: ClassVar[str] = ""
    names_pause: ClassVar[bool] = True
    mia, noor = MIA, TOM

    def __init__(self, bridge: Bridged, playground: Playground, stack: AsyncExitStack, folder: Path) -> None:
        self.bridged = bridge
        self.channel = bridge.channel
        self._playground = playground
        self._telegram = playground.of(Telegram)
        self._stack = stack
        self._folder = folder

    async def keep(self, message: Message) -> None:
        await self.bridged.keep(message)

    async def file(self, name: str, mime: str, data: bytes) -> Media:
        return await self.bridged.file(name, mime, data)

    async def sees(self, customer: Customer) -> list[Seen]:
        shown = self._telegram.messages(parse_contact(customer.contact))
        return [Seen(one.text, "", (one.file.name,) if one.file else ()) for one in shown if not one.mine]

    async def breaks(self) -> None:
        self._playground.faults.add("sendMessage", "429", vendor="telegram", times=None)

    async def works(self) -> None:
        self._playground.faults.clear()

    async def cut_off(self) -> CustomerChannel:
        (self._folder / "away").mkdir()
        nowhere = f"http://127.0.0.1:{unused_port()}"
        away = await self._stack.enter_async_context(
            bridged(self._folder / "away", "telegram", lambda _: section(nowhere), self.bridged.clock)
        )
        return away.channel

    def trouble(self, what: Trouble) -> None:
        target, kind = _FAULTS[what]
        self._playground.faults.add(target, kind, vendor="telegram", retry_after=PAUSE)

    async def writes(self, customer: Customer, text: str) -> None:
        await self._telegram.simulate.send(parse_contact(customer.contact), text)
        await self.settled()

    async def settled(self) -> None:
        await self._telegram.settled()

    async def forged(self, customer: Customer, text: str) -> Mapping[str, int]:
        every = forged(self._telegram)
        body = self._update(message=self._message(customer, text))
        async with ClientSession() as session:
            answers = {name: await self._post(session, body, every[name]) for name in every if name != "right"}
            return answers | {"right": await self._post(session, body, every["right"])}

    async def unheard_of(self, customer: Customer, text: str) -> Mapping[str, int]:
        message = self._message(customer, text)
        stands = {"old_chat_member": {"status": "member"}, "new_chat_member": {"status": "teleported"}}
        calls = {
            "a kind": self._update(tea_poured={"words": text}),
            "a state": self._update(my_chat_member={**{name: message[name] for name in ("from", "chat")}, **stands}),
            "a field": self._update(message=message | {"tea_preference": "green"}),
        }
        good = self._telegram.webhooks.headers()
        async with ClientSession() as session:
            return {name: await self._post(session, body, good) for name, body in calls.items()}

    def _update(self, **what: Any) -> dict[str, Any]:
        return {"update_id": next(self._telegram.store.updates), **what}

    def _message(self, customer: Customer, text: str) -> dict[str, Any]:
        id = parse_contact(customer.contact)
        who = {"id": id, "is_bot": False, "first_name": "Mia"}
        chat = {"id": id, "type": "private", "first_name": "Mia"}
        number = next(self._telegram.store.numbers)
        return {"message_id": number, "from": who, "chat": chat, "date": int(self.bridged.clock.seconds), "text": text}

    async def _post(self, session: ClientSession, body: Any, headers: Mapping[str, str]) -> int:
        async with session.post(f"{self.bridged.url}/telegram/webhook", json=body, headers=headers) as answer:
            return answer.status

    # Telegram reports nothing of a message: `stages.py` says so, and nobody asks for these.
    def holds(self) -> None:
        raise NotImplementedError

    async def lets_go(self) -> None:
        raise NotImplementedError

    def told(self) -> list[str]:
        raise NotImplementedError


def section(api_url: str) -> dict[str, Any]:
    """Give the channel's section."""
    return {"bot_token": seed.TOKEN, "webhook_secret": seed.SECRET, "api_url": api_url, "timeout": PATIENCE}


@asynccontextmanager
async def telegram_stage(folder: Path) -> AsyncIterator[VendorStage]:
    """Start the Bot API, and a bridge that it knows; both people have written to the bot before."""
    clock = FakeClock()
    async with Playground(clock=clock.vendor, port=0) as playground, AsyncExitStack() as stack:
        telegram = playground.of(Telegram)
        given = section(telegram.base_url)
        bridge = await stack.enter_async_context(bridged(folder, "telegram", lambda _: given, clock))
        hook = {"webhook_url": f"{bridge.url}/telegram/webhook", "secret_token": seed.SECRET}
        await admin.configure(telegram, hook)
        await bridge.begin(MIA, TOM)
        for one in (MIA, TOM):
            telegram.person(parse_contact(one.contact)).met = True
        yield TelegramStage(bridge, playground, stack, folder)


_: type[VendorStage] = TelegramStage
