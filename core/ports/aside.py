"""What a customer's screen shows beside the log: whether somebody is there, the place in the line, a last word.

Rule: all of it is for comfort. Nothing here is kept in the log, and a screen that knows none of it works.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from core.ids import ConversationId, QueueId
from core.policy.forms import FormPlan


@dataclass(frozen=True, slots=True)
class Door:
    """Whether a queue is open; `opens_at` is None when it never opens again.

    `offline` is the form that can be left, and `thanks` what is said then; `words` is what is said of being closed.
    """

    open: bool = True
    opens_at: datetime | None = None
    offline: FormPlan | None = None
    thanks: str | None = None
    words: str | None = None


class Doors(Protocol):
    """The hours of the queues."""

    def door(self, queue: QueueId, language: str = "") -> Door:
        """Give how a queue's door stands now, in the words for a language. No I/O."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """How far a chat is in its line, from 1 on, and how long it may take, if that can be told."""

    position: int
    wait: timedelta | None = None


class Places(Protocol):
    """The lines of all queues."""

    async def of_queues(self) -> Mapping[ConversationId, Place]:
        """Give the places of all waiting chats."""
        ...


@dataclass(frozen=True, slots=True)
class SurveyOffer:
    """What a customer is asked after a chat, and what they have answered: a score, and whether they wrote words."""

    question: str
    scale: int
    comment: str | None = None
    score: int | None = None
    said: bool = False


@dataclass(frozen=True, slots=True)
class Afterword:
    """What there is after a chat: the survey, while it is open or was answered; the address of the transcript."""

    survey: SurveyOffer | None = None
    transcript: str | None = None


class Afterwards(Protocol):
    """Ended chats."""

    async def of(self, conversation: ConversationId) -> Afterword:
        """Give what there is after a chat."""
        ...


class AlwaysOpen:
    """Doors of an installation without hours."""

    def door(self, queue: QueueId, language: str = "") -> Door:
        """Give an open door."""
        return Door()


class NoPlaces:
    """Lines that nobody counts."""

    async def of_queues(self) -> Mapping[ConversationId, Place]:
        """Give nobody's place."""
        return {}


class NoAfterwards:
    """Chats of which nothing more is said."""

    async def of(self, conversation: ConversationId) -> Afterword:
        """Give nothing."""
        return Afterword()
