"""The widget at the widths of a phone, a laptop and a large screen, light and dark."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.layout import SCHEMES, SIZES, assert_sound
from tests.browser.widget.site import Shop, open_chat, say

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_nothing_overlaps_or_is_cut(
    shop: Shop, open_page: OpenPage, width: int, height: int, scheme: str
) -> None:
    page = await open_page(shop.url, width=width, height=height, scheme=scheme)
    frame = await open_chat(shop, page)
    await assert_sound(frame)
    await say(
        frame, "Hello there, a somewhat longer question with an https://shop.example/very/long/address/" + "x" * 80
    )
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.joins(name="Adelheid von Wolfenbüttel-Schwarzenberg the Second")
    await shop.world.says(
        "Here you are 🎉", shop.world.keep("terms-and-conditions-2026.pdf", "application/pdf", b"x" * 900)
    )
    await expect(frame.get_by_text("Here you are")).to_be_visible()
    await assert_sound(frame)
    await frame.get_by_label("Insert emoji").first.click()
    await assert_sound(frame, ".emoji-picker")
    await frame.get_by_label("Search emoji").press("Escape")
    await frame.get_by_role("button", name="Options").click()
    await assert_sound(frame, ".menu")
    await frame.get_by_role("menuitem", name="End chat").click()
    await assert_sound(frame, "dialog")
    box = await page.evaluate("[innerWidth, innerHeight, document.documentElement.scrollWidth]")
    assert box == [width, height, width]


@pytest.mark.parametrize(
    ("window", "panel"),
    [((390, 844), [390, 844]), ((667, 375), [667, 375]), ((668, 900), [400, 640]), ((1280, 500), [400, 388])],
)
async def test_panel_fills_a_phone_and_floats_on_a_larger_screen(
    shop: Shop, open_page: OpenPage, window: tuple[int, int], panel: list[int]
) -> None:
    page = await open_page(shop.url, width=window[0], height=window[1])
    frame = await open_chat(shop, page)

    assert await frame.evaluate("[innerWidth, innerHeight]") == panel
    is_full = panel[0] == window[0]
    assert await page.evaluate("document.documentElement.style.overflow") == ("hidden" if is_full else "")
    await frame.get_by_label("Close chat").click()
    await expect(page.locator("html")).to_have_css("overflow", "visible")
