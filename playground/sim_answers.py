"""How the people's routes under /_sim answer, for every vendor.

Rules: a change answers {"ok": true, ...}, or 4xx with a code and the sentence that a person reads; an unknown field is
an error; other web pages are turned away.
"""

import inspect
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from playground.faults import FaultRefusedError
from playground.refusals import HumanError
from playground.slack.errors import RateLimitedError, SlackError
from playground.teams.errors import ConnectorError

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_WORLDS = ("slack", "teams")  # parameters that a route fills in itself


async def body_of(request: web.Request) -> Json:
    """Read a JSON object; nothing counts as an empty one.

    Raises HumanError invalid_json.
    """
    try:
        body = await request.json() if request.can_read_body else {}
    except (json.JSONDecodeError, UnicodeDecodeError) as problem:
        raise HumanError("invalid_json", f"The body is not JSON: {problem}.") from problem
    if not isinstance(body, dict):
        raise HumanError("invalid_json", "The body must be a JSON object.")
    return body


async def called(action: Callable[..., Awaitable[Json]], body: Json) -> Json:
    """Call an action with the fields of a body.

    Raises HumanError bad_request that names the fields.
    """
    try:
        inspect.signature(action).bind(**body)
    except TypeError as problem:
        fields = ", ".join(name for name in inspect.signature(action).parameters if name not in _WORLDS)
        raise HumanError("bad_request", f"{problem}. Fields: {fields}.") from problem
    return await action(**body)


def careful(handler: Handler) -> Handler:
    """Make a route that answers refusals and turns other pages away."""

    async def answer(request: web.Request) -> web.StreamResponse:
        if not _same_origin(request):
            return _no("forbidden", "Only this page may.", 403)
        try:
            return await handler(request)
        except HumanError as problem:
            return web.json_response(problem.body, status=400)
        except SlackError as problem:
            words = problem.code.replace("_", " ").capitalize() + "."
            return web.json_response(problem.body | {"message": words}, status=400)
        except RateLimitedError as problem:
            return _no("ratelimited", str(problem), 429)
        except ConnectorError as problem:
            return _no(problem.code, problem.message, 400)
        except (FaultRefusedError, TypeError) as problem:
            return _no("bad_request", str(problem), 400)

    return answer


def _no(code: str, words: str, status: int) -> web.Response:
    return web.json_response({"ok": False, "error": code, "message": words}, status=status)


def _same_origin(request: web.Request) -> bool:
    """Let no other web page drive the playground: browsers name the page's origin, other clients none."""
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host
