"""What an app asks of Slack's sign-in page, looked through.

Rules: without a client and an address that are the app's own, the person sees why and goes nowhere; every other mistake
goes back to the app. An address is the app's when it is one of its redirect URLs or below one of them
(https://docs.slack.dev/authentication/sign-in-with-slack#request). Redirect URLs are https; Slack's app pages also take
http to this machine (reported; older pages say https always).
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playground.redirects import is_loopback
from playground.signing import text_of
from playground.slack.openid_claims import SCOPES

if TYPE_CHECKING:
    from playground.slack.world import Slack


class TurnedAway(Exception):
    """Told to the person, since it can't be told to the app."""

    def __init__(self, words: str, status: int = 400) -> None:
        """Say `words`."""
        super().__init__(words)
        self.words, self.status = words, status


class Refused(Exception):
    """Told to the app by its redirect address."""

    def __init__(self, error: str, request: "Request") -> None:
        """Go back with `error`."""
        super().__init__(error)
        self.target, self.answer = request.target, {"error": error, **request.state_back}


@dataclass(frozen=True, slots=True)
class Request:
    """A request for somebody's identity."""

    redirect_uri: str  # as it was sent; "" when the app's first one serves
    target: str
    scopes: frozenset[str]
    state: str
    nonce: str
    challenge: str

    @property
    def state_back(self) -> dict[str, str]:
        """What goes back with every answer."""
        return {"state": self.state} if self.state else {}

    def is_proved_by(self, verifier: str) -> bool:
        """Tell whether `verifier` answers the challenge, if there was one (https://docs.slack.dev/authentication/using-pkce)."""
        return not self.challenge or secrets.compare_digest(self.challenge, challenge_of(verifier))


def asked(slack: "Slack", query: Mapping[str, str]) -> Request:
    """Look through a request.

    Raises TurnedAway or Refused.
    """
    if query.get("client_id") != slack.settings.client_id:
        raise TurnedAway("Invalid client_id parameter")
    given = query.get("redirect_uri", "")
    registered = slack.settings.redirect_urls
    target = given or next(iter(registered), "")
    if not any(_is_below(target, one) for one in registered):
        raise TurnedAway(f"redirect_uri did not match any configured URIs. Passed URI: {target}")
    scopes = frozenset(query.get("scope", "").replace(",", " ").split())
    challenge = query.get("code_challenge", "")
    request = Request(given, target, scopes, query.get("state", ""), query.get("nonce", ""), challenge)
    _check(slack, request, query)
    return request


def _check(slack: "Slack", request: Request, query: Mapping[str, str]) -> None:
    # That these go back to the app, and by these words, is reported, not documented.
    if query.get("response_type") != "code":
        raise Refused("unsupported_response_type", request)
    if "openid" not in request.scopes or not request.scopes <= SCOPES:
        raise Refused("invalid_scope", request)  # others belong into a flow of their own, says the page
    if query.get("team", slack.store.team.id) not in {"", slack.store.team.id}:
        raise Refused("invalid_team_for_non_distributed_app", request)
    if request.challenge and query.get("code_challenge_method") != "S256":
        raise Refused("invalid_request", request)


def challenge_of(verifier: str) -> str:
    """Hash a verifier (https://www.rfc-editor.org/rfc/rfc7636#section-4.2)."""
    return text_of(hashlib.sha256(verifier.encode()).digest())


def problem_of(address: str) -> str:
    """Say why Slack's app pages don't take a redirect URL; "" if they do."""
    parts = urlsplit(address)
    if not parts.hostname or parts.fragment:
        return f"{address!r} is no address without a fragment"
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(address)):
        return ""
    return f"{address!r}: use https"


def _is_below(address: str, registered: str) -> bool:
    """Tell whether an address is a registered one or in a folder of it."""
    if not address:
        return False
    ours, theirs = urlsplit(address), urlsplit(registered)
    if (ours.scheme, ours.netloc) != (theirs.scheme, theirs.netloc) or ".." in ours.path.split("/"):
        return False
    folder = theirs.path.rstrip("/")
    return address == registered or ours.path == folder or ours.path.startswith(f"{folder}/")
