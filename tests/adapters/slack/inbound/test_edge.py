"""Requests over HTTP: what is refused leaves nothing stored; what is answered with 200 is stored."""

import gzip
import hashlib
import hmac
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from multidict import CIMultiDict

from adapters.slack.edge import LARGEST, Edge
from adapters.slack.inbound import translate
from adapters.slack.payload import Json
from adapters.slack.signature import Verifier
from core.errors import Overloaded
from core.inbound import DeskMessage
from core.messages import Text
from tests.adapters.slack.inbound.fakes import INSTALL, NOW, FakeClock, FakeInbox, FakeNames, payload

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
Client = TestClient[web.Request, web.Application]


def signed(body: bytes, *, at: float | str | None = None, secret: str = SECRET) -> CIMultiDict[str]:
    timestamp = str(int(NOW.timestamp())) if at is None else str(at)
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return CIMultiDict(
        {
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": f"v0={digest}",
            "Content-Type": "application/json",
        }
    )


@pytest.fixture
def inbox() -> FakeInbox:
    return FakeInbox()


@pytest.fixture
async def client(inbox: FakeInbox) -> AsyncIterator[Client]:
    async def take(event: Json) -> None:
        inbound = translate(event, INSTALL, FakeNames(), NOW)
        if inbound is not None:
            await inbox.accept(inbound)

    async def interact(body: str, content_type: str) -> web.Response:
        return web.Response(text=f"{content_type} {len(body)}")

    app = web.Application()
    app.add_routes(Edge(Verifier(SECRET, FakeClock()), take, interact).routes())
    async with TestClient(TestServer(app)) as made:
        yield made


def body_of(name: str) -> bytes:
    return json.dumps(payload(name)).encode()


async def test_signed_event_is_stored_before_it_is_acknowledged(client: Client, inbox: FakeInbox) -> None:
    body = body_of("thread_reply")
    answer = await client.post("/slack/events", data=body, headers=signed(body))
    assert answer.status == 200
    assert [one.dedupe for one in inbox.stored] == ["message:C0SUPPORT:1700000001.000200"]


async def test_event_delivered_three_times_is_stored_once_and_always_acknowledged(
    client: Client, inbox: FakeInbox
) -> None:
    body = body_of("thread_reply")
    for number in range(3):
        headers = signed(body)
        if number:
            headers.update({"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_timeout"})
        answer = await client.post("/slack/events", data=body, headers=headers)
        assert answer.status == 200
    assert len(inbox.stored) == 1


async def test_mention_and_message_are_stored_once(client: Client, inbox: FakeInbox) -> None:
    for name in ("app_mention", "mention_in_channel"):
        body = body_of(name)
        assert (await client.post("/slack/events", data=body, headers=signed(body))).status == 200
    assert len(inbox.stored) == 1


async def test_events_are_stored_in_the_order_in_which_they_came(client: Client, inbox: FakeInbox) -> None:
    for name in ("thread_reply", "edited", "deleted"):
        body = body_of(name)
        await client.post("/slack/events", data=body, headers=signed(body))
    assert [one.dedupe.partition(":")[0] for one in inbox.stored] == ["message", "edit", "deleted"]


def tampered() -> list[Any]:
    body = body_of("thread_reply")
    good = signed(body)
    one_off = CIMultiDict(good)
    last = good["X-Slack-Signature"][-1]
    one_off["X-Slack-Signature"] = good["X-Slack-Signature"][:-1] + ("0" if last != "0" else "1")
    doubled = CIMultiDict(good)
    doubled.add("X-Slack-Signature", good["X-Slack-Signature"])
    twice_stamped = CIMultiDict(good)
    twice_stamped.add("X-Slack-Request-Timestamp", good["X-Slack-Request-Timestamp"])
    unsigned = CIMultiDict({key: value for key, value in good.items() if key != "X-Slack-Signature"})
    undated = CIMultiDict({key: value for key, value in good.items() if key != "X-Slack-Request-Timestamp"})
    now = NOW.timestamp()
    return [
        pytest.param(signed(body, secret="another"), id="another secret"),
        pytest.param(one_off, id="one character off"),
        pytest.param(doubled, id="two signatures"),
        pytest.param(twice_stamped, id="two timestamps"),
        pytest.param(unsigned, id="no signature"),
        pytest.param(undated, id="no timestamp"),
        pytest.param(signed(body, at=int(now - 301)), id="stale"),
        pytest.param(signed(body, at=int(now + 301)), id="from the future"),
        pytest.param(signed(body, at="yesterday"), id="no number"),
        pytest.param(signed(body, at=f"{now:.3f}"), id="a fraction"),
        pytest.param(signed(body, at=f"-{int(now)}"), id="negative"),
        pytest.param(signed(body, at="9" * 400), id="endless number"),
        pytest.param(CIMultiDict({**signed(body), "X-Slack-Signature": "v0=é"}), id="foreign characters"),
        pytest.param(signed(body + b" "), id="another body"),
    ]


@pytest.mark.parametrize("headers", tampered())
async def test_request_that_slack_did_not_sign_now_is_refused_and_nothing_stored(
    client: Client, inbox: FakeInbox, headers: CIMultiDict[str]
) -> None:
    answer = await client.post("/slack/events", data=body_of("thread_reply"), headers=headers)
    assert answer.status == 401
    assert await answer.json() == {"error": "signature_invalid"}
    assert inbox.stored == []


async def test_signature_at_the_edge_of_its_age_still_counts(client: Client) -> None:
    body = body_of("thread_reply")
    headers = signed(body, at=int(NOW.timestamp() - 300))
    assert (await client.post("/slack/events", data=body, headers=headers)).status == 200


async def test_huge_body_is_refused_before_it_is_read(client: Client, inbox: FakeInbox) -> None:
    body = b"x" * (LARGEST + 1)
    answer = await client.post("/slack/events", data=io.BytesIO(body), headers=signed(body))
    assert answer.status == 413
    assert inbox.stored == []


async def test_huge_body_that_hides_its_length_is_refused(client: Client) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(LARGEST // 65536 + 2):
            yield b"x" * 65536

    answer = await client.post("/slack/events", data=pieces(), headers=signed(b""))
    assert answer.status == 413


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"', b"\xff\xfe", b"[" * 100_000])
async def test_body_that_is_no_event_is_refused_for_good(client: Client, inbox: FakeInbox, body: bytes) -> None:
    answer = await client.post("/slack/events", data=body, headers=signed(body))
    assert answer.status == (401 if body == b"\xff\xfe" else 400)
    assert ("X-Slack-No-Retry" in answer.headers) == (answer.status == 400)
    assert inbox.stored == []


async def test_store_that_fails_makes_slack_come_again(client: Client, inbox: FakeInbox) -> None:
    body = body_of("thread_reply")
    inbox.failure = OSError("disk full")
    first = await client.post("/slack/events", data=body, headers=signed(body))
    inbox.failure = None
    second = await client.post("/slack/events", data=body, headers=signed(body))
    assert (first.status, second.status) == (500, 200)
    assert "X-Slack-No-Retry" not in first.headers
    assert "disk" not in await first.text()
    assert len(inbox.stored) == 1


async def test_failure_is_logged_without_what_was_written(
    client: Client, inbox: FakeInbox, capsys: pytest.CaptureFixture[str]
) -> None:
    body = body_of("thread_reply")
    inbox.failure = OSError("while storing: Good morning & welcome")
    await client.post("/slack/events", data=body, headers=signed(body))
    seen = capsys.readouterr()
    assert "slack_request_not_stored" in seen.out
    assert "OSError" in seen.out
    assert "morning" not in seen.out + seen.err


async def test_overload_says_when_to_come_again(client: Client, inbox: FakeInbox) -> None:
    body = body_of("thread_reply")
    inbox.failure = Overloaded("full", retry_after=2.5)
    answer = await client.post("/slack/events", data=body, headers=signed(body))
    assert answer.status == 503
    assert answer.headers["Retry-After"] == "3"
    assert "X-Slack-No-Retry" not in answer.headers


async def test_slacks_challenge_is_answered(client: Client) -> None:
    body = b'{"type":"url_verification","token":"t","challenge":"3eZbrw1aB"}'
    answer = await client.post("/slack/events", data=body, headers=signed(body))
    assert await answer.json() == {"challenge": "3eZbrw1aB"}


async def test_challenge_without_a_signature_is_refused(client: Client) -> None:
    answer = await client.post("/slack/events", json={"type": "url_verification", "challenge": "x"})
    assert answer.status == 401


@pytest.mark.parametrize("kind", ["app_rate_limited", "something_new"])
async def test_other_news_are_acknowledged(client: Client, inbox: FakeInbox, kind: str) -> None:
    body = json.dumps({"type": kind, "minute_rate_limited": 1}).encode()
    assert (await client.post("/slack/events", data=body, headers=signed(body))).status == 200
    assert inbox.stored == []


@pytest.mark.parametrize("path", ["/slack/events", "/slack/interactivity", "/slack/commands"])
async def test_forms_are_handed_on_from_every_address_but_only_verified(client: Client, path: str) -> None:
    body = b"payload=%7B%7D"
    headers = signed(body)
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    assert (await client.post(path, data=body, headers=headers)).status == 200
    headers["X-Slack-Signature"] = "v0=" + "0" * 64
    assert (await client.post(path, data=body, headers=headers)).status == 401


async def test_half_a_character_is_replaced_and_the_event_stored(client: Client, inbox: FakeInbox) -> None:
    event = payload("thread_reply")
    words = "so \ud83d"
    event["event"] |= {"text": words, "blocks": []}
    body = json.dumps(event).encode()
    answer = await client.post("/slack/events", data=body, headers=signed(body))
    assert answer.status == 200
    (stored,) = inbox.stored
    assert isinstance(stored.body, DeskMessage)
    assert stored.body.parts == (Text("so \ufffd"),)


async def test_a_signed_body_that_is_no_text_is_refused(client: Client, inbox: FakeInbox) -> None:
    body = b"payload=\xff\xfe"
    headers = signed(body)
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    answer = await client.post("/slack/interactivity", data=body, headers=headers)
    assert answer.status == 401
    assert inbox.stored == []


async def test_huge_body_that_is_short_only_while_packed_is_refused(client: Client, inbox: FakeInbox) -> None:
    packed = gzip.compress(b" " * (LARGEST + 1))
    headers = signed(packed)
    headers["Content-Encoding"] = "gzip"
    answer = await client.post("/slack/events", data=packed, headers=headers)
    assert answer.status == 413
    assert inbox.stored == []
