"""What a step changes on a chat's root card: where the chat stands, how it looks, or nothing.

Rules:
1. Each field of a conversation is a matter of where it stands, of words, of its colour, or can't be seen on the card.
2. What can't be seen needs no new card: the same card would be shown again.
3. What changes with every message is shown as it stands when the card changes for another reason, and changes none.
4. Who is asked while a chat waits is words, too: whoever is asked has a card of their own, and the others wait for the
   answer. So an offer that is soon accepted is shown once, as accepted.
"""

from enum import StrEnum, auto
from operator import attrgetter

from core.conversation.model import Conversation, Status


class CardChange(StrEnum):
    """How much a card changes."""

    NOTHING = auto()
    COLOUR = auto()
    """How long the customer has waited for an answer: may be shown after all that says where chats stand."""
    WORDS = auto()
    """Words that people don't wait for: likewise, and a moment later, once for several changes."""
    STATE = auto()
    """Where the chat stands, and what can be done: to be shown at once."""


STATE = (
    *("status", "queue", "number", "queued_at", "accepted_at", "ended_at", "ended_by", "reopened"),
    *("participants", "experts", "owner", "offer", "invitation", "held", "private", "customer_gone"),
    *("request", "priority", "overflow", "transfer", "hold", "flag", "masked", "veiled", "forms", "channel"),
)
WORDS = ("customer_name", "contact", "first_words", "page", "language", "bot", "warned_at", "disposition", "activity")
COLOUR = ("silence",)
AS_SHOWN = ("unread", "customer_last_at")
UNSEEN = (
    *("id", "taken", "absent", "opened_at", "skipped", "timers", "agent_last_at"),
    *("told_waiting", "private_until", "skills", "preferred", "sought_since", "push_allowed", "covered"),
    *("personal", "version"),
)

WAITS = frozenset({Status.QUEUED, Status.OFFERED})

_state, _words, _colour = attrgetter(*STATE), attrgetter(*WORDS), attrgetter(*COLOUR)
_state_but_the_offer = attrgetter(*(name for name in STATE if name not in ("status", "offer")))


def card_change(before: Conversation, after: Conversation) -> CardChange:
    """Tell what a step from one state to the next changes on the root card."""
    if _state(before) != _state(after):
        still_waits = before.status in WAITS and after.status in WAITS
        if still_waits and _state_but_the_offer(before) == _state_but_the_offer(after):
            return CardChange.WORDS
        return CardChange.STATE
    if _words(before) != _words(after):
        return CardChange.WORDS
    return CardChange.COLOUR if _colour(before) != _colour(after) else CardChange.NOTHING
