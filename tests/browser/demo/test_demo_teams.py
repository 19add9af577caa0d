"""The demo with its agents in Teams: a chat from the shop into a reply chain and back, in one page."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from bridge.demo.desks import Desks
from bridge.demo.world import Addresses, World, world
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.demo.shopper import Shopper
from tests.browser.demo.stage import Stage
from tests.browser.demo.teams_window import TeamsWindow

pytestmark = pytest.mark.browser
HELLO = "My tin arrived dented"


@pytest.fixture
async def demo() -> AsyncIterator[World]:
    """A bridge whose desk is Teams, and a playground that knows it."""
    async with world(Addresses("127.0.0.1", 0, 0), Desks.TEAMS) as running:
        yield running


@pytest.fixture
async def stage(demo: World, open_page: OpenPage) -> Stage:
    """The playground's page, at the address that the demo tells."""
    return Stage(await open_page(f"{demo.playground.url}/?desk={demo.desks}"))


async def test_a_chat_in_teams_from_the_card_to_the_end(stage: Stage, shopper: Shopper) -> None:
    page = stage.page
    await shopper.opens()
    await shopper.says(f"{HELLO} <i>& more</i>")
    chain = page.locator(".chain").filter(has_text=HELLO)
    await expect(chain.get_by_text(re.compile("Waiting$"))).to_be_visible()
    await chain.get_by_role("button", name="Accept").click()
    await expect(chain.get_by_text(re.compile("With Ada Lovelace"))).to_be_visible()
    await shopper.reads_at_the_top("Ada")

    await chain.get_by_role("button", name="Reply", exact=True).click()
    box = chain.get_by_role("textbox", name="Reply")
    await box.fill("I'm so sorry 🙏")
    await box.press("Enter")
    await shopper.hears("I'm so sorry 🙏")
    answer = chain.locator("article").filter(has_text="I'm so sorry")
    await expect(answer.locator(".reaction .emoji")).to_have_text(re.compile("✅|👀"))
    await shopper.says("Thank you, Ada!")
    await expect(chain.get_by_text("Thank you, Ada!")).to_be_visible()

    await chain.get_by_role("button", name="Note…").click()
    form = page.get_by_role("dialog", name=re.compile("note", re.IGNORECASE))
    await expect(form.get_by_role("textbox")).to_be_visible()
    await stage.is_sound(".task")
    await form.get_by_role("textbox").first.fill("A dented tin again")
    await form.locator(".ac-pushButton").first.click()
    await expect(chain.get_by_text("A dented tin again")).to_be_visible()
    await TeamsWindow(page).dismisses()  # notices stand over the card for a while
    await stage.is_sound()
    await assert_accessible(page)
    assert "dented tin again" not in await shopper.seen()


async def test_no_button_of_the_home_card_stands_alone_below_the_others(stage: Stage) -> None:
    page = stage.page
    await page.get_by_role("navigation", name="Teams apps").get_by_role("button", name=re.compile("^Chat")).click()
    await page.get_by_role("navigation", name="Chat list").get_by_role("button", name=re.compile("^Deskbridge")).click()
    box = page.locator(".world-teams").get_by_role("textbox")
    await box.fill("home")
    await box.press("Enter")
    card = page.locator(".world-teams article").filter(has_text="Hello, Ada")
    await expect(card.get_by_role("button", name="Help", exact=True)).to_be_visible()
    places = [await card.get_by_role("button", name=name).bounding_box() for name in ("Help", "Directory", "Alerts…")]
    assert len({round(place["y"]) for place in places if place}) == 1
