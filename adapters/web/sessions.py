"""Who a visitor is: a signed token, kept by the browser; and signatures for what a visitor is handed.

Rules:
1. A token says the visitor's random id and the queue of the page's tag. It opens that visitor's own chat, nothing else.
2. Each use has a key of its own, derived from the secret, so that a token is never valid as a file's address.
3. What a previous secret signed is still taken; what we sign is signed with the present one.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from adapters.web.ids import Visitor, make_visitor
from core.errors import SignatureInvalid
from core.features.verified import Person
from core.ids import ExternalRef, QueueId

_ALGORITHM = "HS256"
_AUDIENCE = "deskbridge-widget"
_PERSON: TypeAdapter[Person] = TypeAdapter(Person)
_RENEW_AFTER = 0.5
"""Share of the lifetime after which a token is replaced by a fresh one."""


def derive(secret: str, purpose: str) -> bytes:
    """Make the key of one purpose from a secret (HMAC-SHA256 as the derivation, RFC 5869's extract step)."""
    return hmac.new(secret.encode(), f"deskbridge web {purpose}".encode(), hashlib.sha256).digest()


@dataclass(frozen=True, slots=True)
class Token:
    """A token that was checked: whose it is, for which queue, and until when it holds."""

    visitor: Visitor
    queue: QueueId
    expires_at: datetime
    text: str


class Sessions:
    """Makes and checks visitors' tokens. `secrets` has the present secret first."""

    def __init__(self, secrets: Sequence[str], lifetime: timedelta) -> None:
        self._keys = [derive(secret, "visitor token") for secret in secrets]
        self._lifetime = lifetime

    def issue(self, visitor: Visitor, queue: QueueId, now: datetime, lifetime: timedelta | None = None) -> Token:
        """Sign a token for a visitor of a queue's page; it says who they are, where that was verified or claimed."""
        import jwt  # noqa: PLC0415 - brings all of cryptography, which a start doesn't wait for

        expires_at = (now + (lifetime or self._lifetime)).replace(microsecond=0)
        claims: dict[str, Any] = {
            "sub": visitor.id,
            "queue": queue,
            "aud": _AUDIENCE,
            "iat": int(now.timestamp()),
            "exp": int(expires_at.timestamp()),
        }
        if visitor.person is not None:
            claims["who"] = _PERSON.dump_python(visitor.person, mode="json", exclude_defaults=True)
        return Token(visitor, queue, expires_at, jwt.encode(claims, self._keys[0], algorithm=_ALGORITHM))

    def check(self, text: str, now: datetime) -> Token:
        """Read a token.

        Raises:
            SignatureInvalid: it isn't ours, was changed, or has run out.
        """
        claims = self._claims(text)
        expires_at = datetime.fromtimestamp(claims["exp"], tz=now.tzinfo)
        if expires_at <= now:
            raise SignatureInvalid("visitor token has run out")
        person = _PERSON.validate_python(claims["who"]) if "who" in claims else None
        return Token(Visitor(claims["sub"], person), QueueId(claims["queue"]), expires_at, text)

    def welcome(self, text: str | None, queue: QueueId, now: datetime) -> Token:
        """Recognise a browser, renewing a token that grows old; anybody else becomes a new visitor.

        A token that was given to somebody who had been verified makes nobody them: the page says who it is each time.
        """
        try:
            token = self.check(text or "", now)
        except SignatureInvalid:
            return self.issue(make_visitor(), queue, now)
        if token.visitor.person is not None:
            browser = make_visitor() if token.visitor.person.user else Visitor(token.visitor.id)
            return self.issue(browser, queue, now)
        is_old = token.expires_at - now < self._lifetime * (1 - _RENEW_AFTER)
        return self.issue(token.visitor, queue, now) if is_old or token.queue != queue else token

    def go_on(self, text: str, queue: QueueId, now: datetime) -> Token | None:
        """Give a verified person's session as it is, for a queue, until it runs out; None for any other."""
        try:
            token = self.check(text, now)
        except SignatureInvalid:
            return None
        if token.visitor.person is None or not token.visitor.person.user:
            return None
        return self.issue(token.visitor, queue, now, token.expires_at - now)

    def _claims(self, text: str) -> dict[str, Any]:
        import jwt  # noqa: PLC0415 - see above

        # The time is checked by our own clock above; PyJWT would ask the system's.
        options: Any = {"require": ["sub", "exp", "queue"], "verify_exp": False, "verify_iat": False}
        for key in self._keys:
            try:
                claims: dict[str, Any] = jwt.decode(
                    text, key, algorithms=[_ALGORITHM], audience=_AUDIENCE, options=options
                )
            except (jwt.InvalidTokenError, UnicodeError):  # a head line may hold bytes that are no text
                continue
            return claims
        raise SignatureInvalid("visitor token is not signed by us")


class Signer:
    """Short signatures that ride in addresses and ids."""

    def __init__(self, secrets: Sequence[str], purpose: str) -> None:
        self._keys = [derive(secret, purpose) for secret in secrets]

    def sign(self, *words: str | ExternalRef) -> str:
        """Sign some words, in their order."""
        return self._with(self._keys[0], words)

    def is_good(self, signature: str, *words: str | ExternalRef) -> bool:
        """Tell whether this is what `sign` gave for the same words, under any key still taken."""
        given = signature.encode(errors="surrogatepass")
        return any(hmac.compare_digest(given, self._with(key, words).encode()) for key in self._keys)

    @staticmethod
    def _with(key: bytes, words: Sequence[str]) -> str:
        joined = "\0".join(words).encode()
        digest = hmac.new(key, joined, hashlib.sha256).digest()[:18]
        return base64.urlsafe_b64encode(digest).decode()
