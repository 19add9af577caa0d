"""The names of wake-ups."""

from core.ids import ChannelName, ConversationId, ExternalRef

INBOX = "inbox"
OUTBOX = "outbox"
TIMERS = "timers"
HOUSEKEEPING = "housekeeping"
AUDIT = "audit"
SWEEPING = "sweeping"
SCOURING = "scouring"
PRESENCE = "presence"
ROSTER = "roster"


def contact(channel: ChannelName, ref: ExternalRef) -> str:
    """Name any change of a contact's."""
    return f"contact:{channel}:{ref}"


def typing(conversation: ConversationId) -> str:
    """Name a change in who types."""
    return f"typing:{conversation}"
