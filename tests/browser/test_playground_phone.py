"""The phone of the playground's page: texts and pictures both ways, links, what keeps texts away, several phones."""

import re

import pytest
from playwright.async_api import FilePayload, Page, expect

from playground.server import Playground
from playground.twilio.seed import MIA, TOM
from tests.browser.conftest import OpenPage
from tests.browser.phone_furnished import arrives, offers, picture, png, with_phone

pytestmark = pytest.mark.browser
__all__ = ["with_phone"]  # a fixture


async def phone(playground: Playground, open_page: OpenPage) -> Page:
    """Open the page with the phone in sight."""
    page = await open_page(f"{playground.url}/?desk=phone", width=390, height=844)
    await expect(page.get_by_role("textbox", name="Text message")).to_be_visible()
    return page


async def option(page: Page, name: str) -> None:
    """Pick one of the phone's options."""
    await page.get_by_role("button", name="Phone options").click()
    await page.get_by_role("menuitem", name=name).click()


@pytest.mark.parametrize("width", [390, 1920])
async def test_without_sms_there_is_no_phone(playground: Playground, open_page: OpenPage, width: int) -> None:
    page = await open_page(f"{playground.url}/?desk=phone", width=width)
    await expect(page.locator(".switch", has_text="Inspector")).to_be_visible()
    await expect(page.locator(".switch", has_text="Phone")).to_have_count(0)
    await page.locator(".switch", has_text="Inspector").click()
    if width < 500:
        await page.get_by_role("tab", name="Faults").click()
        await expect(page.get_by_label("Vendor").locator("option")).to_have_text(["Slack", "Teams"])


async def test_a_text_goes_out_and_an_answer_comes(with_phone: Playground, open_page: OpenPage) -> None:
    page = await phone(with_phone, open_page)
    await expect(page.get_by_text("No texts yet.")).to_be_visible()
    box = page.get_by_role("textbox", name="Text message")
    await box.fill("Where is my tea? 🫖")
    await box.press("Enter")
    await expect(page.get_by_role("article", name="You")).to_contain_text("Where is my tea? 🫖")
    await expect(page.get_by_text("Delivered")).to_be_visible()
    await expect(box).to_have_value("")
    assert with_phone.twilio.sent("Where is my tea? 🫖")
    await arrives(with_phone, "On its way. " * 20)
    theirs = page.get_by_role("article", name="Received")
    await expect(theirs).to_have_count(1)
    await expect(theirs).to_contain_text("2 messages")


async def test_a_picture_is_attached_taken_off_and_sent(with_phone: Playground, open_page: OpenPage) -> None:
    page = await phone(with_phone, open_page)
    files: list[FilePayload] = [
        {"name": name, "mimeType": "image/png", "buffer": png(40, 30)} for name in ("pot.png", "cup.png")
    ]
    await page.get_by_label("Attach a picture").set_input_files(files)
    await page.get_by_role("button", name="Remove cup.png").click()
    await page.get_by_role("button", name="Send").click()
    shown = page.get_by_role("img", name="pot.png")
    await expect(shown).to_be_visible()
    assert await shown.evaluate("picture => picture.naturalWidth") == 40
    (text,) = with_phone.twilio.texts(MIA)
    assert [one.name for one in text.files] == ["pot.png"]


async def test_what_cannot_be_sent_stays_in_the_box(with_phone: Playground, open_page: OpenPage) -> None:
    page = await phone(with_phone, open_page)
    box = page.get_by_role("textbox", name="Text message")
    await expect(page.get_by_role("button", name="Send")).to_be_disabled()
    await box.fill("a" * 1601)
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("alert")).to_contain_text("at most 1,600 characters")
    await expect(box).to_have_value("a" * 1601)
    await page.get_by_role("button", name="Dismiss").click()
    await expect(page.get_by_role("alert")).to_have_count(0)


async def test_a_link_can_be_followed_and_shows_a_preview_when_asked(
    with_phone: Playground, open_page: OpenPage
) -> None:
    page = await phone(with_phone, open_page)
    address = f"{with_phone.url}/shop"
    await arrives(with_phone, f"Look at {address}.")
    link = page.get_by_role("link", name=address, exact=True)
    await expect(link).to_have_attribute("href", address)
    await expect(page.get_by_role("link", name=re.compile("Northwind Tea"))).to_have_count(0)
    await option(page, "Show link previews")
    await with_phone.twilio.until(lambda twilio: twilio.phone(MIA).previews)
    await arrives(with_phone, f"Look again: {address}")
    await expect(page.get_by_role("link", name=re.compile("Northwind Tea"))).to_have_attribute("href", address)


async def test_buttons_on_whatsapp_are_tapped_once(with_phone: Playground, open_page: OpenPage) -> None:
    rows = [{"title": "Green", "id": "a"}, {"title": "Black", "id": "b"}]
    await offers(with_phone, "twilio/quick-reply", {"body": "Which tea?", "actions": rows})
    page = await phone(with_phone, open_page)
    await page.get_by_role("button", name="Black").click()
    await expect(page.get_by_role("article", name="You").last).to_contain_text("Black")
    await expect(page.get_by_role("button", name="Green")).to_be_disabled()
    await expect(page.get_by_role("button", name="Black")).to_have_attribute("aria-pressed", "true")
    assert with_phone.twilio.texts(MIA)[-1].text == "Black"


async def test_a_list_on_whatsapp_opens_and_one_of_it_is_picked(with_phone: Playground, open_page: OpenPage) -> None:
    items = [{"item": "Green", "id": "a", "description": "A light one"}, {"item": "Black", "id": "b"}]
    await offers(with_phone, "twilio/list-picker", {"body": "Which tea?", "button": "See the teas", "items": items})
    page = await phone(with_phone, open_page)
    await page.get_by_role("button", name="See the teas").click()
    await expect(page.get_by_role("menuitem").first).to_contain_text("A light one")
    await page.get_by_role("menuitem", name="Green").click()
    await expect(page.get_by_role("article", name="You").last).to_contain_text("Green")
    assert with_phone.twilio.texts(MIA)[-1].text == "Green"


async def test_a_phone_that_is_off_gets_nothing(with_phone: Playground, open_page: OpenPage) -> None:
    page = await phone(with_phone, open_page)
    await option(page, "Switch the phone off")
    await expect(page.get_by_text("The phone is off.")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Text message")).to_have_count(0)
    await arrives(with_phone, "Are you there?")
    await page.get_by_role("button", name="Switch it on").click()
    await expect(page.get_by_role("textbox", name="Text message")).to_be_visible()
    await arrives(with_phone, "Good morning")
    await expect(page.get_by_role("article", name="Received")).to_have_count(1)
    await expect(page.get_by_role("article", name="Received")).to_contain_text("Good morning")
    sent = with_phone.twilio.sent("Are you there?")
    assert sent
    assert (sent.status, sent.error_code) == ("undelivered", 30003)


async def test_a_carrier_that_filters_is_told_of_above_the_box(with_phone: Playground, open_page: OpenPage) -> None:
    page = await phone(with_phone, open_page)
    await option(page, "Let the carrier filter texts")
    await expect(page.get_by_text("The carrier filters")).to_be_visible()
    await arrives(with_phone, "Win a prize")
    sent = with_phone.twilio.sent("Win a prize")
    assert sent
    assert sent.error_code == 30007
    await page.get_by_role("button", name="Let it pass").click()
    await expect(page.get_by_text("The carrier filters")).to_have_count(0)


async def test_stop_is_one_pick_away_and_start_another(with_phone: Playground, open_page: OpenPage) -> None:
    page = await phone(with_phone, open_page)
    await option(page, "STOP")
    await expect(page.get_by_text("You have successfully been unsubscribed.")).to_be_visible()
    await page.get_by_role("button", name="Text START").click()
    await expect(page.get_by_text("You have successfully been re-subscribed")).to_be_visible()
    await expect(page.get_by_role("button", name="Text START")).to_have_count(0)


async def test_unread_texts_are_counted_until_somebody_looks(with_phone: Playground, open_page: OpenPage) -> None:
    page = await phone(with_phone, open_page)
    tab = page.get_by_role("tab", name="Phone")
    await page.get_by_role("tab", name="Inspector").click()
    await arrives(with_phone, "One")
    await arrives(with_phone, "Two")
    await expect(tab).to_contain_text("2")
    await tab.click()
    await expect(page.locator(".phone-new")).to_have_text("New")
    await expect(tab).not_to_contain_text("2")


async def test_another_phone_is_taken_and_keeps_its_own_thread(with_phone: Playground, open_page: OpenPage) -> None:
    page = await phone(with_phone, open_page)
    await with_phone.twilio.simulate.send(phone=MIA, text="From Mia", files=[picture()])
    await arrives(with_phone, "For Tom", to=TOM)
    await page.get_by_role("button", name=re.compile("^Mia Chen.* Take another, 1 unread$")).click()
    await page.get_by_role("menuitem", name="Tom Okafor").click()
    await expect(page.get_by_role("article", name="Received")).to_contain_text("For Tom")
    await expect(page.get_by_text("From Mia")).to_have_count(0)
    await page.reload()
    await expect(page.get_by_text("For Tom")).to_be_visible()


async def test_the_list_has_every_number(with_phone: Playground, open_page: OpenPage) -> None:
    page = await phone(with_phone, open_page)
    await page.get_by_role("textbox", name="Text message").fill("half a thought")
    await arrives(with_phone, "Hello")
    await page.get_by_role("button", name="All texts").click()
    rows = page.get_by_role("region", name="All texts").get_by_role("listitem")
    await expect(rows).to_have_count(2)
    await expect(rows.first).to_contain_text("Hello")
    await rows.nth(1).get_by_role("button").click()
    await expect(page.get_by_role("heading", name="Northwind wholesale").first).to_be_visible()
    await page.get_by_role("button", name="All texts").click()
    await rows.first.get_by_role("button").click()
    await expect(page.get_by_role("textbox", name="Text message")).to_have_value("half a thought")
