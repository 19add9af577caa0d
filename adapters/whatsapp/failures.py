"""What WhatsApp's refusals are called, at once or in a report later.

The table is small on purpose:
https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
"""

from collections.abc import Mapping
from types import MappingProxyType

from adapters.meta.failures import Meanings
from core.sentences import Sentence, say

OUTSIDE_WINDOW = 131047
PAIR_PAUSE = 6.0
"""Seconds between two messages to one person, after a burst."""
_TEMPLATES = range(132000, 132100)
_WORDS: Mapping[int, str] = MappingProxyType({
    3: "whatsapp_permission",
    10: "whatsapp_permission",
    190: "whatsapp_auth",
    200: "whatsapp_permission",
    368: "whatsapp_account",
    130472: "whatsapp_held_back",
    131000: "whatsapp_busy",
    131016: "whatsapp_busy",
    131026: "whatsapp_undeliverable",
    131031: "whatsapp_account",
    131042: "whatsapp_account",
    131047: "whatsapp_closed",
    131048: "whatsapp_held_back",
    131049: "whatsapp_held_back",
    131050: "whatsapp_opted_out",
    131051: "whatsapp_media",
    131052: "whatsapp_media",
    131053: "whatsapp_media",
    132000: "whatsapp_template_places",
    132001: "whatsapp_template_unknown",
    132005: "whatsapp_template_long",
    132007: "whatsapp_template_content",
    132012: "whatsapp_template_places",
    132015: "whatsapp_template_paused",
    132016: "whatsapp_template_disabled",
    132018: "whatsapp_template_value",
})  # fmt: skip
OF_THE_PERSON = frozenset({131026, 131050})


def reason_of(code: int, subcode: int = 0) -> Sentence:  # noqa: ARG001 - one shape for Meta's channels
    """Say a refusal in words that tell what to do."""
    if code in _WORDS:
        return say(_WORDS[code])
    return say("whatsapp_template" if code in _TEMPLATES else "whatsapp_error", code=code)


MEANINGS = Meanings(reason_of, OF_THE_PERSON, {131056: PAIR_PAUSE})
