"""What strangers and accidents send: a clear answer each, and nothing stored of what is refused."""

import json
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession

from bridge.store import inbox
from playground.slack.seed import SIGNING_SECRET
from playground.slack.signature import signed_headers
from tests.scenarios.customer import Customer
from tests.scenarios.differences import Difference
from tests.scenarios.platform import Call
from tests.scenarios.scenes import talking
from tests.scenarios.world import World, a_world

LONG = "x" * 100_000
JSON = {"Content-Type": "application/json"}


@pytest.mark.desks("slack", because=Difference.SIGNATURE)
async def test_a_bad_signature_is_refused_and_nothing_is_stored() -> None:
    async with a_world() as world:
        before = await _rows(world)
        body = json.dumps(_message(world, "hello")).encode()
        forged = signed_headers("another secret", body, world.clock.seconds)
        for path in ("/slack/events", "/slack/interactivity", "/slack/commands"):
            assert await _status(world, path, body, forged) == 401
            assert await _status(world, path, body, {}) == 401
        assert await _rows(world) == before


@pytest.mark.desks("slack", because=Difference.SIGNATURE)
async def test_a_request_that_was_signed_long_ago_is_refused() -> None:
    async with a_world() as world:
        before = await _rows(world)
        body = json.dumps(_message(world, "hello")).encode()
        headers = signed_headers(SIGNING_SECRET, body, world.clock.seconds - 6 * 60)
        assert await _status(world, "/slack/events", body, headers) == 401
        assert await _rows(world) == before


@pytest.mark.desks("slack", because=Difference.SIGNATURE)
async def test_a_timestamp_that_is_no_number_is_refused() -> None:
    async with a_world() as world:
        before = await _rows(world)
        body = json.dumps(_message(world, "hello")).encode()
        good = signed_headers(SIGNING_SECRET, body, world.clock.seconds)
        for timestamp in ("yesterday", "", "1e9", "NaN", "-1", "\uff11\uff17\uff15", "9" * 400):
            headers = good | {"X-Slack-Request-Timestamp": timestamp}
            assert await _status(world, "/slack/events", body, headers) == 401, timestamp
        assert await _rows(world) == before


@pytest.mark.desks("slack", because=Difference.SIGNATURE)
async def test_a_body_that_is_no_json_object_is_refused_and_does_not_come_again() -> None:
    async with a_world() as world, ClientSession() as session:
        for body in (b"{", b"[]", b"null", b"", b"[" * 50_000):
            headers = JSON | signed_headers(SIGNING_SECRET, body, world.clock.seconds)
            async with session.post(f"{world.url}/slack/events", data=body, headers=headers) as answer:
                assert answer.status == 400, body
                assert answer.headers["X-Slack-No-Retry"] == "1"
                assert (await answer.json())["error"]


@pytest.mark.desks("slack", because=Difference.SIGNATURE)
async def test_an_event_without_sense_is_taken_and_forgotten() -> None:
    async with a_world() as world:
        strange: list[object] = [None, [], "text", {}, {"type": "message"}]
        for event in [*strange, {"type": "message", "channel": 5, "ts": {}, "user": ["U"]}]:
            body = json.dumps(_envelope(world, event)).encode()
            headers = JSON | signed_headers(SIGNING_SECRET, body, world.clock.seconds)
            assert await _status(world, "/slack/events", body, headers) == 200, event


@pytest.mark.desks("slack", because=Difference.SIGNATURE)
async def test_a_body_beyond_the_limit_is_refused() -> None:
    async with a_world() as world:
        body = json.dumps(_message(world, "x" * 1_100_000)).encode()
        headers = JSON | signed_headers(SIGNING_SECRET, body, world.clock.seconds)
        assert await _status(world, "/slack/events", body, headers) == 413


@pytest.mark.desks("slack", because=Difference.SIGNATURE)
async def test_an_agents_hundred_thousand_characters_are_not_cut_in_silence() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        root = await world.desk.root()
        event = _message(world, LONG, user="U0ADA", thread_ts=root.ref.partition("/")[2])
        body = json.dumps(event).encode()
        headers = JSON | signed_headers(SIGNING_SECRET, body, world.clock.seconds)
        assert await _status(world, "/slack/events", body, headers) == 200
        await world.quiet()
        arrived = "".join(customer.texts())
        told = "\n".join([*await world.desk.lines(), *ada.heard()])
        assert arrived == LONG or "too long" in told or "so this was not sent" in told


async def test_a_customers_hundred_thousand_characters_are_refused_in_words() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        answer = await customer.tries("x" * 10_000)
        assert answer["t"] == "refused"
        assert answer["code"] == "too_long"
        assert "4000" in answer["message"]
        assert await _says_too_much(world, customer)
        await customer.leaves()
        await customer.opens()
        await customer.says("shorter, then")
        await world.desk.shows("shorter, then")


@pytest.mark.desks("slack", because=Difference.TRIGGER)
async def test_a_trigger_that_is_too_old_is_answered_in_words() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await world.quiet()
        world.desk.fails(Call.FORM, "delay", delay_ms=4000)
        await ada.clicks_on_card("Invite…")
        await world.clock.advance(5)
        await ada.is_told("Please click again.")
        await ada.clicks_on_card("Invite…")
        await ada.fills_in(agent="Grace Hopper")
        await world.desk.agent("grace").is_told("invites you")


async def test_a_form_with_a_wrong_answer_says_so_at_its_field() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("Note…")
        with pytest.raises(Exception, match="check the marked fields"):
            await ada.fills_in(text="")
        await customer.ends()
        await customer.hears("The chat has ended.")


async def test_frames_that_are_no_frames_are_refused_in_words() -> None:
    async with a_world() as world:
        customer = await world.customer()
        for text in ("{", "[]", '{"t": 5}', '{"t": "say", "id": "short", "text": "x"}'):
            answer = await _answer(world, customer, text)
            assert answer["t"] == "refused"
            assert answer["message"]
        await customer.says("well formed")


async def test_a_page_of_a_stranger_gets_no_session() -> None:
    async with a_world() as world, ClientSession() as session:
        for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {}):
            async with session.post(f"{world.url}/widget/session", json={}, headers=headers) as answer:
                assert answer.status == 403
                assert (await answer.json())["error"]["message"]


async def _rows(world: World) -> int:
    """Count what has come in, in whatever state; the start itself puts routing's own rows there."""
    return sum((await world.read(inbox.counts)).values())


async def _status(world: World, path: str, body: bytes, headers: dict[str, str]) -> int:
    async with (
        ClientSession() as session,
        session.post(f"{world.url}{path}", data=BytesIO(body), headers=headers) as answer,
    ):
        return answer.status


async def _says_too_much(world: World, customer: Customer) -> bool:
    """Say a hundred thousand characters: told in words, or by the close of a socket that takes no such frames."""
    seen = len(customer.frames)
    await customer.sends(json.dumps({"t": "say", "id": "0123456789", "text": LONG, "files": []}))
    return await world.until(
        lambda: any(one["t"] == "refused" for one in customer.frames[seen:]) or not customer.is_here, "a refusal"
    )


async def _answer(world: World, customer: Customer, frame: str) -> dict[str, Any]:
    seen = len(customer.frames)
    await customer.sends(frame)
    await world.until(lambda: len(customer.frames) > seen, f"an answer to {frame}", patience=0)
    return customer.frames[-1]


def _message(world: World, text: str, user: str = "U0ADA", **more: object) -> dict[str, Any]:
    ts = world.playground.slack.ts()
    event = {"type": "message", "channel": "C0SUPPORT", "channel_type": "channel", "user": user, "text": text, "ts": ts}
    return _envelope(world, event | more)


def _envelope(world: World, event: object) -> dict[str, Any]:
    team = world.playground.slack.store.team
    return {"type": "event_callback", "team_id": team.id, "api_app_id": team.app_id, "event_id": "Ev1", "event": event}
