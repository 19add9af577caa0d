"""Losses of connection, reloads, refusals and endings: nothing written is lost, nothing is sent twice."""

import asyncio
import json
import re

import pytest
from playwright.async_api import Browser, WebSocketRoute, expect

from core.inbound import CustomerDid, CustomerMessage
from tests.adapters.web.ports import overloaded
from tests.browser.conftest import OpenPage
from tests.browser.widget.site import Shop, open_chat, say

pytestmark = pytest.mark.browser


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


async def test_gap_in_the_numbers_is_filled_by_asking_again(shop: Shop, browser: Browser) -> None:
    """A line is dropped between bridge and widget; when the next one shows the gap, both appear, in order."""
    said: list[str] = []
    dropped: list[str] = []

    def between(route: WebSocketRoute) -> None:
        bridge = route.connect_to_server()

        def from_widget(frame: str | bytes) -> None:
            said.append(str(frame))
            bridge.send(frame)

        def from_bridge(frame: str | bytes) -> None:
            is_lost = "lost on the way" in str(frame) and not dropped
            (dropped.append if is_lost else route.send)(str(frame))

        route.on_message(from_widget)
        bridge.on_message(from_bridge)

    context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = await context.new_page()
    await page.route_web_socket(re.compile("/widget/socket"), between)
    await page.goto(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    said.clear()
    await shop.world.says("lost on the way")
    await shop.world.says("the next one")
    await expect(frame.get_by_text("lost on the way")).to_have_count(1)
    await expect(frame.get_by_text("the next one")).to_have_count(1)

    assert [json.loads(frame)["last_seq"] for frame in said if '"hello"' in frame] == [2]
    texts = await frame.get_by_role("log").inner_text()
    assert texts.index("lost on the way") < texts.index("the next one")
    await context.close()


async def test_typing_and_reading_of_the_other_side_show_and_unknown_frames_do_nothing(
    shop: Shop, browser: Browser
) -> None:
    routes: list[WebSocketRoute] = []

    def between(route: WebSocketRoute) -> None:
        route.connect_to_server()
        routes.append(route)

    context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = await context.new_page()
    await page.route_web_socket(re.compile("/widget/socket"), between)
    await page.goto(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    for sent in ("not json", "{}", '{"t":"dance"}', '{"t":"event","seq":3,"at":"2026-01-01T00:00:00Z","kind":"new"}'):
        routes[0].send(sent)
    routes[0].send('{"t":"typing","on":true,"name":"Ada"}')
    await expect(frame.get_by_role("status").get_by_text("Ada is typing")).to_be_attached()
    routes[0].send('{"t":"typing","on":false}')
    await expect(frame.get_by_text("Ada is typing")).to_have_count(0)
    routes[0].send('{"t":"read","seq":2}')

    await expect(frame.get_by_label("Seen")).to_be_visible()
    await context.close()
