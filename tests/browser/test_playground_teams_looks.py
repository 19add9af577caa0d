"""Teams' window at three widths, light and dark: nothing overlaps, is cut or unstyled, and axe finds nothing."""

import re

import pytest
from playwright.async_api import Page, expect

from playground.server import Playground
from tests.browser import layout
from tests.browser import teams_gallery as gallery
from tests.browser.axe import assert_accessible
from tests.browser.conftest import PHONE_WIDTH, OpenPage
from tests.browser.furnished import world
from tests.browser.teams_app import Json, TeamsApp
from tests.browser.teams_furnished import furnish

pytestmark = pytest.mark.browser


PHONE, DESKTOP, WIDE = layout.SIZES


@pytest.mark.parametrize(
    ("size", "scheme"),
    [(PHONE, "light"), (DESKTOP, "light"), (DESKTOP, "dark"), (WIDE, "dark")],
    ids=["phone-light", "desktop-light", "desktop-dark", "wide-dark"],
)
async def test_everything_that_teams_shows(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage, size: tuple[int, int], scheme: str
) -> None:
    async def opens(_: Json) -> Json:
        return gallery.FORM

    teams_app.answers["task/fetch"] = opens
    await furnish(teams_app)
    page = await open_page(f"{playground.url}/?desk=teams", width=size[0], height=size[1], scheme=scheme)
    await expect(page.get_by_text("Only you can see this message")).to_be_visible()
    await expect(page.get_by_role("button", name="Accept")).to_have_count(1)
    await looks(page)
    await page.get_by_role("log").evaluate("list => { list.scrollTop = 0; }")
    await looks(page)
    await menu_and_dialog(page)
    await reply(page)
    await lists(page, phone=size[0] < PHONE_WIDTH)
    await world(page, "Inspector")
    await page.get_by_role("tab", name="Faults").click()
    await page.get_by_label("Vendor").select_option("teams")
    await page.get_by_label("What it hits").select_option("invokes")
    await looks(page)


async def looks(page: Page, root: str | None = None) -> None:
    """Look with both checkers."""
    await layout.assert_sound(page, root)
    await assert_accessible(page)


async def menu_and_dialog(page: Page) -> None:
    """A message's menu, and a dialog whose fields were refused."""
    post = page.locator(".as-post").last
    await post.scroll_into_view_if_needed()
    await post.hover()
    await post.get_by_role("button", name="Message options").click()
    await looks(page, ".popover")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Note…").click()
    form = page.get_by_role("dialog", name="Add a note")
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_text("Please write something.")).to_be_visible()
    await looks(page, ".task")
    await form.get_by_role("button", name="Close").click()


async def reply(page: Page) -> None:
    """The box to reply, with people offered."""
    await page.get_by_role("button", name="Reply", exact=True).last.click()
    await page.wait_for_function("document.activeElement.matches('textarea, [contenteditable], input')")
    await page.keyboard.type("@")
    await expect(page.get_by_role("option")).to_have_count(4)
    await looks(page, ".teams-composer")
    await page.keyboard.press("Backspace")


async def lists(page: Page, *, phone: bool) -> None:
    """Activity, the chat, and who one is."""
    back = page.get_by_role("button", name="Back to the list")
    if await back.is_visible():
        await back.click()
    rail = page.get_by_role("navigation", name="Teams apps")
    await rail.get_by_role("button", name=re.compile("^Activity")).click()
    await expect(page.get_by_text("Bridge mentioned you")).to_be_visible()
    await looks(page)
    await rail.get_by_role("button", name=re.compile("^Acting as")).click()
    await looks(page, ".popover")
    await page.keyboard.press("Escape")
    await rail.get_by_role("button", name=re.compile("^Chat")).click()
    await page.get_by_role("navigation", name="Chat list").get_by_role("button", name=re.compile("^Bridge")).click()
    await expect(page.get_by_role("button", name="Allow")).to_be_visible()
    await looks(page)
    if phone:
        await expect(rail).to_be_hidden()
