"""axe-core finds nothing against the widget in any of its states, light and dark."""

import re

import pytest
from playwright.async_api import Browser, FilePayload, Frame, expect

from core.messages import Mark, MarkKind, Text
from tests.browser.axe import assert_accessible, findings
from tests.browser.conftest import OpenPage
from tests.browser.layout import SCHEMES
from tests.browser.widget.site import LAUNCHER, OPEN_ROOTS, Shop, open_chat, picture, say, until_launcher_says

pytestmark = pytest.mark.browser

FORMATTED = Text(
    "See our terms: brew --at 80 🎁",
    (Mark(MarkKind.LINK, 8, 13, "https://tea.example/terms"), Mark(MarkKind.CODE, 15, 27), Mark(MarkKind.STRIKE, 0, 3)),
)


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_chat_from_its_opening_to_its_end(shop: Shop, open_page: OpenPage, scheme: str) -> None:
    frame = await open_chat(shop, await open_page(shop.url, scheme=scheme))
    await assert_accessible(frame)
    await say(frame, "Where is my order? See https://shop.example/order 🎁")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await assert_accessible(frame)
    await shop.world.joins(text="Ada is here now.")
    await shop.world.says(FORMATTED, shop.world.keep("terms.pdf", "application/pdf", b"x" * 900))
    gone = await shop.world.says("gone", shop.world.keep("leaf.png", "image/png", picture()))
    await shop.world.says("", shop.world.keep("leaf.png", "image/png", picture()))
    await expect(frame.get_by_role("button", name="View leaf.png")).to_have_count(2)
    await shop.world.changes(gone, None)
    await shop.world.changes(await shop.world.says("the wrong price"), "the right price")
    await expect(frame.get_by_text("the right price (edited)")).to_be_visible()
    await expect(frame.get_by_text("This message was deleted")).to_be_visible()
    await assert_accessible(frame)
    await overlays(frame)
    await shop.world.ends()
    await expect(frame.get_by_role("button", name="Start a new chat")).to_be_enabled()
    await assert_accessible(frame)


async def overlays(frame: Frame) -> None:
    """Everything that opens over the chat, one after the other."""
    await frame.get_by_label("Insert emoji").first.click()
    await assert_accessible(frame)
    await frame.get_by_label("Search emoji").press("Escape")
    await frame.get_by_role("button", name="View leaf.png").click()
    await assert_accessible(frame)
    await frame.get_by_role("button", name="Close", exact=True).click()
    await frame.get_by_role("button", name="Options").click()
    await assert_accessible(frame)
    await frame.get_by_role("menuitem", name="End chat").click()
    await expect(frame.get_by_role("dialog")).to_be_visible()
    await assert_accessible(frame)
    await frame.get_by_role("button", name="Keep chatting").click()


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_what_goes_wrong(shop: Shop, open_page: OpenPage, scheme: str) -> None:
    page = await open_page(shop.url, scheme=scheme)
    frame = await open_chat(shop, page)
    files: list[FilePayload] = [
        {"name": f"{n}.txt", "mimeType": "text/plain", "buffer": b"x" if n else b"MZ" + b"\0" * 100} for n in range(6)
    ]
    await frame.locator("input[type=file]").set_input_files(files)
    await expect(frame.get_by_text("is a Windows program")).to_be_visible()
    await expect(frame.get_by_text("You can send up to 5 files with one message.")).to_be_visible()
    await frame.get_by_role("button", name="Remove 0.txt").click()
    await frame.get_by_label("Your message").fill("x" * 4001)
    await assert_accessible(frame)
    await frame.get_by_label("Your message").fill("hello")
    shop.world.files.kept.clear()
    await frame.get_by_role("button", name="Send", exact=True).click()
    await expect(frame.get_by_text(re.compile("Not sent"))).to_be_visible()
    await page.context.set_offline(offline=True)
    await expect(frame.get_by_text("You are offline.")).to_be_visible()
    await assert_accessible(frame)
    await page.context.set_offline(offline=False)


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_chat_that_is_refused(shop: Shop, open_page: OpenPage, scheme: str) -> None:
    page = await open_page(f"{shop.url}", scheme=scheme)
    refusal = {"error": {"code": "banned", "message": "You can't chat here at the moment."}}
    await page.route("**/widget/session", lambda route: route.fulfill(status=403, json=refusal))
    frame = await shop.frame(page)
    await page.mouse.click(1280 - LAUNCHER, 800 - LAUNCHER)
    await expect(frame.get_by_text("You can't chat here at the moment.")).to_be_visible()

    await assert_accessible(frame)


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_launcher_and_panel_in_the_page(shop: Shop, browser: Browser, scheme: str) -> None:
    context = await browser.new_context(
        viewport={"width": 1280, "height": 800},
        reduced_motion="reduce",
        color_scheme="dark" if scheme == "dark" else "light",
    )
    await context.add_init_script(OPEN_ROOTS)  # axe can't look into a closed shadow root
    page = await context.new_page()
    await page.goto(shop.url)
    await until_launcher_says(page, "Open chat")
    assert await page.locator(".launcher").is_visible()
    await assert_accessible(page)
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await assert_accessible(page)
    await page.mouse.click(1280 - LAUNCHER, 800 - LAUNCHER)
    await shop.world.says("one")
    await until_launcher_says(page, "Open chat, 1 unread message")
    await assert_accessible(page)
    await context.close()


async def test_what_axe_would_find_is_found(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    await frame.evaluate("document.querySelector('.send').removeAttribute('aria-label')")
    await frame.evaluate("document.querySelector('.greeting').style.color = '#aaa'")

    found = await findings(frame)
    assert [line.split(" ")[0] for line in found] == ["button-name", "color-contrast"]
