"""The door of Twilio's REST API: who may call, what is called, how it is answered.

Rules: HTTP Basic with the account's SID and token or an API key and its secret, before anything else
(https://www.twilio.com/docs/usage/requests-to-twilio); another account's address is refused as a wrong password is
(https://www.twilio.com/docs/api/errors/20003); bodies are forms, the Content API's are JSON. It deliberately knows no
call: those are in `rest_*`.
"""

import base64
import binascii
import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web
from multidict import MultiDict, MultiDictProxy

from playground.mishaps import around
from playground.traffic import Exchange
from playground.twilio.errors import TwilioError
from playground.twilio.model import Json
from playground.twilio.refusals import REFUSALS, refusal

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Form = MultiDictProxy[str]
MOST_FORM_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ask:
    """What a request asks for: the SIDs of its address, its query, and its form or its JSON."""

    path: str
    sids: dict[str, str]
    query: Form
    form: Form
    json: Any = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered: JSON, nothing, or another address."""

    status: int
    body: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)


Call = Callable[["Twilio", Ask], Reply]


def served(twilio: "Twilio", target: str, call: Call) -> Handler:
    """Make a route's handler of a call; faults know it as `target`."""

    async def serve(request: web.Request) -> web.StreamResponse:
        noted: Json = {}

        async def work() -> web.StreamResponse:
            return await _answer(twilio, call, request, noted)

        def note(status: int, said: str) -> None:
            seen = Exchange(
                twilio.clock.now(),
                "to_vendor",
                request.path,
                status,
                vendor="twilio",
                method=request.method,
                summary=f"{target}{said}",
                request=noted.get("request"),
                response=noted.get("response"),
            )
            twilio.traffic.record(seen)

        return await around(twilio, REFUSALS, target, request, work, note)

    return serve


def may_call(twilio: "Twilio", header: str) -> bool:
    """Look at an Authorization header."""
    settings = twilio.settings
    scheme, _, given = header.partition(" ")
    try:
        name, _, password = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return False
    pairs = {settings.account_sid: settings.auth_token, settings.api_key: settings.api_secret}
    expected = pairs.get(name)
    return (
        scheme.lower() == "basic"
        and expected is not None
        and hmac.compare_digest(expected.encode(), password.encode("utf-8", "surrogatepass"))
    )


async def _answer(twilio: "Twilio", call: Call, request: web.Request, noted: Json) -> web.StreamResponse:
    try:
        _admit(twilio, request)
        ask = Ask(
            request.path,
            dict(request.match_info),
            MultiDictProxy(MultiDict(request.query)),
            await _form(request),
            await _json(request),
        )
        noted["request"] = {name: ask.form.getall(name) for name in ask.form} or ask.json
        reply = call(twilio, ask)
    except TwilioError as no:
        noted["response"] = no.body
        return refusal(no)
    noted["response"] = reply.body
    headers = {"Twilio-Request-Id": f"RQ{secrets.token_hex(16)}", "Twilio-Concurrent-Requests": "1", **reply.headers}
    if reply.body is None:
        return web.Response(status=reply.status, headers=headers)
    return web.json_response(reply.body, status=reply.status, headers=headers)


def _admit(twilio: "Twilio", request: web.Request) -> None:
    is_media = request.path.rpartition("/")[2].startswith("ME") and not request.path.endswith(".json")
    is_open = is_media and request.method == "GET" and not twilio.settings.media_auth
    is_ours = request.match_info.get("account", twilio.settings.account_sid) == twilio.settings.account_sid
    if not is_ours or not (is_open or may_call(twilio, request.headers.get("Authorization", ""))):
        raise TwilioError(20003)


async def _json(request: web.Request) -> Any:
    """Read JSON; None where a body is none."""
    if request.content_type != "application/json":
        return None
    try:
        return await request.json()
    except ValueError:
        return None


async def _form(request: web.Request) -> Form:
    """Read a form; any other body counts for none, as its parameters are then missing."""
    if request.content_type != "application/x-www-form-urlencoded":
        return MultiDictProxy(MultiDict())
    given = await request.post()
    return MultiDictProxy(MultiDict((name, value) for name, value in given.items() if isinstance(value, str)))
