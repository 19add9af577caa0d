"""What customers do."""

from bridge import topics
from bridge.handlers import bots, closed_windows, lanes, piecing, quoting, sticky, veiling
from bridge.handlers.advance import advance
from bridge.handlers.invoke import Relane
from bridge.handlers.overtaking import Later
from bridge.handlers.showing import SHOWN
from bridge.handlers.unit import Unit
from bridge.handlers.wants.customers import route_name
from bridge.store import contacts, conversations, deliveries, files, identities, intake, persons
from bridge.store.inbox import InboxRow
from core.conversation.events import (
    CustomerEnded,
    CustomerLeft,
    CustomerReturned,
    CustomerWrote,
    Event,
    PageChanged,
)
from core.conversation.events import CustomerIdentified as Identified
from core.conversation.model import Conversation, Status
from core.conversation.routes import by_another, named, present, route_of, routes_of
from core.features.answering import as_text, name_in
from core.features.verified import without_lock
from core.ids import CUSTOMER, AgentId, ConversationId
from core.inbound import ContactSubject, CustomerDid, CustomerIdentified, CustomerMessage, OfflineRequest
from core.messages import Message, Part, Text
from core.ports import FeedNews
from core.visitors import is_made


def customer_message(unit: Unit, row: InboxRow, body: CustomerMessage | OfflineRequest) -> Relane | None:
    """Take a customer's message, or the form that they left, into their conversation, the first one into a new one.

    Late words for an ended chat go into the one that the customer has open by now, where the answer will be read.
    """
    conversation = lanes.conversation_of(row.lane)
    subject = row.inbound.subject
    if conversation is None and isinstance(subject, ContactSubject) and not subject.may_open:
        return None  # a reaction, a word for the network: about a chat that is not there
    if conversation is None or not isinstance(subject, ContactSubject):
        raise TypeError("a customer's message needs a contact and its lane")
    found = unit.chat(conversation)
    newer = _open_elsewhere(unit, found, subject) if found is not None and not found.is_open() else None
    if newer is not None:
        return Relane(newer)
    body = veiling.message(unit, found, body) if found is not None else body
    if found is not None and found.taken:
        contacts.heard(unit.conn, subject.channel, subject.contact, found.id)
    chat = found or _new_chat(unit, row, subject, conversation, body)
    message = _message(unit, row, subject, chat, body)
    said = message.parts
    chat, message = piecing.without_pieces(unit, chat, message)
    masked = body.masked or message.parts != said
    if masked:
        unit.wakes.add(topics.SCOURING)  # pieces of it may have been overwritten while they waited
    message, original = _in_its_place(unit, chat, body, message)
    is_form, there = isinstance(body, OfflineRequest), _by_another(unit, chat, message)
    to = _whose_own(unit, subject)
    after = advance(unit, chat, CustomerWrote(row.inbound.at, message, body.page, is_form, masked, original, to, there))
    if isinstance(body, CustomerMessage) and body.ref is not None:
        where = (subject.channel, named(chat, (subject.channel, subject.contact)) if chat.taken else None)
        deliveries.add(unit.conn, message.id, where, body.ref, "source")
    if found is None:
        _keep_intake(unit, row, chat, body)
    if after.status is Status.BOT:
        bots.hear(unit, after, message)
    return None


def _keep_intake(unit: Unit, row: InboxRow, chat: Conversation, body: CustomerMessage | OfflineRequest) -> None:
    """Keep what is known of a new chat's customer from before it."""
    if body.facts is not None:
        intake.add_facts(unit.conn, chat.id, row.inbound.at, body.facts)
    if body.person is not None:
        persons.put(unit.conn, chat.id, row.inbound.at, body.person)


def _by_another(unit: Unit, chat: Conversation, message: Message) -> str:
    """Give what agents call the route by which a message came, where that is another than the present one."""
    route = route_of(chat, message)
    return route_name(unit.office.channels, chat, route) if route is not None else ""


def _whose_own(unit: Unit, subject: ContactSubject) -> AgentId | None:
    """Give to whose own number it came; whoever is no agent any more has none."""
    return subject.agent if subject.agent in unit.office.directory().profiles else None


def _message(
    unit: Unit, row: InboxRow, subject: ContactSubject, chat: Conversation, body: CustomerMessage | OfflineRequest
) -> Message:
    """Make a message of what the customer said, and nothing else."""
    via, address = by_another(chat, (subject.channel, subject.contact))
    return Message(
        id=unit.office.mint.message(),
        conversation=chat.id,
        author=CUSTOMER,
        author_name=_name(body, chat.customer_name),
        at=row.inbound.at,
        parts=_parts(body),
        client_id=body.client_id,
        via=via,
        via_address=address,
    )


def _in_its_place(
    unit: Unit, chat: Conversation, body: CustomerMessage | OfflineRequest, message: Message
) -> tuple[Message, Message | None]:
    """Give a message under the words that it is about, and what it was, where it must be masked because of them."""
    if not isinstance(body, CustomerMessage):
        return message, None
    return quoting.as_masked(unit, chat, body, quoting.with_quote(unit, chat, body, message))


def _name(body: CustomerMessage | OfflineRequest, known: str) -> str:
    """Give the customer's name: from a form, else from the channel; a made one never displaces one that was given."""
    given = without_lock(name_in(body.answers)) if isinstance(body, OfflineRequest) else ""
    if given:
        return given
    return body.name if body.name and not (known and is_made(body.name)) else known


def _new_chat(
    unit: Unit,
    row: InboxRow,
    subject: ContactSubject,
    conversation: ConversationId,
    body: CustomerMessage | OfflineRequest,
) -> Conversation:
    return Conversation(
        id=conversation,
        number=conversations.next_number(unit.conn),
        queue=subject.queue,
        channel=subject.channel,
        contact=subject.contact,
        customer_name=subject.name or body.name,
        opened_at=row.inbound.at,
        language=body.language.lower().replace("_", "-"),
        preferred=sticky.last_agent(unit, subject),
    )


def _parts(body: CustomerMessage | OfflineRequest) -> tuple[Part, ...]:
    """Give what the customer wrote; of a form, its answers as they wrote them."""
    return (Text(as_text(body.answers)),) if isinstance(body, OfflineRequest) else body.parts


def _open_elsewhere(unit: Unit, chat: Conversation, subject: ContactSubject) -> ConversationId | None:
    """Give the other chat that the customer of an ended one has open now, where they wrote."""
    contact = contacts.get(unit.conn, subject.channel, subject.contact)
    if contact is None or contact.open_conversation == chat.id:
        return None
    return contact.open_conversation


def customer_identified(unit: Unit, row: InboxRow, body: CustomerIdentified) -> None:
    """Let the chat that a browser has open be the one of the person who is known to sit there.

    Where they have another one open, in another browser, both go on as they are.
    """
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None or not chat.is_open():
        return
    body = veiling.identified(unit, chat, body)
    subject = row.inbound.subject
    was = (subject.channel, subject.contact) if isinstance(subject, ContactSubject) else present(chat)
    if was not in routes_of(chat) or not contacts.move(unit.conn, *was, body.contact, chat.id):
        return
    files.move(unit.conn, was, (was[0], body.contact))
    identities.move(unit.conn, was, (was[0], body.contact), unit.office.mint.key())
    began_there = was == routes_of(chat)[0]  # else an agent has led the chat there: who that is, nobody has proven
    if began_there:
        persons.put(unit.conn, chat.id, row.inbound.at, body.person)
    name = body.person.name if began_there else ""
    after = advance(unit, chat, Identified(row.inbound.at, body.contact, name, was))
    unit.announce(after, FeedNews(after.id, SHOWN[after.status]))


def customer_did(unit: Unit, row: InboxRow, body: CustomerDid) -> Relane | Later | None:
    """Note that a customer ended the chat, left, came back or moved on; with no chat there is nothing to note."""
    if (elsewhere := closed_windows.put_off(unit, row, body.due)) is not None:
        return elsewhere
    if body.what == "returned":
        closed_windows.call_off(unit, row)
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None:
        return None
    event = _event(unit, chat, row, veiling.did(unit, chat, body))
    if event is not None:
        advance(unit, chat, event)
    return None


def _event(unit: Unit, chat: Conversation, row: InboxRow, body: CustomerDid) -> Event | None:
    at, subject = row.inbound.at, row.inbound.subject
    route = (subject.channel, subject.contact) if isinstance(subject, ContactSubject) else present(chat)
    left, _ = by_another(chat, route)
    match body.what:
        case "ended":
            return CustomerEnded(at, route_name(unit.office.channels, chat, route) if left is not None else "")
        case "left" | "returned" if route not in routes_of(chat):
            return None  # a window of before the customer was known better
        case "left":
            return CustomerLeft(at, left)
        case "returned":
            return CustomerReturned(at, left)
        case "moved":
            return PageChanged(at, body.page) if body.page else None
