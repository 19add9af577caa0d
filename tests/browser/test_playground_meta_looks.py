"""Messenger and WhatsApp at three widths, light and dark: nothing overlaps, is cut or unstyled; axe finds nothing."""

import re

import pytest
from playwright.async_api import Page, expect

from playground.meta.seed import MIA_PSID, MIA_WA
from playground.server import Playground
from tests.browser import layout
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.meta_furnished import furnish_messenger, furnish_whatsapp, with_meta

pytestmark = pytest.mark.browser
__all__ = ["with_meta"]  # a fixture

PHONE, DESKTOP, WIDE = layout.SIZES
LOOKS = pytest.mark.parametrize(
    ("size", "scheme"),
    [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (WIDE, "dark")],
    ids=["phone-light", "phone-dark", "desktop-light", "wide-dark"],
)


@LOOKS
async def test_everything_that_messenger_shows(
    with_meta: Playground, open_page: OpenPage, size: tuple[int, int], scheme: str
) -> None:
    page = await opened(with_meta, open_page, "Messenger", size, scheme)
    await furnish_messenger(with_meta)
    await expect(page.get_by_role("group", name="Quick replies")).to_be_visible()
    await through(page, "Messenger")
    await with_meta.messenger.simulate.switch(person=MIA_PSID, blocked=True)
    await expect(page.get_by_role("button", name="Unblock")).to_be_visible()
    await looks(page)


@LOOKS
async def test_everything_that_whatsapp_shows(
    with_meta: Playground, open_page: OpenPage, size: tuple[int, int], scheme: str
) -> None:
    page = await opened(with_meta, open_page, "WhatsApp", size, scheme)
    await furnish_whatsapp(with_meta)
    await expect(page.get_by_role("button", name="Twenty characters ok")).to_be_visible()
    await through(page, "WhatsApp")
    await page.get_by_role("button", name="Choose a service now").click()
    await expect(page.get_by_role("menu")).to_be_visible()
    await looks(page, ".popover")
    await page.keyboard.press("Escape")
    await page.get_by_role("region", name="WhatsApp").get_by_role("button", name=re.compile("^All chats")).click()
    await expect(page.get_by_text("A word of the wholesale.")).to_be_visible()
    await looks(page)
    await with_meta.whatsapp.simulate.switch(person=MIA_WA, off=True)
    await page.get_by_role("button", name=re.compile("^Northwind(?! wholesale)")).click()
    await expect(page.get_by_role("button", name="Go online")).to_be_visible()
    await looks(page)


async def opened(playground: Playground, open_page: OpenPage, name: str, size: tuple[int, int], scheme: str) -> Page:
    """Open an app, still empty."""
    address = f"{playground.url}/?desk={name.lower()}"
    page = await open_page(address, width=size[0], height=size[1], scheme=scheme)
    region = page.get_by_role("region", name=name)
    await expect(region.get_by_text("No messages yet.")).to_be_visible()
    await looks(page)
    return page


async def looks(page: Page, root: str | None = None) -> None:
    """Look with both checkers."""
    await layout.assert_sound(page, root)
    await assert_accessible(page)


async def through(page: Page, name: str) -> None:
    """Look at the end, the beginning and the menus, then at what is being answered."""
    region = page.get_by_role("region", name=name)
    await looks(page)
    log = region.get_by_role("log", name="Messages")
    await log.evaluate("list => { list.scrollTop = 0; }")
    await looks(page)
    await log.evaluate("list => { list.scrollTop = list.scrollHeight; }")
    for menu in (re.compile("Take another"), re.compile(f"^{name} options")):
        await region.get_by_role("button", name=menu).click()
        await expect(page.get_by_role("menu")).to_be_visible()
        await looks(page, ".popover")
        await page.keyboard.press("Escape")
    await region.get_by_role("button", name="React, answer or delete").last.click()
    await looks(page, ".popover")
    await page.get_by_role("menuitem", name="Answer").click()
    await expect(region.get_by_role("button", name="Answer nothing")).to_be_visible()
    await looks(page)
