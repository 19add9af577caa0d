"""Secure forms and the agents' pages at two bridges on PostgreSQL and Redis: what begins at one goes on at the other.

Customers have the one bridge and the desk the other, so each form here is asked at one and filled in at the other (S7,
S8, O9).
"""

import asyncio

import pytest
from redis.asyncio import Redis
from yarl import URL

from bridge.forms.opening import NotOpened, Opened, Refusal
from core.ids import AgentId, FormId
from tests.scenarios.audited import acts
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.running import SHARED
from tests.scenarios.scenes import talking
from tests.scenarios.secure import (
    Browser,
    address,
    asks_for_a_code,
    declines,
    described,
    fills_in,
    openers,
    signs_in,
    until_asked,
    with_forms,
)
from tests.scenarios.world import World, a_world

pytestmark = pytest.mark.workers

ADA = AgentId("ada")
STREET = "Elm Street 4711"
SETTINGS = with_forms() | {"keys": [{"id": "k1", "secret": "0123456789abcdef" * 4}]}


def at(base: str, url: str) -> str:
    """Give the same page as another bridge has it: behind a balancer both have one address."""
    there = URL(base)
    return str(URL(url).with_host(there.host or "").with_port(there.port))


async def requested(world: World) -> tuple[Person, Customer, FormId]:
    """Let Ada ask for an address."""
    ada, customer = await talking(world)
    await ada.writes("!form address")
    return ada, customer, await until_asked(world, customer)


async def received(world: World) -> tuple[Person, Customer, FormId]:
    """Let a customer fill in what Ada has asked for."""
    ada, customer, form = await requested(world)
    assert (await fills_in(customer, form, street=STREET))[0] == 200
    await until_asked(world, customer, "received")
    return ada, customer, form


async def refusals(world: World, form: FormId) -> set[NotOpened]:
    """Let Ada try to open a form at each bridge, and give what she is told."""
    tried = [await one.open(form, ADA) for one in openers(world)]
    return {one.why for one in tried if isinstance(one, Refusal)}


async def in_the_vault(url: str) -> int:
    """Count what Redis keeps of secure forms."""
    async with Redis.from_url(url) as client:
        return len(await client.keys("*:form:*"))


async def test_of_openings_at_both_bridges_at_once_one_shows_the_values() -> None:
    async with a_world(SETTINGS) as world:
        _, _, form = await received(world)
        done = await asyncio.gather(*(one.open(form, ADA) for one in openers(world) * 4))

        assert [type(one) for one in done].count(Opened) == 1
        assert {one.why for one in done if isinstance(one, Refusal)} == {NotOpened.OPENED}
        await world.desk.shows("Secure data was opened by Ada Lovelace")
        assert (await acts(world)).count(("form_opened", "ada")) == 1


@pytest.mark.parametrize("place", [0, -1])
async def test_a_session_of_one_bridge_opens_at_the_other_and_what_one_has_shown_neither_shows_again(
    place: int,
) -> None:
    async with a_world(SETTINGS) as world:
        _, _, form = await received(world)
        url, here, there = address(world, form, "ada"), world.urls[place], world.urls[-1 - place]
        await world.desk.agent("ada").is_told(url)
        async with Browser() as browser:
            assert "Open once" in (await signs_in(world, browser, "ada", at(here, url)))[1]
            await browser.visits("GET", at(there, url))
            status, body, _ = await browser.presses("Open once")
            assert (status, STREET in body) == (200, True)
            for base in (there, here):
                status, body, _ = await browser.visits("GET", at(base, url))
                assert (status, "opened by Ada Lovelace" in body, STREET in body) == (410, True, False)
        assert await refusals(world, form) == {NotOpened.OPENED}


async def test_a_code_that_one_bridge_has_sent_holds_at_the_other_once_and_five_tries_are_five_over_both() -> None:
    async with a_world(SETTINGS) as world:
        url = address(world, (await requested(world))[2], "ada")
        code_page = f"/desk/sign-in/code?for={url.partition('for=')[2]}"
        here, there = world.urls[0], world.urls[-1]
        async with Browser() as browser:
            code = await asks_for_a_code(world, browser, "ada", at(here, url))
            for base in (here, there, here, there):
                await browser.visits("GET", base + code_page)
                assert (await browser.presses("Sign in", code="AAAAAAAA"))[0] == 403
            assert (await browser.presses("Sign in", code="AAAAAAAA"))[0] == 410
            await browser.visits("GET", here + code_page)
            assert (await browser.presses("Sign in", code=code))[0] == 410

            code = await asks_for_a_code(world, browser, "ada", at(here, url))
            await browser.visits("GET", there + code_page)
            assert "Signed in as Ada Lovelace" in (await browser.presses("Sign in", code=code))[1]
            await browser.visits("GET", f"{here}/desk/")
            assert (await browser.presses("Sign out"))[0] == 200
            assert "Signed in as Ada" not in (await browser.visits("GET", f"{there}/desk/"))[1]


async def test_a_session_that_is_ended_at_one_bridge_is_over_at_the_other() -> None:
    async with a_world(SETTINGS) as world:
        url = address(world, (await requested(world))[2], "ada")
        here, there = world.urls[0], world.urls[-1]
        async with Browser() as mine, Browser() as lost:
            await signs_in(world, lost, "ada", at(there, url))
            assert "Signed in as Ada Lovelace" in (await lost.visits("GET", f"{there}/desk/"))[1]
            await signs_in(world, mine, "ada", at(here, url))
            await mine.visits("GET", f"{here}/desk/sessions")
            assert "That session is ended" in (await mine.presses("End"))[1]
            assert "Signed in as Ada Lovelace" not in (await lost.visits("GET", f"{there}/desk/"))[1]
            assert "Signed in as Ada Lovelace" in (await mine.visits("GET", f"{there}/desk/"))[1]


async def test_a_one_time_link_is_begun_at_one_bridge_and_sent_at_the_other() -> None:
    async with a_world(SETTINGS) as world:
        _, customer, form = await requested(world)
        links = world.running.bridge.office.form_links
        assert links is not None
        here, there = (at(base, links.customers(form)) for base in (world.urls[0], world.urls[-1]))
        async with Browser() as first, Browser() as second:
            assert "Continue" in (await first.visits("GET", here))[1]
            assert (await first.visits("POST", here))[0] == 200
            assert (await second.visits("POST", there))[0] == 410, "it is the first browser's, at both"
            assert "Delivery address" in (await first.visits("GET", f"{there}/form"))[1]
            assert (await second.sends(f"{there}/form", street="Evil Street"))[0] == 410
            assert (await first.sends(f"{there}/form", street=STREET))[0] == 200
            await until_asked(world, customer, "received")
            assert (await first.visits("GET", here))[0] == 410
        opened = await openers(world)[-1].open(form, ADA)
        assert isinstance(opened, Opened)
        assert opened.values[0].text == STREET


async def test_what_either_side_calls_off_is_over_at_both_bridges(redis_url: str) -> None:
    async with a_world(SETTINGS) as world:
        ada, customer, form = await requested(world)
        await declines(customer, form)
        await world.desk.shows("The customer declined to give secure data: Delivery address.")
        assert await refusals(world, form) == {NotOpened.OVER}

        await ada.writes("!form address")
        form = await until_asked(world, customer)
        await ada.writes("!cancelform")
        await until_asked(world, customer, "cancelled")
        assert (await described(customer, form))["http"] == 410
        assert (await fills_in(customer, form, street=STREET))[0] == 410

        await ada.writes("!form address")
        form = await until_asked(world, customer)
        assert (await fills_in(customer, form, street=STREET))[0] == 200
        await until_asked(world, customer, "received")
        assert await in_the_vault(redis_url) == len(SHARED)
        await ada.writes("!cancelform")
        await until_asked(world, customer, "cancelled")
        await world.quiet()
        assert await refusals(world, form) == {NotOpened.OVER}
        assert await in_the_vault(redis_url) == 0


async def test_what_redis_has_lost_is_told_as_gone(redis_url: str) -> None:
    async with a_world(SETTINGS) as world:
        _, _, form = await received(world)
        if not SHARED:
            await world.restart()  # one process keeps values in its own memory
        async with Redis.from_url(redis_url) as client:
            await client.flushdb()
        found = await openers(world)[-1].open(form, ADA)
        assert isinstance(found, Refusal)
        assert found.why is NotOpened.EXPIRED
        await world.desk.shows("The secure data is gone: Delivery address.")
