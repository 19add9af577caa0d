"""OneDrive, SharePoint and pictures in messages: where bytes go in and out.

Rules: a download address needs no token, and an upload address must not be given one: "If you include the Authorization
header when issuing the PUT call, it may result in an HTTP 401"; an upload says its Content-Range
(https://learn.microsoft.com/graph/api/driveitem-createuploadsession#upload-bytes-to-the-upload-session); a picture in a
message is for the bot's token only; SharePoint itself turns programs away.
"""

import re
from typing import TYPE_CHECKING

from aiohttp import web

from playground.mishaps import around
from playground.teams.connector import Handler, note_exchange
from playground.teams.errors import ConnectorError
from playground.teams.model import File, Json
from playground.teams.refusals import REFUSALS, refusal

if TYPE_CHECKING:
    from playground.teams.world import Teams

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


def logged(teams: "Teams", handler: Handler) -> Handler:
    """Note the exchange for the inspector without its secret, and let faults happen to it, called files."""

    async def serve(request: web.Request) -> web.StreamResponse:
        async def work() -> web.StreamResponse:
            try:
                return await handler(request)
            except ConnectorError as no:
                return refusal(no)

        def note(status: int, said: str) -> None:
            note_exchange(teams, request, status, f"files{said}", {}, f"{request.path.rpartition('/')[0]}/…")

        return await around(teams, REFUSALS, "files", request, work, note)

    return serve


async def upload(teams: "Teams", request: web.Request) -> web.Response:
    """PUT the bytes of a file, in one piece or in several."""
    file = teams.store.file(request.match_info["secret"])
    if file is None or file.uploaded:
        return _no(404, "itemNotFound", "The upload session was not found.")
    if "Authorization" in request.headers:
        return _no(401, "unauthenticated", "The upload address needs no token and takes none.")
    fits = _RANGE.fullmatch(request.headers.get("Content-Range", ""))
    body = await request.read()
    if fits is None:
        return _no(400, "invalidRequest", "The Content-Range header is missing or malformed.")
    first, last, total = map(int, fits.groups())
    if first != len(file.content) or last - first + 1 != len(body) or total != file.size:
        return _no(416, "invalidRange", "The range does not fit what was announced, or what came before.")
    file.content += body
    file.mimetype = request.content_type
    if last + 1 < total:
        return web.json_response({"nextExpectedRanges": [f"{last + 1}-"]}, status=202)
    file.uploaded = True
    teams.changes.ring()
    return web.json_response({"id": file.id.upper(), "name": file.name, "size": file.size}, status=201)


async def download(teams: "Teams", request: web.Request) -> web.Response:
    """GET a file of a personal chat, or one of a channel whose address Graph has told."""
    file = teams.store.file(request.match_info["secret"])
    if file is None or file.place == "inline":
        return _no(404, "itemNotFound", "The resource could not be found.")
    return content(file)


async def picture(teams: "Teams", request: web.Request) -> web.Response:
    """GET a picture of a message."""
    if not teams.tokens.good_for(request.headers.get("Authorization", ""), "https://api.botframework.com"):
        return web.json_response({"message": "Authorization has been denied for this request."}, status=401)
    file = teams.store.files.get(request.match_info["id"])
    if file is None or file.place != "inline":
        return _no(404, "NotFound", "The attachment was not found.")
    return content(file)


async def sharepoint(_: web.Request) -> web.Response:
    """Turn a program away: people sign in here."""
    return web.Response(status=403, text="403 FORBIDDEN", content_type="text/html")


def content(file: File) -> web.Response:
    """Send a file's bytes, never as a page of ours."""
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    kind = file.mimetype if re.fullmatch(r"[\w.+-]+/[\w.+-]+", file.mimetype) else "application/octet-stream"
    return web.Response(body=file.content, content_type=kind, headers=headers)


def _no(status: int, code: str, message: str) -> web.Response:
    body: Json = {"error": {"code": code, "message": message}}
    return web.json_response(body, status=status)
