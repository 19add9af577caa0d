"""Secure forms in the demo: asked for in the thread, filled in beside the chat, opened once on a page of its own."""

import re

from playwright.async_api import Page, expect

from tests.browser import layout
from tests.browser.conftest import OpenPage
from tests.browser.demo.shopper import Shopper
from tests.browser.demo.stage import Stage
from tests.browser.demo.workplace import Workplace

NUMBER = "4111 1111 1111 1111"


async def talks(stage: Stage) -> None:
    """Let a customer write, and Ada accept and stand in the thread."""
    await stage.shopper.opens()
    await stage.shopper.says("May I pay by card?")
    await stage.slack.goes_to("support")
    await stage.slack.accepts("May I pay by card?")
    await stage.slack.opens_thread("May I pay by card?")


async def signs_in(view: Page) -> None:
    """Let Ada sign in to a page with Slack."""
    await layout.assert_sound(view)
    await view.get_by_role("link", name="Sign in with Slack").click()
    await view.get_by_role("radio", name=re.compile("Ada Lovelace")).check()
    await view.get_by_role("button", name="Continue").click()
    await expect(view.get_by_text("Signed in as Ada Lovelace")).to_be_visible()


async def test_a_card_is_asked_for_filled_in_and_opened_once(
    stage: Stage, shopper: Shopper, slack: Workplace, open_page: OpenPage
) -> None:
    await talks(stage)
    await slack.answers("!form card")
    frame = await shopper.frame()
    await frame.get_by_label("Card number").fill("4111 1111 1111 1112")
    await frame.get_by_label("Valid until").fill("12/39")
    await expect(frame.get_by_text("This card number is not right")).to_be_visible()
    await frame.get_by_label("Card number").fill(NUMBER)
    await frame.get_by_label("Name on the card").fill("Mary Major")
    await layout.assert_sound(frame)
    await frame.get_by_role("button", name="Send securely").click()
    await shopper.hears("You sent secure data: Payment card")

    link = slack.thread.locator("a[href*='/desk/forms/']")
    await expect(link).to_be_visible()
    address = await link.get_attribute("href")
    assert address
    view = await open_page(address)
    await signs_in(view)
    await view.get_by_role("button", name="Open once").click()
    await expect(view.get_by_text("Mary Major")).to_be_visible()
    await expect(view.get_by_text("•••• 1111")).to_be_visible()
    await expect(view.get_by_text(NUMBER.replace(" ", ""))).to_be_hidden()
    await expect(view.get_by_text("The values are hidden")).to_be_hidden()
    await layout.assert_sound(view)
    await view.get_by_text("•••• 1111").click()
    await expect(view.get_by_text(re.compile(r"4111 ?1111 ?1111 ?1111"))).to_be_visible()

    again = view
    await again.goto(address)
    await expect(again.get_by_role("heading", name="Opened already")).to_be_visible()
    await expect(slack.reply("Secure data was opened by Ada Lovelace")).to_be_visible()


async def test_a_card_number_in_the_chat_is_hidden_on_both_sides(
    stage: Stage, shopper: Shopper, slack: Workplace
) -> None:
    await stage.shopper.opens()
    frame = await shopper.frame()
    await frame.get_by_label("Your message").fill(f"my card is {NUMBER}")
    await frame.get_by_role("button", name="Send", exact=True).click()
    await shopper.hears(re.compile("hidden a number"))
    await shopper.hears("my card is **** **** **** ****")
    assert NUMBER not in await shopper.seen()
    await slack.goes_to("support")
    await expect(stage.page.get_by_text("my card is **** **** **** ****").first).to_be_visible()
