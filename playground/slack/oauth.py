"""Installing the app: the page that asks, and the exchange of its code (https://docs.slack.dev/authentication/installing-with-oauth).

Rules: a code is good once, for ten minutes, with the client's id and secret; the state comes back unchanged. Partial:
bot tokens only, no token rotation, no org-wide installs, and the one installation answers with the one bot token.
"""

import html
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from aiohttp import web

from playground.basic import credentials
from playground.slack.arguments import read
from playground.slack.errors import SlackError
from playground.slack.model import Grant, Json
from playground.slack.seed import BOT_TOKEN

if TYPE_CHECKING:
    from playground.slack.world import Slack

CODE_SECONDS = 600.0
_PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Install {name}</title><style>body{{font:16px/1.5 system-ui;max-width:32rem;margin:4rem auto;padding:0 1rem}}
button{{font:inherit;padding:.5rem 1rem;border:0;border-radius:.4rem;background:#611f69;color:#fff}}</style>
<h1>{name} asks to access {team}</h1><p>It wants to:</p><ul>{scopes}</ul>
<form method="post"><button name="allow" value="1">Allow</button></form></html>"""


class OAuth:
    """The codes given out."""

    def __init__(self, slack: "Slack") -> None:
        """Begin with none."""
        self._slack = slack
        self._codes: dict[str, tuple[frozenset[str], str, float]] = {}

    async def page(self, request: web.Request) -> web.Response:
        """Ask whether to install."""
        scopes = self._asked(request)
        rows = "".join(f"<li>{html.escape(scope)}</li>" for scope in sorted(scopes))
        name, team = html.escape(self._slack.manifest.name), html.escape(self._slack.store.team.name)
        return web.Response(text=_PAGE.format(name=name, team=team, scopes=rows), content_type="text/html")

    async def allow(self, request: web.Request) -> web.Response:
        """Go back to the app with a code."""
        target, code = request.query.get("redirect_uri", ""), secrets.token_hex(16)
        if not target.startswith(("http://", "https://")):
            raise web.HTTPBadRequest(text="bad_redirect_uri")
        self._codes[code] = (self._asked(request), target, self._slack.clock.now() + CODE_SECONDS)
        answer = urlencode({"code": code, "state": request.query.get("state", "")})
        raise web.HTTPFound(f"{target}{'&' if '?' in target else '?'}{answer}")

    async def access(self, request: web.Request) -> web.Response:
        """oauth.v2.access."""
        try:
            return web.json_response(await self._exchange(request))
        except SlackError as refusal:
            return web.json_response(refusal.body)

    async def _exchange(self, request: web.Request) -> Json:
        args, _ = await read(request, takes_json=False)
        settings, now = self._slack.settings, self._slack.clock.now()
        client_id, secret = args.text("client_id"), args.text("client_secret")
        client_id, secret = credentials(request.headers.get("Authorization", "")) or (client_id, secret)
        if client_id != settings.client_id:
            raise SlackError("invalid_client_id")
        if secret != settings.client_secret:
            raise SlackError("bad_client_secret")
        scopes, target, until = self._codes.pop(args.text("code"), (frozenset[str](), "", 0.0))
        if now > until:
            raise SlackError("invalid_code")
        if args.text("redirect_uri", target) != target:
            raise SlackError("bad_redirect_uri")
        return self._install(scopes)

    def _install(self, scopes: frozenset[str]) -> Json:
        team = self._slack.store.team
        self._slack.uninstalled = False
        self._slack.store.grants[BOT_TOKEN] = Grant(BOT_TOKEN, "bot", scopes, team.bot_user, team.bot_id)
        installer = next(user.id for user in self._slack.store.users.values() if not user.is_bot)
        return {
            "ok": True,
            "access_token": BOT_TOKEN,
            "token_type": "bot",
            "scope": ",".join(sorted(scopes)),
            "bot_user_id": team.bot_user,
            "app_id": team.app_id,
            "team": {"id": team.id, "name": team.name},
            "enterprise": None,
            "is_enterprise_install": False,
            "authed_user": {"id": installer},
        }

    def _asked(self, request: web.Request) -> frozenset[str]:
        if request.query.get("client_id") != self._slack.settings.client_id:
            raise web.HTTPBadRequest(text="invalid_client_id")
        scopes = frozenset(request.query.get("scope", "").replace(",", " ").split())
        if not scopes <= self._slack.manifest.scopes:
            raise web.HTTPBadRequest(text=f"invalid_scope: {', '.join(sorted(scopes - self._slack.manifest.scopes))}")
        return scopes
