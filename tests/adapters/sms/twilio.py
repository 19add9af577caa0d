"""The little of Twilio that the channel's own tests need: it takes messages, lists them, keeps files, and calls us.

Signatures are computed here anew, from the vendor's page and not by its SDK:
https://www.twilio.com/docs/usage/webhooks/webhooks-security
"""

import base64
import hmac
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession, web
from aiohttp.test_utils import unused_port

ACCOUNT, TOKEN = "AC" + "0" * 31 + "1", "a token for tests only"
OURS, SERVICE = "+12025550100", "MG" + "0" * 31 + "1"
MIA, NOOR = "+12025550177", "+447700900123"
SHOWN = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 400


@dataclass
class Fault:
    """What becomes of a call: an answer instead of the real one, before or after the message was taken."""

    status: int = 201
    code: int = 0
    taken: bool = False
    hangs_up: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Taken:
    """A message that was taken."""

    sid: str
    given: Mapping[str, list[str]]
    at: datetime

    def one(self, name: str) -> str:
        return self.given.get(name, [""])[0]


class FakeTwilio:
    """Twilio's REST API on a port of its own."""

    def __init__(self) -> None:
        self.port = unused_port()
        self.taken: list[Taken] = []
        self.faults: list[Fault | None] = []
        self.always: Fault | None = None
        self.calls: list[web.Request] = []
        self.lists = 0
        self.contents: list[dict[str, Any]] = []
        self.made: list[dict[str, Any]] = []
        """What was asked for as a content, also in vain."""
        self.content_faults: list[Fault | None] = []
        self.looks: list[str] = []
        self.is_hiding = False
        self.bytes = PICTURE
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def texts(self, to: str = MIA) -> list[str]:
        return [one.one("Body") for one in self.taken if one.one("To") == to]

    def routes(self) -> list[web.RouteDef]:
        path = f"/2010-04-01/Accounts/{ACCOUNT}"
        return [
            web.post(f"{path}/Messages.json", self._create),
            web.get(f"{path}/Messages.json", self._list),
            web.get(f"{path}/Messages/{{sid}}/Media/{{media}}", self._media),
            web.get("/lying/{name}", self._bytes),
            web.post("/v1/Content", self._make_content),
            web.get("/v2/Content", self._list_contents),
        ]

    async def _create(self, request: web.Request) -> web.StreamResponse:
        self.calls.append(request)
        if request.headers.get("Authorization") != SHOWN:
            return _error(401, 20003)
        given = await request.post()
        fault = self.faults.pop(0) if self.faults else self.always
        if fault is None or fault.taken:
            values = {name: [str(one) for one in given.getall(name)] for name in given}
            self.taken.append(Taken(f"SM{len(self.taken) + 1:032x}", values, self.now()))
        return await self._after(fault, request, lambda: web.json_response(_resource(self.taken[-1]), status=201))

    async def _list(self, request: web.Request) -> web.Response:
        self.lists += 1
        to = request.query.get("To", "")
        found = [_resource(one) for one in reversed(self.taken) if one.one("To") == to and not self.is_hiding]
        return web.json_response({"messages": found, "page": 0, "page_size": 100, "next_page_uri": None})

    async def _make_content(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != SHOWN:
            return _error(401, 20003)
        given = await request.json()
        self.made.append(given)
        fault = self.content_faults.pop(0) if self.content_faults else None
        if fault is None or fault.taken:
            self.contents.append({"sid": f"HX{len(self.made):032x}", **given})
        return await self._after(fault, request, lambda: web.json_response(self.contents[-1], status=201))

    async def _after(
        self, fault: Fault | None, request: web.Request, answer: Callable[[], web.Response]
    ) -> web.StreamResponse:
        if fault is None:
            return answer()
        if fault.hangs_up:
            assert request.transport is not None
            request.transport.abort()
        return _error(fault.status, fault.code, fault.headers)

    async def _list_contents(self, request: web.Request) -> web.Response:
        self.looks.append(request.query["ContentName"])
        found = [one for one in self.contents if request.query["ContentName"] in one["friendly_name"]]
        return web.json_response({"contents": found, "meta": {"key": "contents", "next_page_url": None}})

    async def _media(self, request: web.Request) -> web.Response:
        self.calls.append(request)
        if request.headers.get("Authorization") != SHOWN:
            return web.Response(status=401)
        where = {"picture": f"{self.url}/lying/picture", "away": "https://evil.example/picture"}
        return web.Response(status=307, headers={"Location": where[request.match_info["media"]]})

    async def _bytes(self, request: web.Request) -> web.Response:
        return web.Response(body=self.bytes, content_type="image/png")

    @asynccontextmanager
    async def running(self) -> AsyncIterator["FakeTwilio"]:
        app = web.Application()
        app.add_routes(self.routes())
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        try:
            yield self
        finally:
            await runner.cleanup()

    async def calls_us(self, url: str, params: Mapping[str, str] | list[tuple[str, str]], **changes: str) -> int:
        """Call an address of ours, signed; give the answer's status. `changes` spoil what is said of the call."""
        pairs = list(params.items()) if isinstance(params, Mapping) else list(params)
        signed = changes.get("signature", sign(changes.get("as_url", url), pairs))
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if signed:
            headers["X-Twilio-Signature"] = signed
        body = urlencode(pairs)
        async with ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
            self.said = await answer.text()
            return answer.status


def sign(url: str, pairs: list[tuple[str, str]], token: str = TOKEN) -> str:
    """Sign as the page says: the address, then every parameter, name and value, in the order of names."""
    text = url + "".join(name + value for name, value in sorted(set(pairs)))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), "sha1").digest()).decode()


def a_message(text: str = "hello", sid: str = "SMin1", **more: str) -> dict[str, str]:
    """Give what Twilio posts when Mia writes."""
    said = {"MessageSid": sid, "AccountSid": ACCOUNT, "From": MIA, "To": OURS, "Body": text, "NumMedia": "0"}
    return said | {"SmsSid": sid, "FromCity": "", "ToCountry": "US"} | more


def a_report(sid: str, status: str, **more: str) -> dict[str, str]:
    """Give what Twilio posts when a message of ours is somewhere."""
    return {"MessageSid": sid, "MessageStatus": status, "AccountSid": ACCOUNT, "SmsSid": sid, "From": OURS} | more


def _resource(one: Taken) -> dict[str, Any]:
    at = format_datetime(one.at)
    return {
        "sid": one.sid,
        "account_sid": ACCOUNT,
        "body": one.one("Body"),
        "to": one.one("To"),
        "from": one.one("From") or OURS,
        "messaging_service_sid": one.one("MessagingServiceSid") or None,
        "num_media": str(len(one.given.get("MediaUrl", []))),
        "num_segments": "1",
        "direction": "outbound-api",
        "status": "queued",
        "date_created": at,
        "date_updated": at,
        "date_sent": None,
        "error_code": None,
        "api_version": "2010-04-01",
        "uri": f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{one.sid}.json",
    }


def _error(status: int, code: int, headers: Mapping[str, str] | None = None) -> web.Response:
    body = {"code": code, "message": "The number +12025550177 …", "more_info": "", "status": status}
    return web.json_response(body, status=status, headers=headers)
