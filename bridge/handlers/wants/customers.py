"""Whose a chat is: the addresses of its customer, and who else is named by a number or by another chat."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from bridge.erasing.scrubbing import is_nobodys
from bridge.store import contacts, conversations, identities, intake, memory, persons
from core.conversation.model import Conversation
from core.conversation.routes import is_only_there, present, routes_of
from core.errors import ArgumentsInvalid
from core.features.identities import Identity, Other, meant, named
from core.ids import ChannelName, Contact, ConversationId, ExternalRef
from core.ports import OPTED_OUT, CustomerChannel, HasSenders, NamesAddresses

if TYPE_CHECKING:
    from bridge.handlers.wants import Asking

Channels = Mapping[ChannelName, CustomerChannel]


def load(conn: Connection, asking: "Asking") -> tuple[Identity, ...]:
    """Give the addresses of a chat's customer."""
    return identities_of(conn, asking.channels, asking.conversation) if asking.conversation is not None else ()


def identities_of(conn: Connection, channels: Channels, chat: Conversation) -> tuple[Identity, ...]:
    """Give the addresses of a chat's customer: that by which it goes now, its others, those that were told."""
    own = dict.fromkeys((present(chat), *routes_of(chat)))
    told = {one.contact: one for route in own for one in identities.of(conn, route)}
    told.pop(routes_of(chat)[0], None)  # where the customer began; by the others an agent has let it go on
    found = tuple(_identity(conn, channels, chat, one, told.get(one)) for one in dict.fromkeys((*own, *told)))
    times = Counter(one.name for one in found)
    return tuple(replace(one, sender=_sender(channels, one.contact)) if times[one.name] > 1 else one for one in found)


def _sender(channels: Channels, contact: Contact) -> str:
    """Give from what of ours an address is written to; nothing where its channel has no such thing."""
    channel: object = channels.get(contact[0])
    return channel.sender_of(contact[1]) if isinstance(channel, HasSenders) else ""


def _identity(
    conn: Connection, channels: Channels, chat: Conversation, contact: Contact, told: identities.Told | None
) -> Identity:
    known = contacts.get(conn, *contact)
    title, shown = read(channels, contact)
    return Identity(
        contact,
        title,
        shown,
        told_by=told.by if told else None,
        told_at=told.at if told else None,
        heard=known is not None and known.last_conversation is not None,
        opted_out=memory.get(conn, contact[0], f"{OPTED_OUT}{contact[1]}") is not None,
        here=contact == present(chat),
    )


def read(channels: Channels, contact: Contact) -> tuple[str, str]:
    """Give what an address is called: its channel, and how agents read it."""
    channel = channels.get(contact[0])
    if channel is None or not isinstance(channel, NamesAddresses):
        return contact[0], ""  # the configuration has it no longer
    return channel.title, channel.shown(contact[1])


def title_of(channels: Channels, name: ChannelName) -> str:
    """Give what people call a channel; its own name where it has no other, or is set up no longer."""
    channel: object = channels.get(name)
    return channel.title if isinstance(channel, NamesAddresses) else name


def route_name(channels: Channels, chat: Conversation, route: Contact) -> str:
    """Give what agents call a route of a chat's: its channel, with the address where the chat has several there."""
    title, shown = read(channels, route)
    if is_only_there(chat, route[0]):
        return title
    alike = any(read(channels, other) == (title, shown) for other in routes_of(chat) if other != route)
    return named(title, shown, _sender(channels, route) if alike else "")


def load_other(conn: Connection, asking: "Asking") -> Other | None:
    """Give who is named by the words, as far as they are known; None where there is no such chat."""
    chat = asking.conversation
    words = asking.values.get("who", "") or asking.words
    try:
        wanted = meant(words)
    except ArgumentsInvalid:
        return Other()  # the command says what is wrong
    if chat is None:
        return Other()
    if wanted.chat is None:
        return Other(tuple(_of_number(asking.channels, chat, wanted.number)))
    id = conversations.by_number(conn, wanted.chat)
    other = conversations.get(conn, id) if id is not None else None
    if other is None or is_nobodys((other.channel, other.contact)):
        return None
    theirs = (other.channel, other.contact)
    all_of_them = dict.fromkeys((theirs, *(one.contact for one in identities.of(conn, theirs))))
    lines = frozenset({other.queue, *other.overflow})
    return Other(tuple(all_of_them), lines, _user(conn, other.id), _user(conn, chat.id))


def _of_number(channels: Channels, chat: Conversation, number: str) -> Iterator[Contact]:
    for name, channel in channels.items():
        address = channel.address(number, chat.queue) if isinstance(channel, NamesAddresses) else None
        if address is not None:
            yield name, ExternalRef(address)


def _user(conn: Connection, chat: ConversationId) -> str:
    person: Mapping[str, Any] = intake.read(conn, chat).get(persons.PERSON) or {}
    return str(person.get("user", ""))


def is_signed(conn: Connection, chat: ConversationId) -> bool:
    """Tell whether the site has said who a chat's customer is."""
    return bool(_user(conn, chat))
