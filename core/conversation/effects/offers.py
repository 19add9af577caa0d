"""What an agent sees of an offer."""

from dataclasses import dataclass
from enum import StrEnum, auto

from core.ids import AgentId, OfferId


class OfferOutcome(StrEnum):
    """Why an offer card is closed."""

    ACCEPTED = auto()
    TAKEN = auto()
    REJECTED = auto()
    EXPIRED = auto()
    CUSTOMER_LEFT = auto()


@dataclass(frozen=True, slots=True)
class ShowOffer:
    """Ring an agent: a private card with a deadline that the client renders."""

    offer: OfferId
    agent: AgentId


@dataclass(frozen=True, slots=True)
class CloseOffer:
    """Close an agent's offer card and say why."""

    offer: OfferId
    agent: AgentId
    outcome: OfferOutcome
    winner: AgentId | None = None
