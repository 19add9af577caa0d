"""The customer card as an answer: read when it is shown, for whoever may see it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from bridge.handlers.office import Office
from bridge.handlers.wants.customers import identities_of, is_signed
from bridge.store import attributes, bans, memory, past
from core.agents.model import Profile
from core.agents.rights import Right
from core.conversation.model import Conversation
from core.features.bans import FOREVER, Ban, holds
from core.features.customer_card import Customer
from core.features.identities import Identity
from core.features.reach import Known, Way, ways
from core.ids import ConversationId
from core.ports import KnowsWhyNot, NamesAddresses

ANY_NUMBER = "+12025550100"
"""Asked of a channel to learn whether a number is enough to write to somebody there."""
LISTED = 5
"""How many past chats stand on the card; `!past` finds the others."""


def past_of(
    conn: Connection, office: Office, chat: Conversation, profile: Profile | None, at: datetime | None
) -> list[ConversationId]:
    """Give the past chats of a customer, by all their addresses, of queues that the asker serves; the newest first."""
    if profile is None:
        return []
    queues = None if profile.may(Right.TAKE_ANY) else frozenset(profile.queues)
    scope = past.Scope(queues, LISTED + 2, at or datetime.now(UTC))
    theirs = (one.contact for one in identities_of(conn, office.channels, chat))
    found = [one for contact in theirs for one in past.of_contact(conn, *contact, scope) if one != chat.id]
    return list(past.newest(conn, found))


def customer_of(conn: Connection, office: Office, chat: Conversation, at: datetime | None) -> Customer:
    """Read what is known of a chat's customer, but for the past chats."""
    standing, now = bans.standing(conn), at or datetime.now(UTC)
    held = [ban for ban in standing if holds(ban, now)]
    there = tuple(_with_ban(office, one, held) for one in identities_of(conn, office.channels, chat))
    return Customer(chat, there, attributes.shown(conn, chat.id), is_signed=is_signed(conn, chat.id))


def _with_ban(office: Office, one: Identity, held: Sequence[Ban]) -> Identity:
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


def ways_of(conn: Connection, office: Office, chat: Conversation, at: datetime | None) -> tuple[Way, ...]:
    """Say by which channels a chat's customer can be reached."""
    now = at or datetime.now(UTC)
    there = customer_of(conn, office, chat, now).identities
    known = [
        Known(name, one.title, by_number=one.address(ANY_NUMBER, chat.queue) is not None)
        for name, one in office.channels.items()
        if isinstance(one, NamesAddresses)
    ]
    return ways(known, [(one, _why_not(conn, office, one, now)) for one in there])


def _why_not(conn: Connection, office: Office, one: Identity, now: datetime) -> str:
    name, address = one.contact
    channel = office.channels.get(name)
    if channel is None or not isinstance(channel, KnowsWhyNot):
        return ""
    why = channel.why_not(address, lambda key: memory.get(conn, name, key), now)
    return office.words(why) if why is not None else ""
