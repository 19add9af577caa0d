"""Graph: a channel's messages with their files, and SharePoint.

Rules: a channel is addressed by its team's group, not by the team's own id
(https://learn.microsoft.com/graph/api/chatmessage-get); a file in a message is a `reference` to an address, which
/shares opens under `u!` and its base64 (https://learn.microsoft.com/graph/api/shares-get); its content is a redirect to
an address that needs no token (https://learn.microsoft.com/graph/api/driveitem-get-content); a small file is put into
the channel's folder in one piece (https://learn.microsoft.com/graph/api/channel-get-filesfolder,
https://learn.microsoft.com/graph/api/driveitem-put-content) and taken away by its id
(https://learn.microsoft.com/graph/api/driveitem-delete).
"""

import base64
import binascii
from typing import TYPE_CHECKING

from aiohttp import web

from playground.teams.connector import Ask, Reply
from playground.teams.entra import GRAPH
from playground.teams.errors import ConnectorError
from playground.teams.file_attachments import new_file, web_address
from playground.teams.ids import chain
from playground.teams.message_payload import payload
from playground.teams.model import Channel, File, Json

if TYPE_CHECKING:
    from playground.teams.world import Teams

MAX_PUT = 250 * 1024 * 1024  # "up to 250 MB" (driveitem-put-content)


def message(teams: "Teams", ask: Ask) -> Reply:
    """GET /teams/{group}/channels/{channel}/messages/{root}, or one of its replies."""
    channel = channel_at(teams, ask)
    root = ask.ids["root"]
    found = teams.store.message(chain(channel.id, root), ask.ids.get("reply") or root)
    if found is None:
        raise _not_found("The message was not found.")
    files = [teams.store.files[id] for id in found.files if teams.store.files[id].place == "sharepoint"]
    body = payload(teams, found)
    body["attachments"] += [
        {"id": one.id, "contentType": "reference", "contentUrl": web_address(teams, one), "name": one.name}
        for one in files
    ]
    return Reply(200, body | {"channelIdentity": {"teamId": ask.ids["group"], "channelId": channel.id}})


def folder(teams: "Teams", ask: Ask) -> Reply:
    """GET /teams/{group}/channels/{channel}/filesFolder."""
    channel = channel_at(teams, ask)
    return Reply(200, {"id": channel.id, "name": channel.name, "parentReference": {"driveId": ask.ids["group"]}})


def shared(teams: "Teams", ask: Ask) -> Reply:
    """GET /shares/{address}/driveItem."""
    return Reply(200, _item(teams, _shared(teams, ask.ids["share"])))


async def content(teams: "Teams", request: web.Request) -> web.Response:
    """GET /shares/{address}/driveItem/content: a redirect to where the bytes are."""
    _signed_in(teams, request)
    file = _shared(teams, request.match_info["share"])
    return web.Response(status=302, headers={"Location": _download(teams, file)})


async def put(teams: "Teams", request: web.Request) -> web.Response:
    """PUT /drives/{group}/items/{folder}:/{name}:/content: a new file in a channel's folder."""
    _signed_in(teams, request)
    channel = teams.store.channels.get(request.match_info["folder"])
    if channel is None or teams.store.teams[channel.team].group != request.match_info["drive"]:
        raise _not_found("The folder was not found.")
    body = await request.read()
    if len(body) > MAX_PUT:
        raise ConnectorError(413, "requestEntityTooLarge", "The file is too large.")
    file = new_file(teams, request.match_info["name"], teams.store.teams[channel.team].owner, "sharepoint")
    file.content, file.size, file.mimetype = body, len(body), request.content_type
    teams.changes.ring()
    return web.json_response(_item(teams, file), status=201)


def remove(teams: "Teams", ask: Ask) -> Reply:
    """DELETE /drives/{group}/items/{id}: into the recycle bin, where no address finds it."""
    file = teams.store.files.get(ask.ids["item"].lower())
    if file is None or file.place != "sharepoint":
        raise _not_found("The item was not found.")
    del teams.store.files[file.id]
    teams.changes.ring()
    return Reply(204)


def _signed_in(teams: "Teams", request: web.Request) -> None:
    if not teams.tokens.good_for(request.headers.get("Authorization", ""), GRAPH):
        raise ConnectorError(401, "InvalidAuthenticationToken", "Access token is empty or invalid.")


def channel_at(teams: "Teams", ask: Ask) -> Channel:
    """Find the channel that an address names.

    Raises ConnectorError itemNotFound.
    """
    found = teams.store.channels.get(ask.ids["channel"])
    if found is None or found.deleted or teams.store.teams[found.team].group != ask.ids["group"]:
        raise _not_found("The team or channel was not found.")
    return found


def _shared(teams: "Teams", share: str) -> File:
    """Find a file by its address, written as a sharing token."""
    encoded = share.removeprefix("u!")
    try:
        address = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise ConnectorError(400, "invalidRequest", "The sharing token is malformed.") from None
    found = next((one for one in teams.store.files.values() if web_address(teams, one) == address), None)
    if found is None or found.place != "sharepoint":
        raise _not_found("The sharing link no longer exists.")
    return found


def _item(teams: "Teams", file: File) -> Json:
    return {
        "id": file.id.upper(),
        "name": file.name,
        "size": file.size,
        "webUrl": web_address(teams, file),
        "file": {"mimeType": file.mimetype},
        "@microsoft.graph.downloadUrl": _download(teams, file),
    }


def _download(teams: "Teams", file: File) -> str:
    return f"{teams.base_url}/teams/onedrive/download/{file.secret}"


def _not_found(words: str) -> ConnectorError:
    return ConnectorError(404, "itemNotFound", words)
