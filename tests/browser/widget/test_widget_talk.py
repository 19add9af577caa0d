"""Talking in the widget, in a real browser against the real adapter."""

import pytest
from playwright.async_api import expect

from core.inbound import CustomerMessage, CustomerReceipt
from tests.browser.conftest import OpenPage
from tests.browser.widget.site import LAUNCHER, Shop, open_chat, say, until_launcher_says, wait_for

pytestmark = pytest.mark.browser


async def test_customer_and_agent_talk(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(f"{shop.url}/cart?secret=1")
    frame = await open_chat(shop, page)
    await say(frame, "Where is my order? 🎁")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.joins()
    await shop.world.says("Hello! One moment.")

    await expect(frame.get_by_text("Hello! One moment.")).to_be_visible()
    await expect(frame.get_by_role("heading", name="Ada")).to_be_visible()
    await expect(frame.get_by_text("Ada has joined the chat")).to_be_visible()
    (message,) = shop.world.bodies(CustomerMessage)
    assert message.parts[0].text == "Where is my order? 🎁"
    assert message.page.url == f"{shop.url}/cart"
    await wait_for(lambda: [body.seq for body in shop.world.bodies(CustomerReceipt)][-1:] == [4])


@pytest.mark.parametrize("is_former", [False, True])
async def test_of_whoever_leaves_nothing_is_said_and_the_head_names_who_remains(
    shop: Shop,
    open_page: OpenPage,
    is_former: bool,  # noqa: FBT001 - drawn by name
) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.joins("Ada")
    await shop.world.joins("Noor")
    await expect(frame.get_by_role("heading", name="Noor")).to_be_visible()
    # Former versions logged a leaving as the leaver's joining; such lines are in the store.
    await (shop.world.joins("Noor") if is_former else shop.world.joins("Ada", ""))
    await shop.world.says("Back with you.")
    await expect(frame.get_by_text("Back with you.")).to_be_visible()
    await expect(frame.get_by_role("heading", name="Ada")).to_be_visible()
    await expect(frame.get_by_text("Noor has joined the chat")).to_have_count(1)
    await expect(frame.get_by_text("Ada has joined the chat")).to_have_count(1)

    await page.reload()
    frame = await open_chat(shop, page)
    await expect(frame.get_by_text("Back with you.")).to_be_visible()
    await expect(frame.get_by_role("heading", name="Ada")).to_be_visible()
    await expect(frame.get_by_text("Noor has joined the chat")).to_have_count(1)
    await shop.world.joins("Noor")
    await expect(frame.get_by_text("Noor has joined the chat")).to_have_count(2)


async def test_enter_sends_and_shift_enter_begins_a_line(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    field = frame.get_by_label("Your message")
    await field.fill("one")
    await field.press("Shift+Enter")
    await field.press_sequentially("two")
    await field.press("Enter")
    await expect(field).to_have_value("")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()

    assert [body.parts[0].text for body in shop.world.bodies(CustomerMessage)] == ["one\ntwo"]


async def test_edited_and_deleted_messages_show_their_present_state(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    first, second = await shop.world.says("the wrong price"), await shop.world.says("for another customer")
    await expect(frame.get_by_text("for another customer")).to_be_visible()
    await shop.world.changes(first, "the right price")
    await shop.world.changes(second, None)

    await expect(frame.get_by_text("the right price (edited)")).to_be_visible()
    await expect(frame.get_by_text("This message was deleted")).to_be_visible()
    await expect(frame.get_by_text("the wrong price")).to_have_count(0)
    await expect(frame.get_by_text("for another customer")).to_have_count(0)


async def test_unread_badge_counts_while_closed_and_is_gone_when_seen(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await frame.get_by_label("Your message").press("Escape")
    await until_launcher_says(page, "Open chat")
    await shop.world.says("one")
    await shop.world.says("two")
    await expect(frame.get_by_text("two")).to_be_attached()
    await until_launcher_says(page, "Open chat, 2 unread messages")
    await page.mouse.click(1280 - LAUNCHER, 800 - LAUNCHER)
    await until_launcher_says(page, "Close chat")


async def test_text_over_the_limit_is_counted_and_not_sent(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    field = frame.get_by_label("Your message")
    await field.fill("x" * 3990)
    await expect(frame.get_by_text("10 characters left")).to_be_visible()
    await field.fill("x" * 4001)
    await expect(frame.get_by_text("1 too many: shorten the message to send it")).to_be_visible()
    await field.press("Enter")

    await expect(frame.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    await expect(field).to_have_value("x" * 4001)


async def test_emoji_is_found_by_name_and_put_where_the_cursor_is(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    await frame.get_by_label("Your message").fill("good ")
    await frame.get_by_label("Insert emoji").first.click()
    await frame.get_by_label("Search emoji").fill("coff")
    await frame.get_by_role("button", name="coffee").click()
    await frame.get_by_label("Search emoji").press("Escape")

    await expect(frame.get_by_label("Your message")).to_have_value("good ☕")
    await expect(frame.get_by_label("Your message")).to_be_focused()
