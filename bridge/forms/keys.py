"""The keys with which form values are sealed: AES-256-GCM, https://csrc.nist.gov/pubs/sp/800/38/d/final.

Rules:
1. The first key seals; every key opens what names it. So a key is changed by putting a new one before it, and the old
   one is taken out when nothing of its time is left: after a form's time.
2. What is sealed is tied to where it belongs (the additional data): put elsewhere it doesn't open.
3. A nonce is 96 random bits. With fewer than 2^32 values a key that is safe; at a hundred a second that is a year.
4. Without `keys:` a process makes a key of its own, in a file that nobody else may read.
"""

import hmac
import os
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes, token_hex

from config.keys import KEY_BYTES, read_key

NONCE = 12
FILE = "form.key"


class SealBroken(Exception):
    """What was to be opened was sealed by no key that is here, for another place, or is damaged."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and the name by which what it sealed finds it again."""

    id: str
    secret: bytes = field(repr=False)


class Keyring:
    """The keys, the one that seals first."""

    def __init__(self, keys: Sequence[Key]) -> None:
        """Take at least one key."""
        self._keys = {one.id: one for one in keys}
        self._first = keys[0]

    def seal(self, plain: bytes, place: Sequence[str]) -> bytes:
        """Seal something for its place: `id.nonce.sealed`, the id in clear."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow to import, seldom needed

        nonce = token_bytes(NONCE)
        name = self._first.id
        return name.encode() + b"." + nonce + AESGCM(self._first.secret).encrypt(nonce, plain, _tied(name, place))

    def open(self, sealed: bytes, place: Sequence[str]) -> bytes:
        """Open what was sealed for this place.

        Raises:
            SealBroken: it can't be opened.
        """
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - the same
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - the same

        name, _, rest = sealed.partition(b".")
        key = self._keys.get(name.decode("ascii", "replace"))
        if key is None or len(rest) < NONCE:
            raise SealBroken
        try:
            return AESGCM(key.secret).decrypt(rest[:NONCE], rest[NONCE:], _tied(key.id, place))
        except InvalidTag:
            raise SealBroken from None

    def derived(self, purpose: str, *of: str) -> tuple[bytes, ...]:
        """Give 256 bits for a purpose, by each key: the present one first."""
        words = b"\0".join(one.encode() for one in (purpose, *of))
        return tuple(hmac.digest(one.secret, b"deskbridge derived\0" + words, sha256) for one in self._keys.values())


def _tied(key: str, place: Sequence[str]) -> bytes:
    """Write a place so that no two are written alike: each word with its length before it."""
    return b"".join(len(word := one.encode()).to_bytes(4) + word for one in ("deskbridge 1", key, *place))


def own_key(folder: Path) -> Key:
    """Give this process's own key, made when it is not there yet.

    Raises:
        OSError: the file can't be read or made.
        ValueError: the file holds no key.
    """
    file = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        _make(file)
    return Key("own", read_key(file.read_text(encoding="ascii", errors="replace").strip()))


def _make(file: Path) -> None:
    """Make a key's file: whole from the first moment, and never over one that is there."""
    new = file.with_name(f"{file.name}.{token_hex(8)}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(b64encode(token_bytes(KEY_BYTES)) + b"\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        with suppress(FileExistsError):
            os.link(new, file)
    finally:
        new.unlink()
