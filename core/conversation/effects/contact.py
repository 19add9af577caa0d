"""To which conversation a customer's next message belongs."""

from dataclasses import dataclass

from core.ids import Contact


@dataclass(frozen=True, slots=True)
class ClaimContact:
    """What the customer says by the chat's present route belongs to this conversation from now on.

    Files that are still to be fetched are fetched where the chat was, at `left`.
    """

    left: Contact


@dataclass(frozen=True, slots=True)
class CloseContact:
    """The customer's next message opens a new conversation."""


@dataclass(frozen=True, slots=True)
class OpenContact:
    """The customer's next message belongs to this conversation again."""
