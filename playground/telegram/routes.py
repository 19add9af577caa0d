"""Telegram's addresses: the Bot API, the files, and below `/_sim/telegram` what people do and how the bot is set up.

Rules: the token stands in the path, so the inspector is shown a path without it; a wrong one is 401. While Telegram is
down (a fault), all of the API is.
"""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from aiohttp import web

from playground.mishaps import around
from playground.sim_answers import body_of, called, careful
from playground.telegram import admin
from playground.telegram.ask import Ask, read
from playground.telegram.errors import REFUSALS, BotError, refusal
from playground.telegram.methods import BY_ANY_CASE, METHODS
from playground.telegram.model import Json
from playground.telegram.seed import DEFAULT
from playground.traffic import Exchange

if TYPE_CHECKING:
    from playground.telegram.world import Telegram

ACTIONS = ("start", "send", "edit", "press", "react", "block", "unblock", "deactivate")


def add(app: web.Application, telegram: "Telegram") -> None:
    """Add the routes to the application."""
    app.add_routes(
        [
            web.route("*", "/telegram/bot{token}/{method}", _served(telegram)),
            web.get("/telegram/file/bot{token}/{path:.+}", _file(telegram)),
            *_people(telegram),
        ]
    )


def _served(telegram: "Telegram") -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def serve(request: web.Request) -> web.StreamResponse:
        name = BY_ANY_CASE.get(request.match_info["method"].lower(), "")
        noted: Json = {}

        async def work() -> web.StreamResponse:
            try:
                _check(telegram, request)
                ask = await read(request)
                noted["request"] = _shown(ask)
                noted["response"] = {"ok": True, "result": METHODS.get(name, _no_method)(telegram, ask)}
            except BotError as no:
                noted["response"] = no.body
                return refusal(no)
            return web.json_response(noted["response"])

        def note(status: int, said: str) -> None:
            seen = Exchange(
                telegram.clock.now(),
                "to_vendor",
                f"/telegram/{name or 'unknown'}",
                status,
                vendor="telegram",
                method=request.method,
                summary=f"{name or 'unknown'}{said}",
                request=noted.get("request"),
                response=noted.get("response"),
            )
            telegram.traffic.record(seen)

        return await around(telegram, REFUSALS, name or "unknown", request, work, note)

    return serve


def _no_method(_: "Telegram", __: Ask) -> NoReturn:
    raise BotError(404, "Not Found: method not found")


def _shown(ask: Ask) -> Json | None:
    shown = {name: value for name, value in ask.parameters.items() if name != "secret_token"}
    return {**shown, **{name: one.content for name, one in ask.files.items()}} or None


def _check(telegram: "Telegram", request: web.Request) -> None:
    given = request.match_info["token"].encode("utf-8", "surrogatepass")
    if not hmac.compare_digest(given, telegram.settings.bot_token.encode()):
        raise BotError(401, "Unauthorized")


def _file(telegram: "Telegram") -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def serve(request: web.Request) -> web.StreamResponse:
        async def work() -> web.StreamResponse:
            try:
                _check(telegram, request)
            except BotError as no:
                return refusal(no)
            file, until = telegram.store.paths.get(request.match_info["path"], (None, 0.0))
            if file is None or telegram.clock.now() > until:
                return refusal(BotError(404, "Not Found"))
            return web.Response(body=file.content, content_type="application/octet-stream")

        def note(status: int, said: str) -> None:
            seen = Exchange(
                telegram.clock.now(), "to_vendor", "/telegram/file", status, vendor="telegram", method="GET"
            )
            telegram.traffic.record(replace(seen, summary=f"file{said}"))

        return await around(telegram, REFUSALS, "file", request, work, note)

    return serve


def _people(telegram: "Telegram") -> list[web.RouteDef]:
    async def state(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "rev": telegram.changes.rev} | admin.state(telegram, request.query))

    async def act(request: web.Request) -> web.Response:
        action = getattr(telegram.simulate, request.match_info["action"])
        return web.json_response({"ok": True} | await called(action, await body_of(request)))

    async def configured(_: web.Request) -> web.Response:
        return web.json_response({"ok": True} | admin.configuration(telegram))

    async def configure(request: web.Request) -> web.Response:
        return web.json_response({"ok": True} | await admin.configure(telegram, await body_of(request)))

    async def seed(_: web.Request) -> web.Response:
        return web.json_response(DEFAULT)

    return [
        web.get("/_sim/telegram/state", careful(state)),
        web.post(f"/_sim/telegram/{{action:{'|'.join(ACTIONS)}}}", careful(act)),
        web.get("/_sim/telegram/config", careful(configured)),
        web.post("/_sim/telegram/config", careful(configure)),
        web.get("/_sim/telegram/seed", careful(seed)),
    ]
