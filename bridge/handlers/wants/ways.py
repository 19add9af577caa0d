"""By which addresses a chat's customer can be reached now, and why not by the others."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bridge.handlers.wants.customers import identities_of
from bridge.store import bans, contacts, conversations, memory
from core.agents.model import Profile
from core.agents.rights import Right
from core.capabilities import Support
from core.conversation.model import Conversation
from core.conversation.routes import first_at, present, routes_of
from core.features.bans import FOREVER, Ban, holds
from core.features.identities import Identity
from core.features.losing import lost
from core.features.reach import Known, Way, all_ways
from core.ids import ChannelName, Contact
from core.ports import CustomerChannel, KnowsWhyNot, NamesAddresses
from core.sentences import say

if TYPE_CHECKING:
    from bridge.handlers.office import Office
    from bridge.handlers.wants import Asking

ANY_NUMBER = "+12025550100"
"""Asked of a channel to learn whether a number is enough to write to somebody there."""


def load(conn: Connection, asking: "Asking") -> tuple[Way, ...]:
    """Give the ways of a chat's customer."""
    chat, office = asking.conversation, asking.office
    if chat is None or office is None:
        return ()
    return ways_of(conn, office, chat, asking.at, asking.profile)


def ways_of(
    conn: Connection, office: "Office", chat: Conversation, at: datetime | None, asker: Profile | None
) -> tuple[Way, ...]:
    """Say by which addresses a chat's customer can be reached; the asker reads which other chat of theirs is open."""
    now = at or datetime.now(UTC)
    known = [
        Known(name, one.title, by_number=one.address(ANY_NUMBER, chat.queue) is not None)
        for name, one in office.channels.items()
        if isinstance(one, NamesAddresses)
    ]
    there = addresses_of(conn, office, chat, now)
    found = all_ways(known, [(one, _why_not(conn, office, chat, one, now, asker)) for one in there])
    return tuple(_with_losses(office, chat, way) for way in found)


def addresses_of(conn: Connection, office: "Office", chat: Conversation, now: datetime) -> tuple[Identity, ...]:
    """Give the addresses of a chat's customer, each with the bans that hold for it."""
    held = [ban for ban in bans.standing(conn) if holds(ban, now)]
    return tuple(_with_ban(office, one, held) for one in identities_of(conn, office.channels, chat))


def _with_ban(office: "Office", one: Identity, held: Sequence[Ban]) -> Identity:
    """Give an address with the longest of the bans that hold for its customer."""
    customer = office.customer(*one.contact)
    whole = customer.whole
    theirs = [
        ban.until
        for ban in held
        if ban.channel == customer.channel
        and (ban.contact == customer.address if whole else ban.contact.startswith(customer.address))
    ]
    until = max((end or FOREVER for end in theirs), default=None)
    return one if until is None else replace(one, banned=True, banned_until=until)


def _why_not(
    conn: Connection, office: "Office", chat: Conversation, one: Identity, now: datetime, asker: Profile | None
) -> str:
    """Say what stands in the way: the channel itself, another browser's log, or another chat that is open there."""
    name, address = one.contact
    if _is_other_window(office, chat, one.contact):
        return office.words(say("channels_other_window"))
    if _is_other_account(office, chat, one.contact):
        return office.words(say("channels_other_account"))
    channel: object = office.channels.get(name)
    if isinstance(channel, KnowsWhyNot):
        why = channel.why_not(address, lambda key: memory.get(conn, name, key), now)
        if why is not None:
            return office.words(why)
    return _busy(conn, office, chat, one.contact, asker)


def _is_other_window(office: "Office", chat: Conversation, contact: Contact) -> bool:
    """Tell whether somebody there would read what another window was shown: a chat has one log, for all its windows."""
    theirs = routes_of(chat)
    return contact[0] in office.feeds and contact not in theirs and any(name in office.feeds for name, _ in theirs)


def _is_other_account(office: "Office", chat: Conversation, contact: Contact) -> bool:
    """Tell whether it is a second address where what was sent can be changed: edits and masks go to the first alone."""
    channel = _channel(office, contact[0])
    has_another = contact not in routes_of(chat) and first_at(chat, contact[0]) is not None
    return has_another and channel is not None and channel.capabilities(contact[1]).edit > Support.FALLBACK


def _busy(conn: Connection, office: "Office", chat: Conversation, contact: Contact, asker: Profile | None) -> str:
    """Say that another chat is open there; its number to who may read it."""
    known = contacts.get(conn, *contact)
    open_there = known.open_conversation if known is not None else None
    if open_there is None or open_there == chat.id:
        return ""
    other = conversations.get(conn, open_there)
    if other is None or asker is None or not _may_read(other, asker):
        return office.words(say("channels_busy_elsewhere"))
    return office.words(say("channels_busy", number=other.number))


def _may_read(other: Conversation, asker: Profile) -> bool:
    is_theirs = other.participant(asker.id) is not None or other.owner == asker.id
    return is_theirs or asker.may(Right.TAKE_ANY) or bool({other.queue, *other.overflow} & set(asker.queues))


def _with_losses(office: "Office", chat: Conversation, way: Way) -> Way:
    """Give a way with what is lost by going on there."""
    if way.identity is None:
        return way
    before, after = _channel(office, present(chat)[0]), _channel(office, way.identity.contact[0])
    if before is None or after is None:
        return way
    return replace(way, lost=lost(before.capabilities(chat.contact), after.capabilities(way.identity.contact[1])))


def _channel(office: "Office", name: ChannelName) -> CustomerChannel | None:
    return office.channels.get(name)
