"""Sign in with Slack: who somebody at a browser is in this workspace.

https://docs.slack.dev/authentication/sign-in-with-slack

Rules:
1. `openid` alone is asked for: the ids of the person and of the workspace, no name, no address.
2. The workspace, or its organisation where the desk is one, is this desk's own: that is looked at in the token. `team`
   in the request only spares people a choice.
3. No PKCE: Slack takes it of apps alone that have declared themselves public clients, for good
   (https://docs.slack.dev/authentication/using-pkce). This one has a secret; `state` and `nonce` tie it to the browser.
"""

from urllib.parse import urlencode

from adapters.openid.asking import Session, ask
from adapters.openid.id_token import IdTokens, named, of_issuer
from adapters.openid.keys import KeySet
from adapters.slack.config import SlackSection
from adapters.slack.ids import make_person
from core.errors import NotSignedIn
from core.ids import PersonRef
from core.ports import Clock, SignIn, SignInAttempt

ISSUER = "https://slack.com"
"""Wherever it is asked: https://slack.com/.well-known/openid-configuration names no other."""
SCOPE = "openid"
_USER, _TEAM, _ENTERPRISE = (f"{ISSUER}/{name}" for name in ("user_id", "team_id", "enterprise_id"))


class SlackSignIn:
    """Slack's sign-in for one workspace."""

    suite = "Slack"

    def __init__(self, section: SlackSection, session: Session, clock: Clock) -> None:
        """Take the app's client id and secret, and where Slack is."""
        self._section = section
        self._session = session
        self._client = section.client_id or ""
        keys = KeySet(f"{section.openid_url}/openid/connect/keys", session, clock)
        self._tokens = IdTokens(self._client, keys, clock)

    def address(self, attempt: SignInAttempt) -> str:
        """Give where a browser is sent."""
        query = {
            "response_type": "code",
            "scope": SCOPE,
            "client_id": self._client,
            "redirect_uri": attempt.redirect,
            "state": attempt.state,
            "nonce": attempt.nonce,
        }
        if self._section.team.startswith("T"):
            query["team"] = self._section.team
        return f"{self._section.openid_url}/openid/connect/authorize?{urlencode(query)}"

    async def account(self, code: str, attempt: SignInAttempt) -> PersonRef:
        """Swap a code for a token, and give whom it names.

        https://docs.slack.dev/reference/methods/openid.connect.token

        Raises:
            NotSignedIn: nobody of this workspace, not to be believed, or not to be found out now.
        """
        secret = self._section.client_secret
        answer = await ask(
            self._session,
            f"{self._section.api_url}/openid.connect.token",
            {
                "grant_type": "authorization_code",
                "client_id": self._client,
                "client_secret": secret.get_secret_value() if secret is not None else "",
                "code": code,
                "redirect_uri": attempt.redirect,
            },
        )
        if answer.get("ok") is not True:
            raise NotSignedIn("code_refused")
        claims = await self._tokens.claims(answer.get("id_token"), attempt.nonce)
        of_issuer(claims, ISSUER)
        team = named(claims, _TEAM)
        if self._section.team not in (team, claims.get(_ENTERPRISE)):
            raise NotSignedIn("other_team", is_elsewhere=True)
        try:
            return make_person(team, named(claims, _USER))
        except ValueError:
            raise NotSignedIn("claims") from None


_: type[SignIn] = SlackSignIn
