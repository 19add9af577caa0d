"""The vendors' sign-in pages in a browser: readable at each size, and thinking first of whose window it is."""

from urllib.parse import urlencode

import pytest

from playground.server import Playground
from playground.slack import admin as slack_admin
from playground.teams import admin as teams_admin
from playground.teams.seed import APP_ID, TENANT
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.layout import SCHEMES, SIZES, assert_sound
from tests.playground.returning import PATH, app

pytestmark = pytest.mark.browser

VENDORS = ("slack", "teams")
ADA, GRACE = {"slack": "U0ADA", "teams": "ada"}, {"slack": "U0GRACE", "teams": "grace"}


def address(playground: Playground, vendor: str, home: str = "https://app.example", **more: str) -> str:
    """Write the address of a vendor's sign-in page."""
    asked = {"response_type": "code", "scope": "openid profile email", "state": "s", "redirect_uri": f"{home}{PATH}"}
    if vendor == "slack":
        asked |= {"client_id": playground.slack.settings.client_id}
        return f"{playground.url}/slack/openid/connect/authorize?{urlencode(asked | more)}"
    asked |= {"client_id": APP_ID}
    return f"{playground.teams.login_url}/{TENANT}/oauth2/v2.0/authorize?{urlencode(asked | more)}"


async def register(playground: Playground, home: str = "https://app.example") -> None:
    """Register where people are led back to."""
    await slack_admin.configure(playground.slack, {"redirect_urls": [home]})
    await teams_admin.configure(playground.teams, {"redirect_uris": [f"{home}{PATH}"]})


def furnish(playground: Playground) -> None:
    """Let somebody with a long name and an emoji work there, and a guest."""
    long = "Wolfeschlegelsteinhausenbergerdorff 🫖 van der Teekanne-Untertasse"
    playground.slack.store.users["U0NOOR"].real_name = long
    playground.slack.store.users["U0NOOR"].email = f"{'a' * 60}@northwind.example"
    noor = playground.teams.store.people["noor"]
    noor.name, noor.is_guest, noor.email = long, True, f"{'a' * 60}@northwind.example"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("vendor", VENDORS)
async def test_the_page_is_sound_and_accessible_at_each_size(
    playground: Playground, open_page: OpenPage, vendor: str, scheme: str
) -> None:
    await register(playground)
    furnish(playground)
    for width, height in SIZES:
        page = await open_page(address(playground, vendor), width=width, height=height, scheme=scheme)
        await assert_sound(page)
        await assert_accessible(page)
    wrong = await open_page(address(playground, vendor, client_id="x" * 90), width=390, height=844, scheme=scheme)
    await assert_sound(wrong)
    await assert_accessible(wrong)


@pytest.mark.parametrize("vendor", VENDORS)
async def test_whose_window_it_is_comes_first_and_goes_on_with_enter(
    playground: Playground, open_page: OpenPage, vendor: str
) -> None:
    async with app() as home:
        await register(playground, home)
        page = await open_page(address(playground, vendor, home))
        assert await page.locator("input:checked").get_attribute("value") == ADA[vendor]
        await page.evaluate(
            "([v, user]) => localStorage.setItem(`playground.${v}.user`, user)", [vendor, GRACE[vendor]]
        )
        await page.reload()
        assert await page.locator("input:checked").get_attribute("value") == GRACE[vendor]
        await page.locator("input:checked").press("Enter")
        await page.wait_for_url(f"{home}{PATH}?code=*")


async def test_a_hint_goes_before_whose_window_it_is(playground: Playground, open_page: OpenPage) -> None:
    await register(playground)
    page = await open_page(address(playground, "teams", login_hint="grace@northwind.example"))
    await page.evaluate("() => localStorage.setItem('playground.teams.user', 'lin')")
    await page.reload()
    assert await page.locator("input:checked").get_attribute("value") == "grace"


async def test_the_answer_that_is_posted_goes_by_itself(playground: Playground, open_page: OpenPage) -> None:
    async with app() as home:
        await register(playground, home)
        page = await open_page(address(playground, "teams", home, response_mode="form_post"))
        await page.get_by_role("button", name="Continue").click()
        await page.wait_for_url(f"{home}{PATH}")
        assert '"method": "POST"' in await page.content()


@pytest.mark.parametrize("vendor", VENDORS)
async def test_a_click_on_a_name_chooses_and_cancel_asks_for_nothing(
    playground: Playground, open_page: OpenPage, vendor: str
) -> None:
    async with app() as home:
        await register(playground, home)
        page = await open_page(address(playground, vendor, home))
        await page.get_by_text("Grace Hopper").click()
        assert await page.locator("input:checked").get_attribute("value") == GRACE[vendor]
        await page.get_by_role("button", name="Cancel").click()
        await page.wait_for_url(f"{home}{PATH}?error=access_denied*")
