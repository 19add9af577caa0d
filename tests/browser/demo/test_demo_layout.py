"""The demo's important moments at the widths of a phone, a laptop and a large screen, light and dark."""

import re

import pytest
from playwright.async_api import expect

from bridge.demo.world import World
from tests.browser import layout
from tests.browser.conftest import OpenPage
from tests.browser.demo.files import RECEIPT, a_picture
from tests.browser.demo.stage import Stage

pytestmark = pytest.mark.browser
HELLO = "Hello! My tin of Golden Oolong arrived dented; can you help? 🍵"


@pytest.mark.parametrize("size", layout.SIZES, ids=lambda size: f"{size[0]}px")
async def test_nothing_overlaps_or_is_cut_in_a_whole_chat(
    demo: World, open_page: OpenPage, size: tuple[int, int]
) -> None:
    stage = Stage(await open_page(demo.playground.url, width=size[0], height=size[1]))
    await the_offer(stage)
    await the_talk(stage)
    await the_bystander(stage)
    await the_end(stage)


async def the_offer(stage: Stage) -> None:
    slack, page = stage.slack, stage.page
    await stage.shows("Slack")
    await stage.is_sound()
    await slack.goes_to("Deskbridge Home")
    await page.get_by_role("button", name="Ready", exact=True).click()
    await expect(page.get_by_text("You are Ready")).to_be_visible()
    await stage.is_sound()
    await stage.shows("Customer")
    await stage.shopper.opens()
    await stage.chat_is_sound()
    await stage.shopper.says(HELLO, RECEIPT)
    await stage.chat_is_sound()
    await stage.shows("Slack")
    await slack.goes_to("Deskbridge")
    await expect(slack.card("A chat for you")).to_be_visible()
    await stage.is_sound()
    await slack.goes_to("support")
    await expect(slack.card(HELLO)).to_be_visible()
    await stage.is_sound()


async def the_talk(stage: Stage) -> None:
    slack = stage.slack
    await slack.accepts(HELLO)
    await slack.opens_thread(HELLO)
    await slack.answers(
        "I'm *so sorry*! Here is the label: https://northwind-tea.example/returns", a_picture("label.png")
    )
    await slack.answers("note: she is a regular")
    await expect(slack.thread.get_by_role("button", name=re.compile("lock"))).to_be_visible()
    await stage.is_sound()
    await slack.presses("Note…")
    await expect(stage.page.locator(".modal")).to_be_visible()
    await stage.is_sound(".modal")
    await stage.page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    await stage.shows("Customer")
    await stage.shopper.hears("Here is the label")
    await stage.chat_is_sound()
    await stage.shows("Slack")


async def the_bystander(stage: Stage) -> None:
    slack = stage.slack
    await slack.page.get_by_role("button", name="Close thread").click()
    await slack.becomes("Sam Park")
    await slack.goes_to("support")
    await slack.opens_thread(HELLO)
    await slack.answers("isn't she the one who complained?")
    await expect(slack.thread.get_by_role("button", name="Keep internal")).to_be_visible()
    await stage.is_sound()
    await slack.page.get_by_role("button", name="Close thread").click()
    await slack.goes_to("Deskbridge Home")
    await expect(slack.page.get_by_text("You aren't an agent here.")).to_be_visible()
    await stage.is_sound()
    await slack.becomes("Ada Lovelace")


async def the_end(stage: Stage) -> None:
    slack, page = stage.slack, stage.page
    await slack.goes_to("support")
    await slack.opens_thread(HELLO)
    await slack.presses("End chat")
    await expect(page.get_by_role("alertdialog")).to_be_visible()
    await stage.is_sound("[role=alertdialog]")
    await page.get_by_role("alertdialog").get_by_role("button", name="End chat").click()
    await expect(slack.thread.get_by_text("Wrap-up · ended by the agent")).to_be_attached()
    await slack.reads_on()
    await stage.is_sound()
    await stage.shows("Customer")
    await stage.shopper.hears("The chat has ended.")
    await stage.chat_is_sound()
