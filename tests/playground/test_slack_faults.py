"""Faults on demand, on calls and on deliveries."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.clock import FakeClock
from playground.faults import FaultRefusedError
from playground.server import Playground

from .conftest import App


async def posted(client: AsyncWebClient) -> bool:
    return bool((await client.chat_postMessage(channel="C0SUPPORT", text="hi"))["ok"])


async def test_429_and_500_come_as_often_as_asked(pg: Playground, client: AsyncWebClient) -> None:
    pg.faults.add("chat.postMessage", "429", times=1, retry_after=7)
    with pytest.raises(SlackApiError) as refusal:
        await posted(client)
    assert refusal.value.response.headers["Retry-After"] == "7"
    pg.faults.add("*", "500", times=1)
    with pytest.raises(Exception, match="status: 500"):
        await posted(client)
    assert await posted(client)
    assert len(pg.slack.messages("C0SUPPORT")) == 1


@pytest.mark.parametrize(("kind", "stored"), [("reset", 0), ("reset_after_accept", 1)])
async def test_a_reset_cuts_the_connection_before_or_after(
    pg: Playground, client: AsyncWebClient, kind: str, stored: int
) -> None:
    pg.faults.add("chat.postMessage", kind)
    with pytest.raises(aiohttp.ClientConnectionError):
        await posted(client)
    assert len(pg.slack.messages("C0SUPPORT")) == stored


async def test_a_timeout_after_accept_has_done_the_work(pg: Playground) -> None:
    pg.faults.add("chat.postMessage", "timeout_after_accept")
    hasty = AsyncWebClient(token="xoxb-playground", base_url=f"{pg.url}/slack/api/", retry_handlers=[], timeout=1)
    with pytest.raises(TimeoutError):
        await posted(hasty)
    assert len(pg.slack.messages("C0SUPPORT")) == 1
    assert await posted(hasty)


async def test_a_delay_waits_for_the_clock(pg: Playground, client: AsyncWebClient, clock: FakeClock) -> None:
    pg.faults.add("chat.postMessage", "delay", delay_ms=5000)
    call = asyncio.ensure_future(posted(client))
    await pg.changes.until(lambda: pg.faults.listed() == [])
    assert not pg.slack.messages("C0SUPPORT")
    await clock.advance(5)
    assert await call


async def test_a_slow_answer_comes_after_the_work_is_done(
    pg: Playground, client: AsyncWebClient, clock: FakeClock
) -> None:
    pg.faults.add("chat.postMessage", "slow_answer", delay_ms=5000)
    call = asyncio.ensure_future(posted(client))
    await pg.changes.until(lambda: pg.slack.messages("C0SUPPORT"))
    assert not call.done()
    await clock.advance(5)
    assert await call


async def test_while_slack_is_down_calls_fail_and_events_wait(pg: Playground, app: App, client: AsyncWebClient) -> None:
    pg.faults.add("*", "outage", times=None)
    with pytest.raises(Exception, match="status: 503"):
        await posted(client)
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="meanwhile")
    await pg.slack.settled()
    assert app.received == []
    pg.faults.clear()
    await app.until(lambda: app.received)
    assert await posted(client)


async def test_an_event_can_come_three_times(pg: Playground, app: App) -> None:
    pg.faults.add("events", "duplicate", copies=3)
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="hi")
    await app.until(lambda: len(app.received) == 3)
    assert len({r.body["event_id"] for r in app.received}) == 1


async def test_an_event_can_come_after_the_next(pg: Playground, app: App) -> None:
    pg.faults.add("events", "reorder")
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="one")
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="two")
    await app.until(lambda: len(app.received) == 2)
    assert [e["text"] for e in app.events("message")] == ["two", "one"]


async def test_a_lost_acknowledgement_makes_slack_send_again(pg: Playground, app: App) -> None:
    pg.faults.add("events", "timeout_after_accept")
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="hi")
    await app.until(lambda: len(app.received) == 2)
    assert app.received[1].headers["X-Slack-Retry-Reason"] == "http_timeout"


@pytest.mark.parametrize(("method", "kind"), [("chat.postMessage", "duplicate"), ("events", "429"), ("*", "nonsense")])
def test_a_fault_that_makes_no_sense_is_refused(method: str, kind: str) -> None:
    with pytest.raises(FaultRefusedError):
        Playground().faults.add(method, kind)


async def test_faults_are_set_listed_and_cleared_over_the_wire(pg: Playground) -> None:
    async with aiohttp.ClientSession() as session:
        fault = {"vendor": "slack", "method": "chat.postMessage", "kind": "429", "times": 2}
        async with session.post(f"{pg.url}/_sim/faults", json=fault) as answer:
            assert (await answer.json())["ok"] is True
        async with session.get(f"{pg.url}/_sim/faults") as answer:
            assert [row["times"] for row in (await answer.json())["faults"]] == [2]
        async with session.post(f"{pg.url}/_sim/faults", json={"method": "*", "kind": "boom"}) as answer:
            assert (answer.status, (await answer.json())["error"]) == (400, "bad_request")
        async with session.delete(f"{pg.url}/_sim/faults") as answer:
            assert (await answer.json())["faults"] == []


@pytest.mark.parametrize("kind", ["reset_after_accept", "500"])
async def test_uploads_and_response_urls_can_fail_too(pg: Playground, client: AsyncWebClient, kind: str) -> None:
    step = await client.files_getUploadURLExternal(filename="a.txt", length=2)
    pg.faults.add("upload", kind)
    async with aiohttp.ClientSession() as session:
        try:
            async with session.post(step["upload_url"], data=b"hi") as answer:
                status = answer.status
        except aiohttp.ClientConnectionError:
            status = 0
    assert (status, pg.slack.store.files[step["file_id"]].uploaded) == ((500, False) if kind == "500" else (0, True))


async def test_settled_waits_for_the_share_of_an_upload_and_its_events(
    pg: Playground, app: App, client: AsyncWebClient
) -> None:
    await client.files_upload_v2(channel="C0SUPPORT", filename="a.txt", file=b"hi")
    await pg.slack.settled()
    assert {e["type"] for e in app.events()} == {"message", "file_shared"}
    assert pg.slack.events.busy == 0


async def test_a_late_interaction_brings_a_stale_trigger(
    pg: Playground, app: App, client: AsyncWebClient, clock: FakeClock
) -> None:
    pg.faults.add("interactions", "delay", delay_ms=4000)
    used = asyncio.ensure_future(pg.slack.simulate.shortcut(user="U0ADA", callback_id="my_chats"))
    await pg.changes.until(lambda: pg.faults.listed() == [])
    await clock.advance(4)
    await used
    view = {"type": "modal", "title": {"type": "plain_text", "text": "Late"}, "blocks": []}
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=app.received[0].body["trigger_id"], view=view)
    assert pg.slack.store.modals == {}


async def test_a_token_can_be_refused_the_reading_of_history(pg: Playground, client: AsyncWebClient) -> None:
    pg.faults.add("conversations.replies", "missing_scope", times=None)
    for _ in range(2):
        with pytest.raises(SlackApiError) as refusal:
            await client.conversations_replies(channel="C0SUPPORT", ts="1.000001")
        assert (refusal.value.response["error"], refusal.value.response["needed"]) == (
            "missing_scope",
            "channels:history",
        )
    assert await posted(client)


async def test_a_listener_hears_each_exchange_whole(pg: Playground, client: AsyncWebClient) -> None:
    heard: list[object] = []
    pg.traffic.listen(lambda exchange: heard.append(exchange.request))
    await client.chat_postMessage(channel="C0SUPPORT", text="x" * 10_000)
    assert any("x" * 10_000 in str(request) for request in heard)


async def test_the_pauses_between_deliveries_are_a_setting(pg: Playground, app: App, clock: FakeClock) -> None:
    pg.slack.settings.retry_seconds = (2.0,)
    pg.faults.add("events", "reset")
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="hi")
    await pg.slack.settled()
    assert app.received == []
    await clock.advance(2)
    await app.until(lambda: app.received)
