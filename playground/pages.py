"""The browser's pages: the playground's own, its assets, and the shop that embeds the widget.

Rules: files come from `static/` only; the shop page gets the bridge's address, escaped. Without built pages a short
text says so.
"""

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from playground.server import Playground

_NO_PAGE = "The playground runs. Its page is not built: only /_sim and the vendors' routes answer.\n"


def add(app: web.Application, playground: "Playground", static: Path) -> None:
    """Add the pages to the application."""

    async def page(_: web.Request) -> web.StreamResponse:
        index = static / "index.html"
        return (
            web.FileResponse(index, headers={"Cache-Control": "no-cache"})
            if index.is_file()
            else web.Response(text=_NO_PAGE)
        )

    async def shop(_: web.Request) -> web.StreamResponse:
        template = static / "shop.html"
        if not template.is_file():
            raise web.HTTPNotFound(text="The shop page is not built: static/shop.html is missing.\n")
        html = template.read_text(encoding="utf-8").replace("{{bridge_url}}", escape(playground.bridge_url, quote=True))
        return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-cache"})

    app.router.add_get("/", page)
    app.router.add_get("/shop", shop)
    if static.is_dir():
        app.router.add_static("/static/", static)
