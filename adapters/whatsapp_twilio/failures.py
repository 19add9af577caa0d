"""What Twilio's codes are called on WhatsApp, at once or in a report later.

The table is small on purpose: https://www.twilio.com/docs/api/errors, and which of WhatsApp's own they stand for:
https://www.twilio.com/docs/whatsapp/api/error-code-mapping
"""

from collections.abc import Mapping
from types import MappingProxyType

from adapters.twilio.failures import Meanings
from core.sentences import Sentence, say

_WORDS: Mapping[int, str] = MappingProxyType({
    11200: "whatsapp_twilio_media",
    11751: "whatsapp_twilio_media",
    12300: "whatsapp_twilio_media",
    20003: "whatsapp_twilio_auth",
    21211: "whatsapp_twilio_undeliverable",
    21610: "whatsapp_twilio_opted_out",
    21612: "whatsapp_twilio_sender",
    21910: "whatsapp_twilio_sender",
    30001: "whatsapp_twilio_busy",
    30002: "whatsapp_twilio_account",
    63003: "whatsapp_twilio_undeliverable",
    63005: "whatsapp_twilio_content",
    63007: "whatsapp_twilio_sender",
    63012: "whatsapp_twilio_busy",
    63014: "whatsapp_twilio_blocked",
    63016: "whatsapp_twilio_window",
    63018: "whatsapp_twilio_busy",
    63019: "whatsapp_twilio_media",
    63020: "whatsapp_twilio_account",
    63021: "whatsapp_twilio_content",
    63024: "whatsapp_twilio_undeliverable",
    63032: "whatsapp_twilio_held_back",
    63049: "whatsapp_twilio_held_back",
})  # fmt: skip
_TEMPLATE = frozenset({21655, 21656, 21658, 63027, 63028, 63029, 63030, 63040, 63041, 63042})
_OF_THE_PERSON = frozenset({21211, 21610, 63003, 63014, 63024})


def reason_of(code: int | None) -> Sentence:
    """Say a code of Twilio's in words that tell what to do."""
    if code is None:
        return say("whatsapp_twilio_unexplained")
    if code in _TEMPLATE:
        return say("whatsapp_twilio_template", code=code)
    return say(_WORDS[code]) if code in _WORDS else say("whatsapp_twilio_error", code=code)


MEANINGS = Meanings(reason_of, _TEMPLATE | frozenset(_WORDS), _OF_THE_PERSON)
