"""Whether a request is Slack's: the signature over its raw body, and its age.

https://docs.slack.dev/authentication/verifying-requests-from-slack

Rules:
1. The raw body is checked before anything in it is read.
2. A header that is missing, doubled or no number is a refusal like a wrong signature, and says no more than that.
"""

import re

from multidict import CIMultiDictProxy
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier

from core.errors import SignatureInvalid
from core.ports import Clock

Headers = CIMultiDictProxy[str]

_TIMESTAMP = re.compile(r"[0-9]{1,12}")


class Verifier:
    """Checks requests against the signing secret, by the bridge's clock."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._verifier = SignatureVerifier(secret, _AsSlackClock(clock))

    def verify(self, body: bytes, headers: Headers) -> None:
        """Let pass what Slack signed less than five minutes ago. Raises `SignatureInvalid`."""
        timestamp = _one(headers, "X-Slack-Request-Timestamp")
        signature = _one(headers, "X-Slack-Signature")
        if not _TIMESTAMP.fullmatch(timestamp):
            raise SignatureInvalid("the timestamp is no number")
        if not signature.isascii():
            raise SignatureInvalid("the signature has foreign characters")
        try:
            text = body.decode()
        except UnicodeDecodeError:
            raise SignatureInvalid("the body is not UTF-8") from None
        if not self._verifier.is_valid(text, timestamp, signature):
            raise SignatureInvalid("wrong or too old")


class _AsSlackClock(SignatureClock):
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now().timestamp()


def _one(headers: Headers, name: str) -> str:
    values = headers.getall(name, ())
    if len(values) != 1:
        raise SignatureInvalid(f"{name} is there {len(values)} times")
    return values[0]
