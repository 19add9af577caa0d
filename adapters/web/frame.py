"""The document in the iframe, and the policy that it lives under.

Rules:
1. No inline script or style, nothing loaded from elsewhere but pictures of agents; only the allowed sites may frame it.
2. Settings travel as escaped attributes and are read as JSON; nothing of the request is echoed but the site's
   origin, which was checked against the list.
"""

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

from adapters.web.assets import Assets

THEMES = ("auto", "light", "dark")


def content_security_policy(public_url: str, allowed: Sequence[str], pictures: Sequence[str]) -> str:
    """Write the frame's policy. `pictures` are the sites of agents' pictures; none means any with https."""
    parts = urlsplit(public_url)
    socket = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}"
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": " ".join(("'self'", "data:", "blob:", *(pictures or ("https:",)))),
        # 'self' covers the socket in new browsers only: https://github.com/w3c/webappsec-csp/issues/7
        "connect-src": f"'self' {socket}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": " ".join(allowed),
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def frame_headers(policy: str) -> dict[str, str]:
    """Give the headers of the frame's document."""
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-cache",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def frame_html(assets: Assets, *, host: str, theme: str, locale: str, settings: Mapping[str, Any]) -> str:
    """Write the document. `host` must be an origin that was checked."""
    data = {
        "host": host,
        "theme": theme if theme in THEMES else "auto",
        "locale": locale,
        "settings": json.dumps(settings, ensure_ascii=False, separators=(",", ":")),
    }
    attributes = " ".join(f'data-{name}="{escape(value)}"' for name, value in data.items())
    title = escape(str(settings["title"]))
    return (
        f'<!doctype html>\n<html lang="en" {attributes}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">\n'
        f'<title>{title}</title>\n<link rel="stylesheet" href="assets/{assets.names["app.css"]}">\n'
        f'<script src="assets/{assets.names["app.js"]}" defer></script>\n</head>\n<body></body>\n</html>\n'
    )
