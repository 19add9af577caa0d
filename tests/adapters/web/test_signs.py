"""What a window tells besides messages: typing, reading, pages, coming and going."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from core.inbound import CustomerDid, CustomerMessage, CustomerReceipt
from tests.adapters.web.conftest import Browser
from tests.adapters.web.ports import HandClock

ID = "11111111-2222-4333-8444-555555555555"
OTHER = "99999999-2222-4333-8444-555555555555"


async def eventually(holds: Callable[[], bool | Awaitable[bool]]) -> None:
    """Wait until a condition of real I/O holds; fail after thirty seconds."""
    async with asyncio.timeout(30):
        while True:
            found = holds()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.01)


async def test_typing_is_passed_on_but_never_stored(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    event = await window.until("event", kind="message")
    stored = len(browser.world.items)
    await window.send(t="typing", on=True)
    await window.send(t="ping")
    await window.until("pong")

    assert browser.world.fleeting.said == [(event["conversation"], "customer", True)]
    assert len(browser.world.items) == stored


async def test_what_was_read_is_told_once_and_not_beyond_what_was_shown(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("event", kind="message")
    for seq in (2, 2, 1, 99):
        await window.send(t="read", seq=seq)
    await window.send(t="ping")
    await window.until("pong")

    assert [body.seq for body in browser.world.bodies(CustomerReceipt)] == [2]


async def test_page_travels_without_its_query_and_moves_are_told_while_a_chat_is_open(browser: Browser) -> None:
    window = await browser.window(page={"url": "https://shop.example/cart?token=s3cret#x=1", "title": "Cart"})
    assert browser.world.items == []
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("event", kind="message")
    await window.send(t="page", url="https://shop.example/pay?card=4111#/step/2?x=1", title=" Pay\nnow ")
    await window.send(t="ping")
    await window.until("pong")

    (message,), (moved,) = browser.world.bodies(CustomerMessage), browser.world.bodies(CustomerDid)
    assert message.page.url == "https://shop.example/cart"
    assert (moved.what, moved.page.url, moved.page.title) == ("moved", "https://shop.example/pay#/step/2", "Pay now")


async def test_customer_who_stays_away_has_left_and_a_reload_is_no_departure(
    browser: Browser, clock: HandClock
) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("event", kind="message")
    await window.socket.close()
    await eventually(lambda: clock.sleepers == 1)
    reloaded = await browser.window()
    clock.move(120)
    await reloaded.send(t="ping")
    await reloaded.until("pong")
    assert browser.world.bodies(CustomerDid) == []

    await reloaded.socket.close()
    await eventually(lambda: clock.sleepers == 1)
    clock.move(61)
    await eventually(lambda: len(browser.world.bodies(CustomerDid)) == 1)
    await browser.window()

    assert [body.what for body in browser.world.bodies(CustomerDid)] == ["left", "returned"]


async def test_who_comes_back_while_their_leaving_is_being_told_is_said_to_be_back(
    browser: Browser, clock: HandClock
) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("event", kind="message")
    await window.socket.close()
    await eventually(lambda: clock.sleepers == 1)
    browser.world.gate = asyncio.Event()
    clock.move(61)
    await eventually(lambda: clock.sleepers == 0)
    await browser.window()
    assert browser.world.bodies(CustomerDid) == []
    browser.world.gate.set()
    await eventually(lambda: len(browser.world.bodies(CustomerDid)) == 2)

    assert [body.what for body in browser.world.bodies(CustomerDid)] == ["left", "returned"]


async def test_who_had_left_when_the_bridge_stops_is_told_of_with_the_time_when_it_is_due(
    browser: Browser, clock: HandClock
) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("event", kind="message")
    await window.socket.close()
    await eventually(lambda: clock.sleepers == 1)
    due = clock.now() + timedelta(seconds=60)
    clock.move(20)
    assert browser.world.adapter is not None
    await browser.world.adapter.stop()

    assert browser.world.bodies(CustomerDid) == [CustomerDid("left", due=due)]


async def test_windows_that_the_bridge_closes_as_it_stops_have_not_left(browser: Browser, clock: HandClock) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("event", kind="message")
    assert browser.world.adapter is not None
    stopping = asyncio.create_task(browser.world.adapter.stop())
    assert await window.closed() == 1012
    await stopping
    clock.move(61)

    assert clock.sleepers == 0
    assert browser.world.bodies(CustomerDid) == []


async def test_bridge_that_stops_asks_the_windows_to_reconnect(browser: Browser) -> None:
    window = await browser.window()
    assert browser.world.adapter is not None
    stopping = asyncio.create_task(browser.world.adapter.stop())

    assert await window.closed() == 1012
    await stopping
