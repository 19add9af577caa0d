"""Headers that every answer has, whoever gives it: what a browser must not do with it.

Rules:
1. An answer's own headers win; what is here is the least that holds for refusals, figures and whatever comes later.
2. Strict-Transport-Security is sent where the public address is https, and says as much as the configuration lets it.
3. Nothing says which program of which version answers.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

from config.server import Hsts, Server

_YEAR = 365 * 24 * 3600
_ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
_DENIED = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")
_DOCUMENTS = (
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in _DENIED)),
)
"""Pages only. A frame's opener is its site's matter, so browsers look past the first one there."""


def safe_headers(server: Server) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """Make what completes an answer's headers as it goes out."""
    always = (*_ALWAYS, *_transport(server))

    async def complete(_: web.Request, answer: web.StreamResponse) -> None:
        headers = answer.headers
        headers.pop("Server", None)
        for name, value in always:
            headers.setdefault(name, value)
        if headers.get("Content-Type", "").startswith("text/html"):
            for name, value in _DOCUMENTS:
                headers.setdefault(name, value)

    return complete


def _transport(server: Server) -> tuple[tuple[str, str], ...]:
    if server.hsts is Hsts.NONE or not str(server.public_url).startswith("https://"):
        return ()
    reach = "; includeSubDomains" if server.hsts is Hsts.SUBDOMAINS else ""
    return (("Strict-Transport-Security", f"max-age={_YEAR}{reach}"),)
