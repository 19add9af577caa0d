"""The bare far side: answers Slack's Web API with ok, and tells the ledgers what arrived. And Slack's signed events.

Unlike the playground it checks nothing but what the bench is about, and sends no echo of what is posted.
"""

import asyncio
import hmac
import itertools
import json
import time

from bridge.bench.ledger import Ledger, marked
from bridge.bench.wire import Door, json_answer

TEAM, BOT, AGENT, SECRET = "T0BENCH", "U0BOT", "U0AGENT00000", "a secret for the bench only"
EVENTS = "/slack/events"
NOBODY = "C0NOBODY"
"""A channel in which no chats are."""

_IDENTITY = {"ok": True, "team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT", "url": "http://127.0.0.1/"}
_PLAIN = json_answer(b'{"ok":true}')


class SlackSide:
    """What stands in for Slack, and for whatever else a floor posts to."""

    desk = "slack"

    def __init__(self) -> None:
        self.ledger = Ledger()
        """Where the customers' messages arrive."""
        self.calls: dict[str, int] = {}
        self._stamps = itertools.count(1)
        self.port = 0

    async def start(self) -> asyncio.Server:
        """Listen on any free port."""
        server = await asyncio.get_running_loop().create_server(lambda: Door(self._answer), "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    def says(self, port: int, agent: str, text: str, channel: str = "", thread: str = "") -> bytes:
        """Give the request with which Slack delivers an agent's word; without a thread in a direct talk."""
        return signed(port, EVENTS, event(text, channel or "D0AGENT", thread, agent))

    def _answer(self, path: bytes, body: bytes) -> bytes:
        method = path.partition(b"?")[0].rpartition(b"/")[2].decode()
        self.calls[method] = self.calls.get(method, 0) + 1
        match method:
            case "chat.postMessage":
                return self._posted(body)
            case "auth.test":
                return json_answer(json.dumps(_IDENTITY).encode())
            case "conversations.open":
                return json_answer(b'{"ok":true,"channel":{"id":"D0AGENT"}}')
            case _:
                return _PLAIN

    def _posted(self, body: bytes) -> bytes:
        ts = b"1700000000.%06d" % next(self._stamps)
        found = marked(body)
        if found is not None and b"thread_ts" in body:
            self.ledger.arrive(*found[1:])
        return json_answer(b'{"ok":true,"channel":"C0BENCH","ts":"%b","message":{"ts":"%b"}}' % (ts, ts))


def signed(port: int, path: str, body: bytes, extra: str = "") -> bytes:
    """Give a whole request as Slack signs it.

    https://docs.slack.dev/authentication/verifying-requests-from-slack
    """
    now = str(int(time.time())).encode()
    signature = hmac.digest(SECRET.encode(), b"v0:" + now + b":" + body, "sha256").hex()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nX-Slack-Request-Timestamp: {now.decode()}\r\n"
        f"X-Slack-Signature: v0={signature}\r\n{extra}\r\n"
    )
    return head.encode() + body


_EVENT = (
    '{"token":"x","team_id":"%(team)s","api_app_id":"A0BENCH","type":"event_callback","event_id":"Ev%(id)010d",'
    '"event_time":%(second)d,"is_ext_shared_channel":false,"authorizations":[{"enterprise_id":null,'
    '"team_id":"%(team)s","user_id":"%(bot)s","is_bot":true,"is_enterprise_install":false}],'
    '"event":{"type":"message","user":"%(user)s","ts":"%(second)d.%(id)09d","client_msg_id":"%(id)032d",'
    '"text":"%(text)s","team":"%(team)s","blocks":[{"type":"rich_text","block_id":"b1","elements":[{"type":'
    '"rich_text_section","elements":[{"type":"text","text":"%(text)s"}]}]}],%(thread)s"channel":"%(channel)s",'
    '"event_ts":"%(second)d.%(id)09d","channel_type":"%(kind)s"}}'
)
_ids = itertools.count(1)


def event(text: str, channel: str, thread: str = "", user: str = AGENT) -> bytes:
    """Give the body of a message event, each with an id of its own; in a direct talk without a thread."""
    values = {
        "id": next(_ids),
        # As by Slack's clock: what was said before its author was in the chat is held.
        "second": int(time.time()),
        "team": TEAM,
        "bot": BOT,
        "user": user,
        "text": text,
        "thread": f'"thread_ts":"{thread}","parent_user_id":"{BOT}",' if thread else "",
        "channel": channel,
        "kind": "channel" if thread else "im",
    }
    return (_EVENT % values).encode()
