"""Windows in number: what one costs while nothing happens, and that no lost wake-up leaves one behind for good."""

import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession

from adapters.web import socket as socket_module
from core.conversation.model import Status
from core.ids import ConversationId, ExternalRef
from core.ports import FeedEvent
from tests.adapters.web.conftest import Browser

ID = "11111111-2222-4333-8444-555555555555"


def tasks_of_ours() -> list[str]:
    """The tasks that run, but for those that aiohttp makes for each connection, and the test's own."""
    names = (task.get_coro().__qualname__ for task in asyncio.all_tasks() - {asyncio.current_task()})  # type: ignore[union-attr]  # tasks of coroutines only
    return sorted(name for name in names if not name.startswith(("RequestHandler.", "Connection")))


async def test_an_idle_window_costs_no_task_of_its_own(browser: Browser) -> None:
    await browser.window()
    with_one = tasks_of_ours()
    for _ in range(8):
        await browser.window()

    assert tasks_of_ours() == with_one == ["Sockets._sweep"]


async def test_what_browsers_offer_to_compress_is_declined(browser: Browser, http: ClientSession) -> None:
    url = browser.world.url.replace("http", "ws") + "/widget/socket"
    socket = await http.ws_connect(url, origin=browser.world.url, compress=15)

    assert socket.compress == 0
    assert "Sec-WebSocket-Extensions" not in socket._response.headers  # noqa: SLF001 - the client hides the handshake


@pytest.mark.parametrize("key", ["\x80", "é" * 24, "====", ""])
async def test_a_key_that_is_none_is_refused_before_the_upgrade(
    browser: Browser, http: ClientSession, key: str
) -> None:
    heads = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Origin": browser.world.url,
    }
    async with http.get(f"{browser.world.url}/widget/socket", headers=heads | {"Sec-WebSocket-Key": key}) as answer:
        assert answer.status == 400


async def test_a_lost_wake_up_costs_no_more_than_one_sweep(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_module, "RECHECK_S", 0.02)
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("event", kind="message")
    feed = browser.world.feed
    monkeypatch.setattr(feed, "wake", lambda: None)
    await browser.world.says("Hi there")

    assert (await window.until("event", kind="message"))["message"]["text"] == "Hi there"


async def test_a_lost_wake_up_of_a_chat_that_is_opened_again_costs_some_sweeps(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_module, "RECHECK_S", 0.01)
    window = await browser.window()
    contact = ExternalRef(f"visitor:{(await browser.session(token=browser.token))['visitor']}")
    monkeypatch.setattr(browser.world.feed, "wake", lambda: None)
    conversation = ConversationId(f"{contact.removeprefix('visitor:')}-1")
    await browser.world.status(contact, conversation, Status.ACTIVE)

    assert (await window.until("event", kind="status"))["status"] == "active"


async def test_a_log_that_can_not_be_read_sends_the_window_away_to_come_again(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = await browser.window()

    async def fails(*_: object) -> None:
        raise RuntimeError("no log")

    monkeypatch.setattr(browser.world.feed, "state", fails)
    browser.world.feed.wake()

    assert await window.closed() == 1013


async def test_the_line_of_a_customers_own_words_follows_its_acknowledgement_at_once(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("ack", id=ID)
    frame = await window.next()

    assert (frame["t"], frame["conversation"] is not None) == ("event", True)


async def test_a_line_that_comes_while_a_window_is_welcomed_is_shown(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("event", kind="message")
    feed, read = browser.world.feed, browser.world.feed.since

    async def meanwhile(*which: Any) -> tuple[FeedEvent, ...]:
        found = await read(*which)
        monkeypatch.setattr(feed, "since", read)
        await browser.world.says("Hi there")
        await asyncio.sleep(0)  # the wake-up is heard before the window is live
        return found

    monkeypatch.setattr(feed, "since", meanwhile)
    other = await browser.window()

    assert (await other.until("event", kind="message"))["message"]["text"] == "Hi there"
