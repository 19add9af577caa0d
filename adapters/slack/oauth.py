"""Installing the app by a click, where client_id and client_secret are set.

https://docs.slack.dev/authentication/installing-with-oauth

Rules:
1. `state` is used once, lives ten minutes, and belongs to the browser that began: it is in a cookie as well.
2. The token is shown to the person who installed, once, with what to put into the configuration. It is neither stored
   nor logged: the configuration stays the one place where the bridge's tokens are.
3. Nothing that comes back from outside is shown without escaping.
"""

import hmac
import html
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlencode

import structlog
from aiohttp import ClientSession, web
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.cookies import PATH, cookie_name
from adapters.slack.config import SlackSection
from adapters.slack.manifest import SCOPES
from adapters.slack.payload import Json, mapping, part, text
from core.ports import Clock

log = structlog.get_logger(__name__)

COOKIE = "deskbridge_slack_install"
_LIFE = timedelta(minutes=10)
_MOST = 100
_RETRY = "30"
"""Seconds in which Slack may be there again."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<meta name='color-scheme' content='light dark'><title>{title}</title><style>body{{font:16px/1.5 system-ui;"
    "max-width:40rem;margin:3rem auto;padding:0 1rem}}pre{{overflow:auto;padding:1rem;border:1px solid;"
    "border-radius:.5rem}}</style><h1>{title}</h1>{body}</html>"
)


class OAuth:
    """The two pages of an installation."""

    def __init__(
        self, section: SlackSection, public_url: str, clock: Clock, session: Callable[[], ClientSession]
    ) -> None:
        self._section = section
        self._redirect = public_url.rstrip("/") + "/slack/oauth_redirect"
        self._secure = public_url.startswith("https://")
        self._cookie = cookie_name(COOKIE, is_https=self._secure)
        self._clock = clock
        self._session = session
        self._states: dict[str, datetime] = {}

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the two routes."""
        return [web.get("/slack/install", self.begin), web.get("/slack/oauth_redirect", self.end)]

    async def begin(self, _: web.Request) -> web.Response:
        """Send the browser to Slack."""
        now = self._clock.now()
        self._states = {one: until for one, until in self._states.items() if until > now}
        while len(self._states) >= _MOST:
            self._states.pop(next(iter(self._states)))
        state = secrets.token_urlsafe(32)
        self._states[state] = now + _LIFE
        query = urlencode(
            {
                "client_id": self._section.client_id or "",
                "scope": ",".join(SCOPES),
                "redirect_uri": self._redirect,
                "state": state,
            }
        )
        answer = web.Response(status=302, headers={**_HEADERS, "Location": f"{self._section.authorize_url}?{query}"})
        answer.set_cookie(
            self._cookie,
            state,
            max_age=int(_LIFE.total_seconds()),
            path=PATH,
            secure=self._secure,
            httponly=True,
            samesite="Lax",
        )
        return answer

    async def end(self, request: web.Request) -> web.Response:
        """Take what Slack sent the browser back with."""
        answer = await self._ended(request)
        answer.del_cookie(self._cookie, path=PATH, secure=self._secure, httponly=True, samesite="Lax")
        return answer

    async def _ended(self, request: web.Request) -> web.Response:
        if not self._is_ours(request.query.get("state", ""), request.cookies.get(self._cookie, "")):
            return _page(400, "Please start again", "<p>This link is too old or was opened in another browser. "
                         "Open <code>/slack/install</code> again.</p>")  # fmt: skip
        if "code" not in request.query:
            return _page(400, "Not installed", "<p>Slack did not allow the installation. Nothing was changed.</p>")
        try:
            installed = await self._exchange(request.query["code"])
        except (SlackClientError, OSError, TimeoutError, ValueError) as error:
            log.warning("slack_install_failed", error=type(error).__name__)
            is_refused = isinstance(error, SlackApiError)  # who comes may have made the code up: no fault of ours
            answer = _page(400 if is_refused else 503, "Not installed", "<p>Slack did not give a token. Open "
                           "<code>/slack/install</code> again; if it fails again, check client_id and client_secret."
                           "</p>")  # fmt: skip
            if not is_refused:
                answer.headers["Retry-After"] = _RETRY
            return answer
        log.info("slack_installed", team=text(part(installed, "team"), "id"))
        return _page(200, "Installed", _what_to_do(installed, self._section.team))

    def _is_ours(self, state: str, cookie: str) -> bool:
        until = self._states.get(state)
        if until is None or not hmac.compare_digest(state.encode(), cookie.encode(errors="surrogatepass")):
            return False
        del self._states[state]
        return until > self._clock.now()

    async def _exchange(self, code: str) -> Json:
        """Swap the code for a token; https://docs.slack.dev/reference/methods/oauth.v2.access."""
        secret = self._section.client_secret
        client = AsyncWebClient(base_url=self._section.api_base(), session=self._session())
        arguments = {
            "client_id": self._section.client_id or "",
            "client_secret": secret.get_secret_value() if secret else "",
            "code": code,
            "redirect_uri": self._redirect,
        }
        answer = await client.api_call("oauth.v2.access", data=arguments)
        return mapping(answer.data)


def _what_to_do(installed: Json, configured: str) -> str:
    team = text(part(installed, "team"), "id")
    lines = f"desks:\n  slack:\n    team: {team}\n    bot_token: {text(installed, 'access_token')}"
    other = f"<p>So far the configuration names another workspace, {html.escape(configured)}.</p>"
    return (
        "<p>Put this into the configuration and start the bridge again. The token is shown only here, only now; "
        "better than in the file it is kept in the environment, as <code>${SLACK_BOT_TOKEN}</code>.</p>"
        f"<pre>{html.escape(lines)}</pre>{other if team != configured else ''}"
    )


def _page(status: int, title: str, body: str) -> web.Response:
    page = _PAGE.format(title=title, body=body)
    return web.Response(status=status, text=page, content_type="text/html", headers=_HEADERS)
