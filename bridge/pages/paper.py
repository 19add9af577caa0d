"""The paper of our own pages, for customers and for agents: one look, one set of headers.

Rules: nothing is kept by a browser or a proxy, no address goes on to anybody else, no script but our own file, and no
site may show these pages in a frame. Whatever comes from people is escaped.
"""

from html import escape

from aiohttp import web

from adapters.web.assets import load_assets

ASSETS = "/f/assets/"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}
_LOCK = (
    '<span class="secure-lock" aria-hidden="true"><svg class="icon" viewBox="0 0 24 24"><path fill="none" '
    'stroke="currentColor" stroke-width="1.9" d="M7.5 10.5h9a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-5.5a2 2 '
    '0 0 1 2-2ZM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14.5v2"/></svg></span>'
)


def page(
    base: str, title: str, body: str, *, status: int = 200, script: str = "", language: str = "en", foot: str = ""
) -> web.Response:
    """Make a page; `body` and `foot` are markup, `base` is the path of the bridge's public address."""
    names = load_assets().names
    head = f'<script src="{base}{ASSETS}{names[script]}" defer></script>\n' if script else ""
    text = (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<title>{escape(title)}</title>\n'
        f'<link rel="stylesheet" href="{base}{ASSETS}{names["form.css"]}">\n{head}</head>\n<body>\n'
        f'<main class="linked"><div class="linked-card"><header class="linked-head">{_LOCK}'
        f'<h1 id="title" dir="auto">{escape(title)}</h1></header>\n{body}\n</div>{foot}</main>\n</body>\n</html>\n'
    )
    return web.Response(status=status, text=text, headers=HEADERS, content_type="text/html", charset="utf-8")


def said(base: str, title: str, *sentences: str, status: int = 200, language: str = "en") -> web.Response:
    """Make a page that says something and asks for nothing."""
    words = "".join(f"<p>{escape(one)}</p>" for one in sentences)
    return page(base, title, f'<div class="linked-words">{words}</div>', status=status, language=language)


def pressing(base: str, title: str, button: str, *sentences: str, language: str = "en") -> web.Response:
    """Make a page with one button, which posts to the page's own address: looking at it does nothing."""
    words = "".join(f"<p>{escape(one)}</p>" for one in sentences)
    form = f'<form method="post"><button type="submit" class="primary">{escape(button)}</button></form>'
    return page(base, title, f'<div class="linked-words">{words}{form}</div>', language=language)
