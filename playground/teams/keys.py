"""The keys that the Bot Connector service signs with, and the tokens that it sends to the bot.

Rules: RS256; issuer https://api.botframework.com, audience the app's id, a `serviceurl` claim equal to the activity's;
each key says by its endorsements which channels it may speak for
(https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot).
It deliberately keeps no old key: after a rotation, tokens of the old one can be checked by nobody who asks anew.
"""

import base64
import hashlib
import threading
from typing import TYPE_CHECKING

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from playground.teams.model import Json

if TYPE_CHECKING:
    from playground.clock import Clock

ISSUER = "https://api.botframework.com"
LIFE_SECONDS = 3600
_REUSE_SECONDS = 300.0  # one token serves several activities, as the service's do
_SPARE: list[rsa.RSAPrivateKey] = []
_lock = threading.Lock()


class Key:
    """One signing key and its public face."""

    def __init__(self, private: rsa.RSAPrivateKey, endorsements: tuple[str, ...] = ("msteams", "skype")) -> None:
        """Name the key after its modulus."""
        self.private, self.endorsements = private, endorsements
        numbers = private.public_key().public_numbers()
        self._n, self._e = _number(numbers.n), _number(numbers.e)
        self.kid = _text(hashlib.sha256(self._n.encode()).digest()[:20])

    @property
    def public(self) -> Json:
        """Write the key as the key set has it."""
        face = {"kty": "RSA", "use": "sig", "kid": self.kid, "x5t": self.kid, "n": self._n, "e": self._e}
        return face | {"endorsements": list(self.endorsements)}

    def sign(self, claims: Json) -> str:
        """Make a token."""
        return jwt.encode(claims, self.private, "RS256", headers={"kid": self.kid, "x5t": self.kid})


class Keys:
    """The key in force, and its tokens."""

    def __init__(self, clock: "Clock") -> None:
        """Begin with one key."""
        self._clock = clock
        self.published = [Key(_first_key())]
        self._made: dict[tuple[str, str, str], tuple[float, str]] = {}

    @property
    def current(self) -> Key:
        """The key that signs."""
        return self.published[-1]

    def rotate(self, *, overlap: bool = False, endorsements: tuple[str, ...] = ("msteams", "skype")) -> str:
        """Sign with a new key from now on; the old one is still published only with `overlap`. Tells the new id."""
        fresh = Key(new_private_key(), endorsements)
        self.published = [*(self.published if overlap else []), fresh]
        return fresh.kid

    def token(self, app_id: str, service_url: str) -> str:
        """Make the token of a delivery, or take the one made lately."""
        which, now = (self.current.kid, app_id, service_url), self._clock.now()
        made, token = self._made.get(which, (0.0, ""))
        if not token or not made <= now < made + _REUSE_SECONDS:
            token = self.current.sign(claims(app_id, service_url, now))
            self._made = {which: (now, token)}
        return token

    def key_set(self) -> Json:
        """Write the key set."""
        return {"keys": [key.public for key in self.published]}


def claims(app_id: str, service_url: str, now: float) -> Json:
    """Write what a genuine token says."""
    moments = {"nbf": int(now), "exp": int(now) + LIFE_SECONDS}
    return {"serviceurl": service_url, **moments, "iss": ISSUER, "aud": app_id}


def new_private_key() -> rsa.RSAPrivateKey:
    """Make a key; this takes a moment."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _first_key() -> rsa.RSAPrivateKey:
    """Take the key that every playground of this process begins with: making one is slow."""
    with _lock:
        if not _SPARE:
            _SPARE.append(new_private_key())
        return _SPARE[0]


def _number(value: int) -> str:
    return _text(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
