"""What customers do."""

from bridge.handlers import lanes
from bridge.handlers.advance import advance
from bridge.handlers.invoke import Relane
from bridge.handlers.unit import Unit
from bridge.store import contacts, conversations
from bridge.store.inbox import InboxRow
from core.conversation.events import CustomerEnded, CustomerLeft, CustomerReturned, CustomerWrote, Event, PageChanged
from core.conversation.model import Conversation
from core.ids import CUSTOMER, ConversationId
from core.inbound import ContactSubject, CustomerDid, CustomerMessage
from core.messages import Message


def customer_message(unit: Unit, row: InboxRow, body: CustomerMessage) -> Relane | None:
    """Take a customer's message into their conversation, the first one into a new one.

    Late words for an ended chat go into the one that the customer has open by now, where the answer will be read.
    """
    conversation = lanes.conversation_of(row.lane)
    subject = row.inbound.subject
    if conversation is None or not isinstance(subject, ContactSubject):
        raise TypeError("a customer's message needs a contact and its lane")
    found = unit.chat(conversation)
    newer = _open_elsewhere(unit, found) if found is not None and not found.is_open() else None
    if newer is not None:
        return Relane(newer)
    chat = found or Conversation(
        id=conversation,
        number=conversations.next_number(unit.conn),
        queue=subject.queue,
        channel=subject.channel,
        contact=subject.contact,
        customer_name=subject.name or body.name,
        opened_at=row.inbound.at,
    )
    message = Message(
        id=unit.office.mint.message(),
        conversation=conversation,
        author=CUSTOMER,
        author_name=body.name or chat.customer_name,
        at=row.inbound.at,
        parts=body.parts,
        client_id=body.client_id,
    )
    advance(unit, chat, CustomerWrote(row.inbound.at, message, body.page))
    return None


def _open_elsewhere(unit: Unit, chat: Conversation) -> ConversationId | None:
    """Give the other chat that the customer of an ended one has open now."""
    contact = contacts.get(unit.conn, chat.channel, chat.contact)
    if contact is None or contact.open_conversation == chat.id:
        return None
    return contact.open_conversation


def customer_did(unit: Unit, row: InboxRow, body: CustomerDid) -> None:
    """Note that a customer ended the chat, left, came back or moved on; with no chat there is nothing to note."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None:
        return
    event = _event(row, body)
    if event is not None:
        advance(unit, chat, event)


def _event(row: InboxRow, body: CustomerDid) -> Event | None:
    at = row.inbound.at
    match body.what:
        case "ended":
            return CustomerEnded(at)
        case "left":
            return CustomerLeft(at)
        case "returned":
            return CustomerReturned(at)
        case "moved":
            return PageChanged(at, body.page) if body.page else None
