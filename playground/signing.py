"""The keys that a vendor signs tokens with: one in force, published with those before it for as long as is wanted.

Rules: RS256 with 2,048 bits; a key is named after its modulus. What a vendor's own key set says beside the numbers is
that vendor's business. It deliberately keeps keys in memory only: another playground begins with others.
"""

import base64
import hashlib
import threading
from collections.abc import Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

Json = dict[str, Any]
_FIRST: dict[str, rsa.RSAPrivateKey] = {}
_lock = threading.Lock()


class SigningKey:
    """One key and its public face."""

    def __init__(self, private: rsa.RSAPrivateKey) -> None:
        """Name the key after its modulus."""
        self.private = private
        numbers = private.public_key().public_numbers()
        self._n, self._e = _number(numbers.n), _number(numbers.e)
        self.kid = text_of(hashlib.sha256(self._n.encode()).digest()[:20])

    @property
    def public(self) -> Json:
        """Write the key as a key set has it (https://www.rfc-editor.org/rfc/rfc7517)."""
        return {"kty": "RSA", "use": "sig", "kid": self.kid, "n": self._n, "e": self._e}

    def sign(self, claims: Mapping[str, Any]) -> str:
        """Make a token."""
        return jwt.encode(dict(claims), self.private, "RS256", headers={"kid": self.kid})


class KeyRing:
    """The keys of one issuer of sign-in tokens; the first is made when it is wanted, since that takes a moment."""

    def __init__(self, owner: str) -> None:
        """Begin with the key that every playground of this process has for `owner`."""
        self._owner = owner
        self._published: list[SigningKey] = []

    @property
    def published(self) -> list[SigningKey]:
        """The keys that are published, the one that signs last."""
        if not self._published:
            self._published = [SigningKey(first_private_key(self._owner))]
        return self._published

    @property
    def current(self) -> SigningKey:
        """The key that signs."""
        return self.published[-1]

    def rotate(self, *, overlap: bool = False) -> str:
        """Sign with a new key from now on; the old one stays published only with `overlap`. Tells the new id."""
        fresh = SigningKey(new_private_key())
        self._published = [*(self.published if overlap else []), fresh]
        return fresh.kid


def new_private_key() -> rsa.RSAPrivateKey:
    """Make a key; this takes a moment."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def first_private_key(owner: str) -> rsa.RSAPrivateKey:
    """Take the key that every playground of this process begins with for `owner`: making one is slow."""
    with _lock:
        if owner not in _FIRST:
            _FIRST[owner] = new_private_key()
        return _FIRST[owner]


def text_of(raw: bytes) -> str:
    """Write bytes in the alphabet of addresses, without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _number(value: int) -> str:
    return text_of(value.to_bytes((value.bit_length() + 7) // 8, "big"))
