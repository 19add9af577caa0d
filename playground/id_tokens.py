"""Tokens that tell who has signed in, and those that must be refused.

Rules: a token is signed with the key in force, unless a fault was asked for; then it is wrong in that one way only, and
everything else in it is as in a genuine one. It deliberately knows no vendor: whoever calls has written the claims, and
says what a token of another tenant would claim.
"""

import secrets
from collections.abc import Mapping
from typing import Any

import jwt

from playground.faults import Fault, Kind
from playground.signing import Json, KeyRing, SigningKey, first_private_key

SKEW_SECONDS = 300
"""What a receiver may allow for clocks that differ."""


def given(claims: Mapping[str, Any], keys: KeyRing, fault: Fault | None, elsewhere: Mapping[str, Any]) -> str:
    """Sign the claims, or what `fault` makes of them; `elsewhere` is what another tenant's token says instead."""
    kind = fault.kind if fault else None
    if kind is Kind.UNKNOWN_KEY:
        return SigningKey(first_private_key("nobody")).sign(claims)
    if kind is Kind.UNSIGNED:
        return jwt.encode(dict(claims), "", "none", headers={"kid": keys.current.kid})
    return keys.current.sign(dict(claims) | _changed(kind, claims, elsewhere))


def _changed(kind: Kind | None, claims: Mapping[str, Any], elsewhere: Mapping[str, Any]) -> Json:
    if kind is Kind.WRONG_NONCE:
        return {"nonce": secrets.token_hex(16)}
    if kind is Kind.OTHER_AUDIENCE:
        return {"aud": f"{claims['aud']}0"}
    if kind is Kind.OTHER_ISSUER:
        return {"iss": "https://issuer.example"}
    if kind is Kind.OTHER_TENANT:
        return dict(elsewhere)
    if kind is Kind.EXPIRED_TOKEN:
        back = int(claims["exp"] - claims["iat"]) + SKEW_SECONDS + 1
        return {name: claims[name] - back for name in ("iat", "nbf", "exp", "auth_time") if name in claims}
    return {}
