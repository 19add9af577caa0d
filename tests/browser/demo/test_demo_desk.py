"""The demo at the desk: offers, the home page, two clicks at once, the end and what comes after it."""

import asyncio
import re

import pytest
from playwright.async_api import expect

from bridge.demo.world import World
from tests.browser.conftest import OpenPage
from tests.browser.demo.shopper import Shopper
from tests.browser.demo.stage import Stage
from tests.browser.demo.workplace import Workplace

pytestmark = pytest.mark.browser
HELLO = "Do you have decaf?"
SOON = 20_000
"""Milliseconds in which an open Home page shows what has changed: it waits some seconds for more."""


async def writes(shopper: Shopper) -> None:
    await shopper.opens()
    await shopper.says(HELLO)


async def test_offer_rings_in_the_messages_and_leads_to_the_thread(
    stage: Stage, shopper: Shopper, slack: Workplace
) -> None:
    await slack.goes_to("Deskbridge Home")
    await stage.page.get_by_role("button", name="Ready", exact=True).click()
    await expect(stage.page.get_by_text("You are Ready")).to_be_visible()
    await writes(shopper)

    home = stage.page.get_by_role("region", name="Home tab")
    await expect(home.get_by_role("heading", name="Offered to you")).to_be_visible(timeout=SOON)
    await expect(home.get_by_text(HELLO)).to_be_visible()
    await expect(stage.page.get_by_role("button", name="Deskbridge, 1 unread")).to_be_visible()
    await slack.goes_to("Deskbridge")
    offer = slack.card("A chat for you")
    await expect(offer).to_contain_text(HELLO)
    await expect(offer).to_contain_text(re.compile(r"Q \d:\d\d"))
    await offer.get_by_role("button", name="Accept").click()
    won = slack.card("You accepted this chat")
    await expect(won.get_by_role("button", name="Accept")).to_have_count(0)
    await shopper.reads_at_the_top("Ada")
    await won.get_by_role("link", name="Open the chat's thread").click()
    await slack.answers("We do: Evening Lavender.")
    await shopper.hears("We do: Evening Lavender.")


async def test_home_shows_my_chats_with_what_is_unread_and_what_waits(
    demo: World, open_page: OpenPage, stage: Stage, slack: Workplace
) -> None:
    home = stage.page.get_by_role("region", name="Home tab")
    await slack.goes_to("Deskbridge Home")
    await expect(home.get_by_text("You are Not Ready: no chats are offered to you")).to_be_visible()
    await expect(home.get_by_text("Nobody is waiting.")).to_be_visible()
    await writes(stage.shopper)
    await expect(home.get_by_text(HELLO)).to_be_visible(timeout=SOON)
    await home.get_by_role("button", name="Take").click()

    await expect(home.get_by_text("1 unread")).to_be_visible(timeout=SOON)
    await stage.shopper.says("Or something like it?")
    await expect(home.get_by_text("2 unread")).to_be_visible(timeout=SOON)
    await home.get_by_role("link", name=re.compile("^#1 Visitor")).click()
    await slack.answers("Evening Lavender.")
    await slack.goes_to("Deskbridge Home")
    await expect(home.get_by_text("unread")).to_have_count(0, timeout=SOON)

    other = Shopper(await open_page(f"{demo.playground.url}/shop"))
    await other.opens()
    await other.says("Are you open on Sunday?")
    await expect(home.get_by_text("Are you open on Sunday?")).to_be_visible(timeout=SOON)


async def test_ready_and_not_ready_are_one_switch(stage: Stage, slack: Workplace) -> None:
    home = stage.page.get_by_role("region", name="Home tab")
    await slack.goes_to("Deskbridge Home")
    await home.get_by_role("button", name="Ready", exact=True).click()
    await home.get_by_role("button", name="Not ready", exact=True).click()
    await expect(home.get_by_text("You are Not Ready")).to_be_visible()
    await expect(home.get_by_role("button", name="Ready", exact=True)).to_be_visible()


async def test_accept_clicked_twice_accepts_once(shopper: Shopper, slack: Workplace) -> None:
    await writes(shopper)
    await slack.card(HELLO).get_by_role("button", name="Accept").dblclick()
    await slack.opens_thread(HELLO)
    await expect(slack.reply("has accepted the chat.")).to_have_count(1)
    await slack.answers("Hello!")
    await shopper.hears("Hello!")

    await expect(slack.page.locator(".toast")).to_have_count(0)
    assert (await shopper.seen()).count("Ada is here now.") == 1


async def test_of_two_who_accept_at_once_one_wins_and_the_other_is_told(
    demo: World, open_page: OpenPage, shopper: Shopper, slack: Workplace
) -> None:
    grace = Workplace(await open_page(demo.playground.url))
    await grace.becomes("Grace Hopper")
    await writes(shopper)
    both = [one.card(HELLO).get_by_role("button", name="Accept") for one in (slack, grace)]
    for button in both:
        await expect(button).to_be_visible()
    # The card stays as it is for a moment, or the slower one's button could be gone before their click comes.
    demo.playground.faults.add("chat.update", "delay", times=None, delay_ms=2000)
    await asyncio.gather(*(button.evaluate("button => button.click()") for button in both))

    await expect(slack.card(HELLO).get_by_text(re.compile("^With "))).to_be_visible()
    ada_won = await slack.card(HELLO).get_by_text("With Ada Lovelace").count() == 1
    loser, winner = (grace, "Ada Lovelace") if ada_won else (slack, "Grace Hopper")
    await expect(loser.page.get_by_text(f"{winner} has already accepted this chat.")).to_be_visible()


async def test_end_asks_first_then_comes_wrap_up_and_a_new_chat(stage: Stage) -> None:
    slack, shopper = stage.slack, stage.shopper
    await writes(shopper)
    await slack.accepts(HELLO)
    await slack.opens_thread(HELLO)
    asked = stage.page.get_by_role("alertdialog", name="End chat")
    await slack.presses("End chat")
    await asked.get_by_role("button", name="Cancel").click()
    await slack.answers("Anything else?")
    await shopper.hears("Anything else?")
    await slack.presses("End chat")
    await asked.get_by_role("button", name="End chat").click()

    await shopper.hears("The chat has ended. Thank you for stopping by.")
    await expect(slack.thread.get_by_text("Wrap-up · ended by the agent")).to_be_visible()
    await slack.goes_to("Deskbridge Home")
    home = stage.page.get_by_role("region", name="Home tab")
    await expect(home.get_by_text("You are in After-Call Work")).to_be_visible()
    await home.get_by_role("button", name="Finish…").click()
    finish = stage.page.get_by_role("dialog", name="Finish")
    await finish.get_by_label("Disposition").select_option("Question answered")
    await finish.get_by_role("button", name="Complete").click()
    await stage.page.get_by_role("dialog").get_by_role("button", name="OK").click()
    await expect(home.get_by_text("No chats in hand.")).to_be_visible()
    await slack.goes_to("support")
    await expect(slack.card(HELLO).get_by_text("Handled · ended by the agent")).to_be_visible()

    frame = await shopper.frame()
    await frame.get_by_role("button", name="Start a new chat").click()
    await shopper.says("One more thing")
    await expect(slack.card("One more thing").get_by_role("button", name="Accept")).to_be_visible()
    assert HELLO not in await shopper.seen()
