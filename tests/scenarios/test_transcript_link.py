"""Transcripts by signed link: what the customer saw, for whoever has the link, for as long as it lasts."""

import re

import pytest
from aiohttp import ClientSession

from tests.scenarios.grouping import GROUPED, by_group, having
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import World, a_world

LINKS = {"transcripts": {"link_secret": "a secret for scenarios only", "link_lifetime": "7d"}}


async def link(world: World, ada: Person) -> str:
    """Let Ada ask for the link."""
    await ada.writes("!transcript")
    told = await ada.is_told("/transcript/")
    found = re.search(r"http://[^\s>|]+/transcript/[\w.-]+", told.text)
    assert found is not None, told.text
    return found[0]


async def opened(url: str) -> tuple[int, str, dict[str, str]]:
    async with ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text(), dict(answer.headers)


async def test_the_link_shows_what_the_customer_saw_and_nothing_else() -> None:
    async with a_world(LINKS) as world:
        ada, customer = await talking(world, words="<script>alert(1)</script> hi")
        await ada.writes("Hello Grace")
        await customer.hears("Hello Grace")
        await ada.writes("!note not for her")
        await ada.writes("!private @Grace what do you think?")
        url = await link(world, ada)
        status, page, headers = await opened(url)
        assert status == 200
        assert ["Hello Grace" in page, "is here now" in page] == [True, True]
        assert [words in page for words in ("not for her", "what do you think", "<script>", "Lovelace")] == [False] * 4
        assert headers["Cache-Control"] == "private, no-store"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        _, text, headers = await opened(f"{url}?as=text")
        assert "Hello Grace" in text
        assert headers["Content-Disposition"] == 'attachment; filename="chat.txt"'


async def test_an_agent_of_a_group_stands_there_under_the_nickname_too() -> None:
    async with a_world(LINKS | GROUPED, before=having("ada", "grace")) as world:
        known, id = world.running.bridge.office.directory, by_group(world, "ada")
        await world.until(lambda: id in known().profiles, "the group's members")
        ada, customer = await talking(world)
        await ada.writes("Hello")
        await customer.hears("Hello")
        _, page, _ = await opened(await link(world, ada))
        nickname = known().profiles[id].nickname
        assert [f"<b>{nickname}</b>" in page, "Lovelace" in page] == [True, False]


async def test_a_link_that_was_changed_or_is_over_opens_nothing() -> None:
    async with a_world(LINKS) as world:
        ada, _ = await talking(world, words="teapot")
        url = await link(world, ada)
        assert (await opened(url[:-2]))[0] == 404
        assert (await opened(url.replace("/transcript/", "/transcript/x")))[0] == 404
        assert (await opened(f"{world.url}/transcript/{'a' * 500}"))[0] == 404
        await world.clock.advance(9 * 24 * 3600)
        status, page, _ = await opened(url)
        assert (status, "teapot" in page, "expired" in page) == (410, False, True)


async def test_the_customer_is_sent_the_link_by_a_click_on_the_answer() -> None:
    async with a_world(LINKS) as world:
        ada, customer = await talking(world)
        await link(world, ada)
        await ada.clicks("Send to customer", beside="/transcript/")
        await customer.hears("You can read this chat again until")
        await world.desk.shows("You can read this chat again until")


async def test_in_private_mode_the_link_is_not_sent() -> None:
    async with a_world(LINKS) as world:
        ada, customer = await talking(world)
        await ada.writes("!private on")
        await ada.is_told(sentence("private_on"))
        await ada.writes("!transcript customer")
        await ada.is_told(sentence("transcript_private_mode"))
        await customer.never_heard("You can read this chat again")


async def test_after_the_end_the_link_is_given_and_not_sent() -> None:
    async with a_world(LINKS) as world:
        ada, customer = await talking(world)
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await ada.writes("!transcript customer")
        await ada.is_told(sentence("transcript_not_running"))
        assert (await opened(await link(world, ada)))[0] == 200


async def test_agents_of_other_queues_get_no_transcript() -> None:
    shop = LINKS | {"agents": {"grace": {"queues": ["sales"]}}}
    async with a_world(shop) as world:
        await talking(world)
        grace = world.desk.agent("grace")
        await grace.writes("!transcript")
        await grace.is_told(sentence("chat_not_yours", number=1))


@pytest.mark.parametrize("path", ["", "x", "x.y", "%00.%00", "..%2f"])
async def test_nonsense_is_answered_with_a_page(path: str) -> None:
    async with a_world(LINKS) as world:
        assert (await opened(f"{world.url}/transcript/{path}"))[0] == 404
