"""Closed hours in the widget: the form that can be left, and what is said of the hours."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Frame, Page, expect

from core.inbound import OfflineRequest
from core.ports import Door
from tests.adapters.web.world import FORM
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.layout import SCHEMES, SIZES, assert_sound
from tests.browser.widget.site import LAUNCHER, Shop, say, wait_for

pytestmark = pytest.mark.browser

WORDS = "Our tea room is closed, and so are our eyes."


async def opens(shop: Shop, page: Page) -> Frame:
    """Press the launcher while nobody is there."""
    frame = await shop.frame(page)
    await expect(frame.get_by_role("main")).to_be_attached()
    size = page.viewport_size or {"width": 0, "height": 0}
    await page.mouse.click(size["width"] - LAUNCHER, size["height"] - LAUNCHER)
    await expect(frame.get_by_role("button", name="Close chat")).to_be_in_viewport()
    return frame


def closed(shop: Shop, *, form: bool = True, seconds: float = 40_000) -> None:
    at = shop.world.clock.now() + timedelta(seconds=seconds)
    shop.world.asides.now = Door(open=False, opens_at=at, offline=FORM if form else None, words=WORDS)


async def fill(frame: Frame) -> None:
    await frame.get_by_label("Your e-mail").fill("mia@example.org")
    await frame.get_by_label("What is it about?").select_option("An order")
    await frame.get_by_label("Oolong").check()
    await frame.get_by_label("Your message").fill("Where is my tea? 🍵")


async def test_the_form_is_left_and_becomes_a_message_of_the_customers(shop: Shop, open_page: OpenPage) -> None:
    closed(shop)
    frame = await opens(shop, await open_page(shop.url))
    await expect(frame.get_by_role("heading", name="Leave us a message")).to_be_visible()
    await fill(frame)
    await frame.get_by_role("button", name="Send", exact=True).dblclick()

    await expect(frame.get_by_text("mia@example.org")).to_be_visible()
    (left,) = shop.world.bodies(OfflineRequest)
    assert [(one.name, one.values) for one in left.answers] == [
        ("email", ("mia@example.org",)),
        ("about", ("An order",)),
        ("teas", ("Oolong 🍵",)),
        ("words", ("Where is my tea? 🍵",)),
    ]
    await expect(frame.get_by_text("We answer when we are back")).to_be_visible()


async def test_what_is_missing_or_wrong_is_said_at_its_field_and_nothing_is_lost(
    shop: Shop, open_page: OpenPage
) -> None:
    closed(shop)
    page = await open_page(shop.url)
    frame = await opens(shop, page)
    await frame.get_by_role("button", name="Send", exact=True).click()
    await expect(frame.get_by_text("Please fill in this field.")).to_have_count(3)
    await expect(frame.get_by_label("Your e-mail")).to_be_focused()
    await fill(frame)
    await frame.get_by_label("Your e-mail").fill("nobody")
    await frame.get_by_role("button", name="Send", exact=True).click()
    await expect(frame.get_by_text("Write an email address")).to_be_visible()
    assert shop.world.bodies(OfflineRequest) == []

    await page.reload()
    again = await opens(shop, page)
    await expect(again.get_by_label("Your message")).to_have_value("Where is my tea? 🍵")
    await expect(again.get_by_label("Oolong")).to_be_checked()
    await again.get_by_label("Your e-mail").fill("mia@example.org")
    await again.get_by_role("button", name="Send", exact=True).click()
    await wait_for(lambda: shop.world.bodies(OfflineRequest))
    await page.reload()
    assert await (await opens(shop, page)).evaluate("localStorage.getItem('deskbridge.form')") is None


async def test_without_a_form_the_customer_writes_all_the_same_and_is_told_of_the_hours(
    shop: Shop, open_page: OpenPage
) -> None:
    closed(shop, form=False)
    frame = await opens(shop, await open_page(shop.url))
    await expect(frame.get_by_text(WORDS)).to_be_visible()
    await expect(frame.get_by_text("Open from")).to_be_visible()
    await say(frame, "Good night")

    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()


async def test_when_the_door_opens_the_form_makes_way_for_the_chat(shop: Shop, open_page: OpenPage) -> None:
    closed(shop, seconds=-1)
    shop.world.asides.now = replace(shop.world.asides.now, opens_at=shop.world.clock.now() - timedelta(seconds=1))
    page = await open_page(shop.url)
    await shop.frame(page)
    shop.world.asides.now = Door()
    frame = await opens(shop, page)

    await expect(frame.get_by_label("Your message")).to_have_attribute("placeholder", "Write a message…")
    await expect(frame.get_by_text(WORDS)).to_have_count(0)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_the_form_is_laid_out_well(
    shop: Shop, open_page: OpenPage, width: int, height: int, scheme: str, tmp_path: Path
) -> None:
    closed(shop)
    page = await open_page(shop.url, width=width, height=height, scheme=scheme)
    frame = await opens(shop, page)
    await page.screenshot(path=tmp_path / "form.png")
    await assert_sound(frame)
    await frame.get_by_role("button", name="Send", exact=True).click()
    await expect(frame.get_by_text("Please fill in this field.")).to_have_count(3)
    await page.screenshot(path=tmp_path / "mistakes.png")
    await assert_sound(frame)
    await frame.get_by_label("Your message").scroll_into_view_if_needed()
    await page.screenshot(path=tmp_path / "end.png")
    await assert_sound(frame)
    await assert_accessible(frame)
