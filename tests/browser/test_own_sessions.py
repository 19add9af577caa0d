"""An agent's sessions on a page in a real browser: sound at every size, accessible, ended by the keyboard (O9)."""

import pytest
from playwright.async_api import Page, expect

from core.ids import AgentId, DeskName, FormId
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.layout import SCHEMES, SIZES, assert_sound
from tests.scenarios.secure import Browser, codes, signs_in, with_forms
from tests.scenarios.world import World, a_world

pytestmark = pytest.mark.browser

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Safari/604.1"
SAMSUNG = "Mozilla/5.0 (Linux; Android 10; K) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36"
TEN_MINUTES = 10 * 60


def address(world: World) -> str:
    """Give the page's address, with a word by which a code can be sent to Ada."""
    links = world.running.bridge.office.form_links
    assert links is not None
    told = links.agents(FormId("f0"), (DeskName(world.desk.name), AgentId("ada")))
    return f"{world.url}/desk/sessions?for={told.partition('for=')[2]}"


async def comes_in(page: Page, world: World) -> None:
    """Sign in by a code on the page that asks for it."""
    known = len(codes(world, "ada"))
    await page.get_by_role("button", name="Send me a code").click()
    code = (await world.until(lambda: codes(world, "ada")[known:], "a code for Ada"))[-1]
    await page.get_by_label("Your code").fill(code)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", name="Your sessions")).to_be_visible()


async def is_good(page: Page) -> None:
    """Look at it at every size, light and dark."""
    for width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            await assert_sound(page)
            await assert_accessible(page)


async def test_the_list_is_sound_and_accessible_at_every_size_with_others_alone_and_after_a_while(
    open_page: OpenPage,
) -> None:
    async with a_world(with_forms()) as world, Browser(IPHONE) as phone, Browser(SAMSUNG) as other:
        for browser in (phone, other):
            await signs_in(world, browser, "ada", address(world))
        page = await open_page(address(world))
        await comes_in(page, world)
        await expect(page.get_by_text("Samsung Internet on Android")).to_be_visible()
        await is_good(page)
        await world.passes(TEN_MINUTES)
        await page.reload()
        await expect(page.get_by_role("link", name="Sign in again")).to_be_visible()
        await is_good(page)
        await page.get_by_role("link", name="Sign in again").click()
        await comes_in(page, world)
        await page.get_by_role("button", name="End all others").click()
        await expect(page.get_by_role("status")).to_contain_text("Your other sessions are ended")
        await is_good(page)


async def test_by_the_keyboard_an_end_says_whose_it_is_and_going_back_ends_nothing_more(open_page: OpenPage) -> None:
    async with a_world(with_forms()) as world, Browser(IPHONE) as phone, Browser(SAMSUNG) as other:
        for browser in (phone, other):
            await signs_in(world, browser, "ada", address(world))
            await world.passes(60)
        page = await open_page(address(world))
        await comes_in(page, world)
        ends = page.get_by_role("button", name="End", exact=True)
        await expect(ends).to_have_count(2)
        await expect(ends.first).to_have_accessible_description("Samsung Internet on Android")
        await expect(ends.last).to_have_accessible_description("Safari on iPhone")
        for _ in range(10):
            await page.keyboard.press("Tab")
            if await ends.first.evaluate("one => one === document.activeElement"):
                break
        await expect(ends.first).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status")).to_contain_text("That session is ended")
        await expect(ends).to_have_count(1)
        await page.go_back()
        await expect(ends).to_have_count(1)
        await page.reload()
        await expect(ends).to_have_count(1)
        await expect(ends).to_have_accessible_description("Safari on iPhone")
