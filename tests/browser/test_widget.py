"""The widget in a real browser against the real web adapter, with a small chat behind it."""

import asyncio
import io
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port
from PIL import Image
from playwright.async_api import Browser, Frame, Page, expect

from core.inbound import CustomerDid, CustomerMessage, CustomerReceipt
from tests.adapters.web.ports import WallClock, overloaded
from tests.adapters.web.world import World, make_world, section, serving
from tests.browser.conftest import OpenPage
from tests.browser.layout import SCHEMES, SIZES, assert_sound

pytestmark = pytest.mark.browser

STRICT = "default-src 'none'; script-src {bridge}; frame-src {bridge}"
HOST_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><h1>Shop</h1><script src="{bridge}/widget.js" data-queue="billing" async></script></body></html>"""
LAUNCHER = 50  # pixels from the corner to the middle of the launcher


@dataclass
class Shop:
    """A site that includes the widget, under the strictest policy that the documentation allows."""

    url: str
    world: World

    async def frame(self, page: Page) -> Frame:
        """The chat's frame, once it is there."""
        element = await wait_for(lambda: next((one for one in page.frames if "/widget/frame" in one.url), None))
        await element.wait_for_load_state()
        return element


async def wait_for(find: Callable[[], Any]) -> Any:
    """Wait until something is there; fail after ten seconds."""
    async with asyncio.timeout(10):
        while not (found := find()):
            await asyncio.sleep(0.02)
        if isinstance(found, Awaitable):
            return await found
        return found


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    """The site and the bridge on two ports: two origins."""
    bridge, site = unused_port(), unused_port()
    base = f"http://127.0.0.1:{bridge}"

    async def page(_: web.Request) -> web.Response:
        policy = {"Content-Security-Policy": STRICT.format(bridge=base)}
        return web.Response(text=HOST_PAGE.format(bridge=base), content_type="text/html", headers=policy)

    app = web.Application()
    app.router.add_get("/{page:.*}", page)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", site).start()
    url = f"http://127.0.0.1:{site}"
    world = make_world(base, WallClock(), section(allowed_origins=[url], title="Northwind Tea"))
    async with serving(world.clock, bridge, world):
        yield Shop(url, world)
    await runner.cleanup()


async def open_chat(shop: Shop, page: Page) -> Frame:
    """Press the launcher, as a person does: with the mouse, where it is."""
    frame = await shop.frame(page)
    await expect(frame.get_by_label("Your message")).to_be_attached()
    size = page.viewport_size or {"width": 0, "height": 0}
    await page.mouse.click(size["width"] - LAUNCHER, size["height"] - LAUNCHER)
    await expect(frame.get_by_label("Your message")).to_be_in_viewport()
    return frame


async def say(frame: Frame, text: str) -> None:
    field = frame.get_by_label("Your message")
    await field.fill(text)
    await field.press("Enter")


async def launcher_label(page: Page) -> str:
    """What a screen reader says of the launcher: the shadow root is closed to scripts, not to it."""
    session = await page.context.new_cdp_session(page)
    tree = await session.send("Accessibility.getFullAXTree")
    names = [
        str(node["name"]["value"])
        for node in tree["nodes"]
        if node.get("role", {}).get("value") == "button" and "chat" in str(node.get("name", {}).get("value", ""))
    ]
    return names[0] if names else ""


def picture() -> bytes:
    target = io.BytesIO()
    Image.effect_noise((300, 200), 60).save(target, "PNG")
    return target.getvalue()


async def drop(frame: Frame, name: str, kind: str, text: str) -> None:
    """Drop a file on the chat."""
    transfer = await frame.evaluate_handle(
        "([name, type, text]) => { const t = new DataTransfer(); t.items.add(new File([text], name, {type})); return t; }",
        [name, kind, text],
    )
    await frame.dispatch_event("main", "dragenter", {"dataTransfer": transfer})
    await expect(frame.get_by_text("Drop files to add them")).to_be_visible()
    await frame.dispatch_event("main", "drop", {"dataTransfer": transfer})


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


async def test_markup_in_a_message_stays_text(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    nasty = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    await say(frame, nasty)
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.says(nasty)

    await expect(frame.get_by_text(nasty)).to_have_count(2)
    assert await frame.title() == "Northwind Tea"


async def test_links_own_site_in_this_window_others_in_a_new_one_and_nothing_else(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.says(f"See {shop.url}/help, (www.example.com/a_(b)). javascript:alert(1) ftp://x.example //evil")

    links = frame.get_by_role("log").get_by_role("link")
    await expect(links).to_have_count(2)
    other = links.nth(1)
    assert await other.get_attribute("href") == "https://www.example.com/a_(b)"
    assert (await other.get_attribute("target"), await other.get_attribute("rel")) == ("_blank", "noopener noreferrer")
    await links.nth(0).click()
    await page.wait_for_url(f"{shop.url}/help")


async def test_unread_badge_counts_while_closed_and_is_gone_when_seen(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await frame.get_by_label("Your message").press("Escape")
    await shop.world.says("one")
    await shop.world.says("two")
    await expect(frame.get_by_text("two")).to_be_attached()
    async with asyncio.timeout(10):
        while await launcher_label(page) != "Open chat, 2 unread messages":
            await asyncio.sleep(0.05)
    await page.mouse.click(1280 - LAUNCHER, 800 - LAUNCHER)
    async with asyncio.timeout(10):
        while await launcher_label(page) != "Close chat":
            await asyncio.sleep(0.05)


async def test_reload_brings_the_chat_back_and_keeps_the_draft(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await frame.get_by_label("Your message").fill("half a thou")
    await page.reload()
    await shop.world.says("meanwhile")
    frame = await open_chat(shop, page)

    await expect(frame.get_by_text("hello", exact=True)).to_be_visible()
    await expect(frame.get_by_text("meanwhile")).to_be_visible()
    await expect(frame.get_by_label("Your message")).to_have_value("half a thou")
    assert len(shop.world.feed.current) == 1


async def test_message_written_offline_is_kept_over_a_reload_and_sent_once(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "first")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    shop.world.gate = asyncio.Event()  # the bridge takes it and never answers
    await say(frame, "second")
    await expect(frame.get_by_label("Sending")).to_be_visible()
    shop.world.gate.set()
    shop.world.gate = None
    await page.reload()
    frame = await open_chat(shop, page)
    await expect(frame.get_by_label("Sending")).to_have_count(0)

    await expect(frame.get_by_text("second")).to_have_count(1)
    texts = [body.parts[0].text for body in shop.world.bodies(CustomerMessage)]
    assert texts == ["first", "second"]


async def test_lost_connection_is_shown_and_what_was_missed_comes(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await page.context.set_offline(True)
    await expect(frame.get_by_text("You are offline.")).to_be_visible()
    await say(frame, "written offline")
    await shop.world.says("missed")
    await page.context.set_offline(False)

    await expect(frame.get_by_text("missed")).to_be_visible()
    await expect(frame.get_by_text("You are offline.")).to_have_count(0)
    await expect(frame.get_by_label("Sending")).to_have_count(0)
    assert [body.parts[0].text for body in shop.world.bodies(CustomerMessage)] == ["hello", "written offline"]


async def test_refused_message_says_why_and_retry_sends_it(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    frame_store = shop.world.files.kept
    await frame.locator("input[type=file]").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"})
    await expect(frame.get_by_role("button", name="Send", exact=True)).to_be_enabled()
    kept = dict(frame_store)
    frame_store.clear()
    await frame.get_by_role("button", name="Send", exact=True).click()
    await expect(frame.get_by_text(re.compile("Not sent: A file of this message isn't kept"))).to_be_visible()
    frame_store.update(kept)
    await frame.get_by_role("button", name="Retry").click()

    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    assert len(shop.world.bodies(CustomerMessage)) == 1


async def test_busy_bridge_is_tried_again_by_itself(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    shop.world.failure = overloaded()
    await say(frame, "hello")
    await expect(frame.get_by_label("Sending")).to_be_visible()
    shop.world.failure = None

    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    assert len(shop.world.bodies(CustomerMessage)) == 1


async def test_files_by_picker_and_drop_show_and_arrive(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    await frame.locator("input[type=file]").set_input_files(
        {"name": "leaf.png", "mimeType": "image/png", "buffer": picture()}
    )
    await drop(frame, "notes.txt", "text/plain", "some notes")
    await expect(frame.get_by_role("button", name="Remove notes.txt")).to_be_visible()
    send = frame.get_by_role("button", name="Send", exact=True)
    await expect(send).to_be_enabled()
    await send.click()
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()

    (message,) = shop.world.bodies(CustomerMessage)
    assert [part.name for part in message.parts] == ["leaf.png", "notes.txt"]
    thumb = frame.get_by_role("button", name="View leaf.png")
    await wait_for(lambda: thumb.locator("img").evaluate("img => img.complete && img.naturalWidth > 0"))
    await thumb.click()
    await expect(frame.get_by_role("dialog", name="leaf.png")).to_be_visible()
    await frame.get_by_role("button", name="Close", exact=True).click()
    await expect(frame.get_by_role("link", name=re.compile("Download notes.txt"))).to_be_visible()


async def test_file_that_may_not_pass_says_why_and_can_be_removed(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    await frame.locator("input[type=file]").set_input_files(
        [
            {"name": "invoice.pdf", "mimeType": "application/pdf", "buffer": b"MZ" + b"\0" * 100},
            {"name": "huge.txt", "mimeType": "text/plain", "buffer": b"x" * 21_000_000},
        ]
    )

    await expect(frame.get_by_text("“invoice.pdf” is a Windows program")).to_be_visible()
    await expect(frame.get_by_text("huge.txt is too large. Files can be up to 20 MB.")).to_be_visible()
    await frame.get_by_role("button", name="Remove invoice.pdf").click()
    await expect(frame.get_by_text("“invoice.pdf”")).to_have_count(0)
    await expect(frame.get_by_role("button", name="Send", exact=True)).to_be_disabled()


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


async def test_end_asks_then_ends_and_a_new_chat_begins_empty(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    for button in ("Keep chatting", "End chat"):
        await frame.get_by_role("button", name="Options").click()
        await frame.get_by_role("menuitem", name="End chat").click()
        await frame.get_by_role("dialog").get_by_role("button", name=button).click()
    await expect(frame.get_by_text("This chat has ended").first).to_be_visible()
    await frame.get_by_role("button", name="Start a new chat").click()
    await expect(frame.get_by_text("hello", exact=True)).to_have_count(0)
    await page.reload()
    frame = await open_chat(shop, page)
    await expect(frame.get_by_text("hello", exact=True)).to_have_count(0)
    await say(frame, "something else")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()

    assert [body.what for body in shop.world.bodies(CustomerDid) if body.what == "ended"] == ["ended"]
    assert len(shop.world.feed.events) == 2


async def test_emoji_is_found_by_name_and_put_where_the_cursor_is(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    await frame.get_by_label("Your message").fill("good ")
    await frame.get_by_label("Insert emoji").first.click()
    await frame.get_by_label("Search emoji").fill("coff")
    await frame.get_by_role("button", name="coffee").click()
    await frame.get_by_label("Search emoji").press("Escape")

    await expect(frame.get_by_label("Your message")).to_have_value("good ☕")
    await expect(frame.get_by_label("Your message")).to_be_focused()


async def test_widget_works_when_storage_is_blocked(shop: Shop, browser: Browser) -> None:
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    await context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } })"
    )
    page = await context.new_page()
    await page.goto(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hello")

    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await context.close()


async def test_pages_are_tracked_without_query_in_a_single_page_site(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await page.evaluate("history.pushState({}, '', '/checkout?card=4111#token=x'); document.title = 'Checkout'")

    await wait_for(lambda: shop.world.bodies(CustomerDid))
    (moved,) = shop.world.bodies(CustomerDid)
    assert (moved.page.url, moved.page.title) == (f"{shop.url}/checkout", "Checkout")


async def test_frame_heeds_nobody_but_its_loader(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await shop.frame(page)
    await expect(frame.get_by_label("Your message")).to_be_attached()
    forged = {"mark": "deskbridge", "v": 1, "t": "navigate", "url": f"{shop.url}/stolen"}
    await page.evaluate("message => window.postMessage(message, '*')", forged)
    opening = {"mark": "deskbridge", "v": 1, "t": "panel", "open": True, "touch": False}
    await frame.evaluate("message => window.postMessage(message, '*')", opening)
    await page.evaluate("() => new Promise(done => setTimeout(done))")

    assert page.url == f"{shop.url}/"
    assert shop.world.items == []


async def test_script_included_twice_shows_one_widget(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    await shop.frame(page)
    await page.evaluate(
        "src => new Promise(done => { const s = document.createElement('script'); s.src = src; s.onload = done;"
        " document.body.append(s); })",
        f"{shop.world.url}/widget.js",
    )

    assert sum("/widget/frame" in one.url for one in page.frames) == 1


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_nothing_overlaps_or_is_cut(
    shop: Shop, open_page: OpenPage, width: int, height: int, scheme: str
) -> None:
    page = await open_page(shop.url, width=width, height=height, scheme=scheme)
    frame = await open_chat(shop, page)
    await assert_sound(frame)
    await say(
        frame, "Hello there, a somewhat longer question with an https://shop.example/very/long/address/" + "x" * 80
    )
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.joins(name="Adelheid von Wolfenbüttel-Schwarzenberg the Second")
    await shop.world.says(
        "Here you are 🎉", shop.world.keep("terms-and-conditions-2026.pdf", "application/pdf", b"x" * 900)
    )
    await expect(frame.get_by_text("Here you are")).to_be_visible()
    await assert_sound(frame)
    await frame.get_by_label("Insert emoji").first.click()
    await assert_sound(frame, ".emoji-picker")
    await frame.get_by_label("Search emoji").press("Escape")
    await frame.get_by_role("button", name="Options").click()
    await assert_sound(frame, ".menu")
    await frame.get_by_role("menuitem", name="End chat").click()
    await assert_sound(frame, "dialog")
    box = await page.evaluate("[innerWidth, innerHeight, document.documentElement.scrollWidth]")
    assert box == [width, height, width]
