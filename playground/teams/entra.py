"""Entra's token endpoint, the service's metadata and keys.

Rules: the app's own tokens come for its credentials, `sign_in` has the codes of people; a scope ends in `/.default`
(https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow); refusals carry the AADSTS
numbers of https://learn.microsoft.com/entra/identity-platform/reference-error-codes. The app is single-tenant, so the
authority `botframework.com` does not know it. Tokens are words without meaning to their bearer, good for an hour.
"""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from playground.teams.model import Json

if TYPE_CHECKING:
    from playground.teams.world import Teams

LIFE_SECONDS = 3600
CONNECTOR = "https://api.botframework.com"
GRAPH = "https://graph.microsoft.com"


@dataclass(frozen=True, slots=True)
class Grant:
    """A token of the app: for whom, until when."""

    audience: str
    expires: float


class Refusal(Exception):
    """Entra's no."""

    def __init__(self, status: int, error: str, number: int, words: str) -> None:
        """Refuse with `error` and AADSTS `number`."""
        super().__init__(words)
        self.status, self.error, self.number, self.words = status, error, number, words

    def body(self, now: float, trace: str) -> Json:
        """Write the refusal as Entra does."""
        moment = time.strftime("%Y-%m-%d %H:%M:%SZ", time.gmtime(now))
        words = f"AADSTS{self.number}: {self.words} Trace ID: {trace} Timestamp: {moment}"
        ids = {"timestamp": moment, "trace_id": trace, "correlation_id": trace}
        return {"error": self.error, "error_description": words, "error_codes": [self.number], **ids}


class Tokens:
    """Tokens given to the app."""

    def __init__(self, teams: "Teams") -> None:
        """Begin with none given."""
        self._teams = teams
        self._granted: dict[str, Grant] = {}

    def revoke(self) -> None:
        """Let no token given so far be good any more."""
        self._granted.clear()

    def good_for(self, header: str, audience: str) -> bool:
        """Tell whether an Authorization header carries a token for `audience` that is still good."""
        kind, _, token = header.partition(" ")
        grant = self._granted.get(token.strip())
        fits = grant is not None and grant.audience == audience and grant.expires > self._teams.clock.now()
        return kind.lower() == "bearer" and fits

    async def token(self, request: web.Request) -> web.Response:
        """Answer the token endpoint."""
        try:
            form = {key: str(value) for key, value in (await request.post()).items()}
            if form.get("grant_type") == "authorization_code":
                return web.json_response(self._teams.sign_in.redeem(request, form))
            return web.json_response(self._grant(request.match_info["tenant"], form))
        except Refusal as no:
            body = no.body(self._teams.clock.now(), self._teams.store.ids.unique())
            return web.json_response(body, status=no.status)

    def _grant(self, tenant: str, form: dict[str, str]) -> Json:
        settings = self._teams.settings
        if form.get("grant_type") != "client_credentials":
            words = f"The app requested an unsupported grant type {form.get('grant_type')!r}."
            raise Refusal(400, "unsupported_grant_type", 70003, words)
        if tenant not in {settings.tenant, "botframework.com"}:
            raise Refusal(400, "invalid_tenant", 90002, f"Tenant '{tenant}' not found.")
        if form.get("client_id") != settings.app_id or tenant != settings.tenant:
            words = f"Application with identifier '{form.get('client_id')}' was not found in the directory '{tenant}'."
            raise Refusal(400, "unauthorized_client", 700016, words)
        if form.get("client_secret") != settings.app_secret:
            raise Refusal(401, "invalid_client", 7000215, "Invalid client secret provided.")
        audience = _audience(form.get("scope", ""))
        token = f"eyJ0eXAiOiJKV1Qi.{self._teams.store.ids.secret()}.{self._teams.store.ids.secret()}"
        self._granted[token] = Grant(audience, self._teams.clock.now() + LIFE_SECONDS)
        life = {"expires_in": LIFE_SECONDS - 1, "ext_expires_in": LIFE_SECONDS - 1}
        return {"token_type": "Bearer", **life, "access_token": token}


def _audience(scope: str) -> str:
    resource, default, rest = scope.partition("/.default")
    if not default or rest:
        words = f"The provided value for scope {scope} is not valid. It must have the form of a resource and /.default."
        raise Refusal(400, "invalid_scope", 1002012, words)
    if resource not in {CONNECTOR, GRAPH}:
        raise Refusal(400, "invalid_resource", 500011, f"The resource principal named {resource} was not found.")
    return resource


def metadata(base: str) -> Json:
    """Write the service's OpenID metadata; `base` is the folder that it stands in."""
    return {
        "issuer": CONNECTOR,
        "authorization_endpoint": "https://invalid.botframework.com",
        "jwks_uri": f"{base}/keys",
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
    }
