"""The open chat that a stage gives each of its customers."""

from core.conversation.model import Conversation, Status
from core.ids import ChannelName
from tests.contracts.channels.stage import Customer
from tests.contracts.store_builders import BILLING, NOW


def an_open_chat(channel: ChannelName, customer: Customer, number: int) -> Conversation:
    """Make a customer's chat, with nobody in it yet."""
    return Conversation(
        id=customer.conversation,
        number=number,
        queue=BILLING,
        channel=channel,
        contact=customer.contact,
        customer_name="",
        opened_at=NOW,
        status=Status.ACTIVE,
    )
