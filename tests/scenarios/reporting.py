"""Mia on each channel whose vendor reports what became of a message, and its reports, as it signs them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from aiohttp import ClientSession

from playground.meta import seed as meta
from playground.twilio import seed as twilio
from playground.twilio.signature import sign
from tests.scenarios import by_whatsapp_twilio
from tests.scenarios.handsets import a_handset, a_shop, talks
from tests.scenarios.person import Person
from tests.scenarios.world import World

Which = Literal["sms", "whatsapp_twilio", "whatsapp", "messenger"]
State = Literal["sent", "delivered", "read", "failed"]
ONE_BY_ONE: tuple[Which, ...] = ("sms", "whatsapp_twilio", "whatsapp")
"""Where a report is of one message. Messenger's is of everything up to a time, and nothing fails there later."""
READ: tuple[Which, ...] = ("whatsapp_twilio", "whatsapp", "messenger")
PASSING: dict[Which, int] = {"sms": 30003, "whatsapp_twilio": 63049, "whatsapp": 131049}
"""Of which fault a message fails later that may arrive at another try."""
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Mia:
    """Mia, as her vendor knows her."""

    world: World
    which: Which

    @property
    def _vendor(self) -> Any:
        return self.world.playground.twilio if self._is_twilio else self.world.playground.meta

    @property
    def _app(self) -> Any:
        return getattr(self.world.playground, "twilio" if self._is_twilio else self.which)

    @property
    def _is_twilio(self) -> bool:
        return self.which in ("sms", "whatsapp_twilio")

    @property
    def _id(self) -> str:
        return {"whatsapp": meta.MIA_WA, "messenger": meta.MIA_PSID}.get(self.which, twilio.MIA)

    def holds(self) -> None:
        """Let the vendor take what is sent from now on and report nothing of it by itself."""
        self._vendor.settings.seconds_to_send = 10_000.0

    def echoes_nothing(self) -> None:
        """Let Meta echo nothing, as where the page has not subscribed to it."""
        self._vendor.settings.messenger_fields.remove("message_echoes")

    async def gets(self, text: str) -> None:
        """Wait until her vendor has taken a message."""
        await self.world.until(lambda: self._app.sent(text), f"{text!r} at the vendor")

    def has(self, text: str) -> int:
        """Count how often a message stands on her handset."""
        shown = self._app.texts(self._id) if self._is_twilio else self._app.bubbles(self._id)
        return sum(one.text == text and not one.mine for one in shown)

    def asked(self, text: str) -> int:
        """Count how often Meta was asked to send a message."""
        return sum(not one.mine and one.bubble.text == text for one in self._app.store.messages.values())

    def is_in_trouble(self, code: int) -> None:
        """Let what is sent to her fail with a code, or arrive again by none."""
        who = self._vendor.phone(self._id) if self._is_twilio else self._app.person(self._id)
        who.trouble = code

    async def looks(self) -> None:
        """Look at the chat, so that all in it is read."""
        await self._vendor.settled()
        if self._is_twilio:
            await self._app.simulate.read(phone=self._id, number=by_whatsapp_twilio.OURS)
        else:
            await self._app.simulate.read(person=self._id)
        await self._vendor.settled()

    async def tells(self, text: str, state: State, **changes: str) -> None:
        """Report of a message, or of everything up to now: `chat` of another chat, `id` of another message."""
        url, body, headers = self._twilio(text, state, changes) if self._is_twilio else self._meta(text, state, changes)
        async with ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
            assert answer.status == 200

    def _twilio(self, text: str, state: State, changes: dict[str, str]) -> tuple[str, bytes, dict[str, str]]:
        sent = self._app.sent(text)
        url = sent.callback
        if chat := changes.get("chat"):
            url = url.replace(f"chat={self._chat(text)}", f"chat={chat}")
        form = {"AccountSid": twilio.ACCOUNT_SID, "MessageSid": changes.get("id", sent.sid), "MessageStatus": state}
        form |= {"ErrorCode": "30003"} if state == "failed" else {}
        signature = {"X-Twilio-Signature": sign(twilio.AUTH_TOKEN, url, form)}
        return url, urlencode(form).encode(), _FORM | signature

    def _meta(self, text: str, state: State, changes: dict[str, str]) -> tuple[str, bytes, dict[str, str]]:
        payload = (
            self._messenger(text, state, changes) if self.which == "messenger" else self._whatsapp(text, state, changes)
        )
        return f"{self.world.url}/{self.which}/webhook", *self._vendor.webhooks.signed(payload)

    def _whatsapp(self, text: str, state: State, changes: dict[str, str]) -> dict[str, Any]:
        sent = self._app.sent(text)
        data = sent.callback_data
        if chat := changes.get("chat"):
            data = data.replace(f"chat={self._chat(text)}", f"chat={chat}")
        now = str(int(self.world.clock.seconds))
        told: dict[str, Any] = {"id": changes.get("id", sent.mid), "status": state, "timestamp": now}
        told |= {"recipient_id": meta.MIA_WA, "biz_opaque_callback_data": data}
        told |= {"errors": [{"code": 131026}]} if state == "failed" else {}
        value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": meta.PHONE_ID}, "statuses": [told]}
        entry = {"id": meta.WABA, "changes": [{"field": "messages", "value": value}]}
        return {"object": "whatsapp_business_account", "entry": [entry]}

    def _messenger(self, text: str, state: State, changes: dict[str, str]) -> dict[str, Any]:
        now = int(self.world.clock.seconds * 1000)
        if state == "sent":
            return self._echo(text, now)
        told = {"delivered": "delivery"}.get(state, state)
        event = {"sender": {"id": changes.get("id", meta.MIA_PSID)}, "recipient": {"id": meta.PAGE}, "timestamp": now}
        event |= {told: {"watermark": now}}
        return {"object": "page", "entry": [{"id": meta.PAGE, "time": now, "messaging": [event]}]}

    def _echo(self, text: str, now: int) -> dict[str, Any]:
        sent = self._app.sent(text)
        message = {"mid": sent.mid, "is_echo": True, "text": text, "metadata": sent.body["message"]["metadata"]}
        event = {"sender": {"id": meta.PAGE}, "recipient": {"id": meta.MIA_PSID}, "timestamp": now, "message": message}
        return {"object": "page", "entry": [{"id": meta.PAGE, "time": now, "messaging": [event]}]}

    def _chat(self, text: str) -> str:
        sent = self._app.sent(text)
        named = sent.callback if self._is_twilio else sent.callback_data
        return str(named).partition("chat=")[2].partition("&")[0]


@asynccontextmanager
async def a_reporter(which: Which) -> AsyncIterator[tuple[World, Mia, Person]]:
    """Start a world in which Mia has written on a channel, and Ada has accepted."""
    if which == "whatsapp_twilio":
        async with by_whatsapp_twilio.a_person() as (world, _, ada):
            await world.quiet()
            yield world, Mia(world, which), ada
    else:
        async with a_shop() as world:
            ada = await talks(a_handset(world, which))
            await world.quiet()
            yield world, Mia(world, which), ada
