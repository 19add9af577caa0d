"""The way into a page for agents: who is there, and whether what was pressed stands on a page of ours.

Rules:
1. A page asks `who` is there first; nobody is sent to the sign-in, and back again from there.
2. Whatever changes something is a POST that must hold a word made from the browser's own secret. What browsers say of
   where it comes from is believed where it speaks against it
   (https://www.w3.org/TR/fetch-metadata/, https://www.rfc-editor.org/rfc/rfc6454#section-7).
3. The way back is a path of our own pages, and nothing else.
"""

import hmac
import re
from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from adapters.unreadable import UNREADABLE
from bridge.pages import words
from bridge.pages.browsers import browser_of
from bridge.pages.cookies import Cookie, Cookies, derived
from bridge.pages.paper import HEADERS, page, said
from bridge.pages.sessions import Sessions, SignedIn
from core.agents.model import Profile
from core.ids import DeskName

DESK = "/desk/"
SIGN_IN = "/desk/sign-in"
SESSIONS = "/desk/sessions"
LONGEST_BODY = 8_192
TOKEN = "token"  # noqa: S105 - the name of an input
_PATH = re.compile(r"/desk/(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]*")
_LONGEST_PATH = 200
_PURPOSE = "press"


class Entry:
    """Knows who is there."""

    def __init__(self, sessions: Sessions, public_url: str) -> None:
        """Take who is signed in, and the bridge's public address."""
        parts = urlsplit(public_url)
        self.sessions = sessions
        self.cookies = Cookies.of(public_url)
        self.base = parts.path.rstrip("/")
        self._origin = f"{parts.scheme}://{parts.netloc}".lower()

    async def who(self, request: web.Request) -> SignedIn | None:
        """Give who is signed in in this browser."""
        return await self.sessions.of(self.cookies.read(request, Cookie.SESSION))

    def is_enough(self, who: SignedIn | None, path: str) -> bool:
        """Tell whether somebody need not sign in to go there: to end sessions takes a sign-in of a short while ago."""
        return who is not None and (who.is_fresh or path != SESSIONS)

    def to_sign_in(self, request: web.Request) -> web.Response:
        """Send a browser to the sign-in, to come back here."""
        query = {"to": request.path.removeprefix(self.base)}
        if "for" in request.query:
            query["for"] = request.query["for"]
        return self.go(f"{SIGN_IN}?{urlencode(query)}")

    def go(self, path: str) -> web.Response:
        """Send a browser to another page of ours."""
        return web.Response(status=303, headers={**HEADERS, "Location": f"{self.base}{path}"})

    def leave(self, address: str) -> web.Response:
        """Send a browser to a platform."""
        return web.Response(status=303, headers={**HEADERS, "Location": address})

    async def signed_in(
        self, request: web.Request, profile: Profile, desk: DeskName, way: str, path: str
    ) -> web.Response:
        """Sign somebody in in this browser, and send them where they wanted to go."""
        old, browser = self.cookies.read(request, Cookie.SESSION), browser_of(request.headers.get("User-Agent", ""))
        secret = await self.sessions.begin(profile, desk, way, old, browser)
        response = self.go(path)
        self.cookies.give(response, Cookie.SESSION, secret)
        self.cookies.drop(response, Cookie.ATTEMPT)
        return response

    def again(self, page_: words.Page, path: str, **named: str) -> web.Response:
        """Say why somebody is not signed in, with the way to try again."""
        query = urlencode({"to": way_back(path)})
        link = f'<a class="primary linked-way" href="{self.base}{SIGN_IN}?{escape(query)}">{words.TRY_AGAIN}</a>'
        body = f'<div class="linked-words"><p>{escape(page_.text.format(**named))}</p>{link}</div>'
        return page_.told(page(self.base, page_.title, body, status=page_.status))

    def pressed(self, request: web.Request, secret: str, given: Mapping[str, object]) -> bool:
        """Tell whether a POST comes from a page that we made for the browser with this secret."""
        site, origin = request.headers.get("Sec-Fetch-Site", "same-origin"), request.headers.get("Origin", "null")
        if site not in ("same-origin", "none") or origin.lower() not in ("null", self._origin) or not secret:
            return False
        return hmac.compare_digest(str(given.get(TOKEN, "")).encode(errors="surrogatepass"), token_of(secret).encode())

    def say(self, page: words.Page, **named: str) -> web.Response:
        """Make a page that says something."""
        return page.told(said(self.base, page.title, page.text.format(**named), status=page.status))

    def page(self, who: SignedIn, title: str, body: str, *, status: int = 200, script: str = "") -> web.Response:
        """Make a page for whoever is signed in."""
        return page(self.base, title, body, status=status, script=script, foot=self._foot(who, title))

    def _foot(self, who: SignedIn, title: str) -> str:
        name = escape(words.SIGNED_IN_AS.format(name=who.profile.name))
        path, link = (DESK, words.DESK) if title == words.SESSIONS else (SESSIONS, words.SESSIONS)
        return (
            f'<footer class="linked-foot"><span>{name}</span>'
            f'<form method="post" action="{self.base}/desk/sign-out">{hidden(token=token_of(who.secret))}'
            f'<a class="plain small" href="{self.base}{path}">{link}</a> '
            f'<button type="submit" class="plain small">{words.SIGN_OUT}</button></form></footer>'
        )


def token_of(secret: str) -> str:
    """Give what the forms on a browser's pages must hold."""
    return derived(secret, _PURPOSE)


def hidden(**values: str) -> str:
    """Write inputs that nobody sees."""
    return "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in values.items())


def way_back(given: str) -> str:
    """Give where somebody wanted to go: a path of the agents' pages, else the first of these."""
    return given if len(given) <= _LONGEST_PATH and _PATH.fullmatch(given) else DESK


async def sent(request: web.Request) -> Mapping[str, object]:
    """Read a small form. Gives nothing for what is no such form."""
    if request.content_length is None or request.content_length > LONGEST_BODY:
        return {}
    try:
        return await request.post()
    except UNREADABLE:
        return {}
