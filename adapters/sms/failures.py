"""What a failed call of Twilio's means: may it be repeated, and what is the agent told?

Rules:
1. Sending has no idempotency key: what may have arrived is `Uncertain`, and looked up. Only what surely was not taken
   (no connection, 429, a full queue) is `Transient`.
2. `detail` has Twilio's code and status alone: the SDK's own words carry the address, and may carry numbers.
3. The table is small on purpose, since Twilio splits codes as time goes by: what is not in it is shown by its code.

Codes: https://www.twilio.com/docs/api/errors
"""

from collections.abc import Mapping
from types import MappingProxyType

from aiohttp import ClientConnectorError, ClientSSLError, ConnectionTimeoutError, InvalidURL
from twilio.base.exceptions import TwilioRestException, TwilioServiceException

from core.errors import DeliveryFailed, Permanent, Transient, Uncertain, Unreachable
from core.sentences import Sentence, say

OPTED_OUT = 21610
_OUT_OF_REACH = 30003
_QUEUE_FULL = 30001
_LIMITED = frozenset({429, 20429})
_TOO_MANY, _SERVER = 429, 500
FULL_PAUSE = 30.0
"""Seconds until a full queue is tried again."""
_WORDS: Mapping[int, str] = MappingProxyType({
    20003: "sms_auth",
    21211: "sms_not_a_mobile",
    21408: "sms_region",
    21610: "sms_opted_out",
    21612: "sms_pair",
    21614: "sms_not_a_mobile",
    30001: "sms_queue_full",
    30002: "sms_suspended",
    30003: "sms_unreachable",
    30004: "sms_blocked",
    30005: "sms_unknown_number",
    30006: "sms_landline",
    30007: "sms_filtered",
    30008: "sms_unexplained",
    30036: "sms_late",
    12300: "sms_no_address",
    11200: "sms_no_address",
})  # fmt: skip
_OF_THE_PERSON = frozenset({21211, 21610, 21614, _OUT_OF_REACH, 30004, 30005, 30006})
_NEVER_LEFT = (ClientConnectorError, ClientSSLError, ConnectionTimeoutError, InvalidURL)
_MOST_SECONDS = 3_600.0
FIRST_PAUSE = 1.0
"""Seconds of rest after a 429 that names none."""


def reason_of(code: int | None) -> Sentence:
    """Say a code of Twilio's in words that tell what to do."""
    if code is None:
        return say("sms_unexplained")
    return say(_WORDS[code]) if code in _WORDS else say("sms_error", code=code)


def is_final(code: int | None) -> bool:
    """Tell whether the same text would fail in the same way: a phone that is off is on again some day."""
    return code in _OF_THE_PERSON - {_OUT_OF_REACH}


def from_answer(error: TwilioRestException | TwilioServiceException) -> DeliveryFailed:
    """Judge an answer that is not the one hoped for."""
    code, status = int(error.code or 0), int(error.status or 0)
    detail = f"twilio {status}/{code}"
    if status == _TOO_MANY or code in _LIMITED:
        return Transient(detail, retry_after=FIRST_PAUSE, throttled=True)
    if code == _QUEUE_FULL:
        return Transient(detail, retry_after=FULL_PAUSE, reason=reason_of(code))
    if status >= _SERVER:
        return Uncertain(detail)  # somebody behind the gateway may have taken it
    kind = Unreachable if code in _OF_THE_PERSON else Permanent
    return kind(detail, reason=reason_of(20003 if status == 401 and code not in _WORDS else code))  # noqa: PLR2004


def from_transport(error: Exception) -> DeliveryFailed:
    """Judge a call that was not answered: what surely never left may be repeated."""
    detail = f"twilio: {type(error).__name__}"
    return Transient(detail) if isinstance(error, _NEVER_LEFT) else Uncertain(detail)


def throttled(headers: Mapping[str, str]) -> Transient:
    """Judge an answer that asks for a pause."""
    asked = headers.get("Retry-After", "")
    pause = float(asked) if asked.isascii() and asked.isdigit() else FIRST_PAUSE
    return Transient("twilio 429", retry_after=min(max(pause, FIRST_PAUSE), _MOST_SECONDS), throttled=True)
