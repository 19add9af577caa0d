"""What is shown in the chat's thread."""

from dataclasses import dataclass

from core.ids import MessageId
from core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class OpenThread:
    """Open the chat's thread on the queue's desk."""


@dataclass(frozen=True, slots=True)
class PostInThread:
    """Post a message in every thread of the chat that may see it, its author's own excepted."""

    message: MessageId


@dataclass(frozen=True, slots=True)
class ChangeInThread:
    """Bring our posted copy up to date after an edit, a mask or a deletion."""

    message: MessageId


@dataclass(frozen=True, slots=True)
class TellThread:
    """Post a notice of ours in the thread."""

    sentence: Sentence


@dataclass(frozen=True, slots=True)
class LinkEarlier:
    """Link the customer's earlier chats in the thread, where there are any."""


@dataclass(frozen=True, slots=True)
class UpdateCard:
    """Render the root card again; several waiting ones are one."""
