"""Every address at which the bridge listens, and what strangers send there.

Rule: a door is named as the router knows it; `test_doors.py` goes red when a route has none.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from hypothesis import strategies as st

from adapters.web.assets import load_assets
from tests.fuzz import links, meta, platforms, texting, uploads
from tests.fuzz.asking import METHODS, NAMES, Door, asked
from tests.fuzz.floor import METRICS_TOKEN, Floor
from tests.fuzz.fresh import BEHIND_A_PROXY, CODE, COOKIE, FORM, GRANT, INSTALLING, LINK, STATE
from tests.fuzz.further import further_doors
from tests.fuzz.ground import Ground
from tests.fuzz.wire import Head, Sent
from tests.fuzz.words import TEXTS, encoded, jsons, maybe, plain

AGENTS: Final = (
    *("GET /desk", "GET /desk/", "GET /desk/forms/{form}", "POST /desk/forms/{form}", "POST /desk/sign-out"),
    *("GET /desk/sessions", "POST /desk/sessions"),
    *("GET /desk/sign-in", "POST /desk/sign-in/send", "GET /desk/sign-in/code", "POST /desk/sign-in/code"),
)
_JSON: Final = (b"Content-Type", b"application/json")


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
    alone = asked("POST /widget/files", headers={**_own(floor), **named}, body=uploads.files())
    kind = {b"Content-Type": uploads.MULTIPART.decode()}
    return st.one_of(alone, asked("POST /widget/files", headers={**_own(floor), **kind}, body=uploads.forms()))


def _form(method: str, tail: str = "") -> Door:
    def door(floor: Floor) -> st.SearchStrategy[Sent]:
        body = uploads.forms() if method == "POST" else None
        kind = {b"Content-Type": uploads.MULTIPART.decode()} if body is not None else {}
        door = f"{method} /widget/forms/{{form}}{tail}"
        which = st.sampled_from((FORM, FORM, FORM, floor.good["filled"]))
        return which.flatmap(lambda form: asked(door, (form,), {"locale": "de"}, {**_own(floor), **kind}, body))

    return door


def _customers(method: str, tail: str = "") -> Door:
    """Come by a form's link, with the cookie of the browser that it was given to; or by a link that nobody has used."""

    def door(_: Floor) -> st.SearchStrategy[Sent]:
        body = uploads.forms() if method == "POST" else None
        more = {b"Cookie": GRANT, b"Content-Type": uploads.MULTIPART.decode()}
        door = f"{method} /f/{{token}}{tail}"
        return st.sampled_from(((LINK, more), (LINK, more), (LINK, {}), ("x" * 43, more))).flatmap(
            lambda one: asked(door, (one[0],), {}, one[1], body)
        )

    return door


def _agents(door: str) -> Door:
    """Come as an agent who is signed in, or as somebody who has got hold of a part of that."""
    whose = "leaver" if door.endswith("sign-out") else "beginner" if "sign-in" in door else "agent"

    def opened(floor: Floor) -> st.SearchStrategy[Sent]:
        which = (floor.good["filled"],) if "{form}" in door else ()
        query = {"to": "/desk/", "for": floor.good[f"{whose}'s ticket"]}
        headers = {b"Cookie": floor.good[f"{whose}'s cookies"]}
        if door.startswith("GET"):
            return st.sampled_from((headers, headers, {})).flatmap(lambda head: asked(door, which, query, head))
        given = {"token": floor.good[f"{whose}'s press"], "code": "ABCD-2345", "end": "others", **query}
        kind = {b"Content-Type": "application/x-www-form-urlencoded"}
        return asked(door, which, {}, headers | kind, uploads.pressed(given))

    return opened


def _asset(door: str) -> Door:
    name = load_assets().names["form.css"]
    return lambda _: asked(door, (name,))


def _installed(_: Floor) -> st.SearchStrategy[Sent]:
    """Come back from Slack with a state of the bridge's own, as anybody can get one."""
    query, cookie = {"state": INSTALLING, "code": "made-up"}, f"deskbridge_slack_install={INSTALLING}"
    return asked("GET /slack/oauth_redirect", (), query, {b"Cookie": cookie})


def _sent_away(floor: Floor) -> st.SearchStrategy[Sent]:
    """Set out for the platform's sign-in, from an address of one's own or from one that has done so too often."""
    away = st.integers(1, 254).map(lambda number: {BEHIND_A_PROXY.encode(): f"203.0.113.{number}"})
    door, desk = "GET /desk/sign-in/with/{desk}", floor.ground.desk
    return away.flatmap(lambda headers: asked(door, (desk,), {"to": "/desk/"}, headers))


def _signed_in(floor: Floor) -> st.SearchStrategy[Sent]:
    """Come back from the platform's sign-in: with all of it, or with a part."""
    query = {"code": CODE, "state": STATE, "session_state": "x"}
    return asked("GET /desk/signed-in/{desk}", (floor.ground.desk,), query, {b"Cookie": COOKIE})


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
        "GET /widget/files/{file}/{name}": links.shown,
        "GET /widget/forms/{form}": _form("GET"),
        "POST /widget/forms/{form}": _form("POST"),
        "POST /widget/forms/{form}/decline": _form("POST", "/decline"),
        "POST /bots/{bot}/answers": platforms.bot,
        "POST /sms/incoming": texting.incoming,
        "POST /sms/status": texting.status,
        "GET /messenger/webhook": meta.shakes("messenger"),
        "POST /messenger/webhook": meta.comes("messenger", meta.messenger()),
        "GET /whatsapp/webhook": meta.shakes("whatsapp"),
        "POST /whatsapp/webhook": meta.comes("whatsapp", meta.whatsapp()),
        "GET /transcript/{token}": links.transcript,
        "GET /file/{file}/{ticket}": links.kept,
        "GET /f/assets/{name}": _asset("GET /f/assets/{name}"),
        "GET /f/{token}": _customers("GET"),
        "POST /f/{token}": _customers("POST"),
        "GET /f/{token}/form": _customers("GET", "/form"),
        "POST /f/{token}/form": _customers("POST", "/form"),
        "POST /f/{token}/decline": _customers("POST", "/decline"),
        **further_doors(),
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
                "GET /slack/oauth_redirect": _installed,
            }
        ),
        "teams": MappingProxyType({"POST /teams/messages": platforms.teams_messages}),
    }
)
BY_SUITE: Final[Mapping[str, Door]] = MappingProxyType(
    {"GET /desk/sign-in/with/{desk}": _sent_away, "GET /desk/signed-in/{desk}": _signed_in}
)
NOWHERE: Final[Door] = _nowhere


def doors_of(ground: Ground) -> Mapping[str, Door]:
    """Give all doors of a bridge that is set up so."""
    return MappingProxyType({**EVERYWHERE, **OF_DESK[ground.desk], **(BY_SUITE if ground.by_suite else {})})
