"""Rate limits: per method, per channel, per workspace."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.clock import FakeClock
from playground.server import Playground
from playground.slack.errors import RateLimitedError
from playground.slack.limits import Limits, Meter


def test_a_channel_takes_a_short_burst_and_then_one_a_second() -> None:
    meter, taken, waits = Meter(Limits()), 0, set()
    for tenth in range(101):  # ten seconds, ten tries a second
        try:
            meter.post("C1", 1000 + tenth / 10)
            taken += 1
        except RateLimitedError as limit:
            waits.add(limit.retry_after)
    assert (taken, waits) == (3 + 10, {1})
    meter.post("C2", 1010.0)  # another channel has its own


def test_no_sixty_seconds_see_more_calls_than_the_tier_allows() -> None:
    meter = Meter(Limits())
    for second in range(50):
        meter.call("chat.update", "3", 1000.0 + second)
    with pytest.raises(RateLimitedError) as limit:
        meter.call("chat.update", "3", 1050.0)
    assert limit.value.retry_after == 10
    meter.call("chat.update", "3", 1060.5)
    meter.call("reactions.add", "3", 1050.0)


def test_a_workspace_has_a_limit_of_its_own() -> None:
    meter = Meter(Limits(posts_per_minute=5))
    for n in range(5):
        meter.post(f"C{n}", 1000.0)
    with pytest.raises(RateLimitedError):
        meter.post("C9", 1001.0)


async def test_over_the_limit_is_http_429_with_retry_after(
    pg: Playground, client: AsyncWebClient, clock: FakeClock
) -> None:
    for _ in range(3):
        await client.chat_postMessage(channel="C0SUPPORT", text="hi")
    with pytest.raises(SlackApiError) as refusal:
        await client.chat_postMessage(channel="C0SUPPORT", text="hi")
    answer = refusal.value.response
    assert (answer.status_code, answer.headers["Retry-After"], answer["error"]) == (429, "1", "ratelimited")
    assert len(pg.slack.messages("C0SUPPORT")) == 3
    await clock.advance(1)
    assert (await client.chat_postMessage(channel="C0SUPPORT", text="hi"))["ok"]


async def test_limits_can_be_switched_off_for_a_bench(pg: Playground, client: AsyncWebClient) -> None:
    pg.slack.settings.limits = pg.slack.meter.limits = Limits(enabled=False)
    for _ in range(30):
        await client.chat_postMessage(channel="C0SUPPORT", text="hi")
    assert len(pg.slack.messages("C0SUPPORT")) == 30
