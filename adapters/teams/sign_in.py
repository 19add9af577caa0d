"""Signing in with Microsoft Entra ID (v2.0): who somebody at a browser is in this tenant.

https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow

Rules:
1. `openid profile` alone is asked for; `profile` is what brings `oid`, the person's id in the tenant
   (https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference). Nothing else of it is read.
2. PKCE with S256, always, beside the app's secret.
3. The tenant is looked at in the token: it must be one that is let in, and the issuer must be that tenant's own.
4. Who should prove anew who they are enters their credentials again (`prompt=login`, on the page above).
"""

from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import quote, urlencode

from adapters.openid.asking import Session, ask
from adapters.openid.id_token import IdTokens, named, of_issuer
from adapters.openid.keys import KeySet
from adapters.teams.clouds import CLOUDS
from adapters.teams.config import TeamsSection
from adapters.teams.ids import make_person
from core.errors import NotSignedIn
from core.ids import PersonRef
from core.ports import Clock, SignIn, SignInAttempt

SCOPE = "openid profile"
OF_ORGANISATIONS = "organizations"
"""Where people of several tenants sign in; the app must be registered for that."""


class TeamsSignIn:
    """Microsoft's sign-in for one tenant, or for those that are let in."""

    suite = "Microsoft"

    def __init__(self, section: TeamsSection, session: Session, clock: Clock) -> None:
        """Take the app's id and secret, and where Microsoft's sign-in is."""
        self._section = section
        self._session = session
        self._tenants = section.tenants()
        of_one = self._tenants == {section.tenant}
        authority = quote(section.tenant, safe="") if of_one else OF_ORGANISATIONS
        self._base = f"{section.addresses().login_url}/{authority}"
        self._issuers = CLOUDS[section.cloud].login_url
        keys = KeySet(f"{self._base}/discovery/v2.0/keys", session, clock)
        self._tokens = IdTokens(section.app_id, keys, clock)

    def address(self, attempt: SignInAttempt) -> str:
        """Give where a browser is sent."""
        query = {
            "client_id": self._section.app_id,
            "response_type": "code",
            "response_mode": "query",
            "redirect_uri": attempt.redirect,
            "scope": SCOPE,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": _challenge(attempt.verifier),
            "code_challenge_method": "S256",
        }
        if attempt.anew:
            query["prompt"] = "login"
        return f"{self._base}/oauth2/v2.0/authorize?{urlencode(query)}"

    async def account(self, code: str, attempt: SignInAttempt) -> PersonRef:
        """Swap a code for a token, and give whom it names.

        Raises:
            NotSignedIn: nobody of a tenant that is let in, not to be believed, or not to be found out now.
        """
        answer = await ask(
            self._session,
            f"{self._base}/oauth2/v2.0/token",
            {
                "grant_type": "authorization_code",
                "client_id": self._section.app_id,
                "client_secret": self._section.app_secret.get_secret_value(),
                "scope": SCOPE,
                "code": code,
                "redirect_uri": attempt.redirect,
                "code_verifier": attempt.verifier,
            },
        )
        if "id_token" not in answer:
            raise NotSignedIn("code_refused")
        claims = await self._tokens.claims(answer["id_token"], attempt.nonce)
        tenant = named(claims, "tid")
        if tenant not in self._tenants:
            raise NotSignedIn("other_tenant", is_elsewhere=True)
        of_issuer(claims, f"{self._issuers}/{tenant}/v2.0")
        try:
            return make_person(tenant, named(claims, "oid"))
        except ValueError:
            raise NotSignedIn("claims") from None


def _challenge(verifier: str) -> str:
    """Give what PKCE shows of a verifier: https://www.rfc-editor.org/rfc/rfc7636#section-4.2."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


_: type[SignIn] = TeamsSignIn
