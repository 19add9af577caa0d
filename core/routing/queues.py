"""A queue and its settings, as the core needs them.

Times are `timedelta`; weights are units of an agent's capacity.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum, auto

from core.ids import ChannelName, DeskName, ExternalRef, QueueId


class OfferMode(StrEnum):
    """How a waiting chat is offered."""

    RING = auto()
    """To one agent at a time, privately, with a deadline."""
    BROADCAST = auto()
    """To everybody in the queue's channel; the first click wins."""


class ThreadMode(StrEnum):
    """Where a chat lives on the desk."""

    THREAD = auto()
    CHANNEL = auto()


class WrapUpMode(StrEnum):
    """What follows the end of a chat."""

    NONE = auto()
    TIMED = auto()
    MANUAL = auto()


@dataclass(frozen=True, slots=True)
class WrapUp:
    """After-call work: none, for a time, or until the agent says Complete."""

    mode: WrapUpMode = WrapUpMode.TIMED
    time: timedelta = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class AutomaticMessages:
    """What the customer is told by itself at each turn; None says nothing."""

    welcome: str | None = None
    waiting: str | None = None
    agent_joined: str | None = None
    transferred: str | None = None
    ended: str | None = None


@dataclass(frozen=True, slots=True)
class AttachmentRules:
    """What a file may be: at most `max_files` a message, `max_size` bytes each, of these kinds."""

    max_files: int = 5
    max_size: int = 20_000_000
    types: tuple[str, ...] = ("text", "pdf", "image")


@dataclass(frozen=True, slots=True)
class Queue:
    """A line of waiting chats and the rules by which they are handled."""

    id: QueueId
    title: str
    desk: DeskName
    places: tuple[ExternalRef, ...] = ()
    thread_mode: ThreadMode = ThreadMode.THREAD
    offer_mode: OfferMode = OfferMode.RING
    offer_timeout: timedelta = timedelta(seconds=30)
    auto_answer: bool = False
    answer_reminder: timedelta | None = None
    """After how long the owner is reminded of a customer who waits for an answer; None: never."""
    wrap_up: WrapUp = WrapUp()
    weights: Mapping[ChannelName, int] = field(default_factory=dict)
    messages: AutomaticMessages = AutomaticMessages()
    attachments: AttachmentRules = AttachmentRules()

    def weight(self, channel: ChannelName) -> int:
        """Give the load that a chat of this channel puts on an agent; 1 unless set."""
        return self.weights.get(channel, 1)
