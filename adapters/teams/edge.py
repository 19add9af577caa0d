"""Teams' requests over HTTP: size, token, activity, store, answer. In that order.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference

Rules:
1. 200 means stored. When the store fails Teams gets 500 and comes again; what is too much, or comes while the
   store is away, gets 503 and a pause.
2. The token is checked before a byte of the body is read (but for a look at the door in a busy moment), the activity
   against the token before anything of it is used, and nothing is stored of what is refused: 401 where the token is
   wrong, 403 where who sends is not let in.
3. No answer says why it refuses; the log does, without token, body or words.
"""

import json
import math
from collections.abc import Awaitable, Callable, Sequence

import orjson
import structlog
from aiohttp import web

from adapters.bodies import read_body
from adapters.teams.keys import KeysUnavailable
from adapters.teams.payload import Json, mapping, text
from adapters.teams.tracing import origin
from adapters.teams.validation import Gate
from core.errors import InboundRejected, Overloaded, PayloadMalformed, PayloadTooLarge

log = structlog.get_logger(__name__)

PATH = "/teams/messages"
LARGEST = 1024 * 1024
"""In bytes. A message has 100 KB at most, an answer of a form with everything in it stays far below."""
_RETRY = "5"
"""Seconds in which Microsoft's keys may be there again."""

Take = Callable[[Json], Awaitable[tuple[int, Json | None]]]
"""Given a verified activity; returns when it is stored, with the status and the body of the answer."""


class Edge:
    """The HTTP handler of the messaging endpoint."""

    def __init__(self, gate: Gate, take: Take) -> None:
        self._gate = gate
        self._take = take

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the route that the app is registered with."""
        return [web.post(PATH, self.handle)]

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one request."""
        try:
            return await self._handle(request)
        except Overloaded as refusal:
            log.warning("teams_request_deferred", retry_after=refusal.retry_after)
            headers = {"Retry-After": str(math.ceil(refusal.retry_after))}
            return web.json_response({"error": refusal.code}, status=refusal.http_status, headers=headers)
        except KeysUnavailable as trouble:
            log.error("teams_keys_unavailable", url=str(trouble))  # noqa: TRY400 - a traceback would say no more
            return web.json_response({"error": "not_verified"}, status=503, headers={"Retry-After": _RETRY})
        except InboundRejected as refusal:
            log.warning("teams_request_refused", error=refusal.code, why=refusal.detail)
            return web.json_response({"error": refusal.code}, status=refusal.http_status)
        except Exception as error:  # noqa: BLE001 - whatever it was: not stored, so Teams must come again
            log.error("teams_request_not_stored", **origin(error))  # noqa: TRY400 - see tracing
            return web.json_response({"error": "not_stored"}, status=500)

    async def _handle(self, request: web.Request) -> web.Response:
        if (request.content_length or 0) > LARGEST:
            raise PayloadTooLarge(f"announced {request.content_length} bytes")
        verified = await self._gate.verify(request.headers)
        activity = _parse(await _read(request))
        self._gate.admit(verified, activity)
        if not text(activity, "type"):
            raise PayloadMalformed("the activity has no type")
        status, body = await self._take(activity)
        return web.Response(status=status) if body is None else web.json_response(body, status=status)


async def _read(request: web.Request) -> bytes:
    """Read the body. Raises `InboundRejected`."""
    body = await read_body(request, LARGEST)
    return body or await request.read()  # in a busy moment it was read at the door, within less than the limit


def _parse(body: bytes) -> Json:
    try:
        payload = orjson.loads(body)
    except ValueError:
        payload = _parse_leniently(body)
    if not isinstance(payload, dict):
        raise PayloadMalformed("the body is no JSON object")
    return mapping(payload)


def _parse_leniently(body: bytes) -> object:
    """Parse what orjson refuses and Teams may send all the same: half a character, numbers without an end, a mark."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise PayloadMalformed("the body is no JSON") from None
