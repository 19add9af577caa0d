"""Numbers that people type, read by the same library by which phones do.

Rule: refused is what can be no number of its country: what is in use there only the network knows, for new ranges are
given out before any list has them.
https://github.com/google/libphonenumber/blob/master/FAQ.md
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Never

import phonenumbers
from phonenumbers import NumberParseException, ValidationResult

from adapters.sms.ids import is_number
from core.errors import ArgumentsInvalid
from core.sentences import say

FIELD = "to"
"""The field of a form in which numbers are typed."""

_UNREAD: Mapping[int, str] = MappingProxyType(
    {
        NumberParseException.TOO_SHORT_AFTER_IDD: "sms_number_short",
        NumberParseException.TOO_SHORT_NSN: "sms_number_short",
        NumberParseException.TOO_LONG: "sms_number_long",
    }
)
_IMPOSSIBLE: Mapping[int, str] = MappingProxyType(
    {
        ValidationResult.TOO_SHORT: "sms_number_short",
        ValidationResult.TOO_LONG: "sms_number_long",
        ValidationResult.INVALID_LENGTH: "sms_number_length",
        ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "sms_number_local",
    }
)


def whole(written: str, region: str | None) -> str:
    """Give a number in its whole form (E.164); `region` is the country of numbers that are written without one.

    Raises:
        ArgumentsInvalid: it can't be a number; the sentence says what is wrong with it.
    """
    text = written.strip()
    try:
        parsed = phonenumbers.parse(text, region)
    except NumberParseException as error:
        _refuse(_why_unread(error, text, region))
    if parsed.extension:
        _refuse("sms_number_extension")
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason != ValidationResult.IS_POSSIBLE:
        _refuse(_IMPOSSIBLE.get(reason, "sms_number_country"))
    number = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if not is_number(number):
        _refuse("sms_number_length")
    return number


def _why_unread(error: NumberParseException, text: str, region: str | None) -> str:
    if error.error_type == NumberParseException.INVALID_COUNTRY_CODE:
        return "sms_number_country" if text.startswith("+") or region is not None else "sms_number_no_country"
    return _UNREAD.get(error.error_type, "sms_number_none")


def _refuse(key: str) -> Never:
    raise ArgumentsInvalid(say(key), FIELD)
