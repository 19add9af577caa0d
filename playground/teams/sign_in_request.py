"""What an app asks of Entra's sign-in page, looked through.

Rules: without a tenant, a client and an address that are the app's own, the person sees why and goes nowhere; every
other mistake goes back to the app. An address must be one of the registered ones exactly, apart from the port of one on
this machine (https://learn.microsoft.com/entra/identity-platform/reply-url). Parameters and their errors are those of
https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-authorization-code.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playground.redirects import is_loopback
from playground.signing import text_of
from playground.teams.entra import Refusal
from playground.teams.seed import OTHER_TENANT

if TYPE_CHECKING:
    from playground.teams.world import Teams

MODES = {"query": "?", "fragment": "#", "form_post": ""}
OF_ALL = frozenset({"common", "organizations", "consumers"})
SCOPES = frozenset({"openid", "profile", "email", "offline_access", "User.Read"})
LONGEST_ADDRESS = 256
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_SPECIAL = frozenset("!$'(),;")


class Refused(Exception):
    """Told to the app by its redirect address."""

    def __init__(self, request: "Request", why: Refusal, subcode: str = "") -> None:
        """Go back to where `request` says."""
        super().__init__(str(why))
        self.request, self.why, self.subcode = request, why, subcode


@dataclass(frozen=True, slots=True)
class Request:
    """A request for somebody's identity."""

    tenant: str
    redirect_uri: str
    mode: str
    scopes: frozenset[str]
    state: str
    nonce: str
    prompt: str
    hint: str
    challenge: str
    is_hashed: bool

    @property
    def target(self) -> str:
        """Where the answer goes: an address without a path gets one."""
        bare = not urlsplit(self.redirect_uri).path and self.mode != "form_post"
        return f"{self.redirect_uri}/" if bare else self.redirect_uri

    def is_proved_by(self, verifier: str) -> bool:
        """Tell whether `verifier` answers the challenge, if there was one (https://www.rfc-editor.org/rfc/rfc7636)."""
        if not self.challenge:
            return True
        hashed = text_of(hashlib.sha256(verifier.encode()).digest()) if self.is_hashed else verifier
        return bool(_VERIFIER.fullmatch(verifier)) and secrets.compare_digest(self.challenge, hashed)


def asked(teams: "Teams", tenant: str, query: Mapping[str, str]) -> Request:
    """Look through a request.

    Raises Refusal, to be told to the person, or Refused.
    """
    check_client(teams, tenant, query.get("client_id", ""))
    given = query.get("redirect_uri", "")
    if not any(is_same(given, one) for one in teams.settings.redirect_uris):
        words = (
            f"The redirect URI '{given}' specified in the request does not match the redirect URIs configured for the"
            f" application '{teams.settings.app_id}'."
        )
        raise Refusal(400, "invalid_request", 50011, words)
    mode = query.get("response_mode", "query")
    request = Request(
        tenant=tenant,
        redirect_uri=given,
        mode=mode if mode in MODES else "query",
        scopes=frozenset(query.get("scope", "").split()),
        state=query.get("state", ""),
        nonce=query.get("nonce", ""),
        prompt=query.get("prompt", ""),
        hint=query.get("login_hint", ""),
        challenge=query.get("code_challenge", ""),
        is_hashed=query.get("code_challenge_method") == "S256",
    )
    why = _problem(request, query)
    if why:
        raise Refused(request, why)
    return request


def check_client(teams: "Teams", tenant: str, client: str) -> None:
    """Look whether the app is known in a tenant.

    Raises Refusal.
    """
    settings = teams.settings
    if tenant not in {settings.tenant, OTHER_TENANT, *OF_ALL}:
        raise Refusal(400, "invalid_request", 90002, f"Tenant '{tenant}' not found.")
    if client != settings.app_id or tenant == OTHER_TENANT:
        words = f"Application with identifier '{client}' was not found in the directory '{tenant}'."
        raise Refusal(400, "unauthorized_client", 700016, words)
    if tenant in OF_ALL:
        words = (
            f"Application '{client}' is not configured as a multi-tenant application. Usage of the /{tenant} endpoint"
            " is not supported for such apps. Use a tenant-specific endpoint."
        )
        raise Refusal(400, "invalid_request", 50194, words)


def _problem(request: Request, query: Mapping[str, str]) -> Refusal | None:
    kind, mode = query.get("response_type", ""), query.get("response_mode", "query")
    method = query.get("code_challenge_method", "plain")
    for name in ("response_type", "scope"):
        if not query.get(name):
            return missing(name)
    if kind != "code":
        return Refusal(400, "unsupported_response_type", 700054, f"response_type '{kind}' is not enabled.")
    if mode not in MODES:
        return Refusal(400, "invalid_request", 70007, f"'{mode}' is not a supported value of 'response_mode'.")
    if not request.scopes <= SCOPES:
        words = f"The application asked for scope '{' '.join(sorted(request.scopes - SCOPES))}' that doesn't exist."
        return Refusal(400, "invalid_scope", 70011, words)
    if method not in {"plain", "S256"} or (request.challenge and not _VERIFIER.fullmatch(request.challenge)):
        return Refusal(400, "invalid_request", 501491, "Invalid size of Code_Challenge parameter.")
    if request.prompt not in {"", "login", "none", "consent", "select_account"}:
        return Refusal(400, "invalid_request", 90023, f"Unsupported 'prompt' value '{request.prompt}'.")
    if request.prompt == "none":  # nobody stays signed in here
        return Refusal(400, "login_required", 50058, "A silent sign-in request was sent but no user is signed in.")
    return None


def missing(name: str) -> Refusal:
    """Say that a parameter is missing."""
    words = f"The request body must contain the following parameter: '{name}'."
    return Refusal(400, "invalid_request", 900144, words)


def is_same(address: str, registered: str) -> bool:
    """Tell whether an address is a registered one; of one on this machine the port doesn't count."""
    if not is_loopback(registered):
        return address == registered
    ours, theirs = urlsplit(address), urlsplit(registered)
    return (ours.scheme, ours.hostname, ours.path, ours.query, ours.fragment) == (
        theirs.scheme,
        theirs.hostname,
        theirs.path,
        theirs.query,
        theirs.fragment,
    )


def problem_of(address: str) -> str:
    """Say why an app's registration doesn't take a redirect URI; "" if it does."""
    parts = urlsplit(address)
    if not parts.hostname or parts.fragment or parts.hostname == "::1":
        return f"{address!r} is no address without a fragment"
    if len(address) > LONGEST_ADDRESS:
        return f"{address!r} has more than {LONGEST_ADDRESS} characters"
    if _SPECIAL & set(address):
        return f"{address!r} has one of the characters {' '.join(sorted(_SPECIAL))}"
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(address)):
        return ""
    return f"{address!r} must begin with https"
