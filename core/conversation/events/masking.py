"""Words and files of messages that are masked by hand, and shown again."""

from dataclasses import dataclass
from datetime import datetime

from core.conversation.model import Page
from core.ids import AgentId
from core.messages import Message, Span


@dataclass(frozen=True, slots=True)
class Cut:
    """What of a message is to be masked: these stretches of its text, and its files."""

    message: Message
    spans: tuple[Span, ...] = ()
    files: bool = False


@dataclass(frozen=True, slots=True)
class MessagesMasked:
    """An agent masked words or files."""

    at: datetime
    agent: AgentId
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class MessagesUnmasked:
    """An agent showed again what was masked; `messages` have their parts back."""

    at: datetime
    agent: AgentId
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class ParticularsMasked:
    """An agent masked words of what is known of the chat beside its messages."""

    at: datetime
    agent: AgentId
    words: str


@dataclass(frozen=True, slots=True)
class ParticularsUnmasked:
    """An agent showed again what was masked there; `name` and `page` are the customer's as they are then."""

    at: datetime
    agent: AgentId
    name: str
    page: Page | None
