"""What a visitor, and an address, may do in a time: chats, words, files and their bytes, forms, sessions, windows.

Whoever is told to wait loses nothing: the widget is told when to say it again, or shows why.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession, FormData, WSServerHandshakeError

from core.policy.limits import Limited, LimitPlan, Rate
from tests.adapters.web.conftest import Browser, Json, Window
from tests.adapters.web.ports import HandClock
from tests.adapters.web.world import serving

Rates = Mapping[Limited, Rate]


@asynccontextmanager
async def shop(clock: HandClock, visitor: Rates = {}, address: Rates = {}, **plan: Any) -> AsyncIterator[Browser]:  # noqa: B006 - read only
    """Open a browser in a shop with these limits, and no others."""
    async with (
        serving(clock, plan=LimitPlan(visitor, address, **plan)) as world,
        ClientSession() as http,
    ):
        yield Browser(world, http)


async def says(window: Window, id: str) -> Json:
    """Say something; give what the bridge answers."""
    await window.send(t="say", id=id, text="hello", files=[])
    while (frame := await window.next())["t"] not in ("ack", "refused"):
        pass
    return frame


async def test_words_above_a_visitors_pace_are_kept_by_the_widget_and_said_again(clock: HandClock) -> None:
    async with shop(clock, visitor={Limited.MESSAGES: Rate(1, 30)}) as browser:
        window = await browser.window()
        assert (await says(window, "message-1"))["t"] == "ack"
        refused = await says(window, "message-2")
        clock.move(2)

        assert (refused["code"], refused["retry_after"]) == ("slow_down", 2.0)
        assert (await says(window, "message-2"))["t"] == "ack"


async def test_visitors_of_one_address_have_its_pace_together(clock: HandClock) -> None:
    async with shop(clock, address={Limited.MESSAGES: Rate(1, 30)}) as browser:
        other = Browser(browser.world, browser.http)
        assert (await says(await browser.window(), "message-1"))["t"] == "ack"

        assert (await says(await other.window(), "message-2"))["retry_after"] == 2.0


async def test_chats_that_a_visitor_begins_are_counted_and_words_in_an_open_one_are_not(clock: HandClock) -> None:
    async with shop(clock, visitor={Limited.CHATS: Rate(1, 2)}) as browser:
        window = await browser.window()
        assert [(await says(window, f"message-{number}"))["t"] for number in range(5)] == ["ack"] * 5
        await browser.world.ends()
        await window.until("event", status="ended")
        refused = await says(window, "message-9")
        clock.move(30)

        assert (refused["code"], refused["retry_after"]) == ("slow_down", 30.0)
        assert (await says(window, "message-9"))["t"] == "ack"


async def test_chats_that_are_begun_from_one_address_are_counted_together(clock: HandClock) -> None:
    async with shop(clock, address={Limited.CHATS: Rate(2, 60)}) as browser:
        others = [Browser(browser.world, browser.http) for _ in range(3)]
        answers = [await says(await one.window(), "message-1") for one in others]

        assert [one["t"] for one in answers] == ["ack", "ack", "refused"]


async def test_the_request_that_is_left_while_closed_begins_a_chat_too(clock: HandClock) -> None:
    answers = {"email": "maya@shop.example", "about": "An order", "words": "Where is my tea?"}
    async with shop(clock, visitor={Limited.CHATS: Rate(1, 2)}) as browser:
        window = await browser.window()
        await says(window, "message-1")
        await browser.world.ends()
        await window.until("event", status="ended")
        await window.send(t="offline", id="offline-1", answers=answers)

        assert (await window.until("refused", id="offline-1"))["code"] == "slow_down"


async def test_an_end_that_is_asked_for_too_often_is_refused_in_words(clock: HandClock) -> None:
    async with shop(clock, visitor={Limited.MESSAGES: Rate(1, 30)}) as browser:
        window = await browser.window()
        await says(window, "message-1")
        await window.send(t="end", id="ending-1")
        refused = await window.until("refused", id="ending-1")

        assert refused["code"] == "slow_down"
        assert "try again" in refused["message"]
        assert "retry_after" not in refused


async def test_files_are_counted_by_visitor_and_by_address(clock: HandClock) -> None:
    async with shop(clock, {Limited.FILES: Rate(2, 6)}, {Limited.FILES: Rate(3, 6)}) as browser:
        other = Browser(browser.world, browser.http)
        assert [(await browser.upload(f"{n}.txt", b"x"))["status"] for n in range(3)] == [201, 201, 429]
        assert [(await other.upload(f"{n}.txt", b"x"))["status"] for n in range(2)] == [201, 429]
        clock.move(10)

        assert (await other.upload("3.txt", b"x"))["status"] == 201


async def test_what_a_visitors_files_weigh_is_counted_before_a_byte_is_read(clock: HandClock) -> None:
    async with shop(clock, {Limited.BYTES: Rate(1000, 600)}) as browser:
        first = await browser.upload("1.txt", b"x" * 900)
        refused = await browser.upload("2.txt", b"x" * 200)
        clock.move(10)

        assert (first["status"], refused["status"]) == (201, 429)
        assert "try again in 10 seconds" in refused["error"]["message"]
        assert (await browser.upload("2.txt", b"x" * 200))["status"] == 201
        assert len(browser.world.files.kept) == 2


async def test_what_the_files_of_an_address_weigh_is_counted_together(clock: HandClock) -> None:
    async with shop(clock, address={Limited.BYTES: Rate(1000, 600)}) as browser:
        other = Browser(browser.world, browser.http)
        assert (await browser.upload("1.txt", b"x" * 900))["status"] == 201

        assert (await other.upload("2.txt", b"x" * 200))["status"] == 429


async def test_forms_that_are_sent_too_often_are_refused_with_the_time_and_taken_later(clock: HandClock) -> None:
    async with shop(clock, {Limited.FORMS: Rate(1, 30)}) as browser:
        await browser.session()
        statuses = [await declines(browser) for _ in range(2)]
        clock.move(2)

        assert statuses == [200, 429]
        assert await fills_in(browser) != 429
        assert await fills_in(browser) == 429


async def declines(browser: Browser) -> int:
    """Decline a form; give the status."""
    headers = {"Origin": browser.world.url, "Authorization": f"Bearer {browser.token}"}
    url = f"{browser.world.url}/widget/forms/f1/decline"
    async with browser.http.post(url, headers=headers) as answer:
        return answer.status


async def fills_in(browser: Browser) -> int:
    """Send a form; give the status."""
    headers = {"Origin": browser.world.url, "Authorization": f"Bearer {browser.token}"}
    data = FormData({"street": "Tea Street 1"}, default_to_multipart=True)
    async with browser.http.post(f"{browser.world.url}/widget/forms/f1", headers=headers, data=data) as answer:
        return answer.status


async def test_sessions_are_counted_by_visitor_too_and_say_when_to_come_again(clock: HandClock) -> None:
    async with shop(clock, visitor={Limited.SESSIONS: Rate(1, 30)}) as browser:
        known = (await browser.session())["token"]
        url, headers = f"{browser.world.url}/widget/session", {"Origin": browser.world.url}
        async with browser.http.post(url, json={"token": known}, headers=headers) as refused:
            assert (refused.status, refused.headers["Retry-After"]) == (429, "2")
        clock.move(2)

        assert (await browser.session(token=known))["visitor"]


async def test_a_window_that_comes_back_too_often_is_closed_with_the_code_that_says_so(clock: HandClock) -> None:
    async with shop(clock, {Limited.WINDOWS: Rate(1, 30)}) as browser:
        first = await browser.window()
        await first.socket.close()
        again = await browser.socket()
        await again.send(t="hello", v=1, token=browser.token, conversation=None, last_seq=0)

        assert await again.closed() == 4429


async def test_windows_of_an_address_that_come_too_often_are_closed(clock: HandClock) -> None:
    async with shop(clock, address={Limited.WINDOWS: Rate(1, 30)}) as browser:
        await browser.window()

        assert await (await browser.socket()).closed() == 4429


async def test_an_address_has_so_many_windows_open_and_room_again_when_one_goes(clock: HandClock) -> None:
    async with shop(clock, open_windows=1) as browser:
        first = await browser.window()
        refused = await _refused(browser)
        await first.socket.close()

        assert refused is not None
        assert (refused.status, refused.headers and refused.headers["Retry-After"]) == (429, "30")
        async with asyncio.timeout(10):  # until the bridge has noticed that the first is gone
            while await _refused(browser) is not None:
                pass


async def _refused(browser: Browser) -> WSServerHandshakeError | None:
    try:
        await browser.socket()
    except WSServerHandshakeError as error:
        return error
    return None


async def test_frames_of_an_address_are_counted_together(clock: HandClock) -> None:
    async with shop(clock, address={Limited.FRAMES: Rate(3, 30)}) as browser:
        one, other = await browser.window(), await Browser(browser.world, browser.http).window()
        for _ in range(3):
            await one.send(t="ping")
            await one.until("pong")
        await other.send(t="ping")

        assert await other.closed() == 4429
