"""A customer channel at work, as the contract suite needs it: to look at as its customers, and to make trouble in."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from core.ids import ConversationId, ExternalRef
from core.messages import Message
from core.ports import CustomerChannel


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing as the customer sees it. `by` is empty for the chat's own words."""

    text: str
    by: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Customer:
    """One contact and the conversation that it has open."""

    contact: ExternalRef
    conversation: ConversationId


class ChannelStage(Protocol):
    """A channel and two customers of it."""

    channel_class: ClassVar[type[CustomerChannel]]
    channel: CustomerChannel
    mia: Customer
    noor: Customer

    async def keep(self, message: Message) -> None:
        """Store a message, or its new state, as the bridge does before anything is sent."""
        ...

    async def sees(self, customer: Customer) -> list[Seen]:
        """Give all that a customer sees now, oldest first."""
        ...

    async def breaks(self) -> None:
        """Let everything that is sent from now on fail before it is taken."""
        ...

    async def works(self) -> None:
        """Undo it."""
        ...

    async def cut_off(self) -> CustomerChannel:
        """Give a channel that can reach nothing at all."""
        ...
