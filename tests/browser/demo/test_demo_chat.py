"""The demo as a new user meets it: a chat from the shop into a Slack thread and back."""

import re

import pytest
from playwright.async_api import expect

from bridge.demo.world import World
from tests.browser.conftest import OpenPage
from tests.browser.demo.files import RECEIPT, a_picture
from tests.browser.demo.shopper import Shopper
from tests.browser.demo.stage import Stage
from tests.browser.demo.workplace import Workplace

pytestmark = pytest.mark.browser
HELLO = "My tin arrived dented"


async def begin(shopper: Shopper, slack: Workplace, words: str = HELLO) -> None:
    """Play the beginning of a chat: the customer writes, Ada accepts and opens the thread."""
    await shopper.opens()
    await shopper.says(words)
    await slack.accepts(words)
    await slack.opens_thread(words)


async def test_customer_and_agent_talk(shopper: Shopper, slack: Workplace) -> None:
    await shopper.opens()
    await shopper.says(f"{HELLO} 🍵")
    await expect(slack.card(HELLO).get_by_text("Waiting", exact=True)).to_be_visible()
    await shopper.hears("Thanks for writing!")
    await slack.accepts(HELLO)
    await shopper.reads_at_the_top("Ada")
    await slack.opens_thread(HELLO)
    await expect(slack.reply("Ada Lovelace has accepted the chat.")).to_be_visible()

    answer = await slack.answers("I'm *so sorry* :pray: See https://northwind-tea.example/returns.")
    await expect(answer.locator("strong", has_text="so sorry")).to_be_visible()
    await expect(answer.get_by_role("button", name=re.compile("white_check_mark"))).to_be_visible()
    log = await shopper.log()
    await expect(
        log.get_by_text("I'm so sorry 🙏 See")
    ).to_be_visible()  # the widget carries no bold: plain words, no signs
    link = log.get_by_role("link", name="https://northwind-tea.example/returns")
    assert await link.get_attribute("href") == "https://northwind-tea.example/returns"
    await expect(log.get_by_text("Ada", exact=True)).to_be_visible()

    await shopper.says("Thank you, Ada!")
    await expect(slack.reply("Thank you, Ada!").locator(".author")).to_have_text(
        re.compile(r"^Visitor .* \(customer\)$")
    )


async def test_files_go_both_ways(shopper: Shopper, slack: Workplace) -> None:
    await begin(shopper, slack)
    await shopper.says("Here is the receipt.", RECEIPT)
    await expect(slack.thread.get_by_role("link", name="receipt.txt")).to_be_visible()

    await slack.answers("And here is the label.", a_picture("label.png"))
    frame = await shopper.frame()
    shown = frame.get_by_role("button", name="View label.png")
    await expect(shown).to_be_visible()
    await expect(shown.locator("img")).to_have_js_property("complete", value=True)


async def test_note_and_bystanders_remark_never_reach_the_customer(shopper: Shopper, slack: Workplace) -> None:
    await begin(shopper, slack)
    note = await slack.answers("note: she is a regular, be generous")
    await expect(note.get_by_role("button", name=re.compile("lock"))).to_be_visible()

    await slack.becomes("Sam Park")
    await slack.opens_thread(HELLO)
    await slack.answers("isn't she the one who complained?")
    asked = slack.thread.locator(".message.ephemeral").filter(has_text="this was not sent to the customer")
    await expect(asked).to_contain_text("isn't she the one who complained?")
    await expect(asked.get_by_role("button", name="Send to customer")).to_have_count(0)
    await asked.get_by_role("button", name="Keep internal").click()
    await expect(slack.thread.get_by_text("Kept internal.")).to_be_visible()

    await slack.becomes("Ada Lovelace")
    await slack.opens_thread(HELLO)
    await expect(slack.thread.get_by_text("this was not sent")).to_have_count(0)
    await slack.answers("A new tin is on its way.")
    await shopper.hears("A new tin is on its way.")
    seen = await shopper.seen()
    assert "regular" not in seen
    assert "complained" not in seen


async def test_reload_of_the_shop_keeps_the_chat(stage: Stage) -> None:
    await begin(stage.shopper, stage.slack)
    await stage.slack.answers("One moment.")
    await stage.shopper.hears("One moment.")
    async with stage.page.expect_request(re.compile("/widget/frame")):
        await stage.page.get_by_role("button", name=re.compile("^Reload the customer")).click()
    await expect(
        stage.page.frame_locator("iframe.browser-page").get_by_role("link", name="See the teas")
    ).to_be_visible()
    await stage.shopper.opens()

    await stage.shopper.hears(HELLO)
    await stage.shopper.reads_at_the_top("Ada")
    await stage.shopper.says("Back again")
    await expect(stage.slack.reply("Back again")).to_be_visible()


async def test_two_customers_at_once_have_a_thread_each(
    demo: World, open_page: OpenPage, shopper: Shopper, slack: Workplace
) -> None:
    other = Shopper(await open_page(f"{demo.playground.url}/shop", width=390, height=844))
    await begin(shopper, slack, "Do you ship to Norway?")
    await other.opens()
    await other.says("Which tea is for the evening?")
    await slack.answers("We do!")
    await shopper.hears("We do!")
    await slack.page.get_by_role("button", name="Close thread").click()
    await slack.accepts("Which tea is for the evening?")
    await slack.opens_thread("Which tea is for the evening?")
    await slack.answers("Evening Lavender.")
    await other.hears("Evening Lavender.")

    assert "Evening" not in await shopper.seen()
    assert "We do!" not in await other.seen()
