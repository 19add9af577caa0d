"""The people's routes under /_sim: what the page and the tests call.

Rules: those of `sim_answers`. They ask for no password: the playground is for one machine.
"""

import inspect
from typing import TYPE_CHECKING, Any

from aiohttp import web

from playground import page_socket, sim_meta_routes, sim_phone_routes, sim_teams_routes
from playground.sim_answers import body_of, called, careful
from playground.slack import admin, files, visible
from playground.slack.seed import DEFAULT

if TYPE_CHECKING:
    from playground.server import Playground

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
    app.add_routes(sim_teams_routes.of(playground))
    app.add_routes(sim_phone_routes.of(playground))
    app.add_routes(sim_meta_routes.of(playground))


def _people_routes(playground: "Playground") -> list[web.RouteDef]:
    slack = playground.slack

    async def state(request: web.Request) -> web.Response:
        user = request.query.get("user", next(iter(slack.store.users)))
        return web.json_response(visible.state(slack, user) | {"rev": playground.changes.rev})

    async def act(request: web.Request) -> web.Response:
        action = getattr(slack.simulate, request.match_info["action"])
        return web.json_response({"ok": True} | await called(action, await body_of(request)))

    async def file(request: web.Request) -> web.Response:
        return _file_for_person(slack, request)

    async def page(request: web.Request) -> web.StreamResponse:
        return await page_socket.serve(playground, request)

    return [
        web.get("/_sim/slack/state", careful(state)),
        web.get("/_sim/state", careful(state)),
        web.get("/_sim/slack/file/{id}", careful(file)),
        web.post(f"/_sim/slack/{{action:{'|'.join(ACTIONS)}}}", careful(act)),
        web.get("/_sim/ws", careful(page)),
    ]


def _admin_routes(playground: "Playground") -> list[web.RouteDef]:
    slack = playground.slack

    async def configure(request: web.Request) -> web.Response:
        body = await body_of(request)
        bridge_url = body.pop("bridge_url", None)
        answer = await admin.configure(slack, body)
        playground.bridge_url = str(bridge_url).rstrip("/") if bridge_url else playground.bridge_url
        return web.json_response({"ok": True, "bridge_url": playground.bridge_url} | answer)

    async def configured(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "bridge_url": playground.bridge_url} | admin.configuration(slack))

    async def manage(request: web.Request) -> web.Response:
        action = getattr(admin, request.match_info["action"])
        return web.json_response({"ok": True} | await called(action, {"slack": slack} | await body_of(request)))

    async def seed(_: web.Request) -> web.Response:
        return web.json_response(DEFAULT)

    return [
        web.get("/_sim/slack/config", careful(configured)),
        web.post("/_sim/slack/config", careful(configure)),
        web.get("/_sim/slack/seed", careful(seed)),
        web.post("/_sim/slack/{action:revoke_token|uninstall|install|refresh_sockets|rotate_keys}", careful(manage)),
    ]


def _world_routes(playground: "Playground") -> list[web.RouteDef]:
    async def reset(_: web.Request) -> web.Response:
        await playground.reset()
        return web.json_response({"ok": True})

    async def seed(request: web.Request) -> web.Response:
        await playground.slack.reset(await body_of(request))
        return web.json_response({"ok": True})

    async def traffic(request: web.Request) -> web.Response:
        after = request.query.get("after", "0")
        return web.json_response(
            {"ok": True, "traffic": playground.traffic.after(int(after) if after.isdigit() else 0)}
        )

    async def faults(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "faults": playground.faults.listed()})

    async def add_fault(request: web.Request) -> web.Response:
        body = await body_of(request)
        inspect.signature(playground.faults.add).bind(**body)
        fault = playground.faults.add(**body)
        return web.json_response({"ok": True, "id": fault.id, "faults": playground.faults.listed()})

    async def clear_faults(_: web.Request) -> web.Response:
        playground.faults.clear()
        return web.json_response({"ok": True, "faults": []})

    return [
        web.post("/_sim/reset", careful(reset)),
        web.post("/_sim/seed", careful(seed)),
        web.get("/_sim/traffic", careful(traffic)),
        web.get("/_sim/faults", careful(faults)),
        web.post("/_sim/faults", careful(add_fault)),
        web.delete("/_sim/faults", careful(clear_faults)),
    ]


def _file_for_person(slack: Any, request: web.Request) -> web.Response:
    """Send a file to a person who may see a place where it is shared (the page has no token)."""
    found = slack.store.files.get(request.match_info["id"])
    user = request.query.get("user", "")
    if found is None or found.deleted or not any(visible.may_see(slack.store.channels[c], user) for c in found.shares):
        raise web.HTTPNotFound(text="file_not_found")
    return files.content_response(found)
