"""What a failed call of the Graph API means: may it be repeated?

Rules:
1. Sending has no idempotency key: what may have arrived is `Uncertain`. Only what surely was not taken is `Transient`.
2. `detail` has Meta's codes and the status alone: its own words may carry names and numbers.
3. What the agent is told is the channel's: a table of its own, small on purpose; what is not in it is shown by code.

https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from aiohttp import ClientConnectorError, ClientSSLError, ConnectionTimeoutError, InvalidURL

from core.errors import DeliveryFailed, Permanent, Transient, Uncertain, Unreachable
from core.sentences import Sentence

LIMITED: Collection[int] = frozenset({4, 17, 32, 341, 613, 80002, 80006, 80007, 130429, 131056})
"""Too many calls: https://developers.facebook.com/docs/graph-api/overview/rate-limiting"""
FOR_A_MOMENT: Collection[int] = frozenset({1200})
"""Surely not sent; Meta asks for another try."""
_TOO_MANY, _SERVER = 429, 500
_NEVER_LEFT = (ClientConnectorError, ClientSSLError, ConnectionTimeoutError, InvalidURL)
FIRST_PAUSE = 1.0
"""Seconds of rest after a refusal for too many calls that names none."""
MOST_SECONDS = 3_600.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """How the Graph API says no."""

    status: int
    code: int
    subcode: int = 0

    @property
    def detail(self) -> str:
        """Write it for a log."""
        return f"meta {self.status}/{self.code}" + (f"/{self.subcode}" if self.subcode else "")


@dataclass(frozen=True, slots=True)
class Meanings:
    """What a channel makes of refusals: their words, and which of them are the customer's doing."""

    reason: Callable[[int, int], Sentence]
    of_the_person: frozenset[int] = frozenset()
    """Codes, and subcodes, with which the same would fail again."""
    pauses: Mapping[int, float] = field(default_factory=dict)
    """Seconds of rest after a refusal for too many calls, by its code."""


def judge(refusal: Refusal, meanings: Meanings, pause: float | None) -> DeliveryFailed:
    """Judge a refusal; `pause` is how long Meta asks us to wait."""
    code, detail = refusal.code, refusal.detail
    if refusal.status == _TOO_MANY or code in LIMITED:
        seconds = max(pause or meanings.pauses.get(code, FIRST_PAUSE), FIRST_PAUSE)
        return Transient(detail, retry_after=min(seconds, MOST_SECONDS), throttled=True)
    if code in FOR_A_MOMENT:
        return Transient(detail, reason=meanings.reason(code, refusal.subcode))
    if refusal.status >= _SERVER:
        return Uncertain(detail)  # somebody behind the gateway may have taken it
    kind = Unreachable if meanings.of_the_person & {code, refusal.subcode} else Permanent
    return kind(detail, reason=meanings.reason(code, refusal.subcode))


def from_transport(error: Exception) -> DeliveryFailed:
    """Judge a call that was not answered: what surely never left may be repeated."""
    detail = f"meta: {type(error).__name__}"
    return Transient(detail) if isinstance(error, _NEVER_LEFT) else Uncertain(detail)
