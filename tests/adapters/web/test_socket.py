"""The socket: who may open it, what is acknowledged and when, what is refused and how."""

import asyncio

import pytest
from aiohttp import WSServerHandshakeError

from adapters.web.capabilities import TEXT_MAX
from core.inbound import CustomerMessage
from core.messages import Text
from tests.adapters.web.conftest import Browser
from tests.adapters.web.ports import HandClock, overloaded

ID = "11111111-2222-4333-8444-555555555555"
OTHER = "99999999-2222-4333-8444-555555555555"


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
