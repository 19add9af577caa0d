"""Who comes and goes beside the owner."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import AgentId, InvitationId, QueueId


@dataclass(frozen=True, slots=True)
class Invited:
    """An attendee invited another agent."""

    at: datetime
    invitation: InvitationId
    agent: AgentId
    by: AgentId
    until: datetime
    leaves: bool = False
    """Whether the inviter leaves when the other joins: a warm transfer."""
    queue: QueueId | None = None
    """From which queue the agent was drawn, when none was named."""
    masked: bool = False
    """Whether the other joins unseen by the customer."""


@dataclass(frozen=True, slots=True)
class InvitationAccepted:
    """The invited agent joined; `at` is by the clock of their desk."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class InvitationDeclined:
    """The invited agent declined."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class InvitationTakenBack:
    """An attendee took the open invitation back."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class AgentLeft:
    """An attendee left; the last one can't leave, only end or hand over."""

    at: datetime
    agent: AgentId
