"""The file in which the site's keys stand, read again when it changes.

It is a JSON Web Key Set (https://www.rfc-editor.org/rfc/rfc7517).

Rules:
1. Keys come from this file alone. What a token says of where its key is to be had (`jku`, `x5u`, `jwk`) is never looked
   at (https://www.rfc-editor.org/rfc/rfc8725#section-3.10).
2. A key has one algorithm, told by its kind: RSA is RS256, EC on P-256 is ES256, oct is HS256. Keys of other kinds, and
   those for encrypting, are passed over; a private key, or one that is too short, spoils the file.
3. A file that is gone or spoilt changes nothing: the keys that were read last go on serving, and the log says why.
4. A key that nobody knows has the file read again, every ten seconds at most: not every file system tells of a change.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

LARGEST = 256 * 1024
SHORTEST_SECRET = 32
"""Bytes of a key for HS256, as https://www.rfc-editor.org/rfc/rfc7518#section-3.2 wants it."""
SHORTEST_RSA = 2048
"""Bits, as https://www.rfc-editor.org/rfc/rfc7518#section-3.3 wants it."""
PAUSE = timedelta(seconds=10)
ALGORITHMS = {"RSA": "RS256", "EC": "ES256", "oct": "HS256"}

Stamp = tuple[int, int, int]
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key, and the one algorithm with which it is tried."""

    algorithm: str
    key: Any = field(repr=False)


class KeyFile:
    """The keys of one file."""

    def __init__(self, path: Path) -> None:
        """Take where it is; it is read when it is needed."""
        self._path = path
        self._keys: Mapping[str, SigningKey] = {}
        self._stamp: Stamp | None = None
        self._read_at: datetime | None = None

    def keys(self, kid: str | None, now: datetime) -> Mapping[str, SigningKey]:
        """Give the keys by their ids, as the file has them by now; `kid` is the one that is wanted."""
        stamp = self._stamp_now()
        is_due = self._read_at is None or not timedelta() <= now - self._read_at < PAUSE
        if stamp != self._stamp or (kid not in self._keys and is_due):
            self._read(stamp, now)
        return self._keys

    def _read(self, stamp: Stamp | None, now: datetime) -> None:
        self._stamp, self._read_at = stamp, now
        try:
            self._keys = read_keys(self._path)
        except ValueError as error:
            log.warning("identity_keys_not_read", file=str(self._path), why=str(error), kept=len(self._keys))

    def _stamp_now(self) -> Stamp | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino


def read_keys(path: Path) -> Mapping[str, SigningKey]:
    """Read the keys of a file.

    Raises:
        ValueError: it can't be read, or holds no good keys; in words that say no key.
    """
    listed = _listed(path)
    found: dict[str, SigningKey] = {}
    for number, one in enumerate(listed, start=1):
        read = _key(one, f"key {number}")
        if read is None:
            continue
        kid, key = read
        if kid in found:
            raise ValueError(f"two keys have the id {kid!r}: take one of them out")
        found[kid] = key
    if not found:
        raise ValueError("has no key for RS256, ES256 or HS256: add one, with its kid")
    return found


def _listed(path: Path) -> list[Any]:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise ValueError(f"can't be read ({(error.strerror or 'no file').lower()}): check the path") from None
    if len(raw) > LARGEST:
        raise ValueError("is larger than 256 kB: it must hold keys and nothing else")
    try:
        read = json.loads(raw)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise ValueError(f"is no JSON{where}: it must be a JSON Web Key Set") from None
    listed = read.get("keys") if isinstance(read, dict) else None
    if not isinstance(listed, list):
        raise ValueError('has no list "keys": it must be a JSON Web Key Set')  # noqa: TRY004 - as below
    return listed


def _key(one: object, what: str) -> tuple[str, SigningKey] | None:
    """Read one key; None for one that is not for us."""
    if not isinstance(one, dict):
        raise ValueError(f"{what} is no key")  # noqa: TRY004 - of a file, not of a caller
    algorithm = ALGORITHMS.get(str(one.get("kty")))
    if algorithm is None or one.get("use", "sig") != "sig" or one.get("alg", algorithm) != algorithm:
        return None
    if algorithm == "ES256" and one.get("crv") != "P-256":
        return None
    kid = one.get("kid")
    if not isinstance(kid, str) or not kid:
        raise ValueError(f"{what} has no kid: tokens name their key by it")
    if algorithm != "HS256" and "d" in one:
        raise ValueError(f"{kid!r} is a private key: put its public half there, and make a new pair")
    return kid, SigningKey(algorithm, _made(one, kid, algorithm))


def _made(one: dict[str, Any], kid: str, algorithm: str) -> Any:
    import jwt  # noqa: PLC0415 - brings all of cryptography, which a start doesn't wait for

    try:
        key = jwt.PyJWK(one, algorithm).key
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError):
        raise ValueError(f"{kid!r} is no whole key: export it again") from None
    if algorithm == "HS256" and len(key) < SHORTEST_SECRET:
        raise ValueError(f"{kid!r} is shorter than {SHORTEST_SECRET} bytes: it could be guessed")
    if algorithm == "RS256" and key.key_size < SHORTEST_RSA:
        raise ValueError(f"{kid!r} has fewer than {SHORTEST_RSA} bits: make a longer one")
    return key
