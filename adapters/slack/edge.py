"""Slack's requests over HTTP: size, signature, store, answer. In that order.

Rules:
1. 200 means stored. When the store is away Slack gets 503, when it fails 500, and comes again
   (https://docs.slack.dev/apis/events-api/#retries).
2. Nothing of a body is read before its signature was checked, and nothing is stored of one that is refused.
3. What can never succeed is refused with `X-Slack-No-Retry`, so that it doesn't come three times more. A wrong
   signature may be our own wrong secret: Slack may come again until that is corrected.
4. Whatever is no event (a click, a form, a slash command) is handed to `interactions`, verified.
"""

import json
import math
from collections.abc import Awaitable, Callable, Sequence

import orjson
import structlog
from aiohttp import web

from adapters.bodies import read_body
from adapters.slack.payload import Json, mapping, text
from adapters.slack.signature import Verifier
from adapters.slack.tracing import origin
from core.errors import InboundRejected, Overloaded, PayloadMalformed, SignatureInvalid

log = structlog.get_logger(__name__)

LARGEST = 1024 * 1024
"""In bytes. Slack cuts texts at 40,000 characters; with its blocks and its previous state an event stays far below."""
_FORM = "application/x-www-form-urlencoded"

TakeEvent = Callable[[Json], Awaitable[object]]
TakeInteraction = Callable[[str, str], Awaitable[web.Response]]
"""Given the body and its content type."""


class Edge:
    """The HTTP handlers; `take_event` returns when the event is stored."""

    def __init__(self, verifier: Verifier, take_event: TakeEvent, take_interaction: TakeInteraction) -> None:
        self._verifier = verifier
        self._take_event = take_event
        self._take_interaction = take_interaction

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the routes; Slack may send everything to any of them."""
        paths = ("/slack/events", "/slack/interactivity", "/slack/commands")
        return [web.post(path, self.handle) for path in paths]

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one request."""
        try:
            body = await _read(request)
            self._verifier.verify(body, request.headers)
            if request.content_type == _FORM:
                return await self._take_interaction(body.decode(), request.content_type)
            return await self._json(_parse(body))
        except Overloaded as refusal:
            log.warning("slack_request_deferred", path=request.path, retry_after=refusal.retry_after)
            headers = {"Retry-After": str(math.ceil(refusal.retry_after))}
            return web.json_response({"error": refusal.code}, status=refusal.http_status, headers=headers)
        except InboundRejected as refusal:
            log.warning("slack_request_refused", path=request.path, error=refusal.code, why=refusal.detail)
            is_hopeless = not isinstance(refusal, SignatureInvalid)
            headers = {"X-Slack-No-Retry": "1"} if is_hopeless else {}
            return web.json_response({"error": refusal.code}, status=refusal.http_status, headers=headers)
        except Exception as error:  # noqa: BLE001 - whatever it was: not stored, so Slack must come again
            log.error("slack_request_not_stored", path=request.path, **origin(error))  # noqa: TRY400 - see tracing
            return web.json_response({"error": "not_stored"}, status=500)

    async def _json(self, payload: Json) -> web.Response:
        match text(payload, "type"):
            case "url_verification":
                return web.json_response({"challenge": text(payload, "challenge")})
            case "event_callback":
                await self._take_event(payload)
            case "app_rate_limited":
                log.warning("slack_limits_events", minute=payload.get("minute_rate_limited"))
            case kind:
                log.info("slack_request_ignored", kind=kind)
        return web.Response()


async def _read(request: web.Request) -> bytes:
    """Read the body up to the limit, and no byte more. Raises `InboundRejected`."""
    announced = request.content_length
    may_grow = "Content-Encoding" in request.headers or "Transfer-Encoding" in request.headers
    if announced is not None and announced <= LARGEST and not may_grow:
        return await request.content.read()  # as long as announced; the parser sees to it
    return await read_body(request, LARGEST)


def _parse(body: bytes) -> Json:
    try:
        payload = orjson.loads(body)
    except ValueError:
        payload = _parse_leniently(body)
    if not isinstance(payload, dict):
        raise PayloadMalformed("the body is no JSON object")
    return mapping(payload)


def _parse_leniently(body: bytes) -> object:
    """Parse what orjson refuses and Slack may send all the same: half a character, and numbers without an end."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise PayloadMalformed("the body is no JSON") from None
