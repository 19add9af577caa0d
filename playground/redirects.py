"""Where a vendor leads a browser back to: addresses with an answer in them.

Rule: what the address had stays; the answer comes behind it. Which addresses are allowed is each vendor's business.
"""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from aiohttp import web

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def back_to(target: str, answer: Mapping[str, str], *, mark: str = "?") -> web.Response:
    """Redirect to `target` with the answer as its query, or behind another mark."""
    joined = "&" if mark == "?" and "?" in target else mark
    return web.Response(status=302, headers={"Location": f"{target}{joined}{urlencode(answer)}"})


def is_loopback(address: str) -> bool:
    """Tell whether an address leads to this machine."""
    return (urlsplit(address).hostname or "") in LOOPBACK
