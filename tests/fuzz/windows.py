"""The widget's socket: frames that are mostly right, nearly right, or anything, one after the other in one window."""

import json
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType
from hypothesis import strategies as st

from tests.fuzz.floor import Floor
from tests.fuzz.words import TEXTS, Json, jsons, maybe, near, twisted

CLOSED: Final = frozenset({1000, 1002, 1003, 1007, 1009, 1012, 1013, 4401, 4403, 4408, 4429})
"""With what a window may be closed; 1006 and 1011 would be a fault of the bridge's."""
KINDS: Final = frozenset({"welcome", "event", "live", "ack", "refused", "typing", "read", "pong", "page", "queue"})
_PATIENCE = 10.0
_ID = "11111111-2222-4333-8444-555555555555"


@dataclass(frozen=True, slots=True)
class Window:
    """What one window sends."""

    hello: str | bytes
    frames: tuple[str | bytes, ...]
    origin: str
    door: str = "the widget's socket"


def windows(floor: Floor) -> st.SearchStrategy[Window]:
    """Make windows of known customers and of strangers."""
    page = {"url": "https://shop.example/tea", "title": "Tea"}
    facts = {"zone": "Europe/Berlin", "screen": "390x844", "touch": True}
    hello: Json = {"t": "hello", "v": 1, "token": floor.good["token"], "conversation": None, "last_seq": 0}
    hello |= {"page": page, "locale": "de", "facts": facts}
    right = st.just(json.dumps(hello))
    frames = st.one_of(_told(floor), _told(floor), _told(floor), jsons([hello]).map(_text), TEXTS.map(_sendable))
    return st.builds(
        Window,
        st.one_of(right, right, right, right, jsons([hello]).map(_text), st.binary(max_size=20)),
        st.lists(frames, max_size=8).map(tuple),
        st.one_of(*[st.just(floor.world.playground.url)] * 6, near(floor.world.playground.url).map(_line)),
    )


def _told(floor: Floor) -> st.SearchStrategy[str | bytes]:
    message, form = "m1", {"reason": "Delivery", "topics": ["Tea"]}
    frames: list[Json] = [
        {"t": "say", "id": _ID, "text": "hello", "files": []},
        {"t": "say", "id": _ID, "text": "a file", "files": ["x" * 32]},
        {"t": "typing", "on": True},
        {"t": "read", "seq": 3},
        {"t": "page", "url": "https://shop.example/cups", "title": "Cups"},
        {"t": "end", "id": _ID},
        {"t": "restart", "id": _ID},
        {"t": "choose", "id": _ID, "message": message, "choice": 0},
        {"t": "page_answer", "id": _ID, "message": message, "opened": True},
        {"t": "rate", "id": _ID, "conversation": "c1", "score": 5, "comment": "fine"},
        {"t": "offline", "id": _ID, "answers": form},
        {"t": "ping"},
    ]
    words = maybe("hello").map(lambda text: {"t": "say", "id": _ID, "text": text, "files": []})
    made = st.one_of(twisted(frames), words).map(_renamed)
    return made.map(json.dumps)


def _renamed(frame: Json) -> Json:
    """Give a frame an id of its own, or the bridge would know that it had it."""
    return {**frame, "id": str(uuid4())} if frame.get("id") == _ID else frame


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _line(text: str) -> str:
    return "".join(one for one in _sendable(text) if one not in "\r\n\0" and ord(one) >= ord(" "))


async def visited(floor: Floor, window: Window) -> tuple[int, list[str]]:
    """Open a window and send all of it; give how it ended, 0 where it was still open, and what was wrong."""
    async with ClientSession() as session:
        url, headers = f"{floor.world.url}/widget/socket", {"Origin": window.origin}
        async with session.get(url, headers=headers) as plain:  # without an upgrade it is no window
            if plain.status not in (400, 403, 426):
                return plain.status, [f"a window without an upgrade is answered by {plain.status}"]
            if plain.status == 403:
                return plain.status, []
        async with session.ws_connect(url, headers=headers) as socket:
            return await _talked(socket, window)


async def _talked(socket: ClientWebSocketResponse, window: Window) -> tuple[int, list[str]]:
    try:
        for frame in (window.hello, *window.frames, '{"t": "ping"}'):
            await (socket.send_str(frame) if isinstance(frame, str) else socket.send_bytes(frame))
    except ConnectionError:
        pass  # closed while we were writing: the code is looked at below
    while True:
        message = await socket.receive(timeout=_PATIENCE)
        if message.type is not WSMsgType.TEXT:
            code = socket.close_code or 0
            return code, [] if code in CLOSED else [f"closed by {code}"]
        frame = json.loads(message.data)
        if frame.get("t") not in KINDS:
            return 0, [f"an answer of no known kind: {frame.get('t')}"]
        if frame["t"] == "pong":
            return 0, []
