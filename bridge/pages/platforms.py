"""Signing in by the platforms' own sign-in: sent there, and back (OpenID Connect, the authorization code flow).

Rules:
1. An attempt belongs to one browser: `state`, `nonce` and the verifier are made from a secret in its cookie, and are
   stored nowhere. Somebody else's answer, brought into this browser, is nobody's
   (https://www.rfc-editor.org/rfc/rfc9700#section-2.1).
2. It is used once, within ten minutes, and only an answer that fits it uses it up.
3. It begins by a press on our own page: a browser that another site sends here is shown that page, with its button
   (https://www.w3.org/TR/fetch-metadata/).
4. Where a session is ended behind the sign-in, the platform is asked to have people prove anew who they are.
5. Whom the platform names is an agent by the directory, or is refused: both are in the audit log.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

import structlog
from aiohttp import web

from bridge.pages import words
from bridge.pages.codes import Limits
from bridge.pages.cookies import Cookie, derived, digest_of, new_secret
from bridge.pages.entry import SESSIONS, SIGN_IN, Entry, way_back
from bridge.store import audit, sign_ins
from bridge.store.database import Database
from bridge.store.sign_ins import SignInRow
from core.conversation.effects import Audit, AuditAct
from core.errors import NotSignedIn
from core.ids import DeskName
from core.ports import Clock, SignIn, SignInAttempt

WITH = "/desk/sign-in/with/"
BACK = "/desk/signed-in/"
HOLDS = timedelta(minutes=10)
LONGEST_CODE = 4_096
WAY = "openid"
"""How somebody signed in, in the audit log."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Refused:
    """What somebody is told who is not signed in."""

    page: words.Page
    suite: str
    path: str = ""


class Platforms:
    """Sends agents to their platform's sign-in, and takes them back."""

    def __init__(
        self,
        entry: Entry,
        ways: Mapping[DeskName, SignIn],
        database: Database,
        clock: Clock,
        limits: Limits,
        public_url: str,
    ) -> None:
        """Take the way in, the platforms' sign-ins by desk, where attempts are kept, and where we are."""
        self._entry = entry
        self._ways = ways
        self._database = database
        self._clock = clock
        self._limits = limits
        self._public = public_url.rstrip("/")

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the routes."""
        if not self._ways:
            return ()
        return (web.get(WITH + "{desk}", self.begin), web.get(BACK + "{desk}", self.end))

    async def begin(self, request: web.Request) -> web.Response:
        """Send a browser to the platform."""
        desk = DeskName(request.match_info["desk"])
        way = self._ways.get(desk)
        if way is None:
            raise web.HTTPNotFound
        path, address = way_back(request.query.get("to", "")), self._limits.digest(request.remote or "")
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            return self._entry.go(f"{SIGN_IN}?{urlencode({'to': path})}")
        secret, now = new_secret(), self._clock.now()
        row = SignInRow(digest_of(secret), desk, path, address, now, now + HOLDS)
        if not await self._database.write(lambda conn: sign_ins.begin(conn, row)):
            return self._entry.say(words.TOO_MANY)
        attempt = self._attempt(secret, desk, anew=path == SESSIONS)
        response = self._entry.leave(way.address(attempt))
        self._entry.cookies.give(response, Cookie.ATTEMPT, secret)
        return response

    async def end(self, request: web.Request) -> web.Response:
        """Take a browser back."""
        desk = DeskName(request.match_info["desk"])
        way = self._ways.get(desk)
        if way is None:
            raise web.HTTPNotFound
        done = await self._ended(request, desk, way)
        if isinstance(done, Refused):
            return self._entry.again(done.page, done.path, suite=done.suite)
        return done

    async def _ended(self, request: web.Request, desk: DeskName, way: SignIn) -> web.Response | Refused:
        secret, state = self._entry.cookies.read(request, Cookie.ATTEMPT), request.query.get("state", "")
        attempt = self._attempt(secret, desk)
        if not secret or not hmac.compare_digest(state.encode(), attempt.state.encode()):
            return Refused(words.START_AGAIN, way.suite)
        now = self._clock.now()
        row = await self._database.write(lambda conn: sign_ins.take(conn, digest_of(secret)))
        if row is None or row.until <= now or row.desk != desk or row.agent is not None:
            return Refused(words.START_AGAIN, way.suite)
        try:
            account = await way.account(_code(request), attempt)
        except NotSignedIn as refusal:
            log.warning("sign_in_refused", desk=desk, why=refusal.why)
            await self._note(desk, "", refusal.why)
            return Refused(_page(refusal), way.suite, row.path)
        profile = self._entry.sessions.agent_of(desk, account)
        if profile is None:
            await self._note(desk, account, "not_an_agent")
            return Refused(words.NOT_AN_AGENT, way.suite, row.path)
        return await self._entry.signed_in(request, profile, desk, WAY, row.path)

    def _attempt(self, secret: str, desk: DeskName, *, anew: bool = False) -> SignInAttempt:
        state, nonce, verifier = (derived(secret, one) for one in ("state", "nonce", "verifier"))
        return SignInAttempt(f"{self._public}{BACK}{desk}", state, nonce, verifier, anew)

    async def _note(self, desk: DeskName, by: str, why: str) -> None:
        entry = Audit(AuditAct.SIGN_IN_REFUSED, by, fields={"desk": desk, "way": WAY, "why": why})
        await self._database.write(lambda conn: audit.add(conn, self._clock.now(), entry))


def _code(request: web.Request) -> str:
    """Give the platform's code. Raises `NotSignedIn` where it sends none: it says why to the person itself."""
    code = request.query.get("code", "")
    if not 0 < len(code) <= LONGEST_CODE:
        raise NotSignedIn("declined")
    return code


def _page(refusal: NotSignedIn) -> words.Page:
    if refusal.is_elsewhere:
        return words.ELSEWHERE
    return words.UNAVAILABLE if refusal.is_for_now else words.REFUSED
