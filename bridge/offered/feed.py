"""The customer's log, for channels that keep none of their own.

Rule: whoever follows a contact is called at each change, with the added line where it is known. The table is the truth.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from bridge import topics
from bridge.handlers import lanes
from bridge.handlers.showing import SHOWN, add_line
from bridge.hints.memory import MemoryHints
from bridge.store import contacts, conversations, feed, inbox, messages, routes
from bridge.store.database import Database
from core.conversation.routes import is_absent
from core.ids import ChannelName, ConversationId, ExternalRef
from core.ports import Clock, FeedEvent, FeedNews, FeedState, FeedSubscription, Outbound
from core.ports import Feed as FeedPort

Contact = tuple[ChannelName, ExternalRef]
PAGE = 500
"""How many lines are read at once; whoever is further behind asks again."""


class StoredFeed:
    """The log in the database; wake-ups are hints."""

    def __init__(self, database: Database, hints: MemoryHints, clock: Clock) -> None:
        """Take what is needed to read, to write and to wake."""
        self._database = database
        self._hints = hints
        self._clock = clock

    async def state(self, channel: ChannelName, contact: ExternalRef) -> FeedState:
        """Give where a contact stands: in the open chat, else in the last one."""
        return await self._database.read(lambda conn: _state(conn, channel, contact))

    async def is_away(self, channel: ChannelName, contact: ExternalRef) -> bool:
        """Tell whether it was noted of the contact's open chat that they have closed their window, or soon will be."""
        return await self._database.read(lambda conn: _is_away(conn, channel, contact))

    async def since(
        self, channel: ChannelName, contact: ExternalRef, conversation: ConversationId, seq: int
    ) -> tuple[FeedEvent, ...]:
        """Give the lines after `seq`; none when the conversation is not this contact's."""
        return await self._database.read(lambda conn: _since(conn, channel, contact, conversation, seq))

    async def append(self, outbound: Outbound) -> int:
        """Add what `outbound` says, once for each key."""
        now = self._clock.now()
        seq, news, there = await self._database.write(lambda conn: _append(conn, outbound, now))
        self._hints.announce([(topics.contact(*contact), news) for contact in there])
        return seq

    def follow(self, channel: ChannelName, contact: ExternalRef, woken: Callable[[], None]) -> FeedSubscription:
        """Have `woken` called when anything of a contact's may have changed."""
        return self._hints.follow(topics.contact(channel, contact), woken)


_: type[FeedPort] = StoredFeed


def _kind(outbound: Outbound) -> feed.FeedKind:
    if outbound.kind == "message":
        return "message"
    if outbound.kind == "status":
        return "status"
    return "deleted" if outbound.message and outbound.message.deleted else "edited"


def _data(outbound: Outbound) -> dict[str, str | None]:
    """Keep what a line shows beside the message: names and turns, no text of a message."""
    shown = {
        "status": SHOWN[outbound.status] if outbound.status else None,
        "text": outbound.text,
        "agent_name": outbound.agent_name,
        "agent_picture": outbound.agent_picture,
    }
    return {key: value for key, value in shown.items() if value is not None}


def _append(conn: Connection, outbound: Outbound, now: datetime) -> tuple[int, FeedNews, tuple[Contact, ...]]:
    """Add a line; give its number, what is told of it, and by which routes its chat goes."""
    message = outbound.message and (messages.get(conn, outbound.message.id) or outbound.message)
    at = (outbound.conversation, outbound.key, now)
    seq, news = add_line(conn, *at, _kind(outbound), message, _data(outbound))
    return seq, news, routes.of(conn, outbound.conversation)


def _state(conn: Connection, channel: ChannelName, contact: ExternalRef) -> FeedState:
    known = contacts.get(conn, channel, contact)
    conversation = (known.open_conversation or known.last_conversation) if known else None
    status = conversations.status_of(conn, conversation) if conversation else None
    if conversation is None or status is None:
        return FeedState()
    return FeedState(conversation, SHOWN[status], feed.last_seq(conn, conversation))


def _is_away(conn: Connection, channel: ChannelName, contact: ExternalRef) -> bool:
    if inbox.has_unsettled(conn, lanes.of_closed_window(channel, contact)):
        return True
    known = contacts.get(conn, channel, contact)
    chat = conversations.get(conn, known.open_conversation) if known and known.open_conversation else None
    return chat is not None and is_absent(chat, (channel, contact))


def _since(
    conn: Connection, channel: ChannelName, contact: ExternalRef, conversation: ConversationId, seq: int
) -> tuple[FeedEvent, ...]:
    whose = (channel, contact)
    if conversations.contact_of(conn, conversation) != whose and not routes.is_of(conn, conversation, whose):
        return ()
    return feed.since(conn, conversation, seq, PAGE)
