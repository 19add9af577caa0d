"""Every address at which the bridge listens, and what strangers send there.

Rules:
1. A door is named as the router knows it; `test_every_route_has_its_door` goes red when a route has none.
2. What is sent is mostly right, so that it comes far; each part may be nearly right, or anything.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from hypothesis import strategies as st

from tests.fuzz import platforms, uploads
from tests.fuzz.floor import METRICS_TOKEN, STATE, Floor
from tests.fuzz.wire import Head, Sent
from tests.fuzz.words import TEXTS, encoded, head, jsons, lines, maybe, plain, segments

Door = Callable[[Floor], st.SearchStrategy[Sent]]

NAMES: Final = (
    *(b"Accept", b"Accept-Encoding", b"Accept-Language", b"Authorization", b"Connection", b"Content-Encoding"),
    *(b"Content-Length", b"Content-Type", b"Cookie", b"Expect", b"Host", b"If-None-Match", b"If-Modified-Since"),
    *(b"Origin", b"Range", b"Referer", b"Sec-WebSocket-Key", b"Transfer-Encoding", b"Upgrade", b"User-Agent"),
    *(b"X-Forwarded-For", b"X-Forwarded-Proto", b"X-File-Name", b"Deskbridge-Signature"),
)
METHODS: Final = (b"GET", b"POST", b"PUT", b"HEAD", b"OPTIONS", b"DELETE", b"PATCH", b"TRACE", b"CONNECT", b"G\x00T")
AGENTS: Final = (
    *("GET /desk", "GET /desk/", "GET /desk/forms/{form}", "POST /desk/forms/{form}", "POST /desk/sign-out"),
    *("GET /desk/sign-in", "POST /desk/sign-in/send", "GET /desk/sign-in/code", "POST /desk/sign-in/code"),
)
_JSON: Final = (b"Content-Type", b"application/json")


@st.composite
def asked(
    draw: st.DrawFn,
    door: str,
    path: tuple[st.SearchStrategy[bytes], ...] = (),
    query: Mapping[str, str] = MappingProxyType({}),
    headers: Mapping[bytes, str | bytes] = MappingProxyType({}),
    body: st.SearchStrategy[bytes] | None = None,
) -> Sent:
    """Make requests at a door: its path with these parts, and its own head lines, among others now and then."""
    method, _, pattern = door.partition(" ")
    target = b""
    parts = iter(path)
    for piece in pattern.split("/")[1:]:
        target += b"/" + (draw(next(parts)) if piece.startswith("{") else piece.encode())
    given = [name.encode() + b"=" + draw(segments(good)) for name, good in query.items() if draw(st.integers(0, 4))]
    target += b"?" + b"&".join(given) if given else b""
    sent: list[tuple[bytes, bytes]] = []
    for name, good in headers.items():
        if draw(st.integers(0, 9)):
            sent.append((name, good if isinstance(good, bytes) else draw(lines(good))))
    more = draw(st.lists(st.sampled_from(NAMES), max_size=2)) if draw(st.integers(0, 3)) == 0 else []
    sent += [(name, draw(TEXTS.map(encoded).map(head))) for name in more]
    verb = method.encode() if draw(st.integers(0, 9)) else draw(st.sampled_from(METHODS))
    return Sent(verb, target, tuple(sent), draw(body) if body is not None else b"", door)


def _watch(path: str) -> Door:
    return lambda _: asked(f"GET {path}", headers={b"Authorization": f"Bearer {METRICS_TOKEN}"})


def _session(floor: Floor) -> st.SearchStrategy[Sent]:
    wanted: dict[str, Any] = {"token": floor.good["token"], "queue": "support", "locale": "de", "session": None}
    shown = {"user": "u1", "name": "Grace", "email": "g@shop.example", "token": "a.b.c", "hash": "0" * 64}
    bodies = jsons([wanted, {**wanted, "identity": shown}, {**wanted, "identity": {}}])
    return asked("POST /widget/session", headers={b"Origin": floor.world.playground.url}, body=bodies)


def _own(floor: Floor) -> Mapping[bytes, str]:
    return {b"Authorization": f"Bearer {floor.good['token']}", b"Origin": floor.world.playground.url}


def _frame(floor: Floor) -> st.SearchStrategy[Sent]:
    query = {"host": floor.world.playground.url, "theme": "dark", "locale": "de", "queue": "support"}
    return asked("GET /widget/frame", query=query)


def _socket(floor: Floor) -> st.SearchStrategy[Sent]:
    head: dict[bytes, str] = {b"Upgrade": "websocket", b"Connection": "Upgrade", b"Sec-WebSocket-Version": "13"}
    head |= {b"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", b"Origin": floor.world.playground.url}
    return asked("GET /widget/socket", headers=head, body=st.binary(max_size=30))


def _upload(floor: Floor) -> st.SearchStrategy[Sent]:
    named = {b"X-File-Name": "tea.png", b"X-Client-Id": "12345678", b"Content-Type": "application/octet-stream"}
    return asked("POST /widget/files", headers={**_own(floor), **named}, body=uploads.files())


def _download(floor: Floor) -> st.SearchStrategy[Sent]:
    path, _, query = floor.good["file"].partition("?")
    file, name = path.split("/")[3:5]
    given = dict(one.partition("=")[::2] for one in query.split("&"))
    return asked("GET /widget/files/{file}/{name}", (segments(file), segments(name)), given)


def _form(method: str, tail: str = "") -> Door:
    def door(floor: Floor) -> st.SearchStrategy[Sent]:
        body = uploads.forms() if method == "POST" else None
        which = st.sampled_from((floor.good["asked"], floor.good["filled"])).flatmap(segments)
        kind = {b"Content-Type": uploads.MULTIPART.decode()} if body is not None else {}
        door = f"{method} /widget/forms/{{form}}{tail}"
        return asked(door, (which,), {"locale": "de"}, {**_own(floor), **kind}, body)

    return door


def _customers(method: str, tail: str = "") -> Door:
    def door(floor: Floor) -> st.SearchStrategy[Sent]:
        body = uploads.forms() if method == "POST" else None
        more = {b"Cookie": "deskbridge_form=abc", b"Content-Type": uploads.MULTIPART.decode()}
        return asked(f"{method} /f/{{token}}{tail}", (segments(floor.good["form link"]),), {}, more, body)

    return door


def _agents(door: str) -> Door:
    """Come as an agent who is signed in, or as somebody who has got hold of a part of that."""

    def opened(floor: Floor) -> st.SearchStrategy[Sent]:
        which = (segments(floor.good["filled"]),) if "{form}" in door else ()
        query = {"to": "/desk/", "for": floor.good["agent's ticket"]}
        headers = {b"Cookie": floor.good["agent's cookies"]}
        if door.startswith("GET"):
            return asked(door, which, query, headers)
        given = {"token": floor.good["agent's press"], "code": "ABCD-2345", **query}
        kind = {b"Content-Type": "application/x-www-form-urlencoded"}
        return asked(door, which, {}, headers | kind, uploads.pressed(given))

    return opened


def _transcript(floor: Floor) -> st.SearchStrategy[Sent]:
    return asked("GET /transcript/{token}", (segments(floor.good["transcript"]),), {"as": "text"})


def _link(_: Floor) -> st.SearchStrategy[Sent]:
    return asked("GET /file/{file}/{ticket}", (segments("x" * 32), segments(f"1900000000.{'0' * 64}")))


def _asset(door: str) -> Door:
    return lambda _: asked(door, (segments("form.css"),))


def _back(_: Floor) -> st.SearchStrategy[Sent]:
    """Come back from Slack with a state of the bridge's own, as anybody can get one."""
    cookie = b"deskbridge_slack_install=" + STATE
    cookies = st.one_of(st.just(cookie), TEXTS.map(encoded).map(head).map(cookie.__add__), lines("a=b"))
    query = st.one_of(TEXTS.map(encoded).map(plain).map(b"&code=".__add__), st.sampled_from((b"", b"&error=denied")))
    return st.builds(
        lambda jar, more: Sent(
            b"GET",
            b"/slack/oauth_redirect?state=" + STATE + more,
            ((b"Cookie", jar),),
            door="GET /slack/oauth_redirect",
        ),
        cookies,
        query,
    )


def _nowhere(_: Floor) -> st.SearchStrategy[Sent]:
    """Ask for what there is not."""
    paths = st.one_of(
        TEXTS.map(encoded).map(plain), st.binary(max_size=20), maybe("/widget/../bridge.yaml").map(encoded)
    )
    return st.builds(_lost, st.sampled_from(METHODS), paths, st.lists(st.sampled_from(NAMES), max_size=2), TEXTS)


def _lost(method: bytes, path: bytes, names: list[bytes], value: str) -> Sent:
    headers: Head = tuple((name, encoded(value)) for name in names)
    return Sent(method, b"/" + path, headers, door="")


EVERYWHERE: Final[Mapping[str, Door]] = MappingProxyType(
    {
        "GET /healthz": _watch("/healthz"),
        "GET /readyz": _watch("/readyz"),
        "GET /metrics": _watch("/metrics"),
        "GET /widget.js": lambda _: asked("GET /widget.js"),
        "GET /widget/assets/{name}": _asset("GET /widget/assets/{name}"),
        "GET /widget/frame": _frame,
        "POST /widget/session": _session,
        "GET /widget/socket": _socket,
        "POST /widget/files": _upload,
        "GET /widget/files/{file}/{name}": _download,
        "GET /widget/forms/{form}": _form("GET"),
        "POST /widget/forms/{form}": _form("POST"),
        "POST /widget/forms/{form}/decline": _form("POST", "/decline"),
        "POST /bots/{bot}/answers": platforms.bot,
        "GET /transcript/{token}": _transcript,
        "GET /file/{file}/{ticket}": _link,
        "GET /f/assets/{name}": _asset("GET /f/assets/{name}"),
        "GET /f/{token}": _customers("GET"),
        "POST /f/{token}": _customers("POST"),
        "GET /f/{token}/form": _customers("GET", "/form"),
        "POST /f/{token}/form": _customers("POST", "/form"),
        "POST /f/{token}/decline": _customers("POST", "/decline"),
        **{door: _agents(door) for door in AGENTS},
    }
)
OF_DESK: Final[Mapping[str, Mapping[str, Door]]] = MappingProxyType(
    {
        "slack": MappingProxyType(
            {
                "POST /slack/events": platforms.slack_events,
                "POST /slack/interactivity": platforms.slack_interactions,
                "POST /slack/commands": platforms.slack_commands,
                "GET /slack/install": lambda _: asked("GET /slack/install"),
                "GET /slack/oauth_redirect": _back,
            }
        ),
        "teams": MappingProxyType({"POST /teams/messages": platforms.teams_messages}),
    }
)
NOWHERE: Final[Door] = _nowhere
