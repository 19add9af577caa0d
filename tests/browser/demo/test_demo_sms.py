"""A text message that an agent of the demo writes first: counted while it is typed, on the phone when it is sent."""

import pytest
from playwright.async_api import expect

from bridge.demo.world import World
from playground.twilio.seed import MIA
from tests.browser import layout
from tests.browser.conftest import OpenPage
from tests.browser.demo.stage import Stage

pytestmark = pytest.mark.browser
FIRST = "Your tin is here"
MORE = ", and we keep it for you until Saturday."
LONG = " Come by." * 12


@pytest.mark.parametrize("size", layout.SIZES[:2], ids=lambda size: f"{size[0]}px")
async def test_an_sms_is_counted_while_it_is_typed_and_arrives_at_the_phone(
    demo: World, open_page: OpenPage, size: tuple[int, int]
) -> None:
    stage = Stage(await open_page(demo.playground.url, width=size[0], height=size[1]))
    page = stage.page
    await stage.shows("Slack")
    await stage.slack.goes_to("Deskbridge Home")
    await page.get_by_role("button", name="New SMS…").click()
    form = page.get_by_role("dialog", name="New text message")
    await form.get_by_label("To").fill(MIA)
    box = form.get_by_role("textbox", name="Text")
    await box.click()

    for words in (FIRST, FIRST + MORE):
        await page.keyboard.type(words.removeprefix(await box.input_value()))
        await expect(form.get_by_text(f"{len(words)} (1 message)")).to_be_visible()
        await expect(box).to_be_focused()
    await page.keyboard.type(LONG)
    await expect(form.get_by_text(f"{len(FIRST + MORE + LONG)} (2 messages)")).to_be_visible()
    await stage.is_sound(".modal")
    await expect(form.get_by_label("To")).to_have_value(MIA)
    for _ in LONG:
        await page.keyboard.press("Backspace")
    await expect(form.get_by_text(f"{len(FIRST + MORE)} (1 message)")).to_be_visible()

    await form.get_by_role("button", name="Send").click()
    await expect(form).to_have_count(0)
    await demo.playground.twilio.until(lambda one: one.find(FIRST + MORE, phone=MIA), what="the text on the phone")
    await page.get_by_role("button", name="OK").click()
    await page.locator(".switch", has_text="Phone").click()
    await expect(page.get_by_role("article", name="Received")).to_contain_text(FIRST + MORE)
    assert [one.text for one in demo.playground.twilio.texts(MIA)] == [FIRST + MORE]
