"""What Messenger's refusals are called.

The table is small on purpose: https://developers.facebook.com/docs/messenger-platform/error-codes
"""

from collections.abc import Mapping
from types import MappingProxyType

from adapters.meta.failures import Meanings
from core.sentences import Sentence, say

OUTSIDE_WINDOW = frozenset({2018278, 2534022})
_NOBODY = 2018001
_WORDS: Mapping[int, str] = MappingProxyType({
    2: "messenger_busy",
    10: "messenger_permission",
    102: "messenger_auth",
    190: "messenger_auth",
    200: "messenger_permission",
    230: "messenger_permission",
    368: "messenger_policy",
    551: "messenger_unavailable",
    1200: "messenger_busy",
})  # fmt: skip


def reason_of(code: int, subcode: int = 0) -> Sentence:
    """Say a refusal in words that tell what to do."""
    if subcode in OUTSIDE_WINDOW:
        return say("messenger_window")
    if subcode == _NOBODY:
        return say("messenger_unavailable")
    return say(_WORDS[code]) if code in _WORDS else say("messenger_error", code=code)


MEANINGS = Meanings(reason_of, of_the_person=frozenset({551, _NOBODY}))
