"""Agents sign in by the sign-in of their suite: Slack's, or Microsoft's (O9)."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urljoin

import pytest

from core.ids import AgentId, DeskName
from tests.scenarios.audited import lines
from tests.scenarios.person import Person
from tests.scenarios.platform import Call
from tests.scenarios.played import OnDesk
from tests.scenarios.scenes import talking
from tests.scenarios.secure import CARD, fills_in, until_asked, with_forms
from tests.scenarios.signing_in import Page
from tests.scenarios.world import World, a_world

SIGNED_IN = "Signed in as Ada Lovelace"
WAY = re.compile(r'href="([^"]*/desk/sign-in/with/[^"]*)"')


def by_suite(**changes: Any) -> Mapping[str, Any]:
    """Give settings whose agents sign in by their suite."""
    return {**with_forms(), "desks": OnDesk(lambda kind: {kind.name: kind.openid()}), **changes}


def way_of(page: Page) -> str:
    """Give where the button of a page leads, by which one signs in."""
    found = WAY.search(page.text)
    assert found, page.text
    return urljoin(page.url, unescape(found[1]))


async def signs_in(person: Person, url: str) -> Page:
    """Open a page and sign in with the suite; give the page in the end."""
    return await person.signs_in(way_of(await person.browser.opens(url)))


async def refusals(world: World) -> list[tuple[str, str]]:
    """Give who was refused, and why."""
    return [(by, fields["why"]) for act, by, fields in await lines(world) if act == "sign_in_refused"]


async def test_an_agent_signs_in_with_their_suite_and_opens_a_form() -> None:
    async with a_world(by_suite()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form card")
        form = await until_asked(world, customer)
        assert (await fills_in(customer, form, card__number=CARD, card__expiry="12/40", card__name="Mary"))[0] == 200
        url = f"{world.url}/desk/forms/{form}"
        told = await ada.is_told(url)
        assert "for=" not in told.whole, "nobody has to be named"

        asked = await ada.browser.opens(url)
        assert "Send me a code" not in asked.text
        page = await ada.signs_in(way_of(asked))
        assert (page.status, page.url, SIGNED_IN in page.text) == (200, url, True)
        opened = await ada.browser.presses(page, "Open once")
        assert CARD.replace(" ", "") in opened.text
        assert ("signed_in", "ada", {"desk": world.desk.name, "way": "openid"}) in await lines(world)
        assert await refusals(world) == []


async def test_somebody_of_the_company_who_is_no_agent_is_told_so() -> None:
    async with a_world(by_suite(), people={"nora": "Nora Nobody"}) as world:
        nora = world.desk.agent("nora")
        page = await signs_in(nora, f"{world.url}/desk/")
        assert (page.status, "You are not an agent here" in page.text) == (403, True)
        assert await refusals(world) == [(world.desk.person("nora"), "not_an_agent")]
        assert "/desk/sign-in?" in (await nora.browser.opens(f"{world.url}/desk/")).url


async def test_who_declines_is_not_signed_in_and_can_try_again() -> None:
    async with a_world(by_suite()) as world:
        ada = world.desk.agent("ada")
        page = await ada.browser.declines(way_of(await ada.browser.opens(f"{world.url}/desk/")))
        assert (page.status, "Not signed in" in page.text, "Try again" in page.text) == (403, True, True)
        assert await refusals(world) == [("", "declined")]
        assert SIGNED_IN in (await signs_in(ada, f"{world.url}/desk/")).text


WRONG = {
    "wrong_nonce": "nonce",
    "expired_token": "expired",
    "other_audience": "audience",
    "other_issuer": "issuer",
    "unknown_key": "key_unknown",
    "unsigned": "key_unknown",
}


@pytest.mark.parametrize("kind", WRONG)
async def test_a_token_that_is_wrong_in_one_way_signs_nobody_in(kind: str) -> None:
    async with a_world(by_suite()) as world:
        ada = world.desk.agent("ada")
        world.desk.fails(Call.TOKEN, kind)
        page = await signs_in(ada, f"{world.url}/desk/")
        assert (page.status, "Not signed in" in page.text, SIGNED_IN in page.text) == (403, True, False)
        ((by, why),) = await refusals(world)
        assert (by, why in (WRONG[kind], "InvalidAlgorithmError", "InvalidSignatureError")) == ("", True), why
        assert SIGNED_IN in (await signs_in(ada, f"{world.url}/desk/")).text


async def test_an_account_of_another_company_is_turned_away() -> None:
    async with a_world(by_suite()) as world:
        world.desk.fails(Call.TOKEN, "other_tenant")
        page = await signs_in(world.desk.agent("ada"), f"{world.url}/desk/")
        assert (page.status, "an account of another company" in page.text) == (403, True)
        assert [why for _, why in await refusals(world)] in (["other_team"], ["other_tenant"])


async def test_the_way_back_works_once_and_in_the_browser_that_set_out_alone() -> None:
    async with a_world(by_suite()) as world:
        ada, grace = world.desk.agent("ada"), world.desk.agent("grace")
        assert SIGNED_IN in (await signs_in(ada, f"{world.url}/desk/")).text
        (back,) = [one for one in ada.browser.visited if one.startswith(f"{world.url}/desk/signed-in/")]
        await grace.browser.opens(way_of(await grace.browser.opens(f"{world.url}/desk/")))
        for browser in (ada.browser, grace.browser):  # a replay, and somebody else's answer in this browser
            page = await browser.opens(back)
            assert (page.status, "Please start again" in page.text) == (400, True)
        assert SIGNED_IN not in (await grace.browser.opens(f"{world.url}/desk/")).text


async def test_a_sign_in_begins_by_a_press_on_our_own_page_and_not_by_another_sites_link() -> None:
    async with a_world(by_suite()) as world:
        ada = world.desk.agent("ada")
        way = way_of(await ada.browser.opens(f"{world.url}/desk/"))
        for site in ("cross-site", "same-site"):
            begun = ada.browser.session.get(way, headers={"Sec-Fetch-Site": site}, allow_redirects=False)
            async with begun as answer:
                assert (answer.status, answer.headers["Location"]) == (303, "/desk/sign-in?to=%2Fdesk%2F")
                assert "Set-Cookie" not in answer.headers
        assert SIGNED_IN in (await signs_in(ada, f"{world.url}/desk/")).text


async def test_a_sign_in_that_takes_longer_than_ten_minutes_starts_again() -> None:
    async with a_world(by_suite()) as world:
        ada = world.desk.agent("ada")
        asked = await ada.browser.opens(way_of(await ada.browser.opens(f"{world.url}/desk/")))
        await world.passes(10 * 60)
        question = asked.asks_who
        assert question is not None
        page = await ada.browser.presses(asked, "Continue", user=ada.user)
        assert (page.status, "Please start again" in page.text) == (400, True)


async def test_a_platform_that_cant_be_asked_now_is_asked_later() -> None:
    async with a_world(by_suite()) as world:
        ada = world.desk.agent("ada")
        world.desk.fails(Call.TOKEN, "500")
        page = await signs_in(ada, f"{world.url}/desk/")
        assert (page.status, "Try again in a moment" in page.text) == (503, True)
        assert page.headers["Retry-After"] == "5"
        assert SIGNED_IN in (await signs_in(ada, f"{world.url}/desk/")).text


async def test_no_code_is_sent_where_the_suite_signs_people_in() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form address")
        form = await until_asked(world, customer)
        links = world.running.bridge.office.form_links
        assert links is not None
        old = links.agents(form, (DeskName(world.desk.name), AgentId("ada")))
        assert "Send me a code" in (await ada.browser.opens(old)).text
        await world.restart({"desks": OnDesk(lambda kind: {kind.name: kind.openid()})})
        assert "Send me a code" not in (await ada.browser.opens(old)).text
