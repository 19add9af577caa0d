"""Telephone numbers: what is one, of which country, and Twilio's own for trying things out.

Rules: E.164 is a plus sign and 7 to 15 digits, the first of them not zero
(https://www.twilio.com/docs/glossary/what-e164; Twilio's pages give no least length: 7 is unverified). What a refusing
test number says is at https://www.twilio.com/docs/iam/test-credentials.
"""

import re

_E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_SHORT = re.compile(r"\d{5,6}", re.ASCII)
# https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id: up to 11 of these, at least one letter.
_ALPHA = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 +\-_&]{1,11}", re.ASCII)
_COUNTRIES = {"+1": "US", "+44": "GB", "+49": "DE", "+33": "FR", "+41": "CH", "+43": "AT", "+31": "NL", "+46": "SE"}

REFUSED_TO = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
REFUSED_FROM = {"+15005550001": 21212, "+15005550007": 21606, "+15005550008": 21611}
GOOD_FROM = "+15005550006"


def is_e164(number: str) -> bool:
    """Tell whether this is a telephone number."""
    return bool(_E164.fullmatch(number))


def could_send(number: str) -> bool:
    """Tell whether this has the shape of a number, a short code or an alphanumeric sender."""
    return is_e164(number) or bool(_SHORT.fullmatch(number) or _ALPHA.fullmatch(number))


def country(number: str) -> str:
    """Name the country of a number; "" where it isn't known here."""
    fitting = (code for code in sorted(_COUNTRIES, key=len, reverse=True) if number.startswith(code))
    return _COUNTRIES.get(next(fitting, ""), "")
