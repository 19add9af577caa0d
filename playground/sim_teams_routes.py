"""The people's routes under /_sim/teams: `simulate` over HTTP, what one person sees, and the admin's pages.

Rules: those of `sim_answers`; a route has the name and the fields of the call of `simulate` that it makes.
"""

from typing import TYPE_CHECKING

from aiohttp import web

from playground import page_socket
from playground.refusals import refuse
from playground.sim_answers import body_of, called, careful
from playground.teams import admin, files, visible
from playground.teams.seed import DEFAULT

if TYPE_CHECKING:
    from playground.server import Playground

ACTIONS = (
    *("post", "open_personal", "edit", "delete", "undelete", "react", "read"),
    *("click", "view", "submit_dialog", "close_dialog", "search", "extension", "dismiss_toast"),
    *("accept_file", "decline_file"),
    *("install", "uninstall", "block", "unblock", "presence"),
    *("add_bot", "remove_bot", "archive", "unarchive", "rename_team", "add_member", "remove_member"),
    *("create_channel", "delete_channel", "restore_channel", "rename_channel"),
)


def of(playground: "Playground") -> list[web.RouteDef]:
    """List the routes."""
    return [*_people_routes(playground), *_admin_routes(playground)]


def _people_routes(playground: "Playground") -> list[web.RouteDef]:
    teams = playground.teams

    async def state(request: web.Request) -> web.Response:
        user = request.query.get("user", next(iter(teams.store.people)))
        return web.json_response({"ok": True, "rev": playground.changes.rev} | visible.state(teams, user))

    async def act(request: web.Request) -> web.Response:
        action = getattr(teams.simulate, request.match_info["action"])
        return web.json_response({"ok": True} | await called(action, await body_of(request)))

    async def file(request: web.Request) -> web.Response:
        found = teams.store.files.get(request.match_info["id"].lower())
        if found is None or not visible.may_see_file(teams, found, request.query.get("user", "")):
            raise web.HTTPNotFound(text="The file does not exist, or you cannot see it.")
        return files.content(found)

    async def page(request: web.Request) -> web.StreamResponse:
        return await page_socket.serve_teams(playground, request)

    return [
        web.get("/_sim/teams/state", careful(state)),
        web.get("/_sim/teams/file/{id}", careful(file)),
        web.get("/_sim/teams/ws", careful(page)),
        web.post(f"/_sim/teams/{{action:{'|'.join(ACTIONS)}}}", careful(act)),
    ]


def _admin_routes(playground: "Playground") -> list[web.RouteDef]:
    teams = playground.teams

    async def configure(request: web.Request) -> web.Response:
        return web.json_response({"ok": True} | await admin.configure(teams, await body_of(request)))

    async def configured(_: web.Request) -> web.Response:
        return web.json_response({"ok": True} | admin.configuration(teams))

    async def manage(request: web.Request) -> web.Response:
        action = getattr(admin, request.match_info["action"])
        return web.json_response({"ok": True} | await called(action, {"teams": teams} | await body_of(request)))

    async def seed(_: web.Request) -> web.Response:
        return web.json_response(DEFAULT)

    async def reseed(request: web.Request) -> web.Response:
        body = await body_of(request)
        if not set(body) <= {"people", "teams"}:
            refuse("bad_seed", "A seed holds people and teams. Look at GET /_sim/teams/seed for the shape.")
        await teams.reset(body)
        return web.json_response({"ok": True})

    return [
        web.get("/_sim/teams/config", careful(configured)),
        web.post("/_sim/teams/config", careful(configure)),
        web.get("/_sim/teams/seed", careful(seed)),
        web.post("/_sim/teams/seed", careful(reseed)),
        web.post("/_sim/teams/{action:rotate_keys|revoke_tokens}", careful(manage)),
    ]
