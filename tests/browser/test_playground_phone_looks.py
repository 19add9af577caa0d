"""The phone at three widths, light and dark: nothing overlaps, is cut or unstyled, and axe finds nothing."""

import re

import pytest
from playwright.async_api import Page, expect

from playground.server import Playground
from playground.twilio.seed import MIA
from tests.browser import layout
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.phone_furnished import furnish, with_phone

pytestmark = pytest.mark.browser
__all__ = ["with_phone"]  # a fixture


PHONE, DESKTOP, WIDE = layout.SIZES


@pytest.mark.parametrize(
    ("size", "scheme"),
    [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (WIDE, "dark")],
    ids=["phone-light", "phone-dark", "desktop-light", "wide-dark"],
)
async def test_everything_that_the_phone_shows(
    with_phone: Playground, open_page: OpenPage, size: tuple[int, int], scheme: str
) -> None:
    page = await open_page(f"{with_phone.url}/?desk=phone", width=size[0], height=size[1], scheme=scheme)
    await expect(page.get_by_text("No texts yet.")).to_be_visible()
    await looks(page)
    await furnish(with_phone)
    await page.reload()
    await page.get_by_role("region", name="Phone").get_by_role("button", name=re.compile("^All texts")).click()
    await expect(page.get_by_text("A word of the wholesale.")).to_be_visible()
    await looks(page)
    await page.get_by_role("button", name=re.compile("^Northwind(?! wholesale)")).click()
    await expect(page.get_by_text("Northwind Tea").last).to_be_visible()
    await looks(page)
    await page.get_by_role("log", name="Texts").evaluate("list => { list.scrollTop = 0; }")
    await looks(page)
    await page.get_by_role("log", name="Texts").evaluate("list => { list.scrollTop = list.scrollHeight; }")
    await menus(page)
    await troubles(page, with_phone)


async def looks(page: Page, root: str | None = None) -> None:
    """Look with both checkers."""
    await layout.assert_sound(page, root)
    await assert_accessible(page)


async def menus(page: Page) -> None:
    """Whose phone, and what can be switched."""
    for name in (re.compile("Take another"), re.compile("^Phone options")):
        await page.get_by_role("button", name=name).click()
        await expect(page.get_by_role("menu")).to_be_visible()
        await looks(page, ".popover")
        await page.keyboard.press("Escape")


async def troubles(page: Page, playground: Playground) -> None:
    """A refusal, a filter, an opt-out, a phone that is off."""
    await page.get_by_role("textbox", name="Text message").fill("a" * 1601)
    await page.get_by_role("region", name="Phone").get_by_role("button", name="Send").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await looks(page, ".world-phone")
    await page.get_by_role("textbox", name="Text message").fill("")
    await playground.twilio.simulate.switch(phone=MIA, filtered=True)
    await playground.twilio.simulate.send(phone=MIA, text="STOP")
    await expect(page.get_by_role("button", name="Text START")).to_be_visible()
    await expect(page.get_by_role("button", name="Let it pass")).to_be_visible()
    await looks(page)
    await playground.twilio.simulate.switch(phone=MIA, off=True)
    await expect(page.get_by_role("button", name="Switch it on")).to_be_visible()
    await looks(page)
