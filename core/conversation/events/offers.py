"""What becomes of a chat that waits for an agent."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import AgentId, OfferId
from core.routing.queues import OfferMode


@dataclass(frozen=True, slots=True)
class OfferMade:
    """Routing found somebody; for a ring, that agent's capacity is already reserved."""

    at: datetime
    offer: OfferId
    mode: OfferMode
    agents: tuple[AgentId, ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class Assigned:
    """Routing gave the chat to an agent without asking (auto-answer)."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class OfferAccepted:
    """An agent said accept, by whatever surface; also the picking of a waiting chat.

    `said_at` is when, by the clock of their desk: what they wrote there before is not for the customer.
    """

    at: datetime
    agent: AgentId
    picked: bool = False
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfferRejected:
    """An agent said reject."""

    at: datetime
    agent: AgentId
