"""The browser's pages: the playground's own, its assets, and the shop that embeds the widget.

Rules: files come from `static/` only; the shop page gets the bridge's address, and the queue and the language that its
own address names (`/shop?queue=sales&lang=de`), escaped; the page learns whether there are a phone, and Messenger and
WhatsApp. Without built pages a short text says so.
"""

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

if TYPE_CHECKING:
    from playground.server import Playground

_NO_PAGE = "The playground runs. Its page is not built: only /_sim and the vendors' routes answer.\n"


def add(app: web.Application, playground: "Playground", static: Path) -> None:
    """Add the pages to the application."""

    async def page(_: web.Request) -> web.StreamResponse:
        index = static / "index.html"
        if not index.is_file():
            return web.Response(text=_NO_PAGE)
        html = index.read_text(encoding="utf-8")
        for name, shown in (("phone", playground.phone), ("meta", playground.shows_meta)):
            html = html.replace("<html ", f"<html data-{name} ", 1) if shown else html
        return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-cache"})

    async def shop(request: web.Request) -> web.StreamResponse:
        template = static / "shop.html"
        if not template.is_file():
            raise web.HTTPNotFound(text="The shop page is not built: static/shop.html is missing.\n")
        wanted = {
            "bridge_url": playground.bridge_url,
            "queue": request.query.get("queue", "support"),
            "lang": request.query.get("lang", ""),
        }
        html = template.read_text(encoding="utf-8")
        for name, value in wanted.items():
            html = html.replace(f"{{{{{name}}}}}", escape(value, quote=True))
        return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-cache"})

    async def shop_help(request: web.Request) -> web.StreamResponse:
        """Lead the address of a help article to its place on the shop's page."""
        raise web.HTTPFound(f"/shop#{quote(request.match_info['article'])}")

    app.router.add_get("/", page)
    app.router.add_get("/shop", shop)
    app.router.add_get("/shop/help/{article}", shop_help)
    if static.is_dir():
        app.router.add_static("/static/", static)
