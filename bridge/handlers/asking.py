"""What customers answer to what they were asked by buttons: a choice from a menu, a page that was offered.

Rule: what a click means is read from the stored message that asked, never taken from the click.
"""

from bridge.handlers import customers, lanes
from bridge.handlers.advance import advance
from bridge.handlers.invoke import Relane
from bridge.handlers.unit import Unit
from bridge.store import messages
from bridge.store.inbox import InboxRow
from core.conversation.events import PageAnswered
from core.features.menus import choice_of
from core.ids import MessageId
from core.inbound import CustomerAnsweredPage, CustomerChose, CustomerMessage
from core.messages import Message, Text


def customer_chose(unit: Unit, row: InboxRow, body: CustomerChose) -> Relane | None:
    """Take a choice as the message that it stands for; what is no menu of this chat, or no choice of it, is nothing."""
    message = _asking(unit, row, body.message)
    words = choice_of(message, body.choice) if message is not None else None
    if words is None:
        return None
    said = CustomerMessage((Text(words),), body.name, body.client_id, body.page)
    return customers.customer_message(unit, row, said)


def page_answered(unit: Unit, row: InboxRow, body: CustomerAnsweredPage) -> None:
    """Keep what the customer decided about a page."""
    message = _asking(unit, row, body.message)
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is not None and message is not None:
        advance(unit, chat, PageAnswered(row.inbound.at, message, body.opened))


def _asking(unit: Unit, row: InboxRow, id: MessageId) -> Message | None:
    """Give the message that asked, if it is one of this chat's; nobody else changes it meanwhile."""
    conversation = lanes.conversation_of(row.lane)
    message = messages.get_to_change(unit.conn, id) if conversation else None
    return message if message is not None and message.conversation == conversation else None
