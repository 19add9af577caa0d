"""By which routes a chat goes: the present one, and those by which it went before (H5).

Rules:
1. `channel` and `contact` are the present route: where the next word to the customer goes.
2. `taken` are all routes of a chat that has moved, in the order in which it first took each; else it is empty.
3. What was sent stays where it was sent. A route is never taken away from a chat: it may come back to it.
"""

from core.conversation.changed import changed
from core.conversation.model import Conversation
from core.ids import ChannelName, Contact, ExternalRef
from core.messages import Message


def present(chat: Conversation) -> Contact:
    """Give the route by which the chat goes now."""
    return chat.channel, chat.contact


def routes_of(chat: Conversation) -> tuple[Contact, ...]:
    """Give all routes, in the order in which they were first taken."""
    return chat.taken or (present(chat),)


def channels_of(chat: Conversation) -> tuple[ChannelName, ...]:
    """Give the channels of all routes, each once."""
    return tuple(dict.fromkeys(channel for channel, _ in routes_of(chat)))


def came_by(chat: Conversation, message: Message) -> ChannelName:
    """Give by which channel a customer's message has come: one that has just arrived, or has files to be fetched."""
    return message.via or chat.channel


def by_another(chat: Conversation, route: Contact) -> tuple[ChannelName | None, ExternalRef | None]:
    """Give what a message keeps of the route by which it comes: its `via` and `via_address`, if not the present one.

    From an address that is known better by now the channel alone counts.
    """
    channel, _ = route
    if route == present(chat) or (route not in routes_of(chat) and channel == chat.channel):
        return None, None
    return channel, named(chat, route) if route in routes_of(chat) else None


def route_of(chat: Conversation, message: Message) -> Contact | None:
    """Give the route by which a customer's message has come, where it is another than the present one."""
    if message.via is None:
        return None
    there = message.via_address or first_at(chat, message.via)
    return (message.via, there) if there is not None else None


def is_only_there(chat: Conversation, channel: ChannelName) -> bool:
    """Tell whether a chat has one address in a channel at the most: then the channel's name says which it is."""
    return sum(name == channel for name, _ in routes_of(chat)) <= 1


def first_at(chat: Conversation, channel: ChannelName) -> ExternalRef | None:
    """Give the address that the chat took first in a channel; None where it never went there."""
    return next((contact for name, contact in routes_of(chat) if name == channel), None)


def named(chat: Conversation, route: Contact) -> ExternalRef | None:
    """Give the address that a row for a route must name; None where its channel says it: the first one taken there.

    What was put on its way before the chat took a second address in a channel names none, and is for the first.
    """
    return None if first_at(chat, route[0]) == route[1] else route[1]


def moved_to(chat: Conversation, to: Contact) -> Conversation:
    """Give the chat as it goes on by a route, a new one or one that it has taken before.

    Whether the customer is there, their windows have told: those that the chat has left, too.
    """
    if to == present(chat):
        return chat
    known = routes_of(chat)
    left = with_absent(chat, chat.channel, away=chat.customer_gone)
    gone, there = to[0] in left.absent, with_absent(left, to[0], away=False)
    taken = known if to in known else (*known, to)
    return changed(there, channel=to[0], contact=to[1], taken=taken, customer_gone=gone)


def with_absent(chat: Conversation, channel: ChannelName, *, away: bool) -> Conversation:
    """Give the chat as it keeps whether the customer's window is closed in a channel that it has left."""
    others = tuple(name for name in chat.absent if name != channel)
    return changed(chat, absent=(*others, channel) if away else others)


def is_absent(chat: Conversation, route: Contact) -> bool:
    """Tell whether the customer has closed their window at a route, the present one or one that the chat has left."""
    return chat.customer_gone if route == present(chat) else route[0] in chat.absent


def readdressed(chat: Conversation, old: Contact, new: ExternalRef) -> Conversation:
    """Give the chat with another address in the place of one of its routes': the same customer, known better."""
    here = (old[0], new)
    after = changed(chat, taken=tuple(dict.fromkeys(here if one == old else one for one in chat.taken)))
    return changed(after, contact=new) if present(chat) == old else after
