"""Hostile words from SMS, Messenger, WhatsApp or Telegram stay words at the desk: in names, texts, files and cards."""

import base64
from typing import Any

import pytest

from tests.payloads import MARK, MARKUP, PAYLOADS
from tests.scenarios.apps import App, OnApp, Phone, WhatsApp
from tests.scenarios.telegram_app import Telegram
from tests.scenarios.test_inert import ALL_MARKUP, HIDDEN, SENDABLE, alive_before, assert_inert
from tests.scenarios.with_app import APPS, with_app

LONGEST = 1500
"""Characters of one SMS at the most, or nearly."""
TURNING = "\u202egnp\u200b"
on_each = pytest.mark.parametrize("kind", APPS, ids=lambda one: one.channel)


@on_each
async def test_what_comes_by_a_channel_comes_alive_nowhere(kind: type[App]) -> None:
    async with with_app(kind, {}, "Chen") as (mia, ada):
        await mia.says("hello")
        await ada.accepts()
        people = await alive_before(mia.world)
        harmful, own = mia.world.desk.harmful(), mia.world.playground.url  # where the desk keeps files by their names
        said = [one[:LONGEST] for one in (harmful, *SENDABLE.values()) if one.strip()]
        for text in said:
            await mia.writes(text)
            await mia.settled()
        for payload in (harmful, *MARKUP.values(), PAYLOADS["override"]):
            await beside_words(mia, payload[:60])
        await mia.quiet()
        thread = await mia.world.desk.thread()
        assert len(thread) > len(said)
        assert harmful.split()[-1] in "".join(one.whole for one in thread), "the words themselves are there"
        for line in thread:
            assert set(line.alive) <= set(people), line.whole
            assert not [one for one in line.links if MARK in one and not one.startswith(own)], line.whole
        for name in await mia.world.desk.files():
            assert not HIDDEN.search(name), name
            assert not set(name) & set('<>"/\\:'), name


@pytest.mark.parametrize("kind", [one for one in APPS if one is not Phone], ids=lambda one: one.channel)
async def test_a_name_from_a_channel_comes_alive_nowhere_and_hides_nothing(kind: type[App]) -> None:
    async with with_app(kind, {}, f"{TURNING} <!channel> <at>Ada</at> {ALL_MARKUP}"[:60]) as (mia, ada):
        await mia.says("hello")
        told = await ada.is_rung()
        await ada.accepts()
        people = await alive_before(mia.world)
        await mia.says("and here I am")
        line = await mia.world.desk.shows("and here I am")
        assert "gnp" in line.author
        assert not HIDDEN.search(line.author), f"{line.author!r}"
        assert_inert([told, *await mia.world.desk.thread()], people)


async def beside_words(mia: App, payload: str) -> None:
    """Send a payload in whatever holds words beside a text."""
    file = {"name": f"{payload}.txt", "mimetype": "text/plain", "base64": base64.b64encode(b"hello").decode()}
    first = await mia.says(payload, file)
    if isinstance(mia, OnApp):
        await mia.says("that", reply_to=first)
        await mia.reacts(first, payload)
    place: dict[str, Any] = {"latitude": 48.1, "longitude": 11.5}
    if isinstance(mia, WhatsApp):
        await mia.says(location=place | {"name": payload, "address": payload})
        await mia.says(contacts=[{"name": payload, "phone": payload}])
        button = {"id": payload, "title": payload}
        await mia.strange({"type": "interactive", "interactive": {"type": "button_reply", "button_reply": button}})
    if isinstance(mia, Telegram):
        await mia.says(venue={"location": place, "title": payload, "address": payload})
        await mia.says(contact={"first_name": payload, "phone_number": payload})
