"""Messages in their present state: the one place where text lives.

Rules:
1. A change overwrites: an earlier text is not kept.
2. `first_words` stands beside the message for the cards, and is blank once the message is masked or deleted.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, insert, select, text, update

from bridge.store import files
from bridge.store.codec import dump, load
from bridge.store.routes import went_by
from bridge.store.statements import Statement
from bridge.store.tables import CONVERSATION, JOURNAL, MESSAGE
from bridge.store.warm import Warm
from core.features.quoted import first_words, quoted_by
from core.ids import CUSTOMER, Contact, ConversationId, FileId, MessageId
from core.messages import Message, Visibility

_warm: Warm[Message] = Warm()
_body = select(MESSAGE.c.body).where(MESSAGE.c.id == bindparam("wanted"))
_get = Statement(_body)
_get_to_change = Statement(_body.with_for_update())
_of_customer = Statement(
    select(MESSAGE.c.body)
    # Said in the very words of the partial index, or SQLite would not use it.
    .where(MESSAGE.c.conversation == bindparam("chat"), text("message.author = 'customer'"))
    .order_by(MESSAGE.c.position.desc())
    .limit(bindparam("most"))
)
_add = Statement(insert(MESSAGE))
_change = Statement(
    update(MESSAGE)
    .where(MESSAGE.c.id == bindparam("wanted"))
    .values(first_words=bindparam("words"), quotes=bindparam("answered"), body=bindparam("newest"))
)
_quoting = Statement(select(MESSAGE.c.id).where(MESSAGE.c.quotes == bindparam("wanted")).order_by(MESSAGE.c.position))


def add(conn: Connection, message: Message) -> None:
    """Store a new message; its conversation must be saved before it."""
    values = {
        "id": message.id,
        "conversation": message.conversation,
        "author": message.author,
        "at": message.at,
        "first_words": _first_words(message),
        "quotes": quoted_by(message.parts),
        "body": _dumped(message),
    }
    _add.count(conn, **values)
    files.claim(conn, message.parts)


def change(conn: Connection, message: Message) -> None:
    """Overwrite a message with its new state.

    Raises:
        KeyError: there is no such message.
    """
    words, answered = _first_words(message), quoted_by(message.parts)
    if _change.count(conn, wanted=message.id, words=words, answered=answered, newest=_dumped(message)) != 1:
        raise KeyError(message.id)
    files.claim(conn, message.parts)


def get(conn: Connection, id: MessageId) -> Message | None:
    """Give a message, or None."""
    body = _get.scalar(conn, wanted=id)
    return None if body is None else loaded(body)


def many(conn: Connection, ids: Iterable[MessageId]) -> tuple[Message, ...]:
    """Give those of these messages that are there, in the order of the ids."""
    found = (get(conn, one) for one in ids)
    return tuple(one for one in found if one is not None)


def get_to_change(conn: Connection, id: MessageId) -> Message | None:
    """Give a message as nobody else can change it before this transaction ends, or None."""
    body = _get_to_change.scalar(conn, wanted=id)
    return None if body is None else loaded(body)


def of_conversation(
    conn: Connection,
    id: ConversationId,
    limit: int,
    before: MessageId | None = None,
) -> tuple[Message, ...]:
    """Give the last messages of a conversation, or the last before one of them; oldest first."""
    wanted = select(MESSAGE.c.body).where(MESSAGE.c.conversation == id)
    if before is not None:
        position = select(MESSAGE.c.position).where(MESSAGE.c.id == before).scalar_subquery()
        wanted = wanted.where(MESSAGE.c.position < position)
    newest = conn.scalars(wanted.order_by(MESSAGE.c.position.desc()).limit(limit)).all()
    return tuple(loaded(body) for body in reversed(newest))


def of_customer(conn: Connection, id: ConversationId, limit: int) -> tuple[Message, ...]:
    """Give the last messages that a conversation's customer wrote, oldest first."""
    return tuple(loaded(body) for (body,) in reversed(_of_customer.rows(conn, chat=id, most=limit)))


def quoting(conn: Connection, id: MessageId) -> tuple[MessageId, ...]:
    """Give the messages of whatever chats that quote a message, in the order in which they came."""
    return tuple(MessageId(one) for (one,) in _quoting.rows(conn, wanted=id))


def naming(conn: Connection, contact: Contact, file: FileId) -> tuple[Message, ...]:
    """Give the messages in all chats of a contact in which the id of a file stands, among words too."""
    theirs = select(CONVERSATION.c.id).where(went_by(conn, contact))
    wanted = select(MESSAGE.c.body).where(MESSAGE.c.conversation.in_(theirs), MESSAGE.c.body.contains(file))
    return tuple(loaded(body) for body in conn.scalars(wanted).all())


def notes(conn: Connection, id: ConversationId) -> tuple[Message, ...]:
    """Give the private notes of a conversation for all its agents, oldest first; deleted ones are none.

    What was written as a note is one. Held texts that stay internal, and what apps post, are none.
    """
    noted = select(JOURNAL.c.message).where(JOURNAL.c.conversation == id, JOURNAL.c.what == "note")
    wanted = select(MESSAGE.c.body).where(MESSAGE.c.conversation == id, MESSAGE.c.id.in_(noted))
    found = (loaded(body) for body in conn.scalars(wanted.order_by(MESSAGE.c.position)).all())
    return tuple(one for one in found if one.visibility is Visibility.AGENTS and not one.deleted)


def loaded(body: str) -> Message:
    """Read a message from its text. Raises `RowUnreadable`."""
    found = _warm.get(body)
    if found is None:
        found = load(Message, body)
        _warm.keep(body, found)
    return found


def _dumped(message: Message) -> str:
    body = dump(message)
    _warm.keep(body, message)
    return body


def _first_words(message: Message) -> str:
    if message.author != CUSTOMER or message.deleted or message.masks:
        return ""
    return first_words(message.parts)
