"""The socket: who may open it, what is acknowledged and when, what a window sees after a gap."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import WSServerHandshakeError

from adapters.web.capabilities import TEXT_MAX
from core.inbound import CustomerDid, CustomerMessage, CustomerReceipt
from core.messages import Text
from tests.adapters.web.conftest import Browser
from tests.adapters.web.ports import HandClock, overloaded

ID = "11111111-2222-4333-8444-555555555555"
OTHER = "99999999-2222-4333-8444-555555555555"


async def eventually(holds: Callable[[], bool | Awaitable[bool]]) -> None:
    """Wait until a condition of real I/O holds; fail after five seconds."""
    async with asyncio.timeout(5):
        while True:
            found = holds()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.01)


async def test_foreign_origin_can_not_open_a_socket(browser: Browser) -> None:
    with pytest.raises(WSServerHandshakeError) as refused:
        await browser.socket(origin="https://evil.example")

    assert refused.value.status == 403


async def test_bad_token_closes_with_4401(browser: Browser) -> None:
    window = await browser.socket()
    await window.send(t="hello", v=1, token="bad", conversation=None, last_seq=0)

    assert await window.closed() == 4401


async def test_first_frame_other_than_hello_closes_with_4401(browser: Browser) -> None:
    window = await browser.socket()
    await window.send(t="say", id=ID, text="hi", files=[])

    assert await window.closed() == 4401
    assert browser.world.items == []


async def test_new_visitor_is_welcomed_to_nothing(browser: Browser) -> None:
    window = await browser.window()

    assert window.seen == [
        {"t": "welcome", "v": 1, "conversation": None, "status": "none", "last_seq": 0},
        {"t": "live", "conversation": None, "seq": 0},
    ]


async def test_message_is_acknowledged_only_after_it_was_stored(browser: Browser) -> None:
    world, window = browser.world, await browser.window()
    world.gate = asyncio.Event()
    await window.send(t="say", id=ID, text="  hello \r\nthere ", files=[])
    await window.send(t="ping")
    with pytest.raises(TimeoutError):
        await window.socket.receive(timeout=0.2)
    world.gate.set()
    await window.until("ack", id=ID)

    (body,) = world.bodies(CustomerMessage)
    assert (body.parts, body.client_id) == ((Text("hello \nthere"),), ID)


async def test_message_comes_back_as_an_event_with_its_client_id(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    event = await window.until("event", kind="message")

    assert event["seq"] == 2
    assert {key: event["message"][key] for key in ("from", "text", "client_id", "edited", "deleted")} == {
        "from": "customer",
        "text": "hello",
        "client_id": ID,
        "edited": False,
        "deleted": False,
    }


async def test_same_id_sent_again_is_acknowledged_again_and_stored_once(browser: Browser) -> None:
    window = await browser.window()
    for _ in range(3):
        await window.send(t="say", id=ID, text="hello", files=[])
        await window.until("ack", id=ID)

    assert len(browser.world.bodies(CustomerMessage)) == 1


async def test_two_visitors_may_use_the_same_id(browser: Browser) -> None:
    for _ in range(2):
        browser.token = ""
        window = await browser.window()
        await window.send(t="say", id=ID, text="hello", files=[])
        await window.until("ack", id=ID)

    assert len(browser.world.bodies(CustomerMessage)) == 2


async def test_message_of_100_000_characters_is_refused_with_its_length_and_the_chat_goes_on(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="x" * 100_000, files=[])
    refused = await window.until("refused", id=ID)
    await window.send(t="say", id=OTHER, text="x" * TEXT_MAX, files=[])
    await window.until("ack", id=OTHER)

    assert refused["code"] == "too_long"
    assert "100000" in refused["message"]
    assert "4000" in refused["message"]
    assert len(browser.world.bodies(CustomerMessage)) == 1


@pytest.mark.parametrize(
    "raw",
    [
        "{",
        "[]",
        '"x"',
        "{}",
        '{"t":5}',
        '{"t":"say"}',
        '{"t":"say","id":5}',
        '{"t":"read","seq":"x"}',
        "\x00",
        '{"t":"say","id":"a b c d e f"}',
    ],
)
async def test_malformed_frame_is_refused_with_a_reason_and_the_chat_goes_on(browser: Browser, raw: str) -> None:
    window = await browser.window()
    await window.socket.send_str(raw)
    refused = await window.until("refused")
    await window.send(t="ping")
    await window.until("pong")

    assert refused["code"] == "malformed"
    assert refused["message"]
    assert browser.world.items == []


async def test_unknown_kind_of_frame_is_ignored(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="dance", id=ID)
    await window.send(t="ping")

    assert (await window.next())["t"] == "pong"


async def test_empty_message_is_refused(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text=" \n ", files=[])

    assert (await window.until("refused", id=ID))["code"] == "empty"


async def test_busy_bridge_asks_to_try_again_and_does_not_acknowledge(browser: Browser) -> None:
    window = await browser.window()
    browser.world.failure = overloaded()
    await window.send(t="say", id=ID, text="hello", files=[])
    refused = await window.until("refused", id=ID)
    browser.world.failure = None
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("ack", id=ID)

    assert (refused["code"], refused["retry_after"]) == ("slow_down", 3.0)


async def test_too_many_messages_at_once_are_slowed_down_until_time_has_passed(
    browser: Browser, clock: HandClock
) -> None:
    window = await browser.window()
    for number in range(15):
        await window.send(t="say", id=f"message-{number}", text="hello", files=[])
        await window.until("ack", id=f"message-{number}")
    await window.send(t="say", id=ID, text="hello", files=[])
    refused = await window.until("refused", id=ID)
    clock.move(refused["retry_after"] + 0.1)
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("ack", id=ID)

    assert refused["code"] == "slow_down"


async def test_flood_of_frames_closes_with_4429(browser: Browser) -> None:
    window = await browser.window()
    for _ in range(200):
        await window.send(t="ping")

    assert await window.closed() == 4429


async def test_window_sees_live_what_the_agent_says_edits_and_deletes(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("event", kind="message")
    await browser.world.joins()
    joined = await window.until("event", kind="status", status="active")
    said = await browser.world.says("Hi there")
    message = await window.until("event", kind="message")
    await browser.world.changes(said, "Hello there")
    edited = await window.until("event", kind="edited")
    await browser.world.changes(said, None)
    deleted = await window.until("event", kind="deleted")

    assert joined["agent"] == {"name": "Ada", "picture": None}
    assert (message["message"]["from"], message["message"]["name"]) == ("agent", "Ada")
    assert (edited["message"]["text"], edited["message"]["edited"]) == ("Hello there", True)
    assert (deleted["message"]["text"], deleted["message"]["parts"], deleted["message"]["deleted"]) == ("", [], True)
    assert [joined["seq"], message["seq"], edited["seq"], deleted["seq"]] == [3, 4, 5, 6]


async def test_window_that_comes_back_gets_exactly_what_it_missed(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    last = await window.until("event", kind="message")
    await window.socket.close()
    await browser.world.joins()
    await browser.world.says("one")
    await browser.world.says("two")
    back = await browser.window(conversation=last["conversation"], last_seq=last["seq"])

    assert [frame["t"] for frame in back.seen] == ["welcome", "event", "event", "event", "live"]
    assert [frame["seq"] for frame in back.seen if frame["t"] == "event"] == [3, 4, 5]


async def test_hello_said_again_replays_from_the_number_it_names(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    last = await window.until("event", kind="message")
    window.seen.clear()
    await window.send(t="hello", v=1, token=browser.token, conversation=last["conversation"], last_seq=1)
    await window.until("live")

    assert [frame["seq"] for frame in window.seen if frame["t"] == "event"] == [2]


async def test_window_with_another_conversation_gets_the_present_one_from_its_start(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("event", kind="message")
    other = await browser.window(conversation="long gone", last_seq=99)

    assert [frame["seq"] for frame in other.seen if frame["t"] == "event"] == [1, 2]


async def test_two_windows_of_one_visitor_show_the_same(browser: Browser) -> None:
    one, two = await browser.window(), await browser.window()
    await one.send(t="say", id=ID, text="hello", files=[])

    assert (await one.until("event", kind="message")) == (await two.until("event", kind="message"))


async def test_end_then_new_message_opens_a_new_conversation_whose_numbers_begin_again(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    first = await window.until("event", kind="message")
    await window.send(t="end", id="end-of-the-first")
    await window.until("event", kind="status", status="ended")
    await window.send(t="restart", id="restart-now")
    await window.until("ack", id="restart-now")
    await window.send(t="say", id=OTHER, text="again", files=[])
    second = await window.until("event", kind="message")

    assert [body.what for body in browser.world.bodies(CustomerDid)] == ["ended"]
    assert second["conversation"] != first["conversation"]
    assert second["seq"] == 2


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


async def test_bridge_that_stops_asks_the_windows_to_reconnect(browser: Browser) -> None:
    window = await browser.window()
    assert browser.world.adapter is not None
    stopping = asyncio.create_task(browser.world.adapter.stop())

    assert await window.closed() == 1012
    await stopping
