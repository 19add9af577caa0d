"""Chats that have ended, to be found again.

Rules:
1. No text of a message is copied here: words are looked for in `message` itself, among the newest chats of the queues
   that the asker may see, and within bounds, since a search holds up other writers on SQLite.
2. A text that is masked, deleted, held or for chosen people alone is not found.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import ColumnElement, Connection, delete, or_, select

from bridge.store.aside_tables import PAST
from bridge.store.messages import loaded
from bridge.store.routes import moved_by
from bridge.store.statements import insert_into
from bridge.store.tables import CONVERSATION, MESSAGE
from core.conversation.model import Conversation
from core.features.past_chats import Wanted
from core.features.transcript import visible_text
from core.ids import ChannelName, Contact, ConversationId, ExternalRef, QueueId
from core.messages import Message, Visibility

SEARCHED = timedelta(days=90)
"""How far back words of messages are looked for; names, numbers and days are found however old."""
NEWEST = 5_000
"""In how many chats words are looked for: the newest of these days."""
MOST_READ = 5_000
"""How many messages that may hold the words are looked at."""


@dataclass(frozen=True, slots=True)
class Scope:
    """In which queues, for how many chats; None is every queue."""

    queues: Collection[QueueId] | None
    limit: int
    now: datetime


def add(conn: Connection, chat: Conversation) -> None:
    """List a chat that has ended, or bring its line up to date."""
    values = {
        "queue": chat.queue,
        "agent": chat.owner,
        "channel": chat.channel,
        "contact": chat.contact,
        "folded": chat.customer_name.casefold(),
        "ended_at": chat.ended_at or chat.opened_at,
    }
    added = insert_into(conn, PAST).values(conversation=chat.id, **values)
    conn.execute(added.on_conflict_do_update(index_elements=[PAST.c.conversation], set_=values))


def remove(conn: Connection, chat: ConversationId) -> None:
    """Take a chat off the list that goes on."""
    conn.execute(delete(PAST).where(PAST.c.conversation == chat))


def of_contact(conn: Connection, channel: ChannelName, contact: ExternalRef, scope: Scope) -> list[ConversationId]:
    """Give the chats that went by a customer's address, the newest first."""
    return _chats(conn, scope, _went_by(conn, (channel, contact)))


def ended_since(
    conn: Connection, channel: ChannelName, contact: ExternalRef, since: datetime
) -> tuple[ConversationId, ...]:
    """Give a customer's chats that have ended since a time, the first that ended first."""
    theirs = _went_by(conn, (channel, contact)) & (PAST.c.ended_at >= since)
    asked = select(PAST.c.conversation).where(theirs).order_by(PAST.c.ended_at)
    return tuple(ConversationId(one) for one in conn.scalars(asked).all())


def _went_by(conn: Connection, contact: Contact) -> ColumnElement[bool]:
    """Tell which past chats went by an address, also before they went on in another channel."""
    here = (PAST.c.channel == contact[0]) & (PAST.c.contact == contact[1])
    moved = moved_by(conn, contact)
    return here | PAST.c.conversation.in_(moved) if moved else here


def newest(conn: Connection, chats: Collection[ConversationId]) -> tuple[ConversationId, ...]:
    """Give past chats in order, each once, the newest first."""
    asked = select(PAST.c.conversation).where(PAST.c.conversation.in_(sorted(set(chats))))
    return tuple(ConversationId(one) for one in conn.scalars(asked.order_by(PAST.c.ended_at.desc())).all())


def find(conn: Connection, wanted: Wanted, scope: Scope) -> list[ConversationId]:
    """Give the chats that fit: that of the number, those of the name, those in which the words were written."""
    found: dict[ConversationId, None] = {}
    for chats in _steps(conn, wanted, scope):
        found |= dict.fromkeys(chats)
        if len(found) >= scope.limit:
            break
    return list(found)[: scope.limit]


def _steps(conn: Connection, wanted: Wanted, scope: Scope) -> Iterator[list[ConversationId]]:
    day = _of_day(wanted)
    if not wanted.words:
        yield _chats(conn, scope, day)
        return
    if wanted.number is not None:
        numbered = select(CONVERSATION.c.id).where(CONVERSATION.c.number == wanted.number)
        yield _chats(conn, scope, PAST.c.conversation.in_(numbered) & day)
    yield _chats(conn, scope, PAST.c.folded.contains(wanted.words.casefold(), autoescape=True) & day)
    yield list(_written(conn, wanted, scope))


def _of_day(wanted: Wanted) -> ColumnElement[bool]:
    if wanted.day is None:
        return PAST.c.conversation.is_not(None)
    begin = datetime.combine(wanted.day, time(), UTC)
    return (PAST.c.ended_at >= begin) & (PAST.c.ended_at < begin + timedelta(days=1))


def _chats(conn: Connection, scope: Scope, fitting: ColumnElement[bool]) -> list[ConversationId]:
    asked = select(PAST.c.conversation).where(fitting, _within(scope)).order_by(PAST.c.ended_at.desc())
    return [ConversationId(one) for one in conn.scalars(asked.limit(scope.limit)).all()]


def _within(scope: Scope) -> ColumnElement[bool]:
    return PAST.c.conversation.is_not(None) if scope.queues is None else PAST.c.queue.in_(sorted(scope.queues))


def _written(conn: Connection, wanted: Wanted, scope: Scope) -> Iterator[ConversationId]:
    """Give the chats in which the words were written, the newest first, each once."""
    newest = (
        select(PAST.c.conversation, PAST.c.ended_at)
        .where(_within(scope), _of_day(wanted), PAST.c.ended_at >= scope.now - SEARCHED)
        .order_by(PAST.c.ended_at.desc())
        .limit(NEWEST)
        .subquery("newest")
    )
    asked = (
        select(MESSAGE.c.conversation, MESSAGE.c.body)
        .join(newest, newest.c.conversation == MESSAGE.c.conversation)
        .where(or_(*(MESSAGE.c.body.ilike(f"%{_escaped(one)}%", escape="/") for one in _spellings(wanted.words))))
        .order_by(newest.c.ended_at.desc(), MESSAGE.c.position)
        .limit(MOST_READ)
    )
    seen: set[str] = set()
    for conversation, body in conn.execute(asked):
        if conversation not in seen and _says(loaded(body), wanted.words.casefold()):
            seen.add(conversation)
            yield ConversationId(conversation)
            if len(seen) >= scope.limit:
                return


def _says(message: Message, folded: str) -> bool:
    """Tell whether the words stand where everybody on the desk may read them."""
    may_be_read = message.visibility in (Visibility.EVERYONE, Visibility.AGENTS)
    return may_be_read and not message.deleted and folded in " ".join(visible_text(message).casefold().split())


def _spellings(words: str) -> set[str]:
    """Give the words as they may be written: SQLite folds the case of A to Z alone, and each spelling costs a look."""
    return {words} if words.isascii() else {words, words.lower(), words.upper(), words.capitalize(), words.title()}


def _escaped(words: str) -> str:
    """Give words as they stand in a stored message, for a pattern."""
    stored = json.dumps(words, ensure_ascii=False)[1:-1]
    return stored.replace("/", "//").replace("%", "/%").replace("_", "/_")
