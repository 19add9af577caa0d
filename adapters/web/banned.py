"""Banned visitors: what they are told, and how they are known again.

Rules:
1. The inbox turns away whatever a banned visitor says; what is here only says so, and keeps files out.
2. A banned browser that asks for a session or sends a file keeps the ban in a cookie of ours, signed: a visitor who
   drops the token, and so would be somebody new, is still who they were. Nobody else gets a cookie.
3. Where nothing is to be told, the visitor is let in as ever, under the old id, and is turned away unseen: the cookie
   comes with that session, too.
"""

from aiohttp import web

from adapters.cookies import PATH, cookie_name
from adapters.web.answers import Refusal
from adapters.web.ids import Visitor, is_visitor_id
from adapters.web.sessions import Signer
from core.ids import ChannelName
from core.ports import Bans

COOKIE = "deskbridge_visitor"
LASTS = 400 * 24 * 3600
"""Seconds for which the cookie is kept; browsers keep none longer.
https://developer.chrome.com/blog/cookie-max-age-expires"""


class Gate:
    """Knows the banned visitors of one channel."""

    def __init__(self, bans: Bans, channel: ChannelName, signer: Signer, *, is_https: bool) -> None:
        """Take who knows, what signs cookies, and whether they are sent over https."""
        self._bans = bans
        self._channel = channel
        self._signer = signer
        # In a frame on somebody else's site a cookie must say so, and is kept for that site alone.
        # https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies
        where = "SameSite=None; Secure; Partitioned" if is_https else "SameSite=Lax"
        self._cookie = cookie_name(COOKIE, is_https=is_https)
        self._attributes = f"Path={PATH}; Max-Age={LASTS}; HttpOnly; {where}"

    @property
    def words(self) -> str | None:
        """Give what a banned visitor is told; None where they are told nothing."""
        return self._bans.words

    async def keeps_out(self, visitor: Visitor) -> bool:
        """Tell whether a visitor is banned."""
        return await self._bans.is_banned(self._channel, visitor.contact)

    async def banned_before(self, request: web.Request) -> Visitor | None:
        """Give the banned visitor as whom this browser is known, or None."""
        name, _, signature = request.cookies.get(self._cookie, "").partition(".")
        if not is_visitor_id(name) or not self._signer.is_good(signature, name):
            return None
        visitor = Visitor(name)
        return visitor if await self.keeps_out(visitor) else None

    def refusal(self, visitor: Visitor, words: str) -> web.Response:
        """Say that somebody is banned, and have the browser remember who it was."""
        response = Refusal(403, "banned", words).response()
        self.remember(response, visitor)
        return response

    def remember(self, response: web.Response, visitor: Visitor) -> None:
        """Have the browser that gets an answer remember which banned visitor it was."""
        value = f"{visitor.id}.{self._signer.sign(visitor.id)}"
        response.headers.add("Set-Cookie", f"{self._cookie}={value}; {self._attributes}")
