"""Messenger and WhatsApp on the playground's page: written, tapped, answered, reacted to; what keeps messages away."""

import re

import pytest
from playwright.async_api import FilePayload, Page, expect

from playground.meta.seed import MIA_PSID, MIA_WA, NOA_USER, PHONE_ID, WA_TOKEN
from playground.server import Playground
from tests.browser.conftest import OpenPage
from tests.browser.meta_furnished import buttons, call, listed, says, with_meta, writes
from tests.browser.phone_furnished import png

pytestmark = pytest.mark.browser
__all__ = ["with_meta"]  # a fixture


async def app(playground: Playground, open_page: OpenPage, name: str) -> Page:
    """Open the page with one of the apps in sight."""
    page = await open_page(f"{playground.url}/?desk={name}", width=390, height=844)
    await expect(page.get_by_role("textbox", name="Message")).to_be_visible()
    return page


async def open_windows(playground: Playground) -> None:
    """Let Mia write in both."""
    await playground.messenger.simulate.send(person=MIA_PSID, text="Opening")
    await playground.whatsapp.simulate.send(person=MIA_WA, text="Opening")


@pytest.mark.parametrize("width", [390, 1920])
async def test_without_meta_there_is_neither(playground: Playground, open_page: OpenPage, width: int) -> None:
    page = await open_page(f"{playground.url}/?desk=whatsapp", width=width)
    await expect(page.locator(".switch", has_text="Inspector")).to_be_visible()
    await expect(page.locator(".switch", has_text="WhatsApp")).to_have_count(0)
    await expect(page.locator(".switch", has_text="Messenger")).to_have_count(0)


@pytest.mark.parametrize("name", ["messenger", "whatsapp"])
async def test_a_message_goes_out_and_an_answer_comes(with_meta: Playground, open_page: OpenPage, name: str) -> None:
    page = await app(with_meta, open_page, name)
    await expect(page.locator(f"#world-{name}").get_by_text("No messages yet.")).to_be_visible()
    box = page.get_by_role("textbox", name="Message")
    await box.fill("Where is my tea? 🫖")
    await box.press("Enter")
    await expect(page.get_by_role("article", name="You")).to_contain_text("Where is my tea? 🫖")
    await expect(box).to_have_value("")
    if name == "messenger":
        await says(with_meta, {"text": "On its way."})
    else:
        await writes(with_meta, "text", {"body": "On its *way*."})
        await expect(page.get_by_role("article", name="Received").locator("strong")).to_have_text("way")
    await expect(page.get_by_role("article", name="Received")).to_contain_text("On its way.")


async def test_ticks_say_how_far_a_message_has_come(with_meta: Playground, open_page: OpenPage) -> None:
    page = await app(with_meta, open_page, "whatsapp")
    sent = await with_meta.whatsapp.simulate.send(person=MIA_WA, text="Hello")
    mine = page.get_by_role("article", name="You")
    await expect(mine.get_by_role("img", name="Sent")).to_be_visible()
    with_meta.meta.settings.whatsapp_url = "http://127.0.0.1:1/nobody"
    with_meta.changes.ring()
    await expect(mine.get_by_role("img", name="Delivered")).to_be_visible()
    read = {"status": "read", "message_id": sent["wamid"], "typing_indicator": {"type": "text"}}
    await call(with_meta, f"{PHONE_ID}/messages", {"messaging_product": "whatsapp", **read}, WA_TOKEN)
    await expect(mine.get_by_role("img", name="Read")).to_be_visible()
    await expect(page.get_by_role("status", name="Typing")).to_be_visible()
    await expect(page.get_by_text("typing…")).to_be_visible()


async def test_a_quick_reply_is_tapped_once(with_meta: Playground, open_page: OpenPage) -> None:
    await open_windows(with_meta)
    page = await app(with_meta, open_page, "messenger")
    replies = [{"content_type": "text", "title": title, "payload": title} for title in ("Yes", "No")]
    await says(with_meta, {"text": "Did that help?", "quick_replies": replies})
    await page.get_by_role("group", name="Quick replies").get_by_role("button", name="Yes").click()
    await expect(page.get_by_role("article", name="You").last).to_contain_text("Yes")
    await expect(page.get_by_role("group", name="Quick replies")).to_have_count(0)
    assert with_meta.messenger.sent("Yes")


async def test_a_button_and_a_row_are_tapped(with_meta: Playground, open_page: OpenPage) -> None:
    await open_windows(with_meta)
    page = await app(with_meta, open_page, "whatsapp")
    await writes(with_meta, "interactive", buttons("Yes", "No"))
    await page.get_by_role("button", name="No", exact=True).click()
    await expect(page.get_by_role("article", name="You").last).to_contain_text("No")
    await expect(page.get_by_role("button", name="Yes", exact=True)).to_be_disabled()
    await writes(with_meta, "interactive", listed("Choose"))
    await page.get_by_role("button", name="Choose").click()
    await page.get_by_role("menuitem", name=re.compile("^3 A row")).click()
    await expect(page.get_by_role("article", name="You").last).to_contain_text("3 A row")


async def test_a_message_is_answered_reacted_to_and_deleted(with_meta: Playground, open_page: OpenPage) -> None:
    await open_windows(with_meta)
    page = await app(with_meta, open_page, "messenger")
    await says(with_meta, {"text": "Which pot is it?"})
    theirs, mine = page.get_by_role("article", name="Received"), page.get_by_role("article", name="You")
    await theirs.get_by_role("button", name="React, answer or delete").click()
    await page.get_by_role("menuitem", name="React with 👍").click()
    await expect(theirs.get_by_role("button", name="Take back 👍")).to_be_visible()
    await theirs.get_by_role("button", name="React, answer or delete").click()
    await page.get_by_role("menuitem", name="Answer").click()
    await page.get_by_role("textbox", name="Message").fill("The green one")
    await page.get_by_role("region", name="Messenger").get_by_role("button", name="Send").click()
    await expect(mine.last.locator("blockquote")).to_contain_text("Which pot is it?")
    await mine.last.get_by_role("button", name="React, answer or delete").click()
    await page.get_by_role("menuitem", name="Delete for everyone").click()
    await expect(mine.last).to_contain_text("You deleted this message")


async def test_what_is_quoted_is_drawn_with_whatsapps_marks(with_meta: Playground, open_page: OpenPage) -> None:
    first = await with_meta.whatsapp.simulate.send(person=MIA_WA, text="It is *broken* again 😢")
    await with_meta.whatsapp.simulate.send(person=MIA_WA, text="this one", reply_to=first["wamid"])
    page = await app(with_meta, open_page, "whatsapp")
    quoted = page.get_by_role("article", name="You").last.locator("blockquote")
    await expect(quoted).to_contain_text("It is broken again 😢")
    await expect(quoted.locator("span strong")).to_have_text("broken")


async def test_a_picture_is_attached_and_sent(with_meta: Playground, open_page: OpenPage) -> None:
    page = await app(with_meta, open_page, "whatsapp")
    file: FilePayload = {"name": "pot.png", "mimeType": "image/png", "buffer": png(40, 30)}
    await page.locator("#world-whatsapp").get_by_label("Attach a file").set_input_files([file])
    await page.get_by_role("region", name="WhatsApp").get_by_role("button", name="Send").click()
    await expect(page.get_by_role("article", name="You").get_by_role("img", name="pot.png")).to_be_visible()


async def test_a_blocked_business_is_unblocked(with_meta: Playground, open_page: OpenPage) -> None:
    page = await app(with_meta, open_page, "whatsapp")
    await page.get_by_role("button", name="WhatsApp options").click()
    await page.get_by_role("menuitem", name="Block the business").click()
    await expect(page.get_by_text("You have blocked this business.")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Message")).to_have_count(0)
    await page.get_by_role("button", name="Unblock").click()
    await expect(page.get_by_role("textbox", name="Message")).to_be_visible()


async def test_somebody_without_a_number_writes_too(with_meta: Playground, open_page: OpenPage) -> None:
    page = await app(with_meta, open_page, "whatsapp")
    await page.get_by_role("button", name=re.compile("^Mia Chen.* Take another")).click()
    await page.get_by_role("menuitem", name="Noa Green").click()
    box = page.get_by_role("textbox", name="Message")
    await box.fill("From Noa")
    await box.press("Enter")
    await expect(page.get_by_role("article", name="You")).to_contain_text("From Noa")
    assert [one.text for one in with_meta.whatsapp.bubbles(NOA_USER)] == ["From Noa"]


async def test_unread_messages_are_counted_until_somebody_looks(with_meta: Playground, open_page: OpenPage) -> None:
    await open_windows(with_meta)
    page = await app(with_meta, open_page, "messenger")
    tab = page.get_by_role("tab", name="Messenger")
    await page.get_by_role("tab", name="Inspector").click()
    await says(with_meta, {"text": "One"})
    await says(with_meta, {"text": "Two"})
    await expect(tab).to_contain_text("2")
    await tab.click()
    await expect(page.locator(".phone-new")).to_have_text("New")
    await expect(tab).not_to_contain_text("2")
