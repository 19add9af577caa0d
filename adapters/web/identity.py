"""Whether the operator's site has signed who a customer is.

Rules:
1. Keys are those of the configuration and of its file; where a token says that its key is to be had is never looked at.
   A key has one algorithm, and no other is tried with it; so `none`, and a public key taken for a shared secret, can't
   come up (https://www.rfc-editor.org/rfc/rfc8725#section-3.1).
2. A token must say who (`sub`), for whom it is (`aud`) and until when it holds (`exp`); `nbf` and `iss` are looked at
   where they stand or are wanted. Time is the bridge's own clock.
3. What is not signed is a claim. A token is never kept, and stands in no log: only why it was refused does, and only
   there, so that nobody can find out by trying.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from adapters.web.identity_settings import Identity, IdentityKey
from adapters.web.ids import Visitor, person_id
from adapters.web.key_file import KeyFile, SigningKey
from core.features.answering import Answer
from core.features.verified import Person, without_lock

LONGEST_VALUE = 200
LONGEST_NAME = 80
NAME = "name"


class Shown(BaseModel):
    """What a page shows to say who its customer is."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    token: Annotated[str, Field(max_length=8000)] = ""
    user: Annotated[str, Field(max_length=200)] = ""
    hash: Annotated[str, Field(max_length=200)] = ""
    claims: Annotated[
        dict[Annotated[str, Field(max_length=64)], Annotated[str, Field(max_length=1000)]], Field(max_length=20)
    ] = {}


class NotBelieved(Exception):
    """What was shown can't be believed; `reason` is for the log alone."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Identities:
    """Judges what pages show."""

    channel: str
    settings: Identity | None
    file: KeyFile | None = None

    def who(self, shown: Shown, now: datetime) -> Person:
        """Give who it is: verified, or with nothing but claims.

        Raises:
            NotBelieved: a signature is there and is not good, or has run out.
        """
        if self.settings is None:
            if shown.token or shown.hash:
                raise NotBelieved("not_configured")
            return Person()
        if shown.token:
            return self._of_token(shown, self.settings, now)
        if shown.hash or shown.user:
            return self._of_user(shown, self.settings)
        return Person(claimed=self._answers(shown.claims, self.settings))

    def visitor(self, person: Person) -> Visitor:
        """Give the visitor that a verified person is, in whatever browser."""
        return Visitor(person_id(self.channel, person.user), person)

    def _of_token(self, shown: Shown, settings: Identity, now: datetime) -> Person:
        import jwt  # noqa: PLC0415 - brings all of cryptography, which a start doesn't wait for

        key = self._key(shown.token, settings, now)
        options: Any = {"require": ["sub", "exp", "aud"], "verify_exp": False, "verify_nbf": False, "verify_iat": False}
        try:
            claims: dict[str, Any] = jwt.decode(
                shown.token,
                key.key,
                algorithms=[key.algorithm],
                audience=settings.audience,
                issuer=settings.issuer,
                options=options,
            )
        except (jwt.PyJWTError, ValueError) as error:
            raise NotBelieved(type(error).__name__) from None
        _check_times(claims, settings, now)
        return Person(
            user=_user(claims["sub"]),
            name=_clean(claims.get(NAME), LONGEST_NAME),
            verified=self._answers(claims, settings),
            claimed=self._answers({key: one for key, one in shown.claims.items() if key not in claims}, settings),
        )

    def _key(self, token: str, settings: Identity, now: datetime) -> SigningKey:
        import jwt  # noqa: PLC0415 - as above

        try:
            wanted = jwt.get_unverified_header(token).get("kid")
        except (jwt.PyJWTError, ValueError):
            raise NotBelieved("malformed") from None
        known = {one.id: _signing(one) for one in settings.keys}
        if wanted not in known and self.file is not None:
            known = {**self.file.keys(wanted, now), **known}
        if wanted is None and len(known) == 1:
            return next(iter(known.values()))
        if wanted not in known:
            raise NotBelieved("key_unknown")
        return known[wanted]

    def _of_user(self, shown: Shown, settings: Identity) -> Person:
        signed = shown.user.encode()
        secrets = (one.get_secret_value().encode() for one in settings.user_secrets)
        good = [hmac.new(one, signed, hashlib.sha256).hexdigest().encode() for one in secrets]
        given = shown.hash.lower().encode()
        if not any(hmac.compare_digest(given, one) for one in good):
            raise NotBelieved("hash")
        return Person(user=_user(shown.user), claimed=self._answers(shown.claims, settings))

    def _answers(self, claims: Mapping[str, Any], settings: Identity) -> tuple[Answer, ...]:
        known = ((name, label, _clean(claims.get(name), LONGEST_VALUE)) for name, label in settings.attributes.items())
        return tuple(Answer(name, label, (value,)) for name, label, value in known if value)


def _signing(key: IdentityKey) -> SigningKey:
    return SigningKey(key.algorithm.value, key.secret.get_secret_value() if key.secret is not None else key.public_key)


def _user(given: object) -> str:
    """Give a user's id as it is: two that differ are never made alike."""
    if not isinstance(given, str) or not given or given != _clean(given, LONGEST_VALUE):
        raise NotBelieved("user_id")
    return given


def _check_times(claims: Mapping[str, Any], settings: Identity, now: datetime) -> None:
    leeway, moment = settings.leeway.total_seconds(), now.timestamp()
    times = {name: claims.get(name, moment) for name in ("exp", "nbf", "iat")}
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in times.values()):
        raise NotBelieved("times")
    if times["exp"] + leeway <= moment:
        raise NotBelieved("expired")
    if max(times["nbf"], times["iat"]) - leeway > moment:
        raise NotBelieved("not_yet")


def _clean(value: object, longest: int) -> str:
    """Give a claim as one short line; what is neither text nor a number says nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    line = " ".join(without_lock(str(value)).split())
    return "".join(sign for sign in line if sign.isprintable())[:longest]
