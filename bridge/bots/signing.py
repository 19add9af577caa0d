"""The signature of what goes to a bot and of what comes from it.

`Deskbridge-Signature: t=<seconds since 1970>,v1=<HMAC-SHA256 of "<t>." and the raw body, in hex>`, by the bot's secret.

Rules:
1. The raw body is checked before anything in it is read.
2. What is older, or newer, than five minutes is refused: a request that was overheard is worth nothing later.
"""

import hmac
import re
from datetime import datetime

from core.errors import SignatureInvalid

HEADER = "Deskbridge-Signature"
OLDEST = 300
"""Seconds, to both sides."""

_SIGNATURE = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")


def sign(secret: str, body: bytes, at: datetime) -> str:
    """Give the signature of a body."""
    seconds = str(int(at.timestamp()))
    return f"t={seconds},v1={_digest(secret, seconds, body)}"


def verify(secret: str, body: bytes, signature: str, now: datetime) -> None:
    """Let pass what was signed with the secret a moment ago. Raises `SignatureInvalid`."""
    found = _SIGNATURE.fullmatch(signature)
    if found is None:
        raise SignatureInvalid(f"{HEADER} is missing or malformed")
    is_fresh = abs(now.timestamp() - int(found[1])) <= OLDEST
    if not is_fresh or not hmac.compare_digest(_digest(secret, found[1], body), found[2]):
        raise SignatureInvalid("wrong or too old")


def _digest(secret: str, seconds: str, body: bytes) -> str:
    return hmac.digest(secret.encode(), f"{seconds}.".encode() + body, "sha256").hex()
