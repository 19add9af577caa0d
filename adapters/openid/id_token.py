"""Whether an id_token says what it says: https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation.

Rules:
1. RS256 and nothing else, by a key that the platform publishes and the token names.
2. It is for this app alone, from this issuer, for this very attempt (`nonce`), and holds now, by the bridge's clock.
3. Why one is refused is a word for logs; the token and what it holds are in none.
"""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from adapters.openid.keys import KeySet
from core.errors import NotSignedIn
from core.ports import Clock

LEEWAY = timedelta(minutes=1)
"""How far the platform's clock and ours may be apart."""
LONGEST = 16_384


@dataclass(frozen=True, slots=True)
class IdTokens:
    """Judges the id_tokens for one app."""

    client: str
    keys: KeySet
    clock: Clock

    async def claims(self, token: object, nonce: str) -> dict[str, Any]:
        """Give what a token says; the issuer is looked at by who knows which it may be (`of_issuer`).

        Raises:
            NotSignedIn: it is not to be believed.
        """
        import jwt  # noqa: PLC0415 - brings all of cryptography, which a start doesn't wait for

        if not isinstance(token, str) or len(token) > LONGEST:
            raise NotSignedIn("no_token")
        try:
            kid = jwt.get_unverified_header(token).get("kid")
            key = await self.keys.key(kid if isinstance(kid, str) else "")
            options: Any = {"verify_signature": True, **_OURS}
            claims: dict[str, Any] = jwt.decode(token, key, algorithms=["RS256"], options=options)
        except (jwt.PyJWTError, ValueError) as wrong:
            raise NotSignedIn(type(wrong).__name__) from None
        self._check(claims, nonce)
        return claims

    def _check(self, claims: dict[str, Any], nonce: str) -> None:
        if claims.get("aud") not in (self.client, [self.client]):
            raise NotSignedIn("audience")
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
            raise NotSignedIn("nonce")
        now, leeway = self.clock.now().timestamp(), LEEWAY.total_seconds()
        ends, begins, made = (claims.get(name, now if name == "nbf" else None) for name in ("exp", "nbf", "iat"))
        if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in (ends, begins, made)):
            raise NotSignedIn("times")
        if float(ends or 0) + leeway <= now:
            raise NotSignedIn("expired")
        if max(float(begins or 0), float(made or 0)) - leeway > now:
            raise NotSignedIn("not_yet")


_OURS = dict.fromkeys(("verify_exp", "verify_nbf", "verify_iat", "verify_aud", "verify_iss", "verify_sub"), False)
"""What the library would look at by the system's clock, or in part: that is done here."""


def of_issuer(claims: dict[str, Any], issuer: str) -> None:
    """See that a token is from an issuer, to the letter. Raises `NotSignedIn`."""
    if claims.get("iss") != issuer:
        raise NotSignedIn("issuer")


def named(claims: dict[str, Any], claim: str) -> str:
    """Give a claim that must be a word. Raises `NotSignedIn`."""
    value = claims.get(claim)
    if not isinstance(value, str) or not value:
        raise NotSignedIn("claims")
    return value
