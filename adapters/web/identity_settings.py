"""How the operator's site says who a customer is: the part `identity` of the web channel's section."""

import re
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from adapters.web.key_file import read_keys
from config.base import Part
from config.durations import Duration, read_duration
from config.hiding import show_file
from config.names import Title
from config.secret import Secret

SHORTEST_KEY = 32
"""Bytes of a key for HS256, as https://www.rfc-editor.org/rfc/rfc7518#section-3.2 wants it."""
MOST_LEEWAY = timedelta(minutes=2)


class Algorithm(StrEnum):
    """How a token is signed."""

    HS256 = "HS256"
    RS256 = "RS256"
    ES256 = "ES256"


def _short(value: timedelta) -> timedelta:
    if value > MOST_LEEWAY:
        raise ValueError("must be at most 2m: so long a token that has run out is still taken")
    return value


class IdentityKey(Part):
    """One key. Its algorithm is its own: a token that names another is refused."""

    id: Annotated[str, Field(min_length=1, max_length=100)] = Field(
        description="Its id, as tokens name it in their header `kid`. A token without one is tried with the only key."
    )
    algorithm: Algorithm = Field(description="How tokens are signed with it: HS256, RS256 or ES256.")
    secret: Secret | None = Field(
        default=None, description="The shared secret for HS256: at least 32 characters, random."
    )
    public_key: str | None = Field(default=None, description="The public key for RS256 and ES256, as PEM.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        is_shared = self.algorithm is Algorithm.HS256
        if is_shared and (self.secret is None or self.public_key is not None):
            raise ValueError("a key for HS256 has 'secret' and no 'public_key'")
        if not is_shared and (self.public_key is None or self.secret is not None):
            raise ValueError(f"a key for {self.algorithm.value} has 'public_key' and no 'secret'")
        if self.secret is not None and len(self.secret.get_secret_value().encode()) < SHORTEST_KEY:
            raise ValueError(f"the secret must have at least {SHORTEST_KEY} characters, or it could be guessed")
        if self.public_key is not None and not re.search(r"-----BEGIN (RSA )?PUBLIC KEY-----", self.public_key):
            raise ValueError("the public key must be PEM, beginning with -----BEGIN PUBLIC KEY-----")
        return self


class Identity(Part):
    """Whom the site's tokens are believed, and what of them is shown."""

    keys: tuple[IdentityKey, ...] = Field(
        default=(), description="The keys with which the site signs tokens (JWT); several while you change one."
    )
    jwks_file: Annotated[str, Field(min_length=1, max_length=1000)] | None = Field(
        default=None,
        description="A file with such keys, a JSON Web Key Set (RFC 7517), beside `keys` or instead of them. "
        "It is read again when it changes. A path from where the bridge is started.",
    )
    user_secrets: tuple[Secret, ...] = Field(
        default=(),
        description="The secrets with which the site signs a bare user id (HMAC-SHA256, in hexadecimal digits), where "
        "it makes no tokens; several while you change one. At least 32 characters, random.",
    )
    issuer: Annotated[str, Field(min_length=1)] | None = Field(
        default=None, description="What a token's `iss` must be. Left out: it isn't looked at."
    )
    audience: Annotated[str, Field(min_length=1)] = Field(
        default="deskbridge", description="What a token's `aud` must be, or hold."
    )
    leeway: Annotated[Duration, AfterValidator(_short)] = Field(
        default=read_duration("30s"), description="How far two clocks may differ: up to 2m."
    )
    lifetime: Duration = Field(
        default=read_duration("12h"),
        description="How long a customer counts as verified after a token was shown; the page shows one each time.",
    )
    attributes: Annotated[Mapping[Annotated[str, Field(min_length=1, max_length=64)], Title], Field(max_length=10)] = (
        Field(default={}, description="Which claims of a token agents see, each with its label.")
    )

    @field_validator("jwks_file")
    @classmethod
    def _holds_keys(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                read_keys(Path(value))
            except ValueError as error:
                raise ValueError(f"{show_file(value)} {error}") from None
        return value

    @field_validator("user_secrets")
    @classmethod
    def _long_enough(cls, value: tuple[Secret, ...]) -> tuple[Secret, ...]:
        if any(len(one.get_secret_value().encode()) < SHORTEST_KEY for one in value):
            raise ValueError(f"must have at least {SHORTEST_KEY} characters each, or user ids could be forged")
        return value

    @model_validator(mode="after")
    def _believes_somebody(self) -> Self:
        if not self.keys and not self.user_secrets and self.jwks_file is None:
            raise ValueError("believes nobody: give it 'keys', 'jwks_file' or 'user_secrets', or leave it out")
        if len({one.id for one in self.keys}) < len(self.keys):
            raise ValueError("two keys have the same id")
        return self
