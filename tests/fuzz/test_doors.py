"""The doors are those of the running bridge, and the rules find what is wrong."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest

from adapters import ADAPTERS
from playground.meta import seed
from playground.meta.signature import sign
from tests.adapters.twilio.at_twilio import NOOR, a_message
from tests.fuzz.campaign import groups
from tests.fuzz.doors import OF_DESK, doors_of
from tests.fuzz.floor import Floor, a_floor
from tests.fuzz.fresh import GRANT, INSTALLING, filled
from tests.fuzz.ground import Ground
from tests.fuzz.making import Making
from tests.fuzz.rules import judged, stored
from tests.fuzz.texting import NAME, signature
from tests.fuzz.wire import Answer, Sent, send
from tests.payloads import MARK

PAGE = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
ASKED = Sent(b"GET", b"/f/abc")


GROUNDS = [Ground(desk, by_suite=by_suite) for desk in OF_DESK for by_suite in (False, True)]
"""All that is fuzzed."""


async def test_every_route_has_its_door_and_every_line_that_makes_routes_has_made_one_that_is_fuzzed() -> None:
    adapters: set[str] = set()
    with Making() as making:
        for ground in GROUNDS:
            async with a_floor(ground) as floor:
                assert served(floor) == set(doors_of(ground)), ground
                adapters |= {section.type or name for name, section in _sections(floor)}

    assert making.left_out() == []
    assert adapters == set(ADAPTERS)


@pytest.mark.parametrize("desk", OF_DESK)
def test_every_door_is_knocked_at(desk: str) -> None:
    tried = {door for group in groups(desk).values() for door in group}
    assert set(doors_of(Ground(desk, by_suite=True))) <= tried


def served(floor: Floor) -> set[str]:
    """Give what listens, and not what was meant to."""
    runner = floor.world.running._server._runner  # noqa: SLF001 - as it says
    assert runner is not None
    routes = {(one.method, one.resource) for one in runner.app.router.routes() if one.method != "HEAD"}
    return {f"{method} {resource.canonical}" for method, resource in routes if resource is not None}


def _sections(floor: Floor) -> list[tuple[str, Any]]:
    config = floor.world.running.bridge.config
    return [*config.channels.items(), *config.desks.items()]


async def test_a_line_of_a_broken_request_neither_comes_back_nor_goes_into_the_log() -> None:
    async with a_floor(Ground("slack")) as floor:
        for broken in (b"GE T", b"GET\x01", b"\x16\x03\x01"):
            answer = await send(Sent(broken, f"/{MARK}".encode(), ((b"X", b"\x01<svg>"),)), floor.port)
            assert (answer.status, answer.headers["x-content-type-options"]) == (400, "nosniff")
            assert "<svg>" not in answer.body
            assert MARK not in answer.body
        assert floor.faults.lines == []


async def test_half_characters_in_head_lines_and_addresses_are_refused_like_any_wrong_ones() -> None:
    async with a_floor(Ground("slack")) as floor:
        cookie = (b"Cookie", f"deskbridge_slack_install={INSTALLING}".encode() + b"\xed\xa0\xbd")
        path = f"/slack/oauth_redirect?code=x&state={INSTALLING}".encode()
        begun = await filled(floor, Sent(b"GET", path, (cookie,)))
        linked = Sent(b"GET", b"/file/%ED%A0%BD/1900000000.%FF")
        figures = Sent(b"GET", b"/metrics", ((b"Authorization", b"Bearer \xff"), (b"X-Forwarded-For", b"192.0.2.1")))
        link = f"/f/{floor.good['form link']}".encode()
        assert (
            await send(Sent(b"POST", link), floor.port)
        ).status == 200  # given to a browser: its cookie is asked for
        form = Sent(b"GET", link + b"/form", ((b"Cookie", b"deskbridge_form=\xff"),))
        origin = (b"Origin", floor.world.playground.url.encode())
        token = Sent(b"POST", b"/widget/files", (origin, (b"Authorization", b"Bearer \xff")))
        answers = [(await send(one, floor.port)).status for one in (begun, linked, figures, form, token)]
        assert answers == [400, 404, 401, 410, 401]
        assert floor.faults.lines == []


@pytest.mark.parametrize("desk", OF_DESK)
async def test_what_nobody_may_expect_is_refused_at_every_door_and_at_those_that_are_none(desk: str) -> None:
    async with a_floor(Ground(desk)) as floor:
        doors = [door.partition(" ") for door in (*served(floor), "GET /nothing", "PUT /healthz", "OPTIONS /")]
        for method, _, path in doors:
            for words in (b"\xed\xa0\xbd", b"a miracle", b"100-continue, \xff", MARK.encode()):
                answer = await send(Sent(method.encode(), path.encode(), ((b"Expect", words),)), floor.port)
                assert (answer.status, answer.headers["x-content-type-options"]) == (417, "nosniff"), (path, words)
                assert MARK not in answer.body
        assert floor.faults.lines == []


async def test_a_code_that_slack_does_not_know_is_no_fault_of_ours() -> None:
    async with a_floor(Ground("slack")) as floor:
        cookie = (b"Cookie", f"deskbridge_slack_install={INSTALLING}".encode())
        path = f"/slack/oauth_redirect?code=made-up&state={INSTALLING}".encode()
        answer = await send(await filled(floor, Sent(b"GET", path, (cookie,))), floor.port)
        assert (answer.status, "did not give a token" in answer.body) == (400, True)


@pytest.mark.parametrize(
    ("status", "changes", "body", "wrong"),
    [
        (200, {}, "fine", ""),
        (500, {}, "", "answered by 500"),
        (503, {}, "", "answered by 503"),
        (0, {}, "", "not answered at all"),
        (200, {}, f"<svg onload={MARK}(1)>", "stands in a page"),
        (200, {"set-cookie": f"{MARK}=1"}, "", "made of the payload"),
        (200, {"x-content-type-options": ""}, "x", "without nosniff"),
        (200, {"cache-control": ""}, "x", "a cache may keep it"),
        (200, {"content-security-policy": "default-src 'none'; script-src 'unsafe-inline'"}, "x", "may run scripts"),
    ],
)
def test_the_rules_find_what_is_wrong(status: int, changes: Mapping[str, str], body: str, wrong: str) -> None:
    found = judged(ASKED, Answer(status, PAGE | dict(changes), body))
    assert (wrong in "; ".join(found)) if wrong else found == []


def test_the_rules_find_what_a_refused_request_has_stored() -> None:
    before, after = {"inbox": 1, "audit": 1}, {"inbox": 1, "audit": 2}
    assert stored(Answer(404), before, after, may_note=True) == []
    assert stored(Answer(404), before, after, may_note=False)
    assert stored(Answer(200), before, {**after, "inbox": 100}, may_note=True)


@pytest.mark.parametrize(("left", "is_wrong"), [(4, False), (3, True), (6, True)])
def test_the_rules_let_a_refusal_spend_one_attempt_to_sign_in_and_no_more(left: int, *, is_wrong: bool) -> None:
    assert bool(stored(Answer(403), {"sign_in": 5}, {"sign_in": left}, may_note=True)) is is_wrong
    assert stored(Answer(403), {"sign_in": 5}, {"sign_in": 4}, may_note=False)


async def test_an_interaction_that_nobody_can_read_is_refused_for_good() -> None:
    async with a_floor(Ground("slack")) as floor:
        for payload in (
            {"type": "block_actions", "actions": []},
            {"type": "block_actions", "actions": 5},
            {"type": "view_submission", "response_urls": {"a": 1}, "view": {}},
            {"type": "view_submission", "authorizations": {"a": 1}, "view": {}},
            {"type": "view_submission", "response_urls": [5], "view": {"callback_id": 5}},
            {"type": "view_submission", "response_urls": "https://hooks.slack.com/a", "view": None},
            {"type": "view_submission", "response_urls": [{"response_url": 5}], "view": []},
            {"type": "block_actions", "response_url": {"a": 1}, "actions": [5]},
        ):
            body = urlencode({"payload": json.dumps(payload)}).encode()
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            head = dict(floor.world.desk.platform.signed(body)) | kind
            pairs = tuple((name.encode(), value.encode()) for name, value in head.items())
            answer = await send(Sent(b"POST", b"/slack/interactivity", pairs, body), floor.port)
            assert (answer.status, answer.headers.get("x-slack-no-retry")) == (400, "1"), payload


PRESSES = (
    (b"application/x-www-form-urlencoded", b"\x80"),
    (b"application/x-www-form-urlencoded; charset=nothing", b"token=a"),
    (b"application/x-www-form-urlencoded", b"token=%ED%A0%BD"),
    (b"multipart/form-data; boundary=edge", b"--edge\r\nContent-Disposition: nothing\r\n\r\nx"),
    (b"multipart/form-data; boundary=edge", b"--edge\r\nX: a\n[1]: b\r\n\r\nx\r\n--edge--\r\n"),
    (b"multipart/form-data", b"--edge"),
)


async def test_a_press_that_nobody_can_read_comes_from_no_page_of_ours() -> None:
    async with a_floor(Ground("slack")) as floor:
        for kind, body in PRESSES:
            head = ((b"Content-Type", kind), (b"Cookie", floor.good["agent's cookies"].encode()))
            for path in (b"/desk/sign-out", b"/desk/sign-in/send", b"/desk/forms/" + floor.good["filled"].encode()):
                assert (await send(Sent(b"POST", path, head, body), floor.port)).status == 403
        assert floor.faults.lines == []


ZIPPED = (b"Content-Encoding", b"gzip")
TAKERS = {
    "slack": (
        *("/slack/events", "/slack/interactivity", "/slack/commands"),
        *(
            "/sms/incoming",
            "/sms/status",
            "/messenger/webhook",
            "/widget/session",
            "/widget/files",
            "/bots/beep/answers",
        ),
    ),
    "teams": ("/teams/messages",),
}


@pytest.mark.parametrize("desk", TAKERS)
async def test_words_that_call_themselves_gzip_are_the_senders_fault(desk: str) -> None:
    async with a_floor(Ground(desk)) as floor:
        mine = (b"Authorization", f"Bearer {floor.good['token']}".encode())
        head = (mine, (b"Content-Type", b"application/json"), (b"Origin", floor.world.playground.url.encode()), ZIPPED)
        for path in TAKERS[desk]:
            answer = await send(Sent(b"POST", path.encode(), head, b'{"token": "a"}'), floor.port)
            assert answer.status in (400, 401), path
        assert floor.faults.lines == []
        assert [one for one in floor.world.log if one["log_level"] == "error"] == []


PART = b'--edge\r\nContent-Disposition: form-data; name="street"; filename="a\n[1]: b"\r\n\r\nx\r\n--edge--\r\n'


async def test_parts_of_a_body_whose_head_lines_are_none_are_the_senders_fault() -> None:
    async with a_floor(Ground("slack")) as floor:
        kind = (b"Content-Type", b"multipart/form-data; boundary=edge")
        mine = (b"Authorization", f"Bearer {floor.good['token']}".encode())
        head = (kind, mine, (b"Origin", floor.world.playground.url.encode()))
        form = f"/widget/forms/{floor.good['asked']}".encode()
        for path in (form, b"/widget/files", b"/f/" + floor.good["form link"].encode() + b"/form"):
            cookie = GRANT if path.startswith(b"/f/") else ""
            sent = Sent(b"POST", path, (*head, *(((b"Cookie", cookie.encode()),) if cookie else ())), PART)
            answer = await send(await filled(floor, sent), floor.port)
            assert answer.status == 400, path
        assert floor.faults.lines == []


async def test_what_begins_no_chat_is_nothing_where_there_is_none() -> None:
    async with a_floor(Ground("slack")) as floor:
        text = urlencode(a_message("HELP", "SMhelp", From=NOOR)).encode()
        form = (
            (b"Content-Type", b"application/x-www-form-urlencoded"),
            (NAME, signature(floor, b"/sms/incoming", text)),
        )
        liked = {"mid": "m_0", "action": "react", "reaction": "love", "emoji": "\u2764"}
        sides = {
            "sender": {"id": "700000000000009"},
            "recipient": {"id": seed.PAGE},
            "timestamp": 1_750_000_000_000,
        }
        entry = {"id": seed.PAGE, "time": 1_750_000_000_000, "messaging": [{**sides, "reaction": liked}]}
        body = json.dumps({"object": "page", "entry": [entry]}).encode()
        signed = (
            (b"Content-Type", b"application/json"),
            (b"X-Hub-Signature-256", sign(seed.APP_SECRET, body).encode()),
        )
        for sent in (Sent(b"POST", b"/sms/incoming", form, text), Sent(b"POST", b"/messenger/webhook", signed, body)):
            assert (await send(sent, floor.port)).status == 200
        await floor.world.quiet()
        assert [one["event"] for one in floor.world.log if one["log_level"] == "error"] == []
