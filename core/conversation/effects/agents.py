"""What changes in an agent's hands, and what routing must look at."""

from dataclasses import dataclass
from enum import StrEnum, auto

from core.ids import AgentId


class ReleaseCause(StrEnum):
    """Why an agent no longer has a chat in hand."""

    REJECTED = auto()
    UNANSWERED = auto()
    WITHDRAWN = auto()
    LEFT = auto()
    TRANSFERRED = auto()
    ENDED = auto()
    COMPLETED = auto()
    RETURNED = auto()
    """The chat went back to the queue from hold."""
    GONE = auto()
    """The agent was not there."""


@dataclass(frozen=True, slots=True)
class EngageAgent:
    """The agent has the chat now; takes capacity unless it was reserved by the ring."""

    agent: AgentId
    weight: int
    unasked: bool = False
    """Whether the agent has it whatever else they have: they began it, or it came to their own number."""


@dataclass(frozen=True, slots=True)
class RingAgent:
    """The chat rings at the agent by the very step that says so: capacity is reserved with it."""

    agent: AgentId
    weight: int


@dataclass(frozen=True, slots=True)
class WrapUpAgent:
    """The agent's chat ended; after-call work begins."""

    agent: AgentId


@dataclass(frozen=True, slots=True)
class ReleaseAgent:
    """The agent no longer has the chat in hand."""

    agent: AgentId
    cause: ReleaseCause


@dataclass(frozen=True, slots=True)
class HoldAgent:
    """The agent's chat is on hold, and takes no capacity."""

    agent: AgentId


@dataclass(frozen=True, slots=True)
class ReturnChat:
    """The agent's chat on hold comes back as soon as there is room."""

    agent: AgentId


@dataclass(frozen=True, slots=True)
class Requeue:
    """Ask routing for an agent."""
