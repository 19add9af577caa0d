"""The bare far side of SMS: takes messages as Twilio does, reports of each, and signs what customers write.

Every hundredth message is reported backwards: delivered, then sent; and another one twice. https://www.twilio.com/docs/usage/webhooks/webhooks-security
"""

import asyncio
import base64
import hmac
import itertools
import json
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, urlencode, urlsplit

from bridge.bench.ledger import Ledger, marked
from bridge.bench.slack_side import SlackSide
from bridge.bench.wire import json_answer

ACCOUNT, TOKEN = "AC" + "0" * 31 + "1", "a token for the bench only"
OURS = "+12025550100"
BACKWARDS_EVERY = 100
_CREATE = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json".encode()

Post = Callable[[bytes], Awaitable[None]]


class SmsSide(SlackSide):
    """Slack for the desk, and Twilio for the customers."""

    def __init__(self) -> None:
        super().__init__()
        self.phones = Ledger()
        """Where the agents' messages arrive."""
        self.reported = self.backwards = self.twice = 0
        self.post: Post | None = None
        """How a report is brought to the bridge."""
        self.reports: set[asyncio.Task[None]] = set()
        self._sids = itertools.count(1)

    def section(self) -> dict[str, object]:
        """Give the channel's section of the configuration."""
        account = {"account_sid": ACCOUNT, "auth_token": TOKEN, "api_url": f"http://127.0.0.1:{self.port}"}
        return {"queue": "support", "senders": [{"id": OURS}], **account}

    def _answer(self, path: bytes, body: bytes) -> bytes:
        return self._taken(body) if path.partition(b"?")[0] == _CREATE else super()._answer(path, body)

    def _taken(self, body: bytes) -> bytes:
        sid = f"SM{next(self._sids):032x}"
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        found = marked(form.get("Body", "").encode())
        if found is not None:
            self.phones.arrive(*found[1:])
        if "StatusCallback" in form:
            self._report(sid, form["StatusCallback"])
        made = json.dumps({"sid": sid, "status": "queued", "account_sid": ACCOUNT}).encode()
        return json_answer(made).replace(b"200 OK", b"201 Created", 1)

    def _report(self, sid: str, callback: str) -> None:
        states = ["sent", "delivered"]
        self.reported += 1
        if self.reported % BACKWARDS_EVERY == 0:
            states.reverse()
            self.backwards += 1
        elif self.reported % BACKWARDS_EVERY == BACKWARDS_EVERY // 2:
            states *= 2
            self.twice += 1
        task = asyncio.create_task(self._reports(sid, callback, states))
        self.reports.add(task)
        task.add_done_callback(self.reports.discard)

    async def _reports(self, sid: str, callback: str, states: list[str]) -> None:
        for state in states:
            if self.post is not None:
                await self.post(signed(callback, {"MessageSid": sid, "MessageStatus": state, "AccountSid": ACCOUNT}))


def number(customer: int) -> str:
    """Give a customer's number."""
    return f"+1202556{customer:04d}"


def text(port: int, customer: int, sid: str, words: str) -> bytes:
    """Give the request with which Twilio tells what a customer wrote."""
    told = {"MessageSid": sid, "AccountSid": ACCOUNT, "From": number(customer), "To": OURS, "Body": words}
    return signed(f"http://127.0.0.1:{port}/sms/incoming", told | {"NumMedia": "0"})


def signed(url: str, form: dict[str, str]) -> bytes:
    """Give a whole request as Twilio signs it."""
    parts, body = urlsplit(url), urlencode(form)
    signature = hmac.digest(TOKEN.encode(), (url + "".join(k + form[k] for k in sorted(form))).encode(), "sha1")
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nX-Twilio-Signature: {base64.b64encode(signature).decode()}\r\n\r\n"
    )
    return (head + body).encode()
