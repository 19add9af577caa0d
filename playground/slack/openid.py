"""Sign in with Slack: who stands at the page, said by OpenID Connect (https://docs.slack.dev/authentication/sign-in-with-slack).

Rules: a code is good once, for ten minutes (https://docs.slack.dev/authentication/installing-with-oauth#exchanging),
with the client's id and secret in the form, in JSON or by Basic; it goes back only to the app's redirect URLs or below
one of them, by https or to this machine. Refusals of the token are HTTP 200 with ok:false. Partial: nobody stays signed
in, so that the page asks each time, also where `team` would lead past it.
"""

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from playground import id_tokens, sign_in_page
from playground.basic import credentials
from playground.faults import ID_TOKENS
from playground.redirects import back_to
from playground.sign_in_page import Answer, Choice, Question
from playground.signing import KeyRing
from playground.slack import openid_claims
from playground.slack.arguments import Arguments, read
from playground.slack.errors import SlackError
from playground.slack.model import Grant, Json, User
from playground.slack.openid_claims import ISSUER, OTHER_TEAM
from playground.slack.openid_request import Refused, Request, TurnedAway, asked

if TYPE_CHECKING:
    from playground.slack.world import Slack

CODE_SECONDS = 600.0
TOKEN, USER_INFO = "openid.connect.token", "openid.connect.userInfo"
_READS = {
    "openid": "Who you are in {team}",
    "profile": "Your name and your picture",
    "email": "Your e-mail address",
}


@dataclass(slots=True)
class Code:
    """A code given out: for whom, for what, until when."""

    request: Request
    user: str
    until: float
    used: bool = False


class OpenId:
    """Slack's side of signing in."""

    def __init__(self, slack: "Slack") -> None:
        """Begin with no code given."""
        self._slack = slack
        self.keys = KeyRing("slack")
        self._codes: dict[str, Code] = {}

    def forget(self) -> None:
        """Let no code given so far be good any more."""
        self._codes.clear()

    def metadata(self) -> Json:
        """Describe the endpoints, as https://slack.com/.well-known/openid-configuration does."""
        base = f"{self._slack.base_url}/slack"
        return {
            "issuer": ISSUER,
            "authorization_endpoint": f"{base}/openid/connect/authorize",
            "token_endpoint": f"{base}/api/{TOKEN}",
            "userinfo_endpoint": f"{base}/api/{USER_INFO}",
            "jwks_uri": f"{base}/openid/connect/keys",
            "scopes_supported": ["openid", "profile", "email"],
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "claims_supported": ["sub", "auth_time", "iss"],
            "claims_parameter_supported": False,
            "request_parameter_supported": False,
            "request_uri_parameter_supported": True,
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        }

    def key_set(self) -> Json:
        """Write the key set, as https://slack.com/openid/connect/keys does."""
        return {"keys": [key.public | {"alg": "RS256"} for key in self.keys.published]}

    async def authorize(self, request: web.Request) -> web.Response:
        """Ask who it is, and go back to the app with what they said."""
        try:
            wanted = asked(self._slack, request.query)
            if request.method == "GET":
                return sign_in_page.asking(self._question(wanted))
            form = await sign_in_page.answer(request)
            return self._answered(wanted, form)
        except TurnedAway as no:
            return sign_in_page.refusing("slack", "You can't sign in this way", no.words, status=no.status)
        except Refused as no:
            return back_to(no.target, no.answer)

    def _question(self, wanted: Request) -> Question:
        team, app = self._slack.store.team.name, self._slack.manifest.name
        people = [Choice(one.id, one.real_name, one.email, one.picture("")) for one in self._people()]
        reads = [line.format(team=team) for scope, line in _READS.items() if scope in wanted.scopes]
        lead = f"{app} asks who you are in the Slack workspace {team}."
        return Question("slack", f"Sign in to {app} with Slack", lead, people, reads)

    def _people(self) -> list[User]:
        return [one for one in self._slack.store.users.values() if not one.is_bot and not one.deleted]

    def _answered(self, wanted: Request, said: Answer) -> web.Response:
        if not said.goes_on:
            return back_to(wanted.target, {"error": "access_denied", **wanted.state_back})
        if said.user not in {one.id for one in self._people()}:
            raise TurnedAway("Nobody of that id works here.", status=403)
        code = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**13)}.{secrets.token_hex(32)}"
        self._codes[code] = Code(wanted, said.user, self._slack.clock.now() + CODE_SECONDS)
        return back_to(wanted.target, {"code": code, **wanted.state_back})

    async def token(self, request: web.Request) -> web.Response:
        """openid.connect.token."""
        try:
            args, _ = await read(request, takes_json=True)
            return web.json_response(self._exchange(args, request.headers.get("Authorization", "")))
        except SlackError as refusal:
            return web.json_response(refusal.body)

    def _exchange(self, args: Arguments, header: str) -> Json:
        self._check_client(args, header)
        if args.text("grant_type", "authorization_code") != "authorization_code":
            raise SlackError("invalid_grant_type")  # no tokens are rotated here; the word is unverified
        code = self._codes.get(args.text("code"))
        if code is None or self._slack.clock.now() >= code.until:
            raise SlackError("invalid_code")
        if code.used:
            raise SlackError("code_already_used")
        if args.text("redirect_uri") != code.request.redirect_uri:
            raise SlackError("bad_redirect_uri")
        if not code.request.is_proved_by(args.text("code_verifier")):
            raise SlackError("invalid_code")  # the word for a wrong verifier is unverified
        code.used = True
        return self._tokens(code)

    def _check_client(self, args: Arguments, header: str) -> None:
        settings = self._slack.settings
        client, secret = args.text("client_id"), args.text("client_secret")
        client, secret = credentials(header) or (client, secret)
        if client != settings.client_id:
            raise SlackError("invalid_client_id")
        if not secrets.compare_digest(secret.encode(), settings.client_secret.encode()):
            raise SlackError("bad_client_secret")

    def _tokens(self, code: Code) -> Json:
        slack, scopes = self._slack, code.request.scopes
        access = f"xoxp-{secrets.randbelow(10**12)}-{secrets.randbelow(10**12)}-{secrets.token_hex(16)}"
        slack.store.grants[access] = Grant(access, "user", scopes, code.user)
        claims = openid_claims.of_token(slack, slack.store.users[code.user], scopes, code.request.nonce, access)
        fault = slack.faults.take("slack", TOKEN, ID_TOKENS)
        token = id_tokens.given(claims, self.keys, fault, {f"{ISSUER}/team_id": OTHER_TEAM})
        return {"ok": True, "access_token": access, "token_type": "Bearer", "id_token": token}

    async def user_info(self, request: web.Request) -> web.Response:
        """openid.connect.userInfo."""
        try:
            _, token = await read(request, takes_json=True)
            grant = self._granted(token)
            told = openid_claims.about(self._slack, self._slack.store.users[grant.user], grant.scopes)
            return web.json_response({"ok": True, "sub": grant.user, **told})
        except SlackError as refusal:
            return web.json_response(refusal.body)

    def _granted(self, token: str) -> Grant:
        if not token:
            raise SlackError("not_authed")
        grant = self._slack.store.grants.get(token)
        if grant is None:
            raise SlackError("invalid_auth")
        if self._slack.uninstalled or self._slack.store.users[grant.user].deleted:
            raise SlackError("account_inactive")
        if grant.revoked:
            raise SlackError("token_revoked")
        if grant.kind != "user":
            raise SlackError("not_allowed_token_type")
        return grant
