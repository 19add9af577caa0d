"""A queue and its settings, as the core needs them. What a feature needs stands in `core.policy.<feature>`.

Times are `timedelta`; weights are units of an agent's capacity.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum, auto

from core.ids import ChannelName, DeskName, ExternalRef, QueueId
from core.policy.bots import Bot
from core.policy.brake import Brake
from core.policy.choosing import Choosing
from core.policy.cleaning import CleanUp
from core.policy.dispositions import Dispositions
from core.policy.forms import FormPlan
from core.policy.gone import Gone
from core.policy.hold import Hold
from core.policy.hours import Hours
from core.policy.inactivity import Inactivity
from core.policy.masking import QueueMasking
from core.policy.messages import AutomaticMessages
from core.policy.offline import Offline
from core.policy.overflow import Overflow
from core.policy.pushing import Pushing
from core.policy.secure_forms import SecureForm
from core.policy.silence import Silence
from core.policy.survey import Survey


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
class AttachmentRules:
    """What a file may be: at most `max_files` a message, `max_size` bytes each, of these kinds."""

    max_files: int = 5
    max_size: int = 20_000_000
    types: tuple[str, ...] = ("text", "pdf", "image")
    channels: Mapping[ChannelName, "AttachmentRules"] = field(default_factory=dict)
    """The rules of channels that differ."""

    def on(self, channel: ChannelName) -> "AttachmentRules":
        """Give the rules of a channel."""
        return self.channels.get(channel, self)


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
    messages: AutomaticMessages = field(default_factory=AutomaticMessages)
    attachments: AttachmentRules = AttachmentRules()
    hours: Hours | None = None
    """When it is open; None: always."""
    offline: Offline | None = None
    priority: int = 0
    """Of two queues' chats that one agent could take, the higher one's comes first."""
    choosing: Choosing = field(default_factory=Choosing)
    overflow: tuple[Overflow, ...] = ()
    """Further queues, the soonest first."""
    hold: Hold | None = None
    gone: Gone | None = None
    inactivity: Inactivity | None = None
    silence: Silence | None = None
    bot: Bot | None = None
    knowledge: tuple[str, ...] = ()
    """Knowledge bases of its agents, by id."""
    brake: Brake | None = None
    clean_up: CleanUp | None = None
    preview: bool = False
    """Agents' files are shown back to them before they go out."""
    pushing: Pushing | None = None
    dispositions: Dispositions | None = None
    activity: FormPlan | None = None
    """The internal form that is filled in during the chat or after it."""
    survey: Survey | None = None
    masking: QueueMasking = field(default_factory=QueueMasking)
    secure_forms: tuple[SecureForm, ...] = ()
    """What customers can be asked to fill in that stands in no thread."""

    def weight(self, channel: ChannelName) -> int:
        """Give the load that a chat of this channel puts on an agent; 1 unless set."""
        return self.weights.get(channel, 1)

    def secure_form(self, name: str) -> SecureForm | None:
        """Give a secure form of this queue by its name."""
        return next((one for one in self.secure_forms if one.name == name), None)
