"""Whether a request is Slack's: the signature over its raw body, and its age.

https://docs.slack.dev/authentication/verifying-requests-from-slack

Rules:
1. The raw body is checked before anything in it is read.
2. A header that is missing, doubled or no number is a refusal like a wrong signature, and says no more than that.
"""

import hmac
import re

from multidict import CIMultiDictProxy

from core.errors import SignatureInvalid
from core.ports import Clock

Headers = CIMultiDictProxy[str]

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_OLDEST = 300
"""In seconds, to both sides."""


class Verifier:
    """Checks requests against the signing secret, by the bridge's clock."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._secret = secret.encode()
        self._clock = clock

    def verify(self, body: bytes, headers: Headers) -> None:
        """Let pass what Slack signed less than five minutes ago. Raises `SignatureInvalid`."""
        timestamp = _one(headers, "X-Slack-Request-Timestamp")
        signature = _one(headers, "X-Slack-Signature")
        if not _TIMESTAMP.fullmatch(timestamp):
            raise SignatureInvalid("the timestamp is no number")
        if not signature.isascii():
            raise SignatureInvalid("the signature has foreign characters")
        if not _is_utf8(body):
            raise SignatureInvalid("the body is not UTF-8")
        is_fresh = abs(self._clock.now().timestamp() - int(timestamp)) <= _OLDEST
        if not is_fresh or not hmac.compare_digest(self._expected(timestamp, body), signature):
            raise SignatureInvalid("wrong or too old")

    def _expected(self, timestamp: str, body: bytes) -> str:
        return "v0=" + hmac.digest(self._secret, b"v0:" + timestamp.encode() + b":" + body, "sha256").hex()


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _one(headers: Headers, name: str) -> str:
    values = headers.getall(name, ())
    if len(values) != 1:
        raise SignatureInvalid(f"{name} is there {len(values)} times")
    return values[0]
