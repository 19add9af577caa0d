"""Whether a request is Teams': its token, and whether the activity in it is the one that the token speaks for.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot

Rules:
1. The token is checked before anything of the body is read; then the activity against the token.
2. 401 for what is wrong with the token. 403 for a true one of somebody who is not let in: another tenant, a connector
   that isn't listed, a key that doesn't speak for Teams. Never anything else.
3. Only RS256: the token doesn't choose how it is checked. What isn't there counts as wrong.
4. Whoever is refused is not told more than that; the log says why, and holds no token.
5. Teams shows one token with many requests: one that was found true is known again, as long as its key is published;
   its time is looked at each time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt
from jwt.types import Options
from multidict import CIMultiDictProxy

from adapters.teams.config import TeamsSection
from adapters.teams.hosts import is_service
from adapters.teams.keys import Key, Keys
from adapters.teams.payload import Json, part, text
from adapters.teams.wire import Session
from core.errors import InboundRejected, SignatureInvalid
from core.ports import Clock

Headers = CIMultiDictProxy[str]

CHANNEL = "msteams"
SKEW = timedelta(minutes=5)
"""Between Microsoft's clock and ours, to both sides."""
_LONGEST = 16_384
_MOST_KNOWN = 32
"""Tokens that are known again; there is one at a time, for an hour, and one more for each service address."""
_ALGORITHM = "RS256"
_MALFORMED = (jwt.PyJWTError, ValueError, TypeError, AttributeError, KeyError, RecursionError, OverflowError)
_BY_HAND: Options = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_iss": False,
}
"""PyJWT looks at the machine's clock, and takes an audience that is one of several; ours is checked here."""


class SenderRefused(InboundRejected):
    """The request is truly Teams', but of somebody who is not let in."""

    code = "sender_refused"
    http_status = 403


@dataclass(frozen=True, slots=True)
class Verified:
    """What a token says that was found true."""

    service_url: str
    endorsements: frozenset[str] | None
    """The channels that its key speaks for; None where the authority says none for any of its keys."""


@dataclass(frozen=True, slots=True)
class _Authority:
    keys: Keys
    endorses: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """A token that was found true."""

    authority: _Authority
    kid: str
    key: Key
    claims: Mapping[str, Any]


class Gate:
    """Lets requests in."""

    def __init__(self, section: TeamsSection, session: Session, clock: Clock) -> None:
        addresses = section.addresses()
        main = _Authority(Keys(addresses.metadata_url, session, clock), endorses=True)
        self._authorities = dict.fromkeys(section.issuers or (addresses.issuer,), main)
        for other in section.other_issuers:
            self._authorities[other.issuer] = _Authority(Keys(other.metadata_url, session, clock), endorses=False)
        self._app = section.app_id
        self._tenants = section.tenants()
        self._services = addresses.service_hosts
        self._clock = clock
        self._known: dict[str, _Known] = {}

    async def verify(self, headers: Headers) -> Verified:
        """Check a request's token.

        Raises:
            SignatureInvalid: it is missing, or not a true one for us at this time.
            KeysUnavailable: it can't be told, because no keys could be had yet.
        """
        token = bearer(headers)
        known = self._known.get(token)
        if known is not None:
            key = await known.authority.keys.find(known.kid)
            if key is None:
                self._known.pop(token, None)
                raise SignatureInvalid("the token's key is no longer published")
            known = known if key is known.key else None
        if known is None:
            known = await self._found_true(token)
        check_time(known.claims, self._clock.now())
        service = known.claims.get("serviceurl") or known.claims.get("serviceUrl")
        if not isinstance(service, str) or not service:
            raise SignatureInvalid("the token has no serviceurl")
        return Verified(service, known.key.endorsements if known.authority.endorses else None)

    async def _found_true(self, token: str) -> _Known:
        kid, issuer = unverified(token)
        authority = self._authorities.get(issuer)
        if authority is None:
            raise SignatureInvalid("the token is of another issuer")
        key = await authority.keys.find(kid)
        if key is None:
            raise SignatureInvalid("the token's key is not known")
        claims = check(token, key, issuer=issuer, audience=self._app)
        while len(self._known) >= _MOST_KNOWN:
            self._known.pop(next(iter(self._known)))
        found = self._known[token] = _Known(authority, kid, key, claims)
        return found

    def admit(self, verified: Verified, activity: Json) -> None:
        """Check that an activity is the one that the token speaks for, and of somebody who is let in.

        Raises:
            SignatureInvalid: the token speaks for another service.
            SenderRefused: the tenant, the connector or the channel is not one of ours.
        """
        admit(verified, activity, tenants=self._tenants, services=self._services)

    async def stop(self) -> None:
        """Ask for no more keys."""
        for authority in self._authorities.values():
            await authority.keys.stop()


def bearer(headers: Headers) -> str:
    """Give the token of a request. Raises `SignatureInvalid`."""
    values = headers.getall("Authorization", ())
    if len(values) != 1:
        raise SignatureInvalid(f"Authorization is there {len(values)} times")
    scheme, _, token = values[0].partition(" ")
    token = token.strip()
    if scheme.casefold() != "bearer" or not token or len(token) > _LONGEST or not token.isascii():
        raise SignatureInvalid("Authorization holds no bearer's token")
    return token


def unverified(token: str) -> tuple[str, str]:
    """Read which key a token names, and whose it claims to be; nothing of it is believed yet.

    Raises:
        SignatureInvalid: it is no token of the kind that we take.
    """
    try:
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(token, options={**_BY_HAND, "verify_signature": False})
        algorithm, kid, issuer = header.get("alg"), header.get("kid"), claims.get("iss")
    except _MALFORMED:
        raise SignatureInvalid("the token can't be read") from None
    if algorithm != _ALGORITHM:
        raise SignatureInvalid("the token is signed in another way")
    if not isinstance(kid, str) or not kid or not isinstance(issuer, str):
        raise SignatureInvalid("the token names no key or no issuer")
    return kid, issuer


def check(token: str, key: Key, *, issuer: str, audience: str) -> Mapping[str, Any]:
    """Check a token's signature and for whom it is; give what it says. Raises `SignatureInvalid`."""
    try:
        claims: Mapping[str, Any] = jwt.decode(token, key.public, algorithms=[_ALGORITHM], options=_BY_HAND)
    except _MALFORMED:
        raise SignatureInvalid("the token's signature is wrong") from None
    if claims.get("iss") != issuer:
        raise SignatureInvalid("the token is of another issuer")
    if not audience or claims.get("aud") != audience:
        raise SignatureInvalid("the token is for somebody else")
    return claims


def check_time(claims: Mapping[str, Any], now: datetime) -> None:
    """Check that a token is good now. Raises `SignatureInvalid`."""
    ends, begins = _seconds(claims, "exp"), _seconds(claims, "nbf")
    skew, at = SKEW.total_seconds(), now.timestamp()
    if ends is None or at >= ends + skew:
        raise SignatureInvalid("the token has run out")
    if "nbf" in claims and (begins is None or at < begins - skew):
        raise SignatureInvalid("the token is not yet good")


def admit(verified: Verified, activity: Json, *, tenants: Iterable[str], services: Iterable[str]) -> None:
    """Check an activity against its token and against who is let in. See `Gate.admit`."""
    service = text(activity, "serviceUrl")
    if not service or service != verified.service_url:
        raise SignatureInvalid("the token is for another serviceUrl")
    if text(activity, "channelId") != CHANNEL:
        raise SenderRefused("not an activity of Teams'")
    if verified.endorsements is not None and CHANNEL not in verified.endorsements:
        raise SenderRefused("the token's key does not speak for Teams")
    if not is_service(service, services):
        raise SenderRefused("the serviceUrl is none of service_urls")
    named = tenants_of(activity)
    if not named or not named <= set(tenants):
        raise SenderRefused("the tenant is none of allowed_tenants")


def tenants_of(activity: Json) -> frozenset[str]:
    """Give the tenants that an activity names: Teams says it twice."""
    told = (text(part(activity, "channelData", "tenant"), "id"), text(part(activity, "conversation"), "tenantId"))
    return frozenset(one for one in told if one)


def _seconds(claims: Mapping[str, Any], name: str) -> float | None:
    value = claims.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
