"""The people's routes under /_sim/phone, and Twilio's console under /_sim/twilio.

Rules: those of `sim_answers`; a route has the name and the fields of the call of `simulate` that it makes.
"""

from typing import TYPE_CHECKING

from aiohttp import web

from playground import page_socket
from playground.refusals import refuse
from playground.sim_answers import body_of, called, careful
from playground.twilio import admin, error_log, visible
from playground.twilio.seed import DEFAULT

if TYPE_CHECKING:
    from playground.server import Playground

ACTIONS = ("send", "place", "tap", "switch", "read")


def of(playground: "Playground") -> list[web.RouteDef]:
    """List the routes."""
    return [*_people_routes(playground), *_admin_routes(playground)]


def _people_routes(playground: "Playground") -> list[web.RouteDef]:
    twilio = playground.twilio

    async def state(request: web.Request) -> web.Response:
        phone = request.query.get("phone", next(iter(twilio.store.phones)))
        return web.json_response({"ok": True, "rev": playground.changes.rev} | visible.state(twilio, phone))

    async def act(request: web.Request) -> web.Response:
        action = getattr(twilio.simulate, request.match_info["action"])
        return web.json_response({"ok": True} | await called(action, await body_of(request)))

    async def file(request: web.Request) -> web.StreamResponse:
        phone, wanted = request.query.get("phone", ""), request.match_info
        texts = twilio.texts(phone) if phone in twilio.store.phones else []
        files = next((one.files for one in texts if str(one.id) == wanted["text"]), [])
        if not (wanted["at"].isdigit() and int(wanted["at"]) < len(files)):
            raise web.HTTPNotFound(text="There is no such file on this phone.")
        one = files[int(wanted["at"])]
        headers = {
            "Content-Type": one.mimetype,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
        }
        return web.Response(body=one.content, headers=headers)

    async def page(request: web.Request) -> web.StreamResponse:
        return await page_socket.serve_phone(playground, request)

    return [
        web.get("/_sim/phone/state", careful(state)),
        web.get("/_sim/phone/file/{text}/{at}", careful(file)),
        web.get("/_sim/phone/ws", careful(page)),
        web.post(f"/_sim/phone/{{action:{'|'.join(ACTIONS)}}}", careful(act)),
    ]


def _admin_routes(playground: "Playground") -> list[web.RouteDef]:
    twilio = playground.twilio

    async def configure(request: web.Request) -> web.Response:
        return web.json_response({"ok": True} | await admin.configure(twilio, await body_of(request)))

    async def configured(_: web.Request) -> web.Response:
        return web.json_response({"ok": True} | admin.configuration(twilio))

    async def errors(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "errors": error_log.rows(twilio)})

    async def seed(_: web.Request) -> web.Response:
        return web.json_response(DEFAULT)

    async def reseed(request: web.Request) -> web.Response:
        body = await body_of(request)
        if not set(body) <= {"phones"}:
            refuse("bad_seed", "A seed holds phones. Look at GET /_sim/twilio/seed for the shape.")
        await twilio.reset(body)
        return web.json_response({"ok": True})

    return [
        web.get("/_sim/twilio/config", careful(configured)),
        web.post("/_sim/twilio/config", careful(configure)),
        web.get("/_sim/twilio/errors", careful(errors)),
        web.get("/_sim/twilio/seed", careful(seed)),
        web.post("/_sim/twilio/seed", careful(reseed)),
    ]
