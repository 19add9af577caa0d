"""What becomes of a message in the store."""

from dataclasses import dataclass

from core.ids import MessageId
from core.messages import Message


@dataclass(frozen=True, slots=True)
class StoreMessage:
    """Insert the message; the only effect that holds text, and it goes to the message table alone."""

    message: Message


@dataclass(frozen=True, slots=True)
class ChangeMessage:
    """Overwrite the stored message with this state of it."""

    message: Message


@dataclass(frozen=True, slots=True)
class KeepInternal:
    """Let a held text be a note for good: nobody decided to send it while that was possible."""

    message: MessageId
