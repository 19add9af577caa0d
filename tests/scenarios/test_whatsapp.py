"""WhatsApp, with the whole bridge: a person on one side, Meta between, an agent at the desk on the other."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientSession

from adapters.meta.whatsapp.ids import Line
from core.ids import ChannelName
from tests.adapters.meta.fake_meta import SECRET, TOKEN, WORD, FakeMeta, Fault, text_of
from tests.scenarios.person import Person
from tests.scenarios.secure import with_forms
from tests.scenarios.world import World, a_world

NUMBER, MIA, MIA_ID = "100000000000004", "12025550177", "US.13491208655302741918"
AGAIN = {
    "name": "hello_again",
    "text": "Hi {{1}}, we have an answer. May we go on here?",
    "buttons": ["Yes, please"],
    "labels": ["First name"],
}
NEWS = {"name": "spring_news", "text": "Spring has come to our shop."}


@dataclass
class Mia:
    """Mia on WhatsApp, and Meta between her and the bridge."""

    meta: FakeMeta
    world: World
    said: int = 0
    name: str = "Mia Chen"
    channel = ChannelName("whatsapp")
    contact = Line(MIA, NUMBER).contact

    async def sends(self, kind: str, body: Any, **more: Any) -> None:
        self.said += 1
        who = {"from": MIA, "from_user_id": MIA_ID, "id": f"wamid.in{self.said}", "timestamp": self._now}
        contacts = [{"profile": {"name": self.name}, "wa_id": MIA, "user_id": MIA_ID}]
        await self._comes({"contacts": contacts, "messages": [who | {"type": kind, kind: body} | more]})

    async def writes(self, text: str) -> None:
        await self.sends("text", {"body": text})

    async def reports(self, text: str, status: str, **more: Any) -> None:
        """Tell what became of a message."""
        id, body = next(one for one in self.meta.taken if text_of(one[1]) == text)
        await self.tells(id, body, status, **more)

    async def tells(self, id: str, body: Mapping[str, Any], status: str, **more: Any) -> None:
        """Tell what became of what was taken under an id."""
        data = body["biz_opaque_callback_data"]
        told = {"id": id, "status": status, "timestamp": self._now, "biz_opaque_callback_data": data}
        await self._comes({"statuses": [told | more]})

    async def gets(self, text: str) -> Mapping[str, Any]:
        await self.world.until(lambda: text in self.meta.texts() or None, f"{text!r} on WhatsApp")
        return next(body for _, body in self.meta.taken if text_of(body) == text)

    async def _comes(self, what: dict[str, Any]) -> None:
        value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": NUMBER}, **what}
        entry = {"id": "1", "changes": [{"field": "messages", "value": value}]}
        bridge = str(self.world.running.bridge.config.server.public_url)
        payload = {"object": "whatsapp_business_account", "entry": [entry]}
        assert await self.meta.calls_us(f"{bridge}/whatsapp/webhook", payload) == 200

    @property
    def _now(self) -> str:
        return str(int(self.world.clock.seconds))


@asynccontextmanager
async def a_person(
    more: Mapping[str, Any] | None = None, templates: Sequence[Mapping[str, Any]] = (AGAIN, NEWS)
) -> AsyncIterator[tuple[World, Mia, Person]]:
    """Start a world with a number, and let Mia write and Ada accept."""
    async with FakeMeta().running() as meta:
        app = {"app_secret": SECRET, "verify_token": WORD, "access_token": TOKEN, "api_url": meta.url}
        section = app | {"queue": "support", "numbers": [{"id": NUMBER}], "templates": list(templates)}
        channels: dict[str, Any] = {"channels": {"whatsapp": section}}
        async with a_world(channels | dict(more or {})) as world:
            mia, ada = Mia(meta, world), world.desk.agent("ada")
            world.phone = mia
            await ada.command("ready")
            await mia.writes("is it still hot? 🍵")
            await ada.accepts()
            await mia.gets("Ada is here now.")
            yield world, mia, ada


async def test_a_person_and_an_agent_hear_each_other_in_one_chat_under_the_name_of_the_profile() -> None:
    async with a_person() as (world, mia, ada):
        await world.desk.shows("is it still hot? 🍵")
        await world.desk.card_shows("Mia Chen")
        await ada.writes("as hot as ever")
        await mia.gets("as hot as ever")
        await world.restart()
        await mia.writes("still there?")
        await world.desk.shows("still there?")
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")

        assert mia.meta.texts() == ["Thanks for writing!", "Ada is here now.", "as hot as ever", "The chat has ended."]


async def test_a_menu_is_buttons_and_the_choice_stands_in_the_thread() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("!menu Which tea? | Green | Black")
        asked = await mia.gets("Which tea?")
        chosen = asked["interactive"]["action"]["buttons"][1]["reply"]
        await mia.sends("interactive", {"type": "button_reply", "button_reply": chosen})

        await world.desk.shows("Black")


async def test_a_secure_form_goes_by_a_link_that_is_filled_in_in_the_browser() -> None:
    async with a_person(with_forms()) as (world, mia, ada):
        await ada.writes("!form address")
        text = await world.until(
            lambda: next((text for text in mia.meta.texts() if "/f/" in text), None), "the link on WhatsApp"
        )
        async with ClientSession() as session, session.post(text.split()[-1]) as answer:
            assert answer.status == 200


@pytest.mark.parametrize(
    ("code", "why", "again"),
    [(131026, "there is no WhatsApp at this number", False), (131049, "WhatsApp held it back", True)],
)
async def test_a_failure_has_its_reason_and_a_button_where_another_try_may_help(
    code: int, why: str, *, again: bool
) -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("as hot as ever")
        await mia.gets("as hot as ever")
        await world.quiet()
        await mia.reports("as hot as ever", "failed", errors=[{"code": code}])

        told = await world.desk.shows(why)
        assert ("Resend" in told.whole) is again


async def test_a_lost_answer_is_settled_by_the_report_and_nothing_is_sent_twice() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        mia.meta.faults = [Fault(taken=True, hangs_up=True)]
        await ada.writes("it is on its way")
        await mia.gets("it is on its way")
        await mia.reports("it is on its way", "delivered")
        await ada.writes("and the tin, too")
        await mia.gets("and the tin, too")
        await world.quiet()

        assert mia.meta.texts().count("it is on its way") == 1
        assert not any("erhaps not delivered" in str(line) for line in await world.desk.lines())
