"""The app's own tokens: what we show to Teams' connector and to Graph. By the client credentials of the app.

https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow

Rules:
1. A token is asked for once, whoever wants it meanwhile; a caller that gives up takes nothing from the others.
2. It is renewed in its last minutes, behind the callers, while the old one still serves; a sign-in that is down for
   a moment is not noticed.
3. The secret and the tokens are never logged and never in a message of an error.
4. The authority is the app's own tenant: new bots are of one tenant, and a token of another is refused with 401.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from urllib.parse import quote, urlencode

import structlog

from adapters.teams.config import TeamsSection
from adapters.teams.payload import Json, text
from adapters.teams.wire import Answer, NoAnswer, Session, ask
from core.ports import Clock

log = structlog.get_logger(__name__)

_RENEW = timedelta(minutes=5)
_LAST = timedelta(seconds=30)
"""So long before its end a token isn't shown any more: it may take a moment to arrive."""
_SHORTEST = 60
_SERVER, _TOO_MANY = 500, 429

_WRONG_SECRET = "app_secret is not right: it is the client secret's value that counts, not its id"  # noqa: S105 - words
_WHAT_TO_DO: Mapping[int, str] = MappingProxyType(
    {
        7000215: _WRONG_SECRET,
        7000222: "app_secret has run out: make a new client secret for the app and put its value there",
        7000216: "app_secret is missing in what was sent: check app_secret",
        700016: "app_id is not known in this tenant: check app_id and tenant",
        90002: "tenant does not exist in this cloud: check tenant and cloud",
        900023: "tenant is no tenant's id or domain: check tenant",
        900382: "the app may not sign in to this cloud: check cloud",
        500011: "token_scope names a service that this cloud does not have: check cloud and token_scope",
        70011: "token_scope is not right: check cloud and token_scope",
        7000112: "the app is switched off: switch it on again in Microsoft Entra",
        53003: "a conditional access policy of the tenant keeps the app out: its admin must let it in",
    }
)
"""https://learn.microsoft.com/entra/identity-platform/reference-error-codes"""
_BY_ERROR: Mapping[str, str] = MappingProxyType(
    {
        "invalid_client": _WRONG_SECRET,
        "unauthorized_client": _WHAT_TO_DO[700016],
        "invalid_scope": _WHAT_TO_DO[70011],
        "invalid_resource": _WHAT_TO_DO[500011],
    }
)


class SignInRefused(Exception):
    """Microsoft does not take our credentials; the words say what a person must do."""


class SignInUnavailable(Exception):
    """No token now; it may be there in a moment."""

    def __init__(self, why: str, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class _Token:
    value: str
    ends: datetime
    renew: datetime


class TokenSource:
    """Gives tokens for one scope."""

    def __init__(self, section: TeamsSection, session: Session, clock: Clock, scope: str | None = None) -> None:
        addresses = section.addresses()
        self._url = f"{addresses.login_url}/{quote(section.tenant, safe='')}/oauth2/v2.0/token"
        self._body = urlencode(
            {
                "grant_type": "client_credentials",
                "client_id": section.app_id,
                "client_secret": section.app_secret.get_secret_value(),
                "scope": scope or addresses.token_scope,
            }
        )
        self._session = session
        self._clock = clock
        self._token: _Token | None = None
        self._asking: asyncio.Task[_Token] | None = None

    async def token(self) -> str:
        """Give a token that is good for a while.

        Raises:
            SignInRefused: a person must act.
            SignInUnavailable: there is none now.
        """
        now, have = self._clock.now(), self._token
        if have is None or now >= have.ends:
            return (await self._waited_for(self._ask())).value
        if now >= have.renew:
            self._begin()
        return have.value

    async def _waited_for(self, asking: "asyncio.Task[_Token]") -> _Token:
        try:
            return await asyncio.shield(asking)
        except asyncio.CancelledError:
            me = asyncio.current_task()
            if asking.cancelled() and (me is None or not me.cancelling()):
                raise SignInUnavailable("no more tokens are asked for") from None
            raise

    def refuse(self, value: str) -> None:
        """Never give this token again: it was not taken."""
        if self._token is not None and self._token.value == value:
            self._token = None

    async def stop(self) -> None:
        """Ask no more."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    def _ask(self) -> "asyncio.Task[_Token]":
        """Ask for a token, unless somebody does already."""
        if self._asking is None:
            self._asking = asyncio.get_running_loop().create_task(self._fetch(), name="teams-token")
            self._asking.add_done_callback(self._asked)
        return self._asking

    def _begin(self) -> None:
        """Ask, and don't wait for it."""
        _ = self._ask()

    def _asked(self, task: "asyncio.Task[_Token]") -> None:
        self._asking = None
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            self._token = task.result()
        else:
            log.warning("teams_token_missing", why=str(error))

    async def _fetch(self) -> _Token:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        asked_at = self._clock.now()
        try:
            answer = await ask(self._session, "POST", self._url, headers=headers, data=self._body)
        except NoAnswer as trouble:
            raise SignInUnavailable(f"Microsoft's sign-in does not answer ({trouble})") from None
        value = text(answer.body, "access_token")
        if not answer.ok or not value:
            raise _refusal(answer)
        seconds = max(_seconds(answer.body), _SHORTEST)
        life = timedelta(seconds=seconds)
        return _Token(value, asked_at + life - min(_LAST, life / 4), asked_at + life - min(_RENEW, life / 2))


def _seconds(body: Json) -> int:
    """Read how long a token lives; Entra sends a number, some stand-ins a text."""
    value = body.get("expires_in")
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    return min(value, 24 * 3600) if isinstance(value, int) and not isinstance(value, bool) else 0


def _refusal(answer: Answer) -> Exception:
    """Say what a refusal means; Microsoft's own description may name accounts and is left out."""
    error = text(answer.body, "error")
    codes = answer.body.get("error_codes")
    known = [code for code in codes if isinstance(code, int)] if isinstance(codes, list) else []
    words = next((_WHAT_TO_DO[code] for code in known if code in _WHAT_TO_DO), _BY_ERROR.get(error, ""))
    if words:
        return SignInRefused(words)
    if answer.ok or answer.status >= _SERVER or answer.status == _TOO_MANY or not error:
        return SignInUnavailable(f"Microsoft's sign-in answers {answer.status} without a token", answer.retry_after)
    told = ", ".join([error, *(f"AADSTS{code}" for code in known)])
    return SignInRefused(f"Microsoft's sign-in says {told}: check app_id, app_secret, tenant and cloud")
