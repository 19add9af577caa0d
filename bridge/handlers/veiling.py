"""What comes in beside a customer's words, where words of it are masked by hand: masked, too, while its chat is open.

The name comes beside each message, and the page with each look at another one: without this, what an agent has masked
would be back with the next of them.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from bridge.store import contacts, veils
from core.conversation.model import Conversation
from core.conversation.routes import routes_of
from core.features.answering import Answer
from core.features.detecting import masked
from core.features.masked import finder
from core.features.particulars import Particulars, Veil, answers_hidden, called_there, without
from core.inbound import CustomerDid, CustomerIdentified, CustomerMessage, OfflineRequest

if TYPE_CHECKING:
    from bridge.handlers.unit import Unit

Told = TypeVar("Told", bound=CustomerMessage | OfflineRequest)


def message(unit: "Unit", chat: Conversation, body: Told) -> Told:
    """Give a message with what comes beside it masked."""
    if not chat.veiled:
        return body
    page = body.page or chat.page
    known = _hidden(unit, chat, Particulars(name=body.name, page=page, person=body.person))
    return replace(body, name=known.name, page=known.page if body.page is not None else None, person=known.person)


def identified(unit: "Unit", chat: Conversation, body: CustomerIdentified) -> CustomerIdentified:
    """Give who the customer's site says that they are, masked."""
    if not chat.veiled:
        return body
    known = _hidden(unit, chat, Particulars(name=body.person.name, page=chat.page, person=body.person))
    return replace(body, person=known.person or body.person)


def did(unit: "Unit", chat: Conversation, body: CustomerDid) -> CustomerDid:
    """Give the page to which a customer has moved, masked."""
    if not chat.veiled or body.page is None:
        return body
    return replace(body, page=_hidden(unit, chat, Particulars(name="", page=body.page)).page)


def answers(unit: "Unit", chat: Conversation, given: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Give what a bot has learnt, or an agent has filled in, masked."""
    veil = veils.get(unit.conn, chat.id) if chat.veiled else None
    return answers_hidden(given, finder(veil.words)) if veil is not None else given


def _hidden(unit: "Unit", chat: Conversation, come: Particulars) -> Particulars:
    """Mask what has come; keep what it was, to be shown again."""
    veil = veils.get(unit.conn, chat.id)
    if veil is None:
        return come
    hidden = without(come, veil.words)
    before, after = _names_hidden(unit, chat, veil)
    if hidden != come:
        if come.name != hidden.name:
            before, after = replace(before, name=come.name), replace(after, name=hidden.name)
        if come.page != hidden.page:
            before, after = replace(before, page=come.page), replace(after, page=hidden.page)
        if come.person != hidden.person:
            before, after = replace(before, person=come.person), replace(after, person=hidden.person)
    if (before, after) != (veil.before, veil.after):
        veils.put(unit.conn, chat.id, replace(veil, before=before, after=after), unit.now)
    return hidden


def _names_hidden(unit: "Unit", chat: Conversation, veil: Veil) -> tuple[Particulars, Particulars]:
    """Mask what the customer is called at each address, which came with a message; give what stood there, and does."""
    before, after = veil.before, veil.after
    for route in routes_of(chat):
        contact = contacts.get(unit.conn, *route)
        called = masked(contact.name, finder(veil.words)) if contact is not None else ""
        if contact is not None and called != contact.name:
            contacts.rename(unit.conn, *route, called)
            before, after = called_there(before, route, contact.name), called_there(after, route, called)
    return before, after
