"""Whose request it is when proxies stand in between.

Rule: `X-Forwarded-For` is believed only from a proxy that the configuration trusts, and read from its end: the last
address that no trusted proxy has is the one that reached us. What stands before it could be anybody's invention.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bridge.limiting.addresses import plain

_Address = IPv4Address | IPv6Address
_HEADER = "X-Forwarded-For"

log = structlog.get_logger(__name__)


def believing(trusted: Sequence[str]) -> Middleware:
    """Make the middleware that gives each request the address of whoever sent it to the outermost trusted proxy."""
    networks = [ip_network(one, strict=False) for one in trusted]
    has_told = False

    def is_trusted(address: _Address) -> bool:
        return any(address.version == network.version and address in network for network in networks)

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        nonlocal has_told
        sender = _address(request.remote or "")
        if sender is None or not is_trusted(sender):
            if sender is not None and sender.is_private and _HEADER in request.headers and not has_told:
                has_told = True  # once is enough: whoever runs the bridge must look into it
                log.warning("proxy_not_trusted", do="name it in server.trusted_proxies, else all share its limits")
            return await handler(request)
        for text in reversed(_forwarded(request)):
            hop = _address(text)
            if hop is None:
                break
            sender = hop
            if not is_trusted(hop):
                break
        return await handler(request.clone(remote=str(sender)))

    return middleware


def _forwarded(request: web.Request) -> list[str]:
    """Give the addresses that the proxies wrote down, the nearest last."""
    return [part.strip() for line in request.headers.getall(_HEADER, []) for part in line.split(",")]


def _address(text: str) -> _Address | None:
    try:
        return plain(ip_address(text.strip("[]")))
    except ValueError:
        return None
