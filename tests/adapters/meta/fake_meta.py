"""The little of Meta that the channels' own tests need: it takes messages and files, knows names, and calls us.

Signatures are computed here anew, from the vendor's page:
https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
"""

import hmac
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import unused_port

SECRET, TOKEN, WORD = "an app secret for tests only", "EAAtoken", "our own word"
PAGE, OTHER_PAGE = "100000000000001", "100000000000002"
MIA, NOOR = "700000000000001", "700000000000002"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 400


@dataclass
class Fault:
    """What becomes of a call: an answer instead of the real one, before or after the message was taken."""

    status: int = 200
    code: int = 0
    subcode: int = 0
    taken: bool = False
    hangs_up: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Call:
    """A call of the Graph API's."""

    path: str
    body: Mapping[str, Any]
    headers: Mapping[str, str]
    query: Mapping[str, str]


class FakeMeta:
    """Meta's Graph API on a port of its own."""

    def __init__(self) -> None:
        self.port = unused_port()
        self.calls: list[Call] = []
        self.taken: list[tuple[str, Mapping[str, Any]]] = []
        self.actions: list[Mapping[str, Any]] = []
        self.uploads: list[tuple[str, bytes, str]] = []
        self.faults: list[Fault | None] = []
        self.always: Fault | None = None
        self.names: dict[str, dict[str, str]] = {MIA: {"first_name": "Mia", "last_name": "Chen"}}
        self.name_fault: Fault | None = None
        self.said = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def texts(self) -> list[str]:
        return [text_of(body) for _, body in self.taken]

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/v25.0/{of}/messages", self._messages),
            web.post("/v25.0/{of}/{edge:message_attachments|media}", self._upload),
            web.get("/v25.0/{id}", self._get),
            web.get("/lying/{name}", self._lying),
        ]

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.calls.append(Call(request.path, body, dict(request.headers), dict(request.query)))
        if "sender_action" in body or body.get("status") == "read":
            self.actions.append(body)
            return web.json_response({"success": True, "recipient_id": MIA})
        fault = self.faults.pop(0) if self.faults else self.always
        id = f"m_{len(self.taken) + 1}"
        if fault is None or fault.taken:
            self.taken.append((id, body))
        if fault is not None and fault.hangs_up:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if fault is not None:
            return _error(fault)
        return web.json_response({"recipient_id": MIA, "message_id": id, "messages": [{"id": id}]})

    async def _upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        file = form.get("filedata") or form.get("file")
        assert isinstance(file, web.FileField)
        self.uploads.append((file.filename, file.file.read(), str(form.get("message") or form.get("type"))))
        number = str(len(self.uploads))
        return web.json_response({"attachment_id": number, "id": number})

    async def _get(self, request: web.Request) -> web.Response:
        id = request.match_info["id"]
        if id.startswith("media"):
            return web.json_response({"id": id, "url": f"{self.url}/lying/{id}", "mime_type": "image/png"})
        self.calls.append(Call(request.path, {}, dict(request.headers), dict(request.query)))
        if self.name_fault is not None:
            return _error(self.name_fault)
        return web.json_response(self.names[id]) if id in self.names else _error(Fault(400, 100, 33))

    async def _lying(self, request: web.Request) -> web.Response:
        if request.match_info["name"].startswith("media") and request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.Response(status=401)
        if request.match_info["name"] == "away":
            return web.Response(status=302, headers={"Location": "https://evil.example/picture"})
        return web.Response(body=PICTURE, content_type="image/png")

    @asynccontextmanager
    async def running(self) -> AsyncIterator["FakeMeta"]:
        app = web.Application()
        app.add_routes(self.routes())
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        try:
            yield self
        finally:
            await runner.cleanup()

    async def calls_us(self, url: str, payload: Any, signature: str | None = None) -> int:
        """Call an address of ours, signed unless a signature is given; give the answer's status."""
        raw = payload if isinstance(payload, bytes) else as_meta_writes(payload)
        headers = {"Content-Type": "application/json", "X-Hub-Signature-256": sign(raw)}
        if signature is not None:
            headers["X-Hub-Signature-256"] = signature
        if not headers["X-Hub-Signature-256"]:
            del headers["X-Hub-Signature-256"]
        async with ClientSession() as session, session.post(url, data=BytesIO(raw), headers=headers) as answer:
            self.said = await answer.text()
            return answer.status


def sign(raw: bytes, secret: str = SECRET) -> str:
    """Sign bytes as the page says."""
    return "sha256=" + hmac.new(secret.encode(), raw, "sha256").hexdigest()


def as_meta_writes(payload: Any) -> bytes:
    """Write JSON as Meta does: compact, everything beyond ASCII and each slash escaped."""
    return json.dumps(payload, separators=(",", ":")).replace("/", "\\/").encode()


def text_of(body: Mapping[str, Any]) -> str:
    """Give the words of a message that was taken."""
    message = body.get("message")
    if isinstance(message, dict):
        return str(message.get("text", ""))
    text, interactive = body.get("text"), body.get("interactive")
    if isinstance(text, dict):
        return str(text.get("body", ""))
    return str(interactive["body"]["text"]) if isinstance(interactive, dict) else ""


def _error(fault: Fault) -> web.Response:
    error = {"message": "(#100) of Mia Chen", "type": "OAuthException", "code": fault.code, "fbtrace_id": "A"}
    if fault.subcode:
        error["error_subcode"] = fault.subcode
    return web.json_response({"error": error}, status=fault.status, headers=fault.headers)
