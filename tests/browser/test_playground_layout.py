"""The playground's page and the shop at three widths, light and dark: nothing overlaps, is cut or unstyled."""

import re

import pytest
from playwright.async_api import Page, expect

from playground.server import Playground
from tests.browser import gallery, layout
from tests.browser.conftest import PHONE_WIDTH, OpenPage
from tests.browser.furnished import furnish, world
from tests.browser.slack_app import SlackApp

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", layout.SCHEMES)
@pytest.mark.parametrize("size", layout.SIZES, ids=lambda size: f"{size[0]}px")
async def test_nothing_overlaps_is_cut_or_unstyled(
    playground: Playground, app: SlackApp, open_page: OpenPage, size: tuple[int, int], scheme: str
) -> None:
    async def modal_opens(payload: gallery.Json) -> None:
        await app.client.views_open(trigger_id=payload["trigger_id"], view=gallery.MODAL)

    await furnish(app)
    app.answers["block_actions"] = modal_opens
    page = await open_page(playground.url, width=size[0], height=size[1], scheme=scheme)
    phone = size[0] < PHONE_WIDTH
    await expect(page.get_by_text("Only visible to you")).to_be_visible()
    await layout.assert_sound(page)
    await page.get_by_role("log").evaluate("list => { list.scrollTop = 0; }")
    await layout.assert_sound(page)

    await page.get_by_role("button", name=re.compile("1 reply")).click()
    await layout.assert_sound(page)
    await page.get_by_role("complementary", name="Thread").get_by_role("button", name="Form").click()
    modal = page.get_by_role("dialog", name="Order details")
    await modal.get_by_role("button", name="Save").click()
    await expect(modal.get_by_role("alert")).to_have_count(2)
    await layout.assert_sound(page, ".modal")
    await modal.locator(".modal-body").evaluate("body => { body.scrollTop = body.scrollHeight; }")
    await layout.assert_sound(page, ".modal")
    await modal.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Close thread").click()

    if phone:
        await page.get_by_role("button", name=re.compile("^Channels")).click()
        await layout.assert_sound(page, ".sidebar")
    await page.get_by_role("button", name=re.compile("Acting as")).click()
    await layout.assert_sound(page, ".popover")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Deskbridge Home").click()
    await expect(page.get_by_text("Good morning, Ada")).to_be_visible()
    await layout.assert_sound(page)

    await inspector_is_sound(page)


async def inspector_is_sound(page: Page) -> None:
    await world(page, "Inspector")
    await page.locator(".exchange-line").first.click()
    await layout.assert_sound(page)
    await page.get_by_role("tab", name="Faults").click()
    await layout.assert_sound(page)


@pytest.mark.parametrize("scheme", layout.SCHEMES)
@pytest.mark.parametrize("size", layout.SIZES, ids=lambda size: f"{size[0]}px")
async def test_the_shop_is_sound_by_itself(
    playground: Playground, open_page: OpenPage, size: tuple[int, int], scheme: str
) -> None:
    page = await open_page(f"{playground.url}/shop", width=size[0], height=size[1], scheme=scheme)
    await expect(page.get_by_role("heading", name="Leaves that took their time.")).to_be_visible()
    await layout.assert_sound(page)
    await page.evaluate("scrollTo(0, document.body.scrollHeight)")
    await layout.assert_sound(page)


@pytest.mark.parametrize(
    ("flaw", "finding"),
    [
        ("<p style='margin:0'>one line of text</p><p style='margin-top:-14px'>another line</p>", "overlapping text"),
        ("<div style='width:60px;overflow:hidden;white-space:nowrap'>a text that is cut off</div>", "clipped text"),
        ("<button>plain</button>", "unstyled control"),
        ("<input type='text' value='x' style='font:12px monospace;border:1px solid'>", "control in another typeface"),
        ("<a href='#'>under</a><div style='position:absolute;inset:0;background:#fff'></div>", "covered control"),
        ("<p style='color:#bbb'>faint</p>", "faint text"),
        ("<div style='width:3000px'>wide</div>", "the page is wider than the window"),
    ],
)
async def test_the_checker_finds_a_planted_fault(open_page: OpenPage, flaw: str, finding: str) -> None:
    page = await open_page("about:blank")
    await page.set_content(f"<body style='font-family:sans-serif;background:#fff'>{flaw}</body>")
    assert any(line.startswith(finding) for line in await layout.faults(page))


async def test_the_checker_leaves_scrolled_and_ellipsed_text_alone(open_page: OpenPage) -> None:
    page = await open_page("about:blank")
    scrolled = "<div style='height:40px;overflow:auto'><p>1</p><p>2</p><p>3</p></div>"
    cut = "width:60px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis"
    await page.set_content(
        f"<body style='font-family:sans-serif'>{scrolled}<div style='{cut}'>a long text</div></body>"
    )
    assert await layout.faults(page) == []
