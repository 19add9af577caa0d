"""Messages as they were before they were masked by hand, and what else must go with them when their chat ends.

Rules:
1. A message's files can't be reached while it is masked: their rows are taken away, so that every way to their bytes
   finds nothing, and put back when it is unmasked.
2. `forget` leaves nothing in the tables; what lies outside of them is put on the list of `scour`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from bridge.store import files, scour
from bridge.store.codec import dump, load
from bridge.store.guard_tables import ORIGINAL
from bridge.store.routes import went_by
from bridge.store.tables import CONVERSATION, MESSAGE
from core.features.answering import Answer
from core.features.quoted import requoted
from core.ids import Contact, ConversationId, FileId, MessageId
from core.messages import Media, Message, Part


@dataclass(frozen=True, slots=True)
class _Answers:
    answers: tuple[Answer, ...]


def keep(conn: Connection, message: Message, hidden: Iterable[FileId], at: datetime, *, anew: bool = False) -> None:
    """Keep a message as it is, and let nobody reach these of its files.

    One that is kept already stays, unless its author has written it `anew`.
    """
    for file in hidden:
        files.remove(conn, file)
    there = get(conn, message.id)
    if there is None:
        values = {"message": message.id, "conversation": message.conversation, "at": at, "body": dump(message)}
        conn.execute(insert(ORIGINAL).values(**values, answers=""))
    elif anew:
        body = dump(_with_words(there, message))
        conn.execute(update(ORIGINAL).where(ORIGINAL.c.message == message.id).values(body=body))


def keep_answers(conn: Connection, message: MessageId, told: Sequence[Answer]) -> None:
    """Keep what the customer told by a message that is kept, too: the first that is kept of each counts."""
    kept = {one.name: one for one in (*told, *answers(conn, message))}
    body = dump(_Answers(tuple(kept.values())))
    conn.execute(update(ORIGINAL).where(ORIGINAL.c.message == message).values(answers=body))


def answers(conn: Connection, message: MessageId) -> tuple[Answer, ...]:
    """Give what the customer told by a message that is kept, and what was masked."""
    body = conn.scalar(select(ORIGINAL.c.answers).where(ORIGINAL.c.message == message))
    return load(_Answers, body).answers if body else ()


def get(conn: Connection, message: MessageId) -> Message | None:
    """Give a message as it was, or None."""
    body = conn.scalar(select(ORIGINAL.c.body).where(ORIGINAL.c.message == message))
    return None if body is None else load(Message, body)


def naming(conn: Connection, contact: Contact, file: FileId) -> tuple[Message, ...]:
    """Give what is kept in all chats of a contact in which the id of a file stands, among words too."""
    theirs = select(CONVERSATION.c.id).where(went_by(conn, contact))
    wanted = select(ORIGINAL.c.body).where(ORIGINAL.c.conversation.in_(theirs), ORIGINAL.c.body.contains(file))
    return tuple(load(Message, body) for body in conn.scalars(wanted).all())


def open_again(conn: Connection, conversation: ConversationId) -> Iterator[Message]:
    """Give a chat's masked messages with the words and files that they had, in the order in which they were written."""
    wanted = (
        select(ORIGINAL.c.body, MESSAGE.c.body)
        .join(MESSAGE, MESSAGE.c.id == ORIGINAL.c.message)
        .where(ORIGINAL.c.conversation == conversation)
        .order_by(MESSAGE.c.position)
    )
    for kept, present in conn.execute(wanted).all():
        parts = load(Message, kept).parts
        yield replace(load(Message, present), parts=parts, masks=(), masked_files=False)


def screen(conn: Connection, message: Message, told: tuple[Answer, ...]) -> None:
    """Keep a message, and what the customer told by it, in place of what is kept."""
    answers_now = dump(_Answers(told)) if told else ""
    values = {"body": dump(message), "answers": answers_now}
    conn.execute(update(ORIGINAL).where(ORIGINAL.c.message == message.id).values(values))


def give_back(conn: Connection, message: MessageId) -> None:
    """Keep a message no longer; its files can be reached again."""
    there = get(conn, message)
    if there is None:
        return
    for media in _media(there.parts):
        files.add_again(conn, media)
    conn.execute(delete(ORIGINAL).where(ORIGINAL.c.message == message))


def requote(conn: Connection, message: MessageId, words: str) -> None:
    """Let a message that is kept quote other words: what it would show again."""
    there = get(conn, message)
    if there is not None:
        body = dump(requoted(there, words))
        conn.execute(update(ORIGINAL).where(ORIGINAL.c.message == message).values(body=body))


def forget(conn: Connection, message: MessageId, at: datetime) -> None:
    """Overwrite a message as it was; the bytes of its files, and what the log still holds, are overwritten next."""
    there = get(conn, message)
    for media in _media(there.parts) if there is not None else ():
        if files.get(conn, media.file) is None:  # one that was not masked stays
            scour.add_file(conn, media.file, at)
    conn.execute(delete(ORIGINAL).where(ORIGINAL.c.message == message))
    scour.add_log(conn, at)


def _with_words(there: Message, now: Message) -> Message:
    """Give the words as their author has written them anew, with the files that it had."""
    had = tuple(part for part in there.parts if isinstance(part, Media))
    fresh = tuple(part for part in now.parts if not isinstance(part, Media))
    return replace(now, parts=(*fresh, *had))


def _media(parts: Iterable[Part]) -> tuple[Media, ...]:
    return tuple(part for part in parts if isinstance(part, Media))
