"""The customer card as an answer: read when it is shown, for whoever may see it."""

from datetime import UTC, datetime

from sqlalchemy import Connection

from bridge.handlers.office import Office
from bridge.handlers.wants.customers import identities_of, is_signed
from bridge.handlers.wants.ways import addresses_of
from bridge.store import attributes, past
from core.agents.model import Profile
from core.agents.rights import Right
from core.conversation.model import Conversation
from core.features.customer_card import Customer
from core.ids import ConversationId

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
    there = addresses_of(conn, office, chat, at or datetime.now(UTC))
    return Customer(chat, there, attributes.shown(conn, chat.id), is_signed=is_signed(conn, chat.id))
