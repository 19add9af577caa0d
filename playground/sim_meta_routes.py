"""The people's routes under /_sim/messenger and /_sim/whatsapp, and Meta's dashboards under /_sim/meta.

Rules: those of `sim_answers`; a route has the name and the fields of the call of `simulate` that it makes.
"""

from typing import TYPE_CHECKING

from aiohttp import web

from playground.meta import admin, visible
from playground.meta.seed import DEFAULT
from playground.sim_answers import body_of, called, careful

if TYPE_CHECKING:
    from playground.server import Playground

_BOTH = ("send", "tap", "react", "edit", "delete", "read", "switch", "strange")
MESSENGER = (*_BOTH, "start", "inbox")
WHATSAPP = (*_BOTH, "rename", "show_number", "change_number")


def of(playground: "Playground") -> list[web.RouteDef]:
    """List the routes."""
    return [*_people_routes(playground), *_admin_routes(playground)]


def _people_routes(playground: "Playground") -> list[web.RouteDef]:
    async def messenger(request: web.Request) -> web.Response:
        action = getattr(playground.messenger.simulate, request.match_info["action"])
        return web.json_response({"ok": True} | await called(action, await body_of(request)))

    async def whatsapp(request: web.Request) -> web.Response:
        action = getattr(playground.whatsapp.simulate, request.match_info["action"])
        return web.json_response({"ok": True} | await called(action, await body_of(request)))

    async def of_messenger(request: web.Request) -> web.Response:
        state = visible.messenger(playground.meta, request.query.get("person", ""))
        return web.json_response({"ok": True, "rev": playground.changes.rev} | state)

    async def of_whatsapp(request: web.Request) -> web.Response:
        state = visible.whatsapp(playground.meta, request.query.get("person", ""))
        return web.json_response({"ok": True, "rev": playground.changes.rev} | state)

    async def file(request: web.Request) -> web.StreamResponse:
        wanted, person = request.match_info, request.query.get("person", "")
        is_messenger = wanted["product"] == "messenger"
        world = playground.messenger if is_messenger else playground.whatsapp
        is_known = (
            person in playground.messenger.store.people if is_messenger else playground.whatsapp.store.find(person)
        )
        return visible.file(world.bubbles(person) if is_known else [], wanted["id"], wanted["at"])

    return [
        web.get("/_sim/messenger/state", careful(of_messenger)),
        web.get("/_sim/whatsapp/state", careful(of_whatsapp)),
        web.get("/_sim/{product:messenger|whatsapp}/file/{id}/{at}", careful(file)),
        web.post(f"/_sim/messenger/{{action:{'|'.join(MESSENGER)}}}", careful(messenger)),
        web.post(f"/_sim/whatsapp/{{action:{'|'.join(WHATSAPP)}}}", careful(whatsapp)),
    ]


def _admin_routes(playground: "Playground") -> list[web.RouteDef]:
    meta = playground.meta

    async def configure(request: web.Request) -> web.Response:
        return web.json_response({"ok": True} | await admin.configure(meta, await body_of(request)))

    async def configured(_: web.Request) -> web.Response:
        return web.json_response({"ok": True} | admin.configuration(meta))

    async def given_up(_: web.Request) -> web.Response:
        rows = [{"at": one.at, "product": one.product, "url": one.url} for one in meta.given_up]
        return web.json_response({"ok": True, "given_up": rows})

    async def seed(_: web.Request) -> web.Response:
        return web.json_response(DEFAULT)

    async def reseed(request: web.Request) -> web.Response:
        await meta.reset(await body_of(request))
        return web.json_response({"ok": True})

    return [
        web.get("/_sim/meta/config", careful(configured)),
        web.post("/_sim/meta/config", careful(configure)),
        web.get("/_sim/meta/given_up", careful(given_up)),
        web.get("/_sim/meta/seed", careful(seed)),
        web.post("/_sim/meta/seed", careful(reseed)),
    ]
