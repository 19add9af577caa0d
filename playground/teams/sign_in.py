"""Signing in with Entra ID by the authorization code flow, v2.0 (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow).

Rules: a code is good once, for about ten minutes, in the tenant it was given in, with the app's secret and the verifier
of its challenge. Partial: nobody stays signed in, so that the page asks each time and `prompt=none` never succeeds; no
refresh tokens, certificates or Graph permissions of people.
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
from playground.teams import id_claims
from playground.teams.entra import Refusal
from playground.teams.id_claims import AUTHORITY, issuer
from playground.teams.model import Json, Person
from playground.teams.seed import OTHER_TENANT
from playground.teams.sign_in_request import MODES, OF_ALL, Refused, Request, asked, check_client, missing

if TYPE_CHECKING:
    from playground.teams.world import Teams

CODE_SECONDS = 600.0
LIFE_SECONDS = 3600
_TITLE = "Sign in to your account"
_READS = {"openid": "Who you are", "profile": "Your name and your user name", "email": "Your e-mail address"}


@dataclass(slots=True)
class Code:
    """A code given out: for whom, for what, until when."""

    request: Request
    user: str
    until: float
    used: bool = False


class SignIn:
    """Entra's side of people who sign in."""

    def __init__(self, teams: "Teams") -> None:
        """Begin with no code given."""
        self._teams = teams
        self.keys = KeyRing("entra")  # Entra's own: the Connector signs with others
        self._codes: dict[str, Code] = {}

    def forget(self) -> None:
        """Let no code given so far be good any more."""
        self._codes.clear()

    def metadata(self, tenant: str) -> Json:
        """Describe a tenant's endpoints (https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc).

        Raises Refusal for a tenant that nobody knows.
        """
        if tenant not in {self._teams.settings.tenant, OTHER_TENANT, *OF_ALL}:
            raise Refusal(400, "invalid_tenant", 90002, f"Tenant '{tenant}' not found.")
        base = f"{self._teams.login_url}/{tenant}"
        return {
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
            "jwks_uri": f"{base}/discovery/v2.0/keys",
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "issuer": issuer("{tenantid}" if tenant in OF_ALL else tenant),
            "request_uri_parameter_supported": False,
            "userinfo_endpoint": "https://graph.microsoft.com/oidc/userinfo",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "tenant_region_scope": "EU",
            "cloud_instance_name": "microsoftonline.com",
        }

    def key_set(self) -> Json:
        """Write the key set: without `alg`, as Entra's is, and each key with its issuer."""
        of_all = {"cloud_instance_name": "microsoftonline.com", "issuer": f"{AUTHORITY}/{{tenantid}}/v2.0"}
        return {"keys": [key.public | {"x5t": key.kid} | of_all for key in self.keys.published]}

    async def authorize(self, request: web.Request) -> web.Response:
        """Ask which account, and go back to the app with what the person said."""
        now = self._teams.clock.now()
        try:
            wanted = asked(self._teams, request.match_info["tenant"], request.query)
            if request.method == "GET":
                return sign_in_page.asking(self._question(wanted))
            return self._answered(wanted, await sign_in_page.answer(request))
        except Refusal as no:  # Entra's error page has status 200 (learn.microsoft.com, Authorization Endpoint Errors)
            told = str(no.body(now, self._teams.store.ids.unique())["error_description"])
            return sign_in_page.refusing("teams", "Sorry, but we're having trouble signing you in", told, status=200)
        except Refused as no:
            told = str(no.why.body(now, self._teams.store.ids.unique())["error_description"])
            subcode = {"error_subcode": no.subcode} if no.subcode else {}
            return _back(no.request, {"error": no.why.error, **subcode, "error_description": told})

    def _question(self, wanted: Request) -> Question:
        people = [
            Choice(one.user, one.name, one.email, note="Guest" if one.is_guest else "")
            for one in self._teams.store.people.values()
            if self._is_here(one)
        ]
        hint = "" if wanted.prompt == "select_account" else wanted.hint.lower()
        chosen = next((one.user for one in people if hint and one.address.lower() == hint), "")
        reads = [line for scope, line in _READS.items() if scope in wanted.scopes]
        return Question("teams", _TITLE, f"to continue to {self._teams.manifest.name}", people, reads, chosen)

    def _is_here(self, person: Person) -> bool:
        return person.tenant == self._teams.settings.tenant or person.is_guest

    def _answered(self, wanted: Request, said: Answer) -> web.Response:
        if not said.goes_on:
            words = "User declined to consent to access the app."
            raise Refused(wanted, Refusal(400, "access_denied", 65004, words), "cancel")
        person = self._teams.store.people.get(said.user)
        if person is None:
            raise Refusal(400, "invalid_grant", 50034, "The user account does not exist in the directory.")
        if not self._is_here(person):
            words = f"User account '{person.email}' does not exist in tenant '{wanted.tenant}'."
            raise Refusal(400, "invalid_grant", 50020, words)
        code = f"1.{secrets.token_urlsafe(180)}"  # real ones are long
        self._codes[code] = Code(wanted, person.user, self._teams.clock.now() + CODE_SECONDS)
        return _back(wanted, {"code": code, "session_state": self._teams.store.ids.unique()})

    def redeem(self, request: web.Request, form: dict[str, str]) -> Json:
        """Exchange a code for tokens.

        Raises Refusal.
        """
        tenant = request.match_info["tenant"]
        basic = credentials(request.headers.get("Authorization", ""))
        client, secret = basic or (form.get("client_id", ""), form.get("client_secret", ""))
        check_client(self._teams, tenant, client)
        for name in ("code", "redirect_uri"):
            if not form.get(name):
                raise missing(name)
        self._check_secret(secret, request.headers.get("Origin", ""))
        code = self._codes.get(form["code"])
        if code is None:
            raise Refusal(400, "invalid_grant", 70000, "The provided value for the 'code' parameter is not valid.")
        self._check(code, tenant, form)
        code.used = True
        return self._tokens(code)

    def _check_secret(self, secret: str, origin: str) -> None:
        if origin:
            words = "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type."
            raise Refusal(400, "invalid_request", 9002326, words)
        if not secret:
            words = "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."
            raise Refusal(401, "invalid_client", 7000218, words)
        if not secrets.compare_digest(secret.encode(), self._teams.settings.app_secret.encode()):
            raise Refusal(401, "invalid_client", 7000215, "Invalid client secret provided.")

    def _check(self, code: Code, tenant: str, form: dict[str, str]) -> None:
        if code.request.tenant != tenant:
            raise Refusal(400, "invalid_grant", 700005, "The code must be redeemed against the tenant it is for.")
        if code.used:
            raise Refusal(400, "invalid_grant", 54005, "OAuth2 Authorization code was already redeemed.")
        if self._teams.clock.now() >= code.until:
            raise Refusal(400, "invalid_grant", 70008, "The provided authorization code has expired.")
        if form["redirect_uri"] != code.request.redirect_uri:
            words = (
                f"The reply address '{form['redirect_uri']}' does not match the reply address"
                f" '{code.request.redirect_uri}' provided when requesting Authorization code."
            )
            raise Refusal(400, "invalid_client", 500112, words)  # the number is reported, not in the reference
        if not code.request.is_proved_by(form.get("code_verifier", "")):
            words = "The Code_Verifier does not match the code_challenge supplied in the authorization request."
            raise Refusal(400, "invalid_grant", 501481, words)

    def _tokens(self, code: Code) -> Json:
        teams, scopes = self._teams, code.request.scopes
        access = f"eyJ0eXAiOiJKV1QiLCJub25jZSI6.{teams.store.ids.secret()}.{teams.store.ids.secret()}"
        life = {"expires_in": LIFE_SECONDS - 1, "ext_expires_in": LIFE_SECONDS - 1}
        answer = {"token_type": "Bearer", "scope": " ".join(sorted(scopes)), **life, "access_token": access}
        if "openid" not in scopes:
            return answer
        claims = id_claims.of_token(teams, teams.store.people[code.user], scopes, code.request.nonce)
        fault = teams.faults.take("teams", "token", ID_TOKENS)
        return answer | {"id_token": id_tokens.given(claims, self.keys, fault, id_claims.of_other_tenant())}


def _back(request: Request, answer: dict[str, str]) -> web.Response:
    """Lead back to the app, in the way that it asked for."""
    told = answer | ({"state": request.state} if request.state else {})
    if request.mode == "form_post":
        return sign_in_page.posting("teams", request.target, told)
    return back_to(request.target, told, mark=MODES[request.mode])
