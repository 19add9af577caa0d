"""What Twilio's codes are called on SMS, at once or in a report later.

The table is small on purpose: https://www.twilio.com/docs/api/errors
"""

from collections.abc import Mapping
from types import MappingProxyType

from adapters.twilio.failures import Meanings
from core.sentences import Sentence, say

_OUT_OF_REACH = 30003
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


def reason_of(code: int | None) -> Sentence:
    """Say a code of Twilio's in words that tell what to do."""
    if code is None:
        return say("sms_unexplained")
    return say(_WORDS[code]) if code in _WORDS else say("sms_error", code=code)


MEANINGS = Meanings(reason_of, frozenset(_WORDS), _OF_THE_PERSON, frozenset({_OUT_OF_REACH}))
