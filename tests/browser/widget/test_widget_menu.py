"""Menus, offered pages, emoji on messages, bots and reminders in the widget."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from core.conversation.model import Status
from core.features.menus import menu
from core.features.pages import page_text
from core.ids import BOT, AgentId, agent_participant
from core.inbound import CustomerAnsweredPage, CustomerChose
from core.messages import Reaction
from tests.adapters.web.world import ADA
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.layout import SCHEMES, SIZES, assert_sound
from tests.browser.widget.site import Shop, open_chat, say, wait_for

pytestmark = pytest.mark.browser

TEAS = ("Green", "Black, with a slice of lemon and a little honey, as my grandmother made it 🍋🍯", "None", "x" * 80)


async def test_a_menu_is_chosen_from_by_a_click_and_stays_to_be_seen(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.joins()
    await shop.world.says(menu("Which tea? 🍵", TEAS))
    await expect(frame.get_by_text("Which tea? 🍵")).to_be_visible()
    assert "1. Green" not in await frame.inner_text("main")

    await frame.get_by_role("button", name="None").dblclick()
    await expect(frame.get_by_role("button", name="None, chosen")).to_be_disabled()
    await expect(frame.get_by_role("button", name="Green", exact=True)).to_be_disabled()
    await wait_for(lambda: shop.world.bodies(CustomerChose))
    await page.reload()
    again = await open_chat(shop, page)
    await expect(again.get_by_role("button", name="None, chosen")).to_be_disabled()
    assert [one.choice for one in shop.world.bodies(CustomerChose)] == [2]


async def test_a_choice_made_without_a_connection_is_sent_when_it_is_back(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.joins()
    await shop.world.says(menu("Which tea?", ("Green", "Black")))
    await expect(frame.get_by_text("Which tea?")).to_be_visible()
    await page.context.set_offline(True)
    await frame.get_by_role("button", name="Black").click()
    await expect(frame.get_by_label("Sending")).to_be_visible()
    await page.context.set_offline(False)

    await wait_for(lambda: shop.world.bodies(CustomerChose))
    await expect(frame.get_by_label("Sending")).to_have_count(0)


async def test_a_menu_of_an_ended_chat_can_not_be_clicked(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.joins()
    await shop.world.says(menu("Which tea?", ("Green", "Black")))
    await shop.world.ends()

    await expect(frame.get_by_role("button", name="Green")).to_be_disabled()


async def test_a_page_of_this_site_opens_here_and_any_other_in_a_new_window(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.joins()
    await shop.world.says(page_text("https://elsewhere.example/a", "Somewhere else", ask=True))
    await expect(frame.get_by_text("Somewhere else")).to_be_visible()
    async with page.context.expect_page() as opening:
        await frame.get_by_role("link", name="Open page").click()
    other: Page = await opening.value
    await other.close()
    await expect(frame.get_by_text("You opened this page")).to_be_visible()

    await shop.world.says(page_text(f"{shop.url}/returns", "Return form", ask=True))
    await expect(frame.get_by_text("Return form")).to_be_visible()
    await frame.get_by_role("link", name="Open page").last.click()
    await page.wait_for_url(f"{shop.url}/returns")
    assert [one.opened for one in shop.world.bodies(CustomerAnsweredPage)] == [True, True]


async def test_a_page_that_is_not_wanted_is_not_opened(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.joins()
    await shop.world.says(page_text(f"{shop.url}/returns", "Return form", ask=True))
    await frame.get_by_role("button", name="No, thanks").click()

    await expect(frame.get_by_text("You did not open this page")).to_be_visible()
    await expect(frame.get_by_role("button", name="No, thanks")).to_have_count(0)
    assert page.url == f"{shop.url}/"


async def test_a_page_that_was_allowed_before_opens_by_itself_on_this_site_only(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.joins()
    await shop.world.says(page_text("https://elsewhere.example/a", "Somewhere else", ask=False))
    await expect(frame.get_by_text("Somewhere else")).to_be_visible()
    await asyncio.sleep(0)
    assert len(page.context.pages) == 1
    await shop.world.says(page_text(f"{shop.url}/returns", "Return form", ask=False))

    await page.wait_for_url(f"{shop.url}/returns")
    await page.reload()
    await open_chat(shop, page)
    assert page.url == f"{shop.url}/returns"
    assert len(shop.world.bodies(CustomerAnsweredPage)) == 1


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_everything_to_click_is_laid_out_well(
    shop: Shop, open_page: OpenPage, width: int, height: int, scheme: str, tmp_path: Path
) -> None:
    page = await open_page(shop.url, width=width, height=height, scheme=scheme)
    frame = await open_chat(shop, page)
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.says(menu("What is it about?", ("My order", "Something else")), author=BOT)
    await frame.get_by_role("button", name="My order").click()
    await expect(frame.get_by_role("button", name="My order, chosen")).to_be_visible()
    await shop.world.joins(text="Ada is here now.")
    await shop.world.says(menu("Which tea? 🍵", TEAS))
    ada, grace = agent_participant(ADA), agent_participant(AgentId("grace"))
    said = await shop.world.says("A fine choice")
    reactions = (Reaction("👍", ada), Reaction("🎉", ada), Reaction("👍", grace))
    await shop.world.shows_anew(replace(said, reactions=reactions))
    await shop.world.says(page_text("https://elsewhere.example/a/" + "long/" * 30, "How we " + "brew " * 20, ask=True))
    conversation = shop.world.feed.current[shop.world.contact]
    await shop.world.status(
        shop.world.contact, conversation, Status.ACTIVE, text="Are you still there? The chat is closed in 5 minutes."
    )
    await expect(frame.get_by_text("Are you still there?")).to_be_visible()
    await expect(frame.get_by_role("list", name="Reactions")).to_have_text("👍2🎉")
    for place in ("What is it about?", "Which tea?", "Are you still there?"):
        await frame.get_by_text(place).scroll_into_view_if_needed()
        await page.screenshot(path=tmp_path / f"{place[:5]}.png")
    await assert_sound(frame)
    await assert_accessible(frame)
