"""What a window sees: live, after a gap, beside another window, from one conversation to the next."""

from core.inbound import CustomerDid
from tests.adapters.web.conftest import Browser
from tests.adapters.web.ports import PAGE

ID = "11111111-2222-4333-8444-555555555555"
OTHER = "99999999-2222-4333-8444-555555555555"


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


async def test_long_log_is_shown_to_its_end(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    last = await window.until("event", kind="message")
    await window.socket.close()
    for number in range(2 * PAGE + 2):
        await browser.world.says(f"message {number}")
    back = await browser.window(conversation=last["conversation"], last_seq=last["seq"])

    assert [frame["seq"] for frame in back.seen if frame["t"] == "event"] == list(range(3, 2 * PAGE + 5))
