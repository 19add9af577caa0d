"""What becomes of a message after it was written, on either side."""

from dataclasses import dataclass
from datetime import datetime

from core.conversation.model import HoldReason
from core.messages import Message


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """The author of a message changed it at its own place; `doubt` is what the parser found wrong with the new text.

    `at` is by the clock of that place, `came_at` by our own.
    """

    at: datetime
    message: Message
    doubt: HoldReason | None = None
    came_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """The author of a message deleted it at its own place."""

    at: datetime
    message: Message
