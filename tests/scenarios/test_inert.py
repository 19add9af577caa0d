"""Hostile words stay words wherever they are shown: they tell nobody, lead nowhere, and become markup on no page."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

import pytest
from aiohttp import ClientSession

from tests.payloads import ALIVE, MARK, MARKUP, PAYLOADS, UNSENDABLE
from tests.scenarios.after_chat import FORMS
from tests.scenarios.customer import Customer
from tests.scenarios.scenes import talking
from tests.scenarios.secure import Browser, address, described, fills_in, signs_in, until_asked
from tests.scenarios.settings import Settings
from tests.scenarios.shown import Line
from tests.scenarios.test_transcript_link import LINKS
from tests.scenarios.world import World, a_world

HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0000-\u0009\u000b-\u001f]")
"""What turns or hides the letters beside it."""
SENDABLE = {name: one for name, one in PAYLOADS.items() if name not in UNSENDABLE | {"empty", "long"}}
"""Neither refused for its length, nor without any sign."""
ALL_MARKUP = " ".join(MARKUP.values())
CLAIMS = {"channels": {"web": {"identity": {"keys": [{"id": "k1", "algorithm": "HS256", "secret": "s" * 32}]}}}}
LABELLED = {"address": {"title": ALL_MARKUP[:70], "inputs": {"street": {"label": ALL_MARKUP[:70], "required": True}}}}


def assert_inert(lines: Iterable[Line], people: Sequence[str] = ()) -> None:
    """See that nobody is told and nothing leads to an attacker; the bridge itself may name `people`."""
    for line in lines:
        assert set(line.alive) <= set(people), line.whole
        assert not [one for one in line.links if MARK in one], line.whole


async def alive_before(world: World) -> list[str]:
    """Give whom the bridge's own words in the last chat's thread name."""
    return [one for line in await world.desk.thread() for one in line.alive]


async def says(world: World, customer: Customer, text: str) -> None:
    """Let a customer write as fast as they may."""
    await world.passes(1)
    await customer.says(text)


async def test_what_customers_write_comes_alive_nowhere() -> None:
    async with a_world(LINKS) as world:
        ada, customer = await talking(world)
        people = await alive_before(world)
        for payload in SENDABLE.values():
            await says(world, customer, payload)
        await world.quiet()
        thread = await world.desk.thread()
        assert len(thread) > len(SENDABLE)
        assert_inert(thread, people)
        await ada.writes("!transcript")
        told = await ada.is_told("/transcript/")
        found = re.search(r"http://[^\s>|]+/transcript/[\w.-]+", told.text)
        assert found is not None
        async with ClientSession() as session, session.get(found[0]) as answer:
            page = await answer.text()
        assert "onload=" in page, "the words themselves are there"
        assert not [one for one in ALIVE if one in page]


async def test_a_customers_name_comes_alive_nowhere_and_hides_nothing() -> None:
    async with a_world(CLAIMS) as world:
        await world.desk.agent("ada").command("ready")
        for payload in SENDABLE.values():
            customer = await world.customer()
            await customer.leaves()
            customer.shows = {"claims": {"name": f"Maya {payload[:60]}"}}
            await customer.opens()
            await customer.says("hi")
            await world.desk.root(customer)
        await world.quiet()
        lines = list(world.desk.platform.place(world.desk.place("support").id))
        assert len(lines) >= len(SENDABLE)
        assert_inert(lines)
        for line in lines:
            assert not HIDDEN.search(line.author), f"{line.author!r}"
        told = world.desk.platform.private(world.desk.agent("ada").user)
        offers = [one for one in told if "A chat for you" in one.whole]
        assert offers
        assert_inert(offers)


async def test_a_files_name_comes_alive_nowhere_and_does_not_look_like_another_kind() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        people = await alive_before(world)
        for name, payload in SENDABLE.items():
            await world.passes(6)
            async with customer.upload(quote(f"{payload[:80]}.txt", safe=""), b"hello") as answer:
                given = await answer.json()
                assert answer.status == 201, (name, given)
            shown = given["name"]
            assert shown.endswith(".txt"), (name, shown)
            assert not HIDDEN.search(shown), (name, shown)
            assert not set(shown) & set('<>"/\\:'), (name, shown)
            await says(world, customer, f"file {name}")
        file = await customer.uploads("invoice%E2%80%AEtxt.exe", b"hello")
        await customer.says("turned", file)
        await world.quiet()
        assert_inert(await world.desk.thread(), people)


@pytest.mark.parametrize("payload", ["svg", "script", "img", "attribute", "base", "override", "zero width", "formula"])
async def test_answers_of_a_secure_form_are_words_on_the_agents_page(payload: str) -> None:
    async with a_world(_with_forms()) as world:
        ada, customer = await talking(world)
        people = await alive_before(world)
        await ada.writes("!form address")
        form = await until_asked(world, customer)
        shown = await described(customer, form)
        assert shown["http"] == 200
        assert (await fills_in(customer, form, street=PAYLOADS[payload]))[0] == 200
        url = address(world, form, "ada")
        async with Browser() as browser:
            pages = [await signs_in(world, browser, "ada", url), await browser.presses("Open once")]
        for status, page, headers in pages:
            assert status == 200
            assert not [one for one in ALIVE if one in page], page
            assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert_inert(await world.desk.thread(), people)


async def test_names_and_texts_of_the_configuration_come_alive_nowhere() -> None:
    words = f"{MARKUP['svg']} <!channel> <at>Ada</at>"
    changes: dict[str, Any] = {
        "queues": {"support": {"title": words[:60]}},
        "agents": {"ada": {"nickname": words[:60]}},
        "canned": {"harm": {"title": words[:60], "text": f"{words} {{agent}} {{{{x}}}}", "shortcut": "hm"}},
        "forms": FORMS,
    }
    async with a_world(changes) as world:
        ada, customer = await talking(world)
        people = await alive_before(world)
        await ada.writes("!canned hm now")
        await customer.hears("<!channel>")
        await customer.says("what?")
        await ada.clicks_on_card("Canned response…")
        await world.quiet()
        assert_inert(await world.desk.thread(), people)
        assert_inert(world.desk.platform.private(ada.user))


def _with_forms() -> Settings:
    return {"secure_forms": LABELLED, "queues": {"support": {"secure_forms": ["address"]}}}
