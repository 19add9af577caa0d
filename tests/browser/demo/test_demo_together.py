"""The demo with a supervisor: she coaches an agent, and the customer's window shows nothing of it."""

import re

import pytest
from playwright.async_api import expect

from bridge.demo.world import World
from tests.browser.conftest import OpenPage
from tests.browser.demo.stage import Stage
from tests.browser.demo.workplace import Workplace

pytestmark = pytest.mark.browser
HELLO = "Could I have my money back?"
HELP = "May I send a new tin instead?"
ADVICE = "Yes, and let her keep the old one."
ALONE = "Ask for a photo first."


async def test_a_supervisor_coaches_and_the_customers_window_shows_nothing_of_it(
    demo: World, open_page: OpenPage, stage: Stage
) -> None:
    slack, shopper = stage.slack, stage.shopper
    await shopper.opens()
    await shopper.says(HELLO)
    await slack.accepts(HELLO)
    await slack.opens_thread(HELLO)
    await asks_for_help(stage)
    lin = Workplace(await open_page(demo.playground.url))
    await lin.becomes("Lin Chen")
    await lin.goes_to("supervisors")
    await lin.card(HELP).get_by_role("button", name="Coach").click()
    await lin.card(HELP).get_by_role("link", name="Open the chat's thread").click()
    await lin.answers(ADVICE)
    await lin.goes_to("random")  # Slack takes no slash command in a thread
    box = lin.page.get_by_role("textbox", name="Message #random")
    await box.fill(f"/chat coach 1 {ALONE}")
    await box.press("Enter")

    await expect(slack.reply(ADVICE).get_by_role("button", name=re.compile("lock"))).to_be_visible()
    await expect(slack.thread.get_by_text(f"🔒 Lin Chen: {ALONE}")).to_be_visible()
    await slack.answers("I send you a new tin today.")
    await shopper.hears("I send you a new tin today.")
    await shopper.reads_at_the_top("Ada")
    seen = await shopper.seen()
    assert [words for words in (HELP, ADVICE, ALONE, "Lin") if words in seen] == []

    await lin.goes_to("supervisors")
    await lin.card(HELP).get_by_role("button", name="Barge in").click()
    await shopper.hears("Lin is here now.")


async def asks_for_help(stage: Stage) -> None:
    modal = stage.page.get_by_role("dialog")
    await stage.slack.presses("More…")
    await modal.get_by_role("button", name="Ask for help…").click()
    await modal.get_by_label("What do you need help with?").fill(HELP)
    await modal.get_by_role("button", name="Ask", exact=True).click()
    await expect(stage.slack.reply(HELP)).to_be_visible()
