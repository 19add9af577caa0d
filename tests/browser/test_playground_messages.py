"""Messages in the playground's page: read, written, answered, edited and reacted to as in Slack."""

import asyncio
import re

import pytest
from playwright.async_api import Locator, Page, expect

from playground.server import Playground
from tests.browser import gallery
from tests.browser.conftest import OpenPage
from tests.browser.slack_app import SlackApp

pytestmark = pytest.mark.browser
SUPPORT = "C0SUPPORT"


def message(page: Page, text: str) -> Locator:
    return page.locator(".message").filter(has_text=text)


async def card(app: SlackApp) -> str:
    posted = await app.client.chat_postMessage(channel=SUPPORT, text="New chat", blocks=gallery.CARD)
    return str(posted["ts"])


async def test_what_is_posted_appears_without_a_reload(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await expect(page.get_by_role("heading", name="This is #support")).to_be_visible()
    await app.client.chat_postMessage(channel=SUPPORT, text="Good *morning* :tea:", username="Maya Okafor")
    row = message(page, "Good morning")
    await expect(row.locator("strong", has_text="morning")).to_be_visible()
    await expect(row).to_contain_text("Maya Okafor")
    await expect(row.locator(".emoji")).to_have_text("🍵")


async def test_text_is_shown_as_slack_shows_it_and_never_as_html(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    hostile = "&lt;img src=x onerror=alert(1)&gt; <javascript:alert(1)|press> <https://a.example/?q=1&amp;r=2|safe>"
    await app.client.chat_postMessage(channel=SUPPORT, text=f"{gallery.TEXT}\n{hostile}")
    row = message(page, "not markup")
    await expect(row.locator("em")).to_have_text("italic")
    await expect(row.locator("s")).to_have_text("struck")
    await expect(row.locator("code")).to_have_text("code")
    await expect(row.locator("pre")).to_contain_text("steep(leaf)")
    await expect(row.locator("blockquote .emoji")).to_have_text("👋🏽")
    await expect(row).to_contain_text("<b>not markup</b> snake_case_stays 2*3*4")
    await expect(row).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(row.locator(".text img, .text b")).to_have_count(0)
    assert await row.locator("a").evaluate_all("all => all.map((each) => each.getAttribute('href'))") == [
        "mailto:maya@example.com",
        "https://a.example/?q=1&r=2",
    ]


async def test_code_that_is_typed_stands_as_code_and_can_be_edited(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    typed = "Try `@Grace Hopper`:\n```\nfor leaf in pot:\n    <b>*steep*\n```"
    await page.get_by_role("textbox", name=re.compile("Message #support")).fill(typed)
    await page.keyboard.press("Enter")
    shown = message(page, "Try")
    await expect(shown.locator("code")).to_have_text("@Grace Hopper")
    await expect(shown.locator("pre")).to_have_text("for leaf in pot:\n    <b>*steep*", use_inner_text=True)
    await shown.hover()
    await shown.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Edit message").click()
    await expect(page.get_by_role("textbox", name="Edit message")).to_have_value(typed)


async def test_dates_are_the_viewers_own(playground: Playground, app: SlackApp, open_page: OpenPage) -> None:
    page = await open_page(playground.url)
    await app.client.chat_postMessage(
        channel=SUPPORT, text="At <!date^1700000000^{date_num} {time}|noon>, not <!date^1700000000^{nonsense}|noon>"
    )
    await expect(message(page, "At ")).to_contain_text("At 2023-11-14 22:13, not noon")


async def test_a_thread_is_answered_in_its_own_pane(playground: Playground, app: SlackApp, open_page: OpenPage) -> None:
    ts = await card(app)
    await app.client.chat_postMessage(channel=SUPPORT, thread_ts=ts, text="Where is it?", username="Maya Okafor")
    page = await open_page(playground.url, width=1920, height=1080)
    await page.get_by_role("button", name=re.compile("1 reply")).click()
    thread = page.get_by_role("complementary", name="Thread")
    box = thread.get_by_role("textbox", name="Reply…")
    await box.fill("On its way & nearly <there>")
    await box.press("Enter")
    await expect(message(page, "On its way & nearly <there>")).to_be_visible()
    await expect(box).to_have_value("")
    replies = (await app.client.conversations_replies(channel=SUPPORT, ts=ts))["messages"]
    assert replies[-1]["text"] == "On its way &amp; nearly &lt;there&gt;"


async def test_a_slash_command_in_a_thread_is_refused_as_slack_does_and_the_text_kept(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    ts = await card(app)
    await app.client.chat_postMessage(channel=SUPPORT, thread_ts=ts, text="Hello?")
    page = await open_page(playground.url)
    await page.get_by_role("button", name=re.compile("1 reply")).click()
    box = page.get_by_role("textbox", name="Reply…")
    await box.fill("/accept 42")
    await box.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("/accept is not supported in threads. Sorry!")
    await expect(box).to_have_value("/accept 42")


async def test_a_slash_command_is_hinted_and_reaches_the_app(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    box = page.get_by_role("textbox", name="Message #support")
    await box.fill("/ch")
    await expect(page.get_by_role("option").first).to_contain_text("/chat")
    await box.press("Tab")
    await expect(box).to_have_value("/chat ")
    await box.press_sequentially("ready")
    await box.press("Enter")
    heard = await app.hears("command")
    assert (heard["command"], heard["text"]) == ("/chat", "ready")


async def test_ephemeral_messages_are_for_one_person_and_gone_after_a_reload(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    await app.client.chat_postEphemeral(channel=SUPPORT, user="U0ADA", text="Send it anyway?")
    page = await open_page(playground.url)
    await expect(message(page, "Send it anyway?")).to_contain_text("Only visible to you")
    await page.get_by_role("button", name=re.compile("Acting as")).click()
    await page.get_by_role("menuitem", name="Grace Hopper").click()
    await expect(page.get_by_role("button", name=re.compile("Acting as Grace"))).to_be_visible()
    await expect(message(page, "Send it anyway?")).to_have_count(0)
    await page.get_by_role("button", name=re.compile("Acting as")).click()
    await page.get_by_role("menuitem", name="Ada Lovelace").click()
    await expect(message(page, "Send it anyway?")).to_be_visible()
    await page.get_by_role("button", name="Reload this Slack window").click()
    await expect(message(page, "Send it anyway?")).to_have_count(0)


async def test_a_message_is_edited_reacted_to_and_deleted(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    box = page.get_by_role("textbox", name="Message #support")
    await box.fill("Helo @Grace Hopper")
    await box.press("Enter")
    row = message(page, "Helo @Grace Hopper")
    await row.hover()
    await row.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Edit message").click()
    edit = page.get_by_role("textbox", name="Edit message")
    await edit.fill("Hello @grace")
    await edit.press("Enter")
    row = message(page, "Hello @Grace Hopper")
    await expect(row).to_contain_text("(edited)")
    await row.hover()
    await row.get_by_role("button", name="Add a reaction").click()
    await page.get_by_role("textbox", name="Search emoji").fill("wave")
    await page.keyboard.press("Enter")
    await expect(row.get_by_role("button", name="wave, 1: Ada Lovelace")).to_be_visible()
    await row.hover()
    await row.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Delete message…").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    await expect(row).to_have_count(0)


async def test_files_go_both_ways(playground: Playground, app: SlackApp, open_page: OpenPage) -> None:
    page = await open_page(playground.url)
    await page.get_by_label("Attach files").set_input_files(
        {"name": "note 🍵.txt", "mimeType": "text/plain", "buffer": b"tea"}
    )
    await page.get_by_role("button", name="Send", exact=True).click()
    link = page.get_by_role("link", name=re.compile("note 🍵.txt"))
    async with page.expect_download() as coming:
        await link.click()
    path = await (await coming.value).path()
    assert await asyncio.to_thread(path.read_bytes) == b"tea"


async def test_unread_channels_are_marked_until_they_are_opened(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await app.client.chat_postMessage(channel="C0SALES", text="An order for <@U0ADA>")
    row = page.get_by_role("button", name="sales, 1 unread, 1 mentions")
    await row.click()
    await expect(message(page, "An order for")).to_be_visible()
    await page.get_by_role("button", name="support").click()
    await expect(page.get_by_role("button", name="sales", exact=True)).to_be_visible()


async def test_a_customer_who_types_is_seen_in_the_thread(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    ts = await card(app)
    await app.client.chat_postMessage(channel=SUPPORT, thread_ts=ts, text="Hello?")
    page = await open_page(playground.url)
    await page.get_by_role("button", name=re.compile("1 reply")).click()
    await app.client.assistant_threads_setStatus(channel_id=SUPPORT, thread_ts=ts, status="is typing…")
    await expect(page.get_by_role("complementary", name="Thread").get_by_role("status")).to_contain_text("is typing…")
