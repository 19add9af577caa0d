"""Messenger, with the whole bridge: a person on one side, Meta between, an agent at the desk on the other."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

from adapters.messenger.ids import Line
from core.ids import ChannelName
from tests.adapters.meta.fake_meta import MIA, PAGE, SECRET, TOKEN, WORD, FakeMeta, Fault
from tests.scenarios.attachments import PDF
from tests.scenarios.person import Person
from tests.scenarios.secure import with_forms
from tests.scenarios.world import World, a_world


@dataclass
class Mia:
    """Mia on Messenger, and Meta between her and the bridge."""

    meta: FakeMeta
    world: World
    said: int = 0
    channel = ChannelName("messenger")
    contact = Line(MIA, PAGE).contact

    async def does(self, **what: Any) -> None:
        event = {"sender": {"id": MIA}, "recipient": {"id": PAGE}, "timestamp": self._now, **what}
        await self._comes(event)

    async def writes(self, text: str, **more: Any) -> None:
        self.said += 1
        await self.does(message={"mid": f"m_in{self.said}", "text": text} | more)

    async def is_echoed(self, **message: Any) -> None:
        """Let Meta tell of what the page wrote."""
        sides = {"sender": {"id": PAGE}, "recipient": {"id": MIA}, "timestamp": self._now}
        await self._comes(sides | {"message": {"is_echo": True} | message})

    async def gets(self, text: str) -> Mapping[str, Any]:
        await self.world.until(lambda: text in self.meta.texts() or None, f"{text!r} on Messenger")
        return next(body for _, body in self.meta.taken if body["message"].get("text") == text)

    async def _comes(self, event: dict[str, Any]) -> None:
        payload = {"object": "page", "entry": [{"id": PAGE, "time": self._now, "messaging": [event]}]}
        bridge = str(self.world.running.bridge.config.server.public_url)
        assert await self.meta.calls_us(f"{bridge}/messenger/webhook", payload) == 200

    @property
    def _now(self) -> int:
        return int(self.world.clock.seconds * 1000)


@asynccontextmanager
async def a_person(
    more: Mapping[str, Any] | None = None, *, human_agent: bool = False, name: str = "Mia Chen"
) -> AsyncIterator[tuple[World, Mia, Person]]:
    """Start a world with a page, and let Mia write and Ada accept."""
    async with FakeMeta().running() as meta:
        first, _, last = name.partition(" ")
        meta.names[MIA] = {"first_name": first, "last_name": last}
        page = {"id": PAGE, "access_token": TOKEN, "human_agent": human_agent}
        app = {"app_secret": SECRET, "verify_token": WORD, "api_url": meta.url}
        channels: dict[str, Any] = {"channels": {"messenger": app | {"queue": "support", "pages": [page]}}}
        async with a_world(channels | dict(more or {})) as world:
            mia, ada = Mia(meta, world), world.desk.agent("ada")
            world.phone = mia
            await ada.command("ready")
            await mia.writes("is it still hot? 🍵")
            await ada.accepts()
            await mia.gets("Ada is here now.")
            yield world, mia, ada


async def test_a_person_and_an_agent_hear_each_other_in_one_chat_under_the_name_of_messenger() -> None:
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


async def test_a_menu_is_quick_replies_and_the_choice_stands_in_the_thread() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("!menu Which tea? | Green | Black")
        asked = await mia.gets("Which tea?")
        chosen = asked["message"]["quick_replies"][1]
        await mia.writes(chosen["title"], quick_reply={"payload": chosen["payload"]})

        await world.desk.shows("Black")


async def test_an_answer_from_the_pages_own_inbox_stands_in_the_thread_and_is_not_sent_again() -> None:
    async with a_person() as (world, mia, _):
        await mia.is_echoed(mid="m_inbox", text="we close at six", app_id=263902037430900)
        shown = await world.desk.shows("we close at six")
        await world.quiet()

        assert "we close at six" not in mia.meta.texts()
        assert "The inbox of messenger" in f"{shown.author} {shown.whole}"


async def test_a_reaction_stands_in_the_thread_with_the_words_that_it_is_about() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("as hot as ever")
        await mia.gets("as hot as ever")
        await world.quiet()
        mid = next(id for id, body in mia.meta.taken if body["message"].get("text") == "as hot as ever")
        await mia.does(reaction={"mid": mid, "action": "react", "emoji": "❤"})

        await world.desk.shows("↩ as hot as ever")


async def test_a_secure_form_goes_by_a_link_that_is_filled_in_in_the_browser() -> None:
    async with a_person(with_forms()) as (world, mia, ada):
        await ada.writes("!form address")
        text = await world.until(
            lambda: next((text for text in mia.meta.texts() if "/f/" in text), None), "the link on Messenger"
        )
        async with ClientSession() as session, session.post(text.split()[-1]) as answer:
            assert answer.status == 200
            assert "Delivery address" in await answer.text()


async def test_an_agents_file_is_handed_over() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("your label", files={"label.pdf": PDF})
        await world.until(lambda: mia.meta.uploads or None, "the file at Meta")

        assert [(name, data) for name, data, _ in mia.meta.uploads] == [("label.pdf", PDF)]


async def test_after_a_day_the_agent_is_told_that_nothing_reaches_the_customer() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        world.clock.jump(25 * 3600)
        await ada.writes("are you still there?")
        await world.desk.shows("Not delivered: more than 24 hours have passed since the customer last wrote")
        await mia.writes("yes")
        await ada.writes("good")
        await mia.gets("good")

        assert "are you still there?" not in mia.meta.texts()


async def test_a_lost_answer_is_settled_by_the_echo_and_nothing_is_sent_twice() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        mia.meta.faults = [Fault(taken=True, hangs_up=True)]
        await ada.writes("it is on its way")
        sent = await mia.gets("it is on its way")
        id = next(id for id, body in mia.meta.taken if body is sent)
        await mia.is_echoed(mid=id, text="it is on its way", metadata=sent["message"]["metadata"])
        await ada.writes("and the tin, too")
        await mia.gets("and the tin, too")
        await world.quiet()

        assert mia.meta.texts().count("it is on its way") == 1
        assert not any("erhaps not delivered" in str(line) for line in await world.desk.lines())


async def test_a_watermark_marks_every_message_before_it_as_read() -> None:
    async with a_person() as (world, mia, ada):
        for text in ("as hot as ever", "and stronger"):
            await ada.writes(text)
            await mia.gets(text)
        await world.quiet()
        await mia.does(read={"watermark": int(world.clock.seconds * 1000)})
        await mia.does(delivery={"watermark": int(world.clock.seconds * 1000)})
        await world.quiet()

        states = await world.read(_states)
        assert states == ["read", "read"]


def _states(conn: Any) -> list[str]:
    from sqlalchemy import select  # noqa: PLC0415 - the test's alone

    from bridge.store.tables import DELIVERY  # noqa: PLC0415 - the test's alone

    wanted = select(DELIVERY.c.state).where(DELIVERY.c.place == "messenger", DELIVERY.c.role == "copy")
    return list(conn.scalars(wanted.order_by(DELIVERY.c.id)).all())


async def test_a_banned_person_is_not_heard() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("!ban yes")
        await world.quiet()
        before = len(mia.meta.texts())
        await mia.writes("let me in")
        await world.quiet()

        assert len(world.desk.place("support").roots()) == 1
        assert len(mia.meta.texts()) == before
