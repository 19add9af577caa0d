"""The people's routes under /_sim: what the page and the tests call.

Rules: every change answers {"ok": true, ...}, or 4xx with a code and the sentence that a person reads; an unknown
field is an error. They ask for no password: the playground is for one machine.
"""

import inspect
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from playground import page_socket
from playground.faults import FaultRefusedError
from playground.slack import admin, files, visible
from playground.slack.errors import HumanError, RateLimitedError, SlackError
from playground.slack.model import Json
from playground.slack.seed import DEFAULT

if TYPE_CHECKING:
    from playground.server import Playground

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
ACTIONS = (
    "post",
    "me_message",
    "edit",
    "unfurl",
    "delete",
    "react",
    "click",
    "suggest",
    "submit_view",
    "close_view",
    "shortcut",
    "open_home",
    "open_im",
    "reload",
    "read",
    "dismiss_toast",
    "presence",
    "dnd",
    "join",
    "leave",
    "invite",
    "kick",
    "create_channel",
    "archive",
    "unarchive",
    "rename",
)


def add(app: web.Application, playground: "Playground") -> None:
    """Add the people's routes to the application."""
    app.add_routes([*_people_routes(playground), *_admin_routes(playground), *_world_routes(playground)])


def _people_routes(playground: "Playground") -> list[web.RouteDef]:
    slack = playground.slack

    async def state(request: web.Request) -> web.Response:
        user = request.query.get("user", next(iter(slack.store.users)))
        return web.json_response(visible.state(slack, user) | {"rev": playground.changes.rev})

    async def act(request: web.Request) -> web.Response:
        action = getattr(slack.simulate, request.match_info["action"])
        return web.json_response({"ok": True} | await _call(action, await _body(request)))

    async def file(request: web.Request) -> web.Response:
        return _file_for_person(slack, request)

    async def page(request: web.Request) -> web.StreamResponse:
        return await page_socket.serve(playground, request)

    return [
        web.get("/_sim/slack/state", _careful(state)),
        web.get("/_sim/state", _careful(state)),
        web.get("/_sim/slack/file/{id}", _careful(file)),
        web.post(f"/_sim/slack/{{action:{'|'.join(ACTIONS)}}}", _careful(act)),
        web.get("/_sim/ws", _careful(page)),
    ]


def _admin_routes(playground: "Playground") -> list[web.RouteDef]:
    slack = playground.slack

    async def configure(request: web.Request) -> web.Response:
        body = await _body(request)
        bridge_url = body.pop("bridge_url", None)
        answer = await admin.configure(slack, body)
        playground.bridge_url = str(bridge_url).rstrip("/") if bridge_url else playground.bridge_url
        return web.json_response({"ok": True, "bridge_url": playground.bridge_url} | answer)

    async def configured(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "bridge_url": playground.bridge_url} | admin.configuration(slack))

    async def manage(request: web.Request) -> web.Response:
        action = getattr(admin, request.match_info["action"])
        return web.json_response({"ok": True} | await _call(action, {"slack": slack} | await _body(request)))

    async def seed(_: web.Request) -> web.Response:
        return web.json_response(DEFAULT)

    return [
        web.get("/_sim/slack/config", _careful(configured)),
        web.post("/_sim/slack/config", _careful(configure)),
        web.get("/_sim/slack/seed", _careful(seed)),
        web.post("/_sim/slack/{action:revoke_token|uninstall|install|refresh_sockets}", _careful(manage)),
    ]


def _world_routes(playground: "Playground") -> list[web.RouteDef]:
    async def reset(_: web.Request) -> web.Response:
        await playground.reset()
        return web.json_response({"ok": True})

    async def seed(request: web.Request) -> web.Response:
        await playground.slack.reset(await _body(request))
        return web.json_response({"ok": True})

    async def traffic(request: web.Request) -> web.Response:
        after = request.query.get("after", "0")
        return web.json_response(
            {"ok": True, "traffic": playground.traffic.after(int(after) if after.isdigit() else 0)}
        )

    async def faults(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "faults": playground.faults.listed()})

    async def add_fault(request: web.Request) -> web.Response:
        body = await _body(request)
        inspect.signature(playground.faults.add).bind(**body)
        fault = playground.faults.add(**body)
        return web.json_response({"ok": True, "id": fault.id, "faults": playground.faults.listed()})

    async def clear_faults(_: web.Request) -> web.Response:
        playground.faults.clear()
        return web.json_response({"ok": True, "faults": []})

    return [
        web.post("/_sim/reset", _careful(reset)),
        web.post("/_sim/seed", _careful(seed)),
        web.get("/_sim/traffic", _careful(traffic)),
        web.get("/_sim/faults", _careful(faults)),
        web.post("/_sim/faults", _careful(add_fault)),
        web.delete("/_sim/faults", _careful(clear_faults)),
    ]


async def _body(request: web.Request) -> Json:
    try:
        body = await request.json() if request.can_read_body else {}
    except (json.JSONDecodeError, UnicodeDecodeError) as problem:
        code = "invalid_json"
        raise HumanError(code, f"The body is not JSON: {problem}.") from problem
    if not isinstance(body, dict):
        code = "invalid_json"
        raise HumanError(code, "The body must be a JSON object.")
    return body


async def _call(action: Callable[..., Awaitable[Json]], body: Json) -> Json:
    try:
        inspect.signature(action).bind(**body)
    except TypeError as problem:
        code = "bad_request"
        raise HumanError(
            code, f"{problem}. Fields: {', '.join(p for p in inspect.signature(action).parameters if p != 'slack')}."
        ) from problem
    return await action(**body)


def _careful(handler: Handler) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        if not _same_origin(request):
            return web.json_response({"ok": False, "error": "forbidden", "message": "Only this page may."}, status=403)
        try:
            return await handler(request)
        except HumanError as problem:
            return web.json_response(problem.body, status=400)
        except SlackError as problem:
            return web.json_response(
                problem.body | {"message": problem.code.replace("_", " ").capitalize() + "."}, status=400
            )
        except RateLimitedError as problem:
            return web.json_response({"ok": False, "error": "ratelimited", "message": str(problem)}, status=429)
        except (FaultRefusedError, TypeError) as problem:
            return web.json_response({"ok": False, "error": "bad_request", "message": str(problem)}, status=400)

    return answer


def _same_origin(request: web.Request) -> bool:
    """Let no other web page drive the playground: browsers name the page's origin, other clients none."""
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host


def _file_for_person(slack: Any, request: web.Request) -> web.Response:
    """Send a file to a person who may see a place where it is shared (the page has no token)."""
    found = slack.store.files.get(request.match_info["id"])
    user = request.query.get("user", "")
    if found is None or found.deleted or not any(visible.may_see(slack.store.channels[c], user) for c in found.shares):
        raise web.HTTPNotFound(text="file_not_found")
    return files.content_response(found)
