"""Meta's addresses: the Graph API, and where files are fetched from.

Rules: every call of the API is in the traffic log; a file of WhatsApp wants the token, for five minutes
(https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media), one of
Messenger is open to whoever has its address.
"""

from typing import TYPE_CHECKING

from aiohttp import web

from playground.meta import rest
from playground.meta.whatsapp import rest_media

if TYPE_CHECKING:
    from playground.meta.world import Meta


def add(app: web.Application, meta: "Meta") -> None:
    """Add Meta's routes to the application."""

    async def graph(request: web.Request) -> web.StreamResponse:
        return await rest.serve(meta, request)

    async def download(request: web.Request) -> web.StreamResponse:
        return await rest_media.download(meta, request)

    async def shown(request: web.Request) -> web.StreamResponse:
        file = meta.files.get(request.match_info["secret"])
        if file is None:
            raise web.HTTPNotFound(text="URL signature mismatch")
        named = {"Content-Disposition": f'attachment; filename="{file.name.encode("ascii", "ignore").decode()}"'}
        return web.Response(body=file.content, content_type=file.mimetype, headers=named)

    app.router.add_get("/graph/whatsapp_business/attachments/", download)
    app.router.add_get("/graph/cdn/{secret}", shown)
    app.router.add_route("*", "/graph/{tail:.*}", graph)
