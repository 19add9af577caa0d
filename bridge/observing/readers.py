"""Who may read the figures on the port that the whole world reaches.

Rules:
1. Whoever has the token, where the configuration has one.
2. Without it only this machine, and only while `public_url` is an address of this machine too: once the bridge is
   published, what comes from this machine may be a proxy's, and with it anybody's.
3. A request that shows any trace of a proxy, or asks for another host's name, is not this machine's own: the second
   keeps out web pages that had their name point here.
"""

from hmac import compare_digest
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

from config.observing import Metrics

_TRACES = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via", "CF-Connecting-IP")


class Readers:
    """The rules for one bridge."""

    def __init__(self, settings: Metrics, public_url: str) -> None:
        """Take the token, and as what the world sees the bridge."""
        self._token = settings.token.get_secret_value() if settings.token else None
        self._is_trial = is_here(urlsplit(public_url).hostname or "")

    @property
    def has_token(self) -> bool:
        """Whether there is a token that would open the door."""
        return self._token is not None

    def may_read(self, request: web.Request) -> bool:
        """Tell whether a request may see the figures."""
        return self._shows_token(request) or (self._is_trial and _is_from_here(request))

    def _shows_token(self, request: web.Request) -> bool:
        scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
        if self._token is None or scheme.lower() != "bearer":
            return False
        return compare_digest(shown.strip().encode(errors="surrogatepass"), self._token.encode())


def is_here(host: str) -> bool:
    """Tell whether a host name or address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_from_here(request: web.Request) -> bool:
    if any(name in request.headers for name in _TRACES):
        return False
    try:
        asked = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    except ValueError:
        return False
    return is_here(request.remote or "") and is_here(asked)
