"""What a step changes on a chat's root card: where the chat stands, only words, or nothing.

Rules:
1. Each field of a conversation is either a matter of where it stands, or of words, or can't be seen on the card.
2. What can't be seen needs no new card: the same card would be shown again.
3. What changes with every message is shown as it stands when the card changes for another reason, and changes none.
"""

from enum import StrEnum, auto
from operator import attrgetter

from core.conversation.model import Conversation


class CardChange(StrEnum):
    """How much a card changes."""

    NOTHING = auto()
    WORDS = auto()
    """Words that people don't wait for: the card may be shown a moment later, once for several changes."""
    STATE = auto()
    """Where the chat stands, and what can be done: to be shown at once."""


STATE = (
    *("status", "queue", "number", "queued_at", "accepted_at", "ended_at", "ended_by", "reopened"),
    *("participants", "owner", "offer", "invitation", "held", "private", "customer_gone"),
    *("request", "priority", "overflow", "transfer", "hold", "flag", "silence", "warned_at", "disposition"),
    "activity",
)
WORDS = ("customer_name", "first_words", "page", "language", "bot")
AS_SHOWN = ("unread", "customer_last_at")
UNSEEN = (
    *("id", "channel", "contact", "opened_at", "skipped", "timers", "agent_last_at"),
    *("told_waiting", "private_until", "skills", "preferred", "sought_since", "push_allowed", "version"),
)

_state, _words = attrgetter(*STATE), attrgetter(*WORDS)


def card_change(before: Conversation, after: Conversation) -> CardChange:
    """Tell what a step from one state to the next changes on the root card."""
    if _state(before) != _state(after):
        return CardChange.STATE
    return CardChange.WORDS if _words(before) != _words(after) else CardChange.NOTHING
