"""To which conversation a customer's next message belongs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClaimContact:
    """What the customer says by the chat's present route belongs to this conversation from now on."""


@dataclass(frozen=True, slots=True)
class CloseContact:
    """The customer's next message opens a new conversation."""


@dataclass(frozen=True, slots=True)
class OpenContact:
    """The customer's next message belongs to this conversation again."""
