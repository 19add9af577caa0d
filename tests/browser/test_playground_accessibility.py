"""axe-core finds nothing against the playground's page in its main states, on a phone and a desktop, light and dark."""

import re

import pytest
from playwright.async_api import Page, expect

from playground.server import Playground
from tests.browser import gallery
from tests.browser.axe import assert_accessible, findings
from tests.browser.conftest import PHONE_WIDTH, OpenPage
from tests.browser.furnished import furnish, world
from tests.browser.layout import SCHEMES, SIZES
from tests.browser.slack_app import SlackApp

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}px")
async def test_the_page_and_what_opens_over_it(
    playground: Playground, app: SlackApp, open_page: OpenPage, size: tuple[int, int], scheme: str
) -> None:
    async def modal_opens(payload: gallery.Json) -> None:
        await app.client.views_open(trigger_id=payload["trigger_id"], view=gallery.MODAL)

    await furnish(app)
    app.answers["block_actions"] = modal_opens
    page = await open_page(playground.url, width=size[0], height=size[1], scheme=scheme)
    await expect(page.get_by_text("Only visible to you")).to_be_visible()
    await assert_accessible(page)
    await menus(page, phone=size[0] < PHONE_WIDTH)
    await thread_and_modal(page)
    await page.get_by_role("button", name="Start over").click()
    await assert_accessible(page)
    await page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    await other_worlds(page, phone=size[0] < PHONE_WIDTH)


async def menus(page: Page, *, phone: bool) -> None:
    """What opens beside a message and in the sidebar."""
    if not phone:
        await page.get_by_role("article").last.hover()
    await page.get_by_role("button", name="More actions").last.click()
    await expect(page.get_by_role("menu")).to_be_visible()
    await assert_accessible(page)
    await page.keyboard.press("Escape")
    if phone:
        await page.get_by_role("button", name=re.compile("^Channels")).click()
        await assert_accessible(page)
    await page.get_by_role("button", name=re.compile("Acting as")).click()
    await assert_accessible(page)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name=re.compile("support")).first.click()


async def thread_and_modal(page: Page) -> None:
    """A thread beside its channel, and a form over both whose fields are refused."""
    await page.get_by_role("button", name=re.compile("1 reply")).click()
    await assert_accessible(page)
    await page.get_by_role("complementary", name="Thread").get_by_role("button", name="Form").click()
    modal = page.get_by_role("dialog", name="Order details")
    await modal.get_by_role("button", name="Save").click()
    await expect(modal.get_by_role("alert")).to_have_count(2)
    await assert_accessible(page)
    await modal.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Close thread").click()


async def other_worlds(page: Page, *, phone: bool) -> None:
    """The Home tab, the inspector with its faults, and the customer's browser around the shop."""
    if phone:
        await page.get_by_role("button", name=re.compile("^Channels")).click()
    await page.get_by_role("button", name="Deskbridge Home").click()
    await expect(page.get_by_text("Good morning, Ada")).to_be_visible()
    await assert_accessible(page)
    await world(page, "Inspector")
    await page.locator(".exchange-line").first.click()
    await assert_accessible(page)
    await page.get_by_role("tab", name="Faults").click()
    await assert_accessible(page)


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_the_shop(playground: Playground, open_page: OpenPage, scheme: str) -> None:
    await assert_accessible(await open_page(f"{playground.url}/shop", scheme=scheme))


async def test_a_link_without_its_line_would_be_found(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    await app.client.chat_postMessage(channel="C0SUPPORT", text="card", blocks=gallery.CARD)
    page = await open_page(playground.url)
    await page.get_by_role("link", name="Golden Oolong").evaluate("link => { link.style.textDecoration = 'none'; }")
    assert [line.split(" ")[0] for line in await findings(page)] == ["link-in-text-block"]
