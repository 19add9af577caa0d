"""One agent's state.

Rules:
1. What others see (`presence`) is derived: Busy from the moment an offer rings and as long as one chat is active,
   After-Call Work while a wrap-up runs, else what the agent chose.
2. Only the agent makes itself Ready again.
3. Load counts ringing, active and wrap-up chats; it never exceeds `capacity`. A chat on hold counts for nothing.
4. A chat that comes back from hold goes before new ones: while one waits for room, nothing else is offered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from core.agents.rights import Right
from core.ids import AgentId, ConversationId, DeskName, PersonRef, QueueId


class Presence(StrEnum):
    """The agent states that the field knows."""

    READY = auto()
    BUSY = auto()
    NOT_READY = auto()
    AFTER_CALL_WORK = auto()


class NotReadyReason(StrEnum):
    """Why an agent is Not Ready; free words of the agent's own go to `note`."""

    CHOSEN = auto()
    REJECTED = auto()
    UNANSWERED = auto()
    NEVER_SIGNED_IN = auto()
    GONE = auto()
    """Chats in hand were taken away because the agent was not there."""


class Stage(StrEnum):
    """What an agent has to do with a chat in hand."""

    RINGING = auto()
    ACTIVE = auto()
    WRAP_UP = auto()
    HELD = auto()
    """Set aside until its customer writes."""
    RETURNING = auto()
    """Its customer has written, and it comes back as soon as there is room."""


ASIDE = frozenset({Stage.HELD, Stage.RETURNING})
"""Chats in hand that take no capacity."""


@dataclass(frozen=True, slots=True)
class Engagement:
    """A chat in hand and the capacity that it takes."""

    stage: Stage
    weight: int
    since: datetime


class Alert(StrEnum):
    """What an agent can be told of directly, beyond what they must answer."""

    LATE_ANSWER = auto()
    """A customer waits too long for this agent's answer."""
    NOTE = auto()
    """A colleague wrote something for this agent alone."""


class RoleAtWork(StrEnum):
    """What an agent may do beyond chats."""

    AGENT = auto()
    SUPERVISOR = auto()


@dataclass(frozen=True, slots=True)
class Profile:
    """Who an agent is, from the configuration. `people` are the agent's own accounts on the desks, by id."""

    id: AgentId
    name: str
    nickname: str
    people: Mapping[DeskName, PersonRef]
    queues: tuple[QueueId, ...] = ()
    capacity: int = 1
    picture: str | None = None
    role: RoleAtWork = RoleAtWork.AGENT
    skills: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()
    """The languages that the agent speaks, the best first, as tags in small letters."""
    rights: frozenset[Right] = frozenset()
    """What the agent's role allows; `may` knows that supervisors need none."""

    def may(self, right: Right) -> bool:
        """Tell whether this person has a right; supervisors have every one."""
        return self.role is RoleAtWork.SUPERVISOR or right in self.rights


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent's state as it changes through the day."""

    id: AgentId
    capacity: int
    ready: bool = False
    reason: NotReadyReason = NotReadyReason.NEVER_SIGNED_IN
    note: str = ""
    then_not_ready: NotReadyReason | None = None
    chats: Mapping[ConversationId, Engagement] = field(default_factory=dict)
    idle_since: datetime | None = None
    homes: frozenset[DeskName] = frozenset()
    """The desks on which this agent has opened the home page, which is then kept up to date."""
    changed_at: datetime | None = None
    serving: frozenset[QueueId] | None = None
    """Which of the allowed queues the agent has chosen to serve; None for all."""
    away_since: datetime | None = None
    """Since when the agent, with chats in hand, was found to be away from the desk."""
    alerts: frozenset[Alert] | None = None
    """What the agent has chosen to be told of; None for everything."""
    version: int = 0

    def wants(self, alert: Alert) -> bool:
        """Tell whether the agent is told of something directly."""
        return self.alerts is None or alert in self.alerts

    @property
    def load(self) -> int:
        """Give the capacity in use."""
        return sum(chat.weight for chat in self.chats.values() if chat.stage not in ASIDE)

    @property
    def presence(self) -> Presence:
        """Give the state that others see."""
        stages = {chat.stage for chat in self.chats.values()}
        if stages & {Stage.RINGING, Stage.ACTIVE}:
            return Presence.BUSY
        if Stage.WRAP_UP in stages:
            return Presence.AFTER_CALL_WORK
        return Presence.READY if self.ready else Presence.NOT_READY

    def can_take(self, weight: int) -> bool:
        """Tell whether routing may offer this agent a chat of that weight now.

        One offer rings at a time; none rings during a wrap-up, once Not Ready is due, or while a chat comes back from
        hold.
        """
        stages = {chat.stage for chat in self.chats.values()}
        return (
            self.ready
            and self.then_not_ready is None
            and not stages & {Stage.RINGING, Stage.WRAP_UP, Stage.RETURNING}
            and self.has_room(weight)
        )

    def has_room(self, weight: int) -> bool:
        """Tell whether a chat of that weight fits."""
        return self.load + weight <= self.capacity

    def serves(self, queue: QueueId) -> bool:
        """Tell whether the agent has chosen this queue, of those that they may serve."""
        return self.serving is None or queue in self.serving
