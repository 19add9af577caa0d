"""The sign-in before the agents' pages: by a code in private, a session for each browser (O9)."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from tests.scenarios.audited import lines
from tests.scenarios.differences import Difference
from tests.scenarios.platform import Call
from tests.scenarios.scenes import talking
from tests.scenarios.secure import (
    Answer,
    Browser,
    address,
    asks_for_a_code,
    codes,
    signs_in,
    until_asked,
    with_forms,
    written,
)
from tests.scenarios.world import World, a_world

SIGNED_IN = "Signed in as Ada Lovelace"
NOT_SIGNED_IN = "We send a code to you alone"


async def invited(world: World, agent: str = "ada") -> str:
    """Give an address that an agent is told in private."""
    ada, customer = await talking(world)
    await ada.writes("!form address")
    return address(world, await until_asked(world, customer), agent)


async def test_an_agent_signs_in_by_a_code_that_only_they_are_told() -> None:
    async with a_world(with_forms()) as world:
        url = await invited(world)
        async with Browser() as browser:
            status, body, headers = await signs_in(world, browser, "ada", url)
            assert (status, SIGNED_IN in body) == (409, True), "where they wanted to go"
            assert headers["Cache-Control"] == "no-store"
            assert (await browser.visits("GET", f"{world.url}/desk/"))[0] == 200
            assert list(browser.cookies()) == ["deskbridge"]
            (secret,) = browser.cookies().values()
            (code,) = codes(world, "ada")
            everything = written(world, [])
            assert [one for one in (secret, code, code.replace("-", "")) if one in everything] == []
        assert codes(world, "grace") == []
        assert ("signed_in", "ada", {"desk": world.desk.name, "way": "code"}) in await lines(world)


async def test_a_code_holds_in_the_browser_that_asked_for_it_once_and_as_people_type_it() -> None:
    async with a_world(with_forms()) as world:
        url = await invited(world)
        async with Browser() as mine, Browser() as other:
            code = await asks_for_a_code(world, mine, "ada", url)
            await asks_for_a_code(world, other, "ada", url)
            assert "That is not the code" in (await other.presses("Sign in", code=code))[1]
            asked = mine.cookies()["deskbridge-sign-in"]
            status, body, _ = await mine.presses("Sign in", code=f" {code.lower().replace('-', ' ')} ")
            assert SIGNED_IN in body
            mine.keeps(world.url, **{"deskbridge": "", "deskbridge-sign-in": asked})
            await mine.visits("GET", f"{world.url}/desk/sign-in/code")
            status, body, _ = await mine.presses("Sign in", code=code)
            assert (status, "This code holds no longer" in body) == (410, True)


async def test_a_code_takes_five_tries_and_then_a_new_one_is_sent() -> None:
    async with a_world(with_forms()) as world:
        url = await invited(world)
        async with Browser() as browser:
            code = await asks_for_a_code(world, browser, "ada", url)
            for _ in range(4):
                assert (await browser.presses("Sign in", code="AAAAAAAA"))[0] == 403
            assert (await browser.presses("Sign in", code="AAAAAAAA"))[0] == 410
            await browser.visits("GET", f"{world.url}/desk/sign-in/code?for={url.partition('for=')[2]}")
            assert (await browser.presses("Sign in", code=code))[0] == 410
            await browser.presses("Send me a new code")
            _, new = await world.until(lambda: codes(world, "ada")[1:] and codes(world, "ada"), "a new code")
            assert SIGNED_IN in (await browser.presses("Sign in", code=new))[1]
        refused = [fields["why"] for act, by, fields in await lines(world) if act == "sign_in_refused" and by == "ada"]
        assert refused == ["wrong"] * 5


async def test_a_code_is_too_old_after_ten_minutes() -> None:
    async with a_world(with_forms()) as world:
        url = await invited(world)
        async with Browser() as browser:
            code = await asks_for_a_code(world, browser, "ada", url)
            await world.passes(10 * 60)
            assert (await browser.presses("Sign in", code=code))[0] == 410


async def test_an_agent_is_told_five_codes_in_a_quarter_of_an_hour_whoever_asks() -> None:
    async with a_world(with_forms()) as world:
        url = await invited(world)
        for _ in range(5):
            async with Browser() as browser:
                await asks_for_a_code(world, browser, "ada", url)
                await world.passes(2)
        async with Browser() as browser:
            await browser.visits("GET", url)
            status, body, headers = await browser.presses("Send me a code")
            assert (status, "Please wait a while" in body) == (429, True)
            assert headers["Retry-After"] == "900"
            await world.quiet()
            assert len(codes(world, "ada")) == 5
            await world.passes(15 * 60)
            assert SIGNED_IN in (await signs_in(world, browser, "ada", url))[1]


@pytest.mark.parametrize("how", ["altered", "none", "nonsense"])
async def test_a_link_that_names_nobody_sends_no_code(how: str) -> None:
    async with a_world(with_forms()) as world:
        url = await invited(world)
        wrong = {"altered": url[:-1] + ("A" if url[-1] != "A" else "B"), "none": url.partition("?")[0]}
        async with Browser() as browser:
            status, body, _ = await browser.visits("GET", wrong.get(how, url.partition("=")[0] + "=%01.ä"))
            assert (status, "Come by the link" in body, "Send me a code" in body) == (403, True, False)


async def test_a_session_ends_half_an_hour_after_the_last_page() -> None:
    async with a_world(with_forms()) as world:
        url = await invited(world)
        desk = f"{world.url}/desk/?for={url.partition('for=')[2]}"
        async with Browser() as browser:
            await signs_in(world, browser, "ada", url)
            await world.passes(29 * 60)
            assert SIGNED_IN in (await browser.visits("GET", desk))[1]
            await world.passes(30 * 60)
            assert NOT_SIGNED_IN in (await browser.visits("GET", desk))[1]
            assert SIGNED_IN in (await signs_in(world, browser, "ada", desk))[1]


async def test_each_sign_in_gives_a_new_session_and_ends_the_browsers_old_one() -> None:
    async with a_world(with_forms()) as world:
        url = await invited(world)
        async with Browser() as browser:
            code = await asks_for_a_code(world, browser, "ada", url)
            async with Browser() as other:
                await signs_in(world, other, "ada", url)
                old = other.cookies()["deskbridge"]
                browser.keeps(world.url, deskbridge=old)  # what somebody else knows is of no use after the sign-in
                assert SIGNED_IN in (await browser.presses("Sign in", code=code))[1]
                assert browser.cookies()["deskbridge"] != old
                assert SIGNED_IN not in (await other.visits("GET", f"{world.url}/desk/"))[1]
            assert SIGNED_IN in (await browser.visits("GET", f"{world.url}/desk/"))[1]


async def test_signing_out_takes_a_press_on_a_page_of_ours_and_ends_the_session() -> None:
    async with a_world(with_forms()) as world:
        url = await invited(world)
        async with Browser() as browser:
            await signs_in(world, browser, "ada", url)
            (secret,) = browser.cookies().values()
            assert (await browser.visits("POST", f"{world.url}/desk/sign-out"))[0] == 403
            await browser.visits("GET", f"{world.url}/desk/")
            for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
                status, body, _ = await browser.presses("Sign out", headers=headers)
                assert (status, "not come from our own page" in body) == (403, True)
                await browser.visits("GET", f"{world.url}/desk/")
            status, body, _ = await browser.presses("Sign out", headers={"Origin": world.url})
            assert (status, "Signed out" in body, browser.cookies().get("deskbridge")) == (200, True, None)
            browser.keeps(world.url, deskbridge=secret)
            assert (await browser.visits("GET", f"{world.url}/desk/"))[0] == 403
        assert ("signed_out", "ada", {"desk": world.desk.name}) in await lines(world)


async def test_who_is_an_agent_no_more_is_signed_in_no_more() -> None:
    async with a_world(with_forms()) as world:
        url = await invited(world, "grace")
        desk = f"{world.url}/desk/?for={url.partition('for=')[2]}"
        async with Browser() as browser:
            await signs_in(world, browser, "grace", url)
            assert "Signed in as Grace Hopper" in (await browser.visits("GET", desk))[1]
            await world.restart()
            assert "Signed in as Grace Hopper" in (await browser.visits("GET", desk))[1], "a restart signs nobody out"
            await world.restart({"agents": {"grace": None}})
            status, body, _ = await browser.visits("GET", desk)
            assert (status, "Send me a code" in body) == (403, False)


@pytest.mark.desks("teams", because=Difference.BLOCKED)
async def test_whoever_cant_be_told_a_code_reads_what_to_do_themselves() -> None:
    async with a_world(with_forms()) as world:
        url = await invited(world)
        async with Browser() as browser:
            await browser.visits("GET", url)
            await world.desk.platform.part(world.desk.agent("ada").user, blocked=True)
            status, body, headers = await browser.presses("Send me a code")
            assert (status, "Retry-After" in headers) == (409, False), body
            assert "Write to it once" in body
            assert "Send me a new code" in body


async def test_while_a_bot_may_tell_nobody_anything_its_page_names_who_can_help() -> None:
    async with a_world(with_forms()) as world:
        url = await invited(world)
        async with Browser() as browser:
            await browser.visits("GET", url)
            await world.desk.platform.revoke()
            status, body, headers = await browser.presses("Send me a code")
            assert (status, headers.get("Retry-After")) == (503, "60"), body
            assert "Tell your admin" in body
            await world.desk.platform.install()


@pytest.mark.parametrize("kind", ["outage", "reset_after_accept"])
async def test_while_a_desk_cant_take_a_code_its_page_says_so_and_asks_again(kind: str) -> None:
    async with a_world(with_forms()) as world:
        url = await invited(world)
        async with Browser() as browser:
            await browser.visits("GET", url)
            world.desk.fails(Call.POST, kind, times=None)
            status, body, headers = await _while_time_passes(world, browser.presses("Send me a code"))
            assert (status, headers.get("Retry-After")) == (503, "5"), body
            assert "Your code could not be sent now" in body
            world.playground.faults.clear()
            await world.passes(5)
            known = len(codes(world, "ada"))
            assert "Enter your code" in (await browser.presses("Send me a new code"))[1]
            code = (await world.until(lambda: codes(world, "ada")[known:], "a code"))[-1]
            assert SIGNED_IN in (await browser.presses("Sign in", code=code))[1]


async def _while_time_passes(world: World, pressed: Coroutine[Any, Any, Answer]) -> Answer:
    pressing = asyncio.ensure_future(pressed)
    while not pressing.done():
        await world.passes(1)
    return await pressing
