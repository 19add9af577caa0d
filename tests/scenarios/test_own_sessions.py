"""An agent's sessions, seen and ended: by the agent on a page, by an admin (O9; ASVS 5.0, 7.5.2 and 7.4.5)."""

import re

import pytest

from bridge.cli.main import read_arguments
from bridge.cli.sessions import tend
from tests.scenarios.audited import lines
from tests.scenarios.scenes import talking
from tests.scenarios.secure import Browser, address, codes, signs_in, until_asked, with_forms
from tests.scenarios.world import World, a_world

SIGNED_IN = "Signed in as Ada Lovelace"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Safari/604.1"
EVIL = "<script>alert(1)</script>\"' Chrome/1 Windows"
ROW = re.compile(r"<dt[^>]*>(.*?)</dt><dd><span[^>]*>(.*?)</span>(.*?)</dd>", re.DOTALL)
TEN_MINUTES = 10 * 60


async def invited(world: World) -> dict[str, str]:
    """Give the addresses that agents are told in private, by agent."""
    ada, customer = await talking(world)
    await ada.writes("!form address")
    form = await until_asked(world, customer)
    return {agent: address(world, form, agent) for agent in ("ada", "grace")}


async def commands(world: World, *arguments: str) -> int:
    """Do what an admin types, beside the bridge that runs."""
    bridge = world.running.bridge
    return await tend(bridge.config, read_arguments(["sessions", *arguments]), bridge.clock)


def page(world: World) -> str:
    """Give where an agent's sessions are."""
    return f"{world.url}/desk/sessions"


def listed(body: str) -> list[tuple[str, str, bool]]:
    """Give what the page says: of each browser its name, its times, and whether it can be ended."""
    rows = [(re.sub(r"<[^>]*>", "", name), times, ">End</button>" in rest) for name, times, rest in ROW.findall(body)]
    assert rows, body
    return rows


async def ended(world: World) -> list[tuple[str, str]]:
    """Give who has ended how many sessions, as the audit log has it."""
    return [(by, fields["sessions"]) for act, by, fields in await lines(world) if act == "session_ended"]


async def test_an_agent_sees_their_sessions_and_ends_one_of_them() -> None:
    async with a_world(with_forms()) as world:
        told = await invited(world)
        async with Browser(FIREFOX) as desk, Browser(IPHONE) as phone, Browser() as third:
            await signs_in(world, phone, "ada", told["ada"])
            await signs_in(world, third, "ada", told["ada"])
            await world.passes(3 * 60)
            await third.visits("GET", f"{world.url}/desk/")
            await signs_in(world, desk, "ada", told["ada"])
            assert 'href="/desk/sessions">Your sessions</a>' in (await desk.visits("GET", f"{world.url}/desk/"))[1]

            status, body, _ = await desk.visits("GET", page(world))
            rows = listed(body)
            assert (status, [name for name, _, _ in rows]) == (
                200,
                ["Firefox on Linux this one", "A browser", "Safari on iPhone"],
            )
            assert [can for *_, can in rows] == [False, True, True], "this one ends by Sign out"
            assert all("UTC, by a code\n" in times for _, times, _ in rows)
            assert [times.rpartition("Last seen ")[2] for _, times, _ in rows] == ["just now", "just now", "3 min. ago"]

            status, body, _ = await desk.presses("End")  # of the first that has one
            assert (status, "That session is ended" in body) == (200, True)
            assert [name for name, _, _ in listed(body)] == ["Firefox on Linux this one", "Safari on iPhone"]
            assert SIGNED_IN not in (await third.visits("GET", f"{world.url}/desk/"))[1]
            assert SIGNED_IN in (await phone.visits("GET", f"{world.url}/desk/"))[1]
        assert await ended(world) == [("ada", "1")]


async def test_a_second_press_says_that_it_was_over_already_and_who_is_alone_that_they_are() -> None:
    async with a_world(with_forms()) as world:
        told = await invited(world)
        async with Browser() as mine, Browser() as other:
            await signs_in(world, mine, "ada", told["ada"])
            status, body, _ = await mine.visits("GET", page(world))
            assert (status, "You are signed in nowhere else." in body, ">End" in body) == (200, True, False)

            await signs_in(world, other, "ada", told["ada"])
            await mine.visits("GET", page(world))
            assert "That session is ended" in (await mine.presses("End"))[1]
            status, body, _ = await mine.replays()
            assert (status, "That session was over already" in body, len(listed(body))) == (200, True, 1)
        assert await ended(world) == [("ada", "1")]


async def test_all_other_sessions_end_and_nobody_elses() -> None:
    async with a_world(with_forms()) as world:
        told = await invited(world)
        async with Browser() as mine, Browser() as one, Browser() as other, Browser() as graces:
            for browser in (one, other, mine):
                await signs_in(world, browser, "ada", told["ada"])
            await signs_in(world, graces, "grace", told["grace"])
            assert len(listed((await mine.visits("GET", page(world)))[1])) == 3, "Grace's is not Ada's to see"
            status, body, _ = await mine.presses("End all others")
            assert (status, "Your other sessions are ended" in body, len(listed(body))) == (200, True, 1)

            for browser in (one, other):
                assert SIGNED_IN not in (await browser.visits("GET", f"{world.url}/desk/"))[1]
            assert SIGNED_IN in (await mine.visits("GET", f"{world.url}/desk/"))[1]
            assert "Signed in as Grace Hopper" in (await graces.visits("GET", f"{world.url}/desk/"))[1]
            assert "You are signed in nowhere else." in (await graces.visits("GET", page(world)))[1]
        assert await ended(world) == [("ada", "2")]


async def test_nobody_ends_a_session_of_somebody_else_or_by_a_press_that_is_not_our_pages() -> None:
    async with a_world(with_forms()) as world:
        told = await invited(world)
        async with Browser() as mine, Browser() as other, Browser() as graces, Browser() as stranger:
            for browser in (other, mine):
                await signs_in(world, browser, "ada", told["ada"])
            await signs_in(world, graces, "grace", told["grace"])
            for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
                await mine.visits("GET", page(world))
                status, body, _ = await mine.presses("End", headers=headers)
                assert (status, "not come from our own page" in body) == (403, True)
            _, body, _ = await mine.visits("GET", page(world))
            theirs = re.search(r'name="end" value="([^"]+)"', body)
            word = re.search(r'name="token" value="([^"]+)"', (await graces.visits("GET", page(world)))[1])
            assert theirs is not None
            assert word is not None
            given = {"token": word[1], "end": theirs[1]}
            assert "That session was over already" in (await graces.visits("POST", page(world), data=given))[1]
            assert SIGNED_IN not in (await stranger.visits("POST", page(world), data=given))[1]
            assert (await graces.visits("POST", page(world), data={"end": "others"}))[0] == 403
            assert SIGNED_IN in (await other.visits("GET", f"{world.url}/desk/"))[1]
        assert await ended(world) == []


async def test_after_ten_minutes_an_end_takes_a_new_sign_in() -> None:
    async with a_world(with_forms()) as world:
        told = await invited(world)
        async with Browser() as mine, Browser() as other:
            for browser in (other, mine):
                await signs_in(world, browser, "ada", told["ada"])
            await mine.visits("GET", page(world))
            await world.passes(TEN_MINUTES)
            status, body, _ = await mine.presses("End")  # on a page from before
            assert (status, "Sign in again first" in body, SIGNED_IN in body) == (403, True, True)
            assert SIGNED_IN in (await other.visits("GET", f"{world.url}/desk/"))[1]

            status, body, _ = await mine.visits("GET", page(world))
            assert (status, len(listed(body)), ">End" in body) == (200, 2, False), "to look takes no new sign-in"
            again = re.search(r'href="([^"]+)">Sign in again</a>', body)
            assert again is not None
            old = mine.cookies()["deskbridge"]
            status, body, _ = await mine.visits("GET", world.url + again[1].replace("&amp;", "&"))
            assert (status, "Sign in again, and you can end" in body) == (200, True)
            known = len(codes(world, "ada"))
            assert "Enter your code" in (await mine.presses("Send me a code"))[1]
            code = (await world.until(lambda: codes(world, "ada")[known:], "a new code"))[-1]
            status, body, _ = await mine.presses("Sign in", code=code)
            assert (status, len(listed(body)), mine.cookies()["deskbridge"] != old) == (200, 2, True)
            assert "That session is ended" in (await mine.presses("End"))[1]
            assert SIGNED_IN not in (await other.visits("GET", f"{world.url}/desk/"))[1]
        assert await ended(world) == [("ada", "1")]


async def test_who_is_not_signed_in_comes_to_their_sessions_by_the_sign_in() -> None:
    async with a_world(with_forms()) as world:
        told = await invited(world)
        async with Browser() as browser:
            url = f"{page(world)}?for={told['ada'].partition('for=')[2]}"
            status, body, _ = await signs_in(world, browser, "ada", url)
            assert (status, "<h1" in body and "Your sessions</h1>" in body) == (200, True)
            await browser.visits("GET", f"{world.url}/desk/sign-in?to=/desk/sessions")
            assert SIGNED_IN in (await browser.visits("GET", page(world)))[1], (
                "who has just signed in isn't asked again"
            )


@pytest.mark.parametrize("done", ["one", "<b>x</b>", "over&done=one", ""])
async def test_what_a_browser_says_and_what_an_address_holds_stands_on_no_page(done: str) -> None:
    async with a_world(with_forms()) as world:
        told = await invited(world)
        async with Browser(EVIL) as evil, Browser(FIREFOX) as mine:
            await signs_in(world, evil, "ada", told["ada"])
            await signs_in(world, mine, "ada", told["ada"])
            _, body, headers = await mine.visits("GET", f"{page(world)}?done={done}")
            assert [name for name, _, _ in listed(body)] == ["Firefox on Linux this one", "Chrome on Windows"]
            assert [word for word in ("alert", "<script", "<b>x") if word in body] == []
            assert headers["Content-Security-Policy"].startswith("default-src 'none'")
            everything = " ".join((*mine.cookies().values(), *evil.cookies().values()))
            assert [one for one in everything.split() if one in body] == []


async def test_an_agent_whose_sessions_an_admin_ends_is_signed_out_with_the_next_page() -> None:
    async with a_world(with_forms()) as world:
        told = await invited(world)
        async with Browser() as one, Browser() as other, Browser() as graces:
            for browser in (one, other):
                assert SIGNED_IN in (await signs_in(world, browser, "ada", told["ada"]))[1]
            await signs_in(world, graces, "grace", told["grace"])
            assert await commands(world, "--end", "ada", "--by", "the admin") == 0

            for browser in (one, other):
                assert SIGNED_IN not in (await browser.visits("GET", told["ada"]))[1]
            assert "Signed in as Grace Hopper" in (await graces.visits("GET", f"{world.url}/desk/"))[1]
            assert SIGNED_IN in (await signs_in(world, one, "ada", told["ada"]))[1], "and can sign in again"
        assert await ended(world) == [("the admin", "2")]
