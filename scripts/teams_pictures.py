"""The documents' pictures of Teams: a chat in a reply chain, and an expert there whom an agent in Slack has asked."""

import re

from playwright.async_api import Browser, expect

from bridge.demo.world import World
from scripts.camera import BROAD, WIDE, take, window
from tests.browser.demo.stage import Stage
from tests.browser.demo.teams_window import TeamsWindow

WHERE = "Hello! Where is my Golden Oolong? 🍵"
QUESTION = "When does the oolong come?"
ASIDE = "The boat was late: it is in customs until Friday."
PROMISE = "Good afternoon! It comes on Monday, I promise."
DENTED = "Hello! My tin of Golden Oolong arrived dented"
SORRY = "Oh no, I'm so sorry! Was the tea inside all right?"
FINE = "Yes, only the lid does not close any more."
NOTE = "She orders every month: let's send two"
"""What people say."""


async def in_teams(browser: Browser, demo: World) -> None:
    """Let Ada answer a customer in a reply chain of Teams, with a note that stays inside."""
    page = await window(browser, f"{demo.playground.url}/?desk=teams", WIDE)
    stage, teams = Stage(page), TeamsWindow(page)
    await stage.shopper.opens()
    await stage.shopper.says(DENTED)
    chain = teams.chain(DENTED)
    await chain.get_by_role("button", name="Accept").click()
    await expect(chain.get_by_text(re.compile("With Ada Lovelace"))).to_be_visible()
    await chain.get_by_role("button", name="Reply", exact=True).click()
    box = chain.get_by_role("textbox", name="Reply")
    await box.fill(SORRY)
    await box.press("Enter")
    await stage.shopper.hears(SORRY)
    await stage.shopper.says(FINE)
    await expect(chain.get_by_text(FINE)).to_be_visible()
    await chain.get_by_role("button", name="Note…").click()
    form = page.get_by_role("dialog", name=re.compile("note", re.IGNORECASE))
    await form.get_by_role("textbox").first.fill(NOTE)
    await form.locator(".ac-pushButton").first.click()
    await expect(chain.get_by_text(NOTE)).to_be_visible()
    await teams.dismisses()
    await take(page, "teams")


async def expert(browser: Browser, demo: World) -> None:
    """Let Ada, in Slack, ask Noor, in Teams; Noor tells her something, and then answers the customer herself."""
    page = await window(browser, demo.playground.url, BROAD)
    stage, teams = Stage(page), TeamsWindow(page)
    for name in ("Inspector", "Both"):
        await page.get_by_role("button", name=name).click()
    await stage.shopper.opens()
    await stage.shopper.says(WHERE)
    await stage.slack.goes_to("support")
    await stage.slack.accepts(WHERE)
    await stage.slack.opens_thread(WHERE)
    await stage.slack.answers(f"!invite noor consult {QUESTION}")
    await teams.becomes("Noor Rahman")
    await teams.world.get_by_role("button", name="Join").click()
    await expect(teams.word("so far")).to_be_visible()
    await teams.says(ASIDE)
    await expect(stage.slack.reply(ASIDE)).to_be_visible()
    await stage.slack.answers("!mode conference")
    await expect(teams.word("From now on what you write here")).to_be_visible()
    await page.wait_for_timeout(READING)
    await teams.says(PROMISE)
    await stage.shopper.hears(PROMISE)
    await expect(stage.slack.reply(PROMISE)).to_be_visible()
    await stage.slack.reads_on()
    await teams.dismisses()
    await take(page, "expert")


READING = 2_000
"""Milliseconds in which the expert reads whom the next words reach: what is written sooner is held."""
