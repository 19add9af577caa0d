"""Who comes and goes beside the owner."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import AgentId, InvitationId


@dataclass(frozen=True, slots=True)
class Invited:
    """An attendee invited another agent."""

    at: datetime
    invitation: InvitationId
    agent: AgentId
    by: AgentId
    until: datetime


@dataclass(frozen=True, slots=True)
class InvitationAccepted:
    """The invited agent joined."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class InvitationDeclined:
    """The invited agent declined."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class AgentLeft:
    """An attendee left; the last one can't leave, only end or hand over."""

    at: datetime
    agent: AgentId
