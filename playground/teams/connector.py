"""The Connector's door: who may call, what is called, how it is answered.

Rules: a bearer token for the Connector comes before anything else; every request counts for the tenant; ids in the
address may be escaped (`%3A`, `%3B`, `%40`) or not. It deliberately knows no call: those are in `connector_*`.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from playground.mishaps import around
from playground.teams.entra import CONNECTOR
from playground.teams.errors import ConnectorError, bad_argument
from playground.teams.model import Json
from playground.teams.refusals import REFUSALS, refusal
from playground.traffic import Exchange

if TYPE_CHECKING:
    from playground.teams.world import Teams

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Ask:
    """What a request asks for: the ids of its address, its query and its body."""

    ids: Mapping[str, str]
    query: Mapping[str, str]
    body: Json

    @property
    def conversation(self) -> str:
        """The conversation's id."""
        return self.ids["conversation"]

    @property
    def activity(self) -> str:
        """The activity's id; "" where the address has none."""
        return self.ids.get("activity", "")

    @property
    def is_targeted(self) -> bool:
        """Whether this is about a message for one person (learn.microsoft.com, agents-in-teams/targeted-messages)."""
        return self.query.get("isTargetedActivity", "").lower() == "true"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered."""

    status: int
    body: Json | None = None


Call = Callable[["Teams", Ask], Reply]


def served(teams: "Teams", target: str, call: Call, *, audience: str = CONNECTOR) -> Handler:
    """Make a route's handler of a call; faults know it as `target`."""

    async def serve(request: web.Request) -> web.StreamResponse:
        noted: dict[str, Any] = {}

        async def work() -> web.StreamResponse:
            return await _answer(teams, call, request, audience, noted)

        def note(status: int, said: str) -> None:
            note_exchange(teams, request, status, f"{target}{said}", noted)

        return await around(teams, REFUSALS, target, request, work, note)

    return serve


def note_exchange(teams: "Teams", request: web.Request, status: int, summary: str, noted: Json, path: str = "") -> None:
    """Put a request and its answer into the inspector's log; `path` where the real one has a secret."""
    seen = Exchange(
        teams.clock.now(),
        "to_vendor",
        path or request.path,
        status,
        vendor="teams",
        method=request.method,
        summary=summary,
        request=noted.get("request"),
        response=noted.get("response"),
    )
    teams.traffic.record(seen)


async def _answer(teams: "Teams", call: Call, request: web.Request, audience: str, noted: Json) -> web.StreamResponse:
    try:
        if not teams.tokens.good_for(request.headers.get("Authorization", ""), audience):
            return _unauthorized()
        teams.meter.tenant(teams.clock.now())
        body = await _body(request)
        noted["request"] = body or None
        reply = call(teams, Ask(request.match_info, request.query, body))
    except ConnectorError as no:
        noted["response"] = no.body
        return refusal(no)
    noted["response"] = reply.body
    if reply.body is None:
        return web.Response(status=reply.status)
    return web.json_response(reply.body, status=reply.status)


def _unauthorized() -> web.Response:
    """Refuse a caller without a good token (the wording is unverified)."""
    words = {"message": "Authorization has been denied for this request."}
    return web.json_response(words, status=401, headers={"WWW-Authenticate": "Bearer"})


async def _body(request: web.Request) -> Json:
    if not request.can_read_body:
        return {}
    try:
        body = json.loads(await request.text())
    except (ValueError, UnicodeDecodeError) as problem:
        raise ConnectorError(400, "BadSyntax", f"The body is not JSON: {problem}.") from problem
    if not isinstance(body, dict):
        raise bad_argument("The body must be an object.")
    return body
