"""Events over HTTP: which come, how they look, and what happens when the app does not answer."""

import asyncio

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from playground.clock import FakeClock
from playground.server import Playground
from playground.slack.admin import configure, uninstall

from .conftest import App, Received

pytestmark = pytest.mark.usefixtures("app")


async def until_sleeping(clock: FakeClock, at: float) -> None:
    """Wait until somebody sleeps until `at`."""
    async with asyncio.timeout(30):
        while not any(abs(row[0] - at) < 0.01 for row in clock._sleepers):  # noqa: SLF001, ASYNC110 - the one way to see a sleeper
            await asyncio.sleep(0)


async def test_a_message_arrives_signed_with_its_envelope(pg: Playground, app: App) -> None:
    posted = await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="hi <there>")
    await app.until(lambda: app.received)
    envelope = app.received[0].body
    event = envelope["event"]
    assert (envelope["team_id"], envelope["api_app_id"], envelope["is_ext_shared_channel"]) == (
        "T0DEMO",
        "A0BRIDGE",
        False,
    )
    assert envelope["authorizations"][0]["user_id"] == "U0BRIDGE"
    assert envelope["event_id"].startswith("Ev")
    assert (event["ts"], event["text"], event["channel_type"]) == (posted["ts"], "hi &lt;there&gt;", "channel")
    assert event["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": "hi <there>"}]


async def test_a_mention_arrives_twice_with_one_ts(pg: Playground, app: App) -> None:
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="@deskbridge accept")
    await app.until(lambda: len(app.received) == 2)
    mention, message = app.events("app_mention")[0], app.events("message")[0]
    assert mention["ts"] == message["ts"]
    assert mention["text"] == "<@U0BRIDGE> accept"


async def test_own_posts_come_back_in_both_shapes(app: App, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0SUPPORT", text="plain")
    await client.chat_postMessage(channel="C0SUPPORT", text="named", username="Bob")
    await client.files_upload_v2(channel="C0SUPPORT", filename="a.txt", file=b"hi")
    await app.until(lambda: len(app.events("message")) == 3)
    shapes = {(e.get("subtype"), e.get("user"), e.get("bot_id")) for e in app.events("message")}
    assert shapes == {
        (None, "U0BRIDGE", "B0BRIDGE"),
        ("bot_message", None, "B0BRIDGE"),
        ("file_share", "U0BRIDGE", None),
    }


async def test_an_edit_has_a_new_outer_ts_and_what_was_before(pg: Playground, app: App) -> None:
    ts = (await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="one"))["ts"]
    await pg.slack.simulate.edit(user="U0ADA", channel="C0SUPPORT", ts=ts, text="two")
    event = await app.until(lambda: app.events("message", "message_changed"))
    changed = event[0]
    assert changed["ts"] != ts
    assert (changed["hidden"], changed["message"]["ts"], changed["message"]["text"]) == (True, ts, "two")
    assert (changed["previous_message"]["text"], changed["message"]["edited"]["user"]) == ("one", "U0ADA")


async def test_a_reply_and_an_unfurl_change_a_message_without_changing_its_text(pg: Playground, app: App) -> None:
    root = (await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="root"))["ts"]
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="reply", thread_ts=root)
    await pg.slack.simulate.unfurl(user="U0ADA", channel="C0SUPPORT", ts=root)
    await app.until(lambda: len(app.events("message", "message_changed")) == 2)
    for event in app.events("message", "message_changed"):
        assert event["message"]["text"] == event["previous_message"]["text"] == "root"
        assert "edited" not in event["message"]


async def test_a_deletion_names_the_message_and_a_root_becomes_a_tombstone(pg: Playground, app: App) -> None:
    people = pg.slack.simulate
    root = (await people.post(user="U0ADA", channel="C0SUPPORT", text="root"))["ts"]
    reply = (await people.post(user="U0ADA", channel="C0SUPPORT", text="reply", thread_ts=root))["ts"]
    await people.delete(user="U0ADA", channel="C0SUPPORT", ts=root)
    await people.delete(user="U0ADA", channel="C0SUPPORT", ts=reply)
    await app.until(lambda: app.events("message", "message_deleted"))
    assert app.events("message", "message_deleted")[0]["deleted_ts"] == reply
    stones = [e for e in app.events("message", "message_changed") if e["message"].get("subtype") == "tombstone"]
    assert stones[0]["previous_message"]["text"] == "root"


async def test_reactions_memberships_and_channel_changes_are_told(pg: Playground, app: App) -> None:
    people = pg.slack.simulate
    ts = (await people.post(user="U0ADA", channel="C0SUPPORT", text="hi"))["ts"]
    await people.react(user="U0GRACE", channel="C0SUPPORT", ts=ts, name="eyes")
    await people.react(user="U0GRACE", channel="C0SUPPORT", ts=ts, name="eyes", add=False)
    await people.leave(user="U0BYSTANDR", channel="C0SUPPORT")
    await people.join(user="U0BYSTANDR", channel="C0SUPPORT")
    await people.rename(user="U0ADA", channel="C0SUPPORT", name="help-desk")
    await people.archive(user="U0ADA", channel="C0SUPPORT")
    await people.unarchive(user="U0ADA", channel="C0SUPPORT")
    await people.open_home(user="U0ADA")
    wanted = {"reaction_added", "reaction_removed", "member_left_channel", "member_joined_channel"}
    wanted |= {"channel_rename", "channel_archive", "channel_unarchive", "app_home_opened"}
    await app.until(lambda: wanted <= {e["type"] for e in app.events()})
    subtypes = {e.get("subtype") for e in app.events("message")}
    assert {"channel_join", "channel_leave", "channel_name", "channel_archive", "channel_unarchive"} <= subtypes
    assert app.events("reaction_added")[0]["item"] == {"type": "message", "channel": "C0SUPPORT", "ts": ts}


async def test_thread_broadcasts_files_and_me_messages_have_their_subtypes(pg: Playground, app: App) -> None:
    people = pg.slack.simulate
    root = (await people.post(user="U0ADA", channel="C0SUPPORT", text="root"))["ts"]
    await people.post(user="U0ADA", channel="C0SUPPORT", text="all", thread_ts=root, broadcast=True)
    await people.post(
        user="U0ADA", channel="C0SUPPORT", files=[{"name": "a.txt", "mimetype": "text/plain", "base64": "aGk="}]
    )
    await people.me_message(user="U0ADA", channel="C0SUPPORT", text="waves")
    wanted = {"thread_broadcast", "file_share", "me_message"}
    await app.until(lambda: wanted <= {e.get("subtype") for e in app.events("message")})
    await app.until(lambda: app.events("file_shared"))
    assert app.events("message", "file_share")[0]["files"][0]["size"] == 2


async def test_only_subscribed_events_of_places_the_bot_is_in_are_sent(pg: Playground, app: App) -> None:
    await pg.slack.simulate.post(user="U0ADA", channel="C0RANDOM1", text="not for the bot")
    manifest = {
        "display_information": {"name": "X"},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
    }
    manifest["oauth_config"] = {"scopes": {"bot": ["app_mentions:read"]}}
    await configure(pg.slack, {"manifest": manifest})
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="@deskbridge hello")
    await app.until(lambda: app.received)
    await pg.slack.settled()
    assert [e["type"] for e in app.events()] == ["app_mention"]


async def test_a_failed_delivery_is_retried_at_once_then_after_a_minute_then_after_five(
    pg: Playground, app: App, clock: FakeClock
) -> None:
    async def refuse(_: Received) -> web.Response:
        return web.Response(status=500)

    app.answer = refuse
    start = clock.now()
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="hi")
    await app.until(lambda: len(app.received) == 2)
    await until_sleeping(clock, start + 60)
    await clock.advance(60)
    await app.until(lambda: len(app.received) == 3)
    await until_sleeping(clock, start + 360)
    await clock.advance(300)
    await app.until(lambda: len(app.received) == 4)
    await pg.slack.settled()
    await clock.advance(3600)
    await pg.slack.settled()
    assert [r.headers.get("X-Slack-Retry-Num") for r in app.received] == [None, "1", "2", "3"]
    assert {r.headers.get("X-Slack-Retry-Reason") for r in app.received[1:]} == {"http_error"}
    assert len({r.body["event_id"] for r in app.received}) == 1


async def test_an_app_that_asks_for_no_retry_gets_none(pg: Playground, app: App, clock: FakeClock) -> None:
    async def refuse(_: Received) -> web.Response:
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"})

    app.answer = refuse
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="hi")
    await app.until(lambda: app.received)
    await pg.slack.settled()
    await clock.advance(3600)
    assert len(app.received) == 1


async def test_three_silent_seconds_are_a_timeout(pg: Playground, app: App, clock: FakeClock) -> None:
    gate = asyncio.Event()

    async def wait(got: Received) -> web.Response:
        if "X-Slack-Retry-Num" not in got.headers:
            await gate.wait()
        return web.Response()

    app.answer = wait
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="hi")
    await app.until(lambda: app.received)
    await clock.advance(3)
    await app.until(lambda: len(app.received) == 2)
    gate.set()
    assert app.received[1].headers["X-Slack-Retry-Reason"] == "http_timeout"


async def test_a_delivery_never_holds_the_call_that_caused_it(app: App, client: AsyncWebClient) -> None:
    gate = asyncio.Event()

    async def wait(_: Received) -> web.Response:
        await gate.wait()
        return web.Response()

    app.answer = wait
    assert (await client.chat_postMessage(channel="C0SUPPORT", text="hi"))["ok"]
    gate.set()


async def test_an_uninstalled_app_hears_of_it_and_of_nothing_more(pg: Playground, app: App) -> None:
    await uninstall(pg.slack)
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="hi")
    await app.until(lambda: len(app.received) == 2)
    await pg.slack.settled()
    assert {e["type"] for e in app.events()} == {"app_uninstalled", "tokens_revoked"}
