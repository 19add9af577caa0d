"""The doors are those of the running bridge, and the rules find what is wrong."""

from collections.abc import Mapping

import pytest

from tests.fuzz.campaign import doors_of
from tests.fuzz.doors import OF_DESK
from tests.fuzz.floor import a_floor
from tests.fuzz.rules import judged, stored
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


@pytest.mark.parametrize("desk", OF_DESK)
async def test_every_route_has_its_door(desk: str) -> None:
    async with a_floor(desk) as floor:
        runner = floor.world.running._server._runner  # noqa: SLF001 - what listens, and not what was meant to
        assert runner is not None
        routes = {(one.method, one.resource) for one in runner.app.router.routes() if one.method != "HEAD"}
        served = {f"{method} {resource.canonical}" for method, resource in routes if resource is not None}
        assert served == set(doors_of(desk))


async def test_a_line_of_a_broken_request_neither_comes_back_nor_goes_into_the_log() -> None:
    async with a_floor("slack") as floor:
        for broken in (b"GE T", b"GET\x01", b"\x16\x03\x01"):
            answer = await send(Sent(broken, f"/{MARK}".encode(), ((b"X", b"\x01<svg>"),)), floor.port)
            assert (answer.status, answer.headers["x-content-type-options"]) == (400, "nosniff")
            assert "<svg>" not in answer.body
            assert MARK not in answer.body
        assert floor.faults.lines == []


async def test_half_characters_in_head_lines_and_addresses_are_refused_like_any_wrong_ones() -> None:
    async with a_floor("slack") as floor:
        state = await floor.state()
        cookie = (b"Cookie", b"deskbridge_slack_install=" + state + b"\xed\xa0\xbd")
        begun = Sent(b"GET", b"/slack/oauth_redirect?code=x&state=" + state, (cookie,))
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


async def test_a_code_that_slack_does_not_know_is_no_fault_of_ours() -> None:
    async with a_floor("slack") as floor:
        state = await floor.state()
        cookie = (b"Cookie", b"deskbridge_slack_install=" + state)
        answer = await send(Sent(b"GET", b"/slack/oauth_redirect?code=made-up&state=" + state, (cookie,)), floor.port)
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


@pytest.mark.parametrize(
    "body",
    [
        b"payload=%7B%22type%22%3A%22block_actions%22%2C%22actions%22%3A%5B%5D%7D",
        b"payload=%7B%22type%22%3A%22block_actions%22%2C%22actions%22%3A5%7D",
    ],
)
async def test_an_interaction_that_nobody_can_read_is_refused_for_good(body: bytes) -> None:
    async with a_floor("slack") as floor:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        head = dict(floor.world.desk.platform.signed(body)) | kind
        pairs = tuple((name.encode(), value.encode()) for name, value in head.items())
        answer = await send(Sent(b"POST", b"/slack/interactivity", pairs, body), floor.port)
        assert (answer.status, answer.headers.get("x-slack-no-retry")) == (400, "1")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"application/x-www-form-urlencoded", b"\x80"),
        (b"application/x-www-form-urlencoded; charset=nothing", b"token=a"),
        (b"application/x-www-form-urlencoded", b"token=%ED%A0%BD"),
        (b"multipart/form-data; boundary=edge", b"--edge\r\nContent-Disposition: nothing\r\n\r\nx"),
        (b"multipart/form-data", b"--edge"),
    ],
)
async def test_a_press_that_nobody_can_read_comes_from_no_page_of_ours(kind: bytes, body: bytes) -> None:
    async with a_floor("slack") as floor:
        head = ((b"Content-Type", kind), (b"Cookie", floor.good["agent's cookies"].encode()))
        for path in (b"/desk/sign-out", b"/desk/sign-in/send", b"/desk/forms/" + floor.good["filled"].encode()):
            assert (await send(Sent(b"POST", path, head, body), floor.port)).status == 403
        assert floor.faults.lines == []
