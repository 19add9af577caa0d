"""Which sites may talk to the widget's routes: the Origin header, and the site that shows the frame."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from aiohttp import web

from adapters.web.answers import Refusal


def origin_of(url: str) -> str:
    """Give scheme, host and port of an address, as browsers write an origin."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


class Origins:
    """The bridge's own origin, where the frame lives, and the sites that may show it."""

    def __init__(self, public_url: str, allowed: Sequence[str]) -> None:
        self.own = origin_of(public_url)
        self.allowed = tuple(allowed)

    def may_show_frame(self, origin: str) -> bool:
        """Tell whether a site may show the widget."""
        return origin.lower() in self.allowed

    def require(self, request: web.Request) -> None:
        """Let only our own frame and the allowed sites through.

        Raises:
            Refusal: the Origin header is missing or names another site.
        """
        origin = request.headers.get("Origin", "").lower()
        if origin != self.own and origin not in self.allowed:
            raise Refusal(
                403,
                "origin_refused",
                f"The site {origin or '(no Origin header)'} may not use this chat. Its address must be listed under "
                "allowed_origins, and the page must reach the bridge by its public_url.",
            )
