"""Redis can't be reached while a secure form is sent, opened or called off, and while an agent signs in (S7, S8, O9).

Rules that these show: whoever waits is told so on a clear page; nothing is lost, nothing is shown twice, and it goes on
by itself when Redis is back.
"""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from core.ids import FormId
from tests.scenarios.audited import lines
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.redis_line import Fate, RedisLine, a_line
from tests.scenarios.scenes import talking
from tests.scenarios.secure import Browser, address, fills_in, signs_in, until_asked, with_forms
from tests.scenarios.settings import Settings
from tests.scenarios.world import World, a_world

STREET = "Elm Street 4711"


@pytest.fixture
async def line(redis_url: str) -> AsyncIterator[RedisLine]:
    """The bridge's way to Redis."""
    async with a_line(redis_url) as line:
        yield line


def settings(line: RedisLine) -> Settings:
    """Give settings with forms whose values are kept in Redis."""
    return with_forms() | {"redis": {"url": line.url}}


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


async def goes(line: RedisLine, how: str) -> None:
    """Take Redis away."""
    if how == "refuses":
        await line.is_cut()
    else:
        line.falls_silent()


async def opened_by(world: World) -> list[str]:
    """Give who has opened a form, as the audit log has it."""
    return [by for act, by, _ in await lines(world) if act == "form_opened"]


@pytest.mark.parametrize("how", ["refuses", "is silent"])
async def test_a_form_that_is_opened_meanwhile_stays_closed_and_opens_once_when_redis_is_back(
    line: RedisLine, how: str
) -> None:
    async with a_world(settings(line)) as world:
        _, customer, form = await received(world)
        url = address(world, form, "ada")
        async with Browser() as browser:
            await signs_in(world, browser, "ada", url)
            await goes(line, how)
            status, body, headers = await browser.presses("Open once")
            assert (status, headers["Retry-After"], STREET in body) == (503, "5", False)
            assert "can&#x27;t be fetched at the moment. Nothing was opened" in body
            assert await opened_by(world) == []

            await line.opens()
            assert "Open once" in (await browser.visits("GET", url))[1]
            status, body, _ = await browser.presses("Open once")
            assert (status, STREET in body) == (200, True)
            status, body, _ = await browser.visits("GET", url)
            assert (status, STREET in body) == (410, False)
        assert await opened_by(world) == ["ada"]
        refused = [fields["why"] for act, by, fields in await lines(world) if (act, by) == ("form_refused", "ada")]
        assert refused == ["unreachable", "opened"]
        await until_asked(world, customer, "opened")


async def test_an_opening_that_loses_redis_in_the_very_act_is_taken_back_and_opens_when_it_is_back(
    line: RedisLine,
) -> None:
    async with a_world(settings(line)) as world:
        ada, customer, form = await received(world)
        url = address(world, form, "ada")
        await ada.is_told(url)
        async with Browser() as browser:
            await signs_in(world, browser, "ada", url)
            line.cuts_at("GETDEL", Fate.UNSENT)
            status, body, _ = await browser.presses("Open once")
            assert (status, STREET in body) == (503, False)
            await world.desk.shows("Secure data could not be fetched, so nobody has seen it: Delivery address.")
            await until_asked(world, customer, "received")

            await line.opens()
            await browser.visits("GET", url)
            assert STREET in (await browser.presses("Open once"))[1]
            assert (await browser.visits("GET", url))[0] == 410


async def test_values_of_which_the_answer_was_lost_are_told_as_gone_and_not_shown(line: RedisLine) -> None:
    async with a_world(settings(line)) as world:
        _, customer, form = await received(world)
        url = address(world, form, "ada")
        async with Browser() as browser:
            await signs_in(world, browser, "ada", url)
            line.cuts_at("GETDEL", Fate.UNANSWERED)
            assert (await browser.presses("Open once"))[0] == 503
            await until_asked(world, customer, "received")

            await line.opens()
            await browser.visits("GET", url)
            status, body, _ = await browser.presses("Open once")
            assert (status, "Ask the customer again" in body, STREET in body) == (410, True, False)
        await world.desk.shows("The secure data is gone: Delivery address.")


@pytest.mark.parametrize("how", ["refuses", "is silent"])
async def test_a_form_that_is_sent_meanwhile_is_not_taken_and_can_be_sent_again(line: RedisLine, how: str) -> None:
    async with a_world(settings(line)) as world:
        _, customer, form = await requested(world)
        links = world.running.bridge.office.form_links
        assert links is not None
        await goes(line, how)
        status, body = await fills_in(customer, form, street=STREET)
        assert (status, body["error"]["code"]) == (503, "try_again")
        async with Browser() as browser:
            url = links.customers(form)
            assert "Continue" in (await browser.visits("GET", url))[1]
            assert (await browser.visits("POST", url))[0] == 200, "its page opens all the same"
            assert (await browser.sends(f"{url}/form", street=STREET))[0] == 503
            await world.quiet()
            assert "received" not in "\n".join(await world.desk.lines())

            await line.opens()
            assert (await browser.sends(f"{url}/form", street=STREET))[0] == 200
        assert await fills_in(customer, form, street="Another Street 1") == (200, {"status": "received"})
        async with Browser() as browser:
            await signs_in(world, browser, "ada", address(world, form, "ada"))
            assert STREET in (await browser.presses("Open once"))[1]


async def test_agents_sign_in_and_out_meanwhile(line: RedisLine) -> None:
    async with a_world(settings(line)) as world:
        _, _, form = await received(world)
        await line.is_cut()
        async with Browser() as browser:
            assert "Open once" in (await signs_in(world, browser, "ada", address(world, form, "ada")))[1]
            assert "Delivery address" in (await browser.visits("GET", f"{world.url}/desk/"))[1]
            assert (await browser.presses("Sign out"))[0] == 200


async def test_what_is_called_off_meanwhile_is_forgotten_when_redis_is_back(line: RedisLine, redis_url: str) -> None:
    async with a_world(settings(line)) as world, Redis.from_url(redis_url) as redis:
        ada, customer, form = await received(world)
        assert len(await redis.keys("*:form:*")) == 1
        await line.is_cut()
        await ada.writes("!cancelform")
        await until_asked(world, customer, "cancelled")
        assert len(await redis.keys("*:form:*")) == 1
        async with Browser() as browser:
            status, body, _ = await signs_in(world, browser, "ada", address(world, form, "ada"))
            assert (status, "Open once" in body) == (410, False)

        await line.opens()
        await world.quiet()
        assert await redis.keys("*:form:*") == []
