"""What a failed call of Twilio's means: may it be repeated, and what is the agent told?

Rules:
1. Sending has no idempotency key: what may have arrived is `Uncertain`, and looked up. Only what surely was not taken
   (no connection, 429, a full queue) is `Transient`.
2. `detail` has Twilio's code and status alone: the SDK's own words carry the address, and may carry numbers.
3. What the agent is told is the channel's: a table of its own, small on purpose, since Twilio splits codes as time goes
   by; what is not in it is shown by its code.

Codes: https://www.twilio.com/docs/api/errors
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import ClientConnectorError, ClientSSLError, ConnectionTimeoutError, InvalidURL
from twilio.base.exceptions import TwilioRestException, TwilioServiceException

from core.errors import DeliveryFailed, Permanent, Transient, Uncertain, Unreachable
from core.sentences import Sentence

REFUSED, OPTED_OUT = 20003, 21610
"""The credentials; and a customer who wants nothing."""
_QUEUE_FULL = 30001
_LIMITED = frozenset({429, 20429})
_TOO_MANY, _SERVER, _UNAUTHORIZED = 429, 500, 401
FULL_PAUSE = 30.0
"""Seconds until a full queue is tried again."""
_NEVER_LEFT = (ClientConnectorError, ClientSSLError, ConnectionTimeoutError, InvalidURL)
_MOST_SECONDS = 3_600.0
FIRST_PAUSE = 1.0
"""Seconds of rest after a 429 that names none."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """What a channel makes of codes: their words, and which of them are the customer's doing."""

    reason: Callable[[int | None], Sentence]
    known: frozenset[int]
    """Codes that have words of their own."""
    of_the_person: frozenset[int]
    """Codes with which this customer can't be reached."""
    passing: frozenset[int] = frozenset()
    """Those of them that pass: a phone that is off is on again some day."""

    def is_final(self, code: int | None) -> bool:
        """Tell whether the same text would fail in the same way."""
        return code in self.of_the_person - self.passing


def from_answer(error: TwilioRestException | TwilioServiceException, meanings: Meanings) -> DeliveryFailed:
    """Judge an answer that is not the one hoped for."""
    code, status = int(error.code or 0), int(error.status or 0)
    detail = f"twilio {status}/{code}"
    if status == _TOO_MANY or code in _LIMITED:
        return Transient(detail, retry_after=FIRST_PAUSE, throttled=True)
    if code == _QUEUE_FULL:
        return Transient(detail, retry_after=FULL_PAUSE, reason=meanings.reason(code))
    if status >= _SERVER:
        return Uncertain(detail)  # somebody behind the gateway may have taken it
    kind = Unreachable if code in meanings.of_the_person else Permanent
    is_refused = status == _UNAUTHORIZED and code not in meanings.known
    return kind(detail, reason=meanings.reason(REFUSED if is_refused else code))


def from_transport(error: Exception) -> DeliveryFailed:
    """Judge a call that was not answered: what surely never left may be repeated."""
    detail = f"twilio: {type(error).__name__}"
    return Transient(detail) if isinstance(error, _NEVER_LEFT) else Uncertain(detail)


def throttled(headers: Mapping[str, str]) -> Transient:
    """Judge an answer that asks for a pause."""
    asked = headers.get("Retry-After", "")
    pause = float(asked) if asked.isascii() and asked.isdigit() else FIRST_PAUSE
    return Transient("twilio 429", retry_after=min(max(pause, FIRST_PAUSE), _MOST_SECONDS), throttled=True)
