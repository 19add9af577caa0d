"""Microsoft's addresses: the Connector, Entra, the service's keys, Graph, OneDrive and SharePoint.

Rules: everything that the bot calls is in the traffic log; while Teams is down (a fault), all of it is. Every region's
address answers, because the service's may change at any time.
"""

from typing import TYPE_CHECKING

from aiohttp import web

from playground.mishaps import around
from playground.teams import (
    connector_messages,
    connector_reactions,
    connector_rosters,
    entra,
    files,
    graph,
    graph_files,
    graph_messages,
)
from playground.teams.connector import Call, Handler, note_exchange, served
from playground.teams.refusals import REFUSALS

if TYPE_CHECKING:
    from playground.teams.world import Teams

_CONNECTOR = "/teams/{region:amer|emea|apac|in}/v3"
_METADATA = "/teams/botframework/v1/.well-known"
_LOGIN = "/teams/login/{tenant}"
_GRAPH = "/teams/graph/v1.0"
_CHANNEL = f"{_GRAPH}/teams/{{group}}/channels/{{channel}}"
_ACTIVITIES = f"{_CONNECTOR}/conversations/{{conversation}}/activities"
_REACTIONS = f"{_ACTIVITIES}/{{activity}}/reactions/{{reaction}}"
_MEMBERS = f"{_CONNECTOR}/conversations/{{conversation}}"


def add(app: web.Application, teams: "Teams") -> None:
    """Add Microsoft's routes to the application."""
    app.add_routes([*_connector(teams), *_sign_in(teams), *_graph(teams), *_files(teams)])


def _connector(teams: "Teams") -> list[web.RouteDef]:
    send = served(teams, "send", connector_messages.send)
    return [
        web.post(f"{_CONNECTOR}/conversations", served(teams, "create", connector_messages.create)),
        web.post(_ACTIVITIES, send),
        web.post(f"{_ACTIVITIES}/{{activity}}", send),
        web.put(f"{_ACTIVITIES}/{{activity}}", served(teams, "update", connector_messages.update)),
        web.delete(f"{_ACTIVITIES}/{{activity}}", served(teams, "delete", connector_messages.delete)),
        web.put(_REACTIONS, served(teams, "react", connector_reactions.add)),
        web.delete(_REACTIONS, served(teams, "react", connector_reactions.remove)),
        web.get(f"{_MEMBERS}/members/{{member}}", served(teams, "members", connector_rosters.member)),
        web.get(f"{_MEMBERS}/members", served(teams, "members", connector_rosters.members)),
        web.get(f"{_MEMBERS}/pagedmembers", served(teams, "members", connector_rosters.paged_members)),
        web.get(f"{_CONNECTOR}/teams/{{team}}", served(teams, "members", connector_rosters.team)),
        web.get(f"{_CONNECTOR}/teams/{{team}}/conversations", served(teams, "members", connector_rosters.channels)),
    ]


def _sign_in(teams: "Teams") -> list[web.RouteDef]:
    async def described(request: web.Request) -> web.Response:
        return web.json_response(entra.metadata(f"{teams.base_url}{request.path.rpartition('/')[0]}"))

    async def keys(_: web.Request) -> web.Response:
        return web.json_response(teams.keys.key_set())

    async def configuration(request: web.Request) -> web.Response:
        try:
            return web.json_response(teams.sign_in.metadata(request.match_info["tenant"]))
        except entra.Refusal as no:
            body = no.body(teams.clock.now(), teams.store.ids.unique())
            return web.json_response(body, status=no.status)

    async def entra_keys(_: web.Request) -> web.Response:
        return web.json_response(teams.sign_in.key_set())

    authorize = _logged(teams, "sign_in", teams.sign_in.authorize)
    return [
        web.get(f"{_LOGIN}/v2.0/.well-known/openid-configuration", _logged(teams, "sign_in", configuration)),
        web.get(f"{_LOGIN}/discovery/v2.0/keys", _logged(teams, "sign_in", entra_keys)),
        web.get(f"{_LOGIN}/oauth2/v2.0/authorize", authorize),
        web.post(f"{_LOGIN}/oauth2/v2.0/authorize", authorize),
        web.post(f"{_LOGIN}/oauth2/v2.0/token", _logged(teams, "token", teams.tokens.token)),
        web.get(f"{_METADATA}/openidconfiguration", _logged(teams, "keys", described)),
        web.get(f"{_METADATA}/keys", _logged(teams, "keys", keys)),
    ]


def _graph(teams: "Teams") -> list[web.RouteDef]:
    def asked(call: Call) -> Handler:
        return served(teams, "graph", call, audience=entra.GRAPH)

    def read(call: Call) -> Handler:
        return served(teams, "history", call, audience=entra.GRAPH)

    async def content(request: web.Request) -> web.StreamResponse:
        return await graph_files.content(teams, request)

    async def put(request: web.Request) -> web.StreamResponse:
        return await graph_files.put(teams, request)

    return [
        web.post(f"{_GRAPH}/communications/getPresencesByUserId", asked(graph.presences)),
        web.get(f"{_GRAPH}/users/{{user}}/presence", asked(graph.presence)),
        web.get(f"{_CHANNEL}/messages", read(graph_messages.roots)),
        web.get(f"{_CHANNEL}/messages/delta", read(graph_messages.delta)),
        web.get(f"{_CHANNEL}/messages/{{root}}/replies", read(graph_messages.replies)),
        web.get(f"{_CHANNEL}/messages/{{root}}", asked(graph_files.message)),
        web.get(f"{_CHANNEL}/messages/{{root}}/replies/{{reply}}", asked(graph_files.message)),
        web.get(f"{_CHANNEL}/filesFolder", asked(graph_files.folder)),
        web.get(f"{_GRAPH}/shares/{{share}}/driveItem", asked(graph_files.shared)),
        web.get(f"{_GRAPH}/shares/{{share}}/driveItem/content", files.logged(teams, content)),
        web.delete(f"{_GRAPH}/drives/{{drive}}/items/{{item}}", asked(graph_files.remove)),
        web.put(f"{_GRAPH}/drives/{{drive}}/items/{{folder}}:/{{name}}:/content", files.logged(teams, put)),
    ]


def _files(teams: "Teams") -> list[web.RouteDef]:
    async def upload(request: web.Request) -> web.StreamResponse:
        return await files.upload(teams, request)

    async def download(request: web.Request) -> web.StreamResponse:
        return await files.download(teams, request)

    async def picture(request: web.Request) -> web.StreamResponse:
        return await files.picture(teams, request)

    return [
        web.put("/teams/onedrive/upload/{secret}", files.logged(teams, upload)),
        web.get("/teams/onedrive/download/{secret}", files.logged(teams, download)),
        web.get(f"{_CONNECTOR}/attachments/{{id}}/views/original", files.logged(teams, picture)),
        web.get("/teams/sharepoint/{path:.*}", files.sharepoint),
    ]


def _logged(teams: "Teams", target: str, handler: Handler) -> Handler:
    """Note the exchange for the inspector, and let faults happen to it. No body is noted: it has secrets."""

    async def serve(request: web.Request) -> web.StreamResponse:
        async def work() -> web.StreamResponse:
            return await handler(request)

        def note(status: int, said: str) -> None:
            note_exchange(teams, request, status, f"{target}{said}", {})

        return await around(teams, REFUSALS, target, request, work, note)

    return serve
