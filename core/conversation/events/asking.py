"""What an agent asks the customer by buttons, and what the customer answers, as an event of a conversation."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import AgentId
from core.messages import Message


@dataclass(frozen=True, slots=True)
class CustomerAsked:
    """An agent sent the customer a menu or a template, or offered a page."""

    at: datetime
    message: Message
    agent: AgentId


@dataclass(frozen=True, slots=True)
class PageAnswered:
    """The customer opened an offered page, or would not; `message` is the one that offers it."""

    at: datetime
    message: Message
    opened: bool


@dataclass(frozen=True, slots=True)
class AnsweredElsewhere:
    """Somebody answered the customer at the channel's own platform, past every desk."""

    at: datetime
    message: Message
    masked: bool = False
    """Whether something in it was masked before it came here."""


@dataclass(frozen=True, slots=True)
class CustomerRated:
    """The customer said after the end how good the chat was; `comment` is what they wrote to it, if anything."""

    at: datetime
    score: int
    comment: Message | None = None
    again: bool = False
    """Whether the same score was given before: then only the words are new."""


@dataclass(frozen=True, slots=True)
class MessageReacted:
    """An agent put an emoji on a message, or took it away."""

    at: datetime
    message: Message
    agent: AgentId
    emoji: str
    on: bool
