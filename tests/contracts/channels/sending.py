"""What is sent to customers in the contract suite."""

from dataclasses import replace
from typing import Any

from core.conversation.model import Status
from core.ids import MessageId, ParticipantId
from core.messages import Message, Text
from core.ports import Outbound, Receipt
from tests.contracts.channels.stage import ChannelStage, Customer
from tests.contracts.store_builders import NOW

ADA = "Ada"


def an_answer(customer: Customer, text: str = "Hello", id: str = "m1", **changes: Any) -> Message:
    """Make an agent's message to a customer."""
    given: dict[str, Any] = {"parts": (Text(text),), "at": NOW} | changes
    return Message(
        id=MessageId(id),
        conversation=customer.conversation,
        author=ParticipantId("agent:ada"),
        author_name=ADA,
        **given,
    )


def outbound_of(customer: Customer, message: Message, key: str = "key-1") -> Outbound:
    """Make a sending of a message."""
    return Outbound(key, customer.conversation, customer.contact, "message", message, agent_name=ADA)


async def send(stage: ChannelStage, customer: Customer, message: Message, key: str = "key-1") -> Receipt:
    """Store a message and send it, as the bridge does."""
    await stage.keep(message)
    return await stage.channel.send(outbound_of(customer, message, key))


async def change(stage: ChannelStage, customer: Customer, message: Message, key: str = "change-1") -> Receipt:
    """Store a message's new state and bring the customer's copy up to date."""
    await stage.keep(message)
    return await stage.channel.send(replace(outbound_of(customer, message, key), kind="changed"))


def a_turn(customer: Customer, status: Status, text: str | None, key: str) -> Outbound:
    """Make a turn of the chat."""
    return Outbound(key, customer.conversation, customer.contact, "status", text=text, status=status, agent_name=ADA)
