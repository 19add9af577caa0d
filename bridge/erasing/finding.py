"""What there is of a chat outside of the store: posts on desks, files, and what only other people can take away.

Rules:
1. A copy is ours to take away where we made it: posts, cards, questions in private. What an agent typed by hand on the
   desk only that agent can delete; what was mailed or shown to the customer is theirs.
2. Of what was told in private, the address of what quotes words of the chat is kept, that of the rest as long as the
   outbox remembers what it has sent (a week).
"""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from bridge.store import asides, deliveries, journal, messages, threads
from bridge.store.erasure_tables import CopyState
from bridge.store.erasures import FILE, Copy
from bridge.store.guard_tables import QUOTE
from bridge.store.tables import MESSAGE
from bridge.store.work_tables import OUTBOX
from core.conversation.model import Conversation
from core.conversation.routes import channels_of
from core.ids import ConversationId, MessageId
from core.messages import Media, Message

BY_HAND = "Typed by its author on the desk, where a bot can't delete it. Its author or an admin can."
MAILED = "In the mailboxes to which transcripts of it were sent."
AT_CUSTOMER = "Shown to the customer, on their own device."


def all_messages(conn: Connection, chat: ConversationId) -> Iterator[Message]:
    """Give every message of a chat, in order."""
    wanted = select(MESSAGE.c.body).where(MESSAGE.c.conversation == chat).order_by(MESSAGE.c.position)
    for body in conn.scalars(wanted).all():
        yield messages.loaded(body)


def copies_of(conn: Connection, chat: Conversation) -> list[Copy]:
    """Give every copy of what was said in a chat that stands outside of the store."""
    known = list(all_messages(conn, chat.id))
    found = [*_posts(conn, chat.id, [one.id for one in known]), *_cards(conn, chat.id), *_told(conn, chat.id)]
    unique = {(copy.place, copy.ref or id(copy)): copy for copy in found}
    return [*unique.values(), *_files(known), *_elsewhere(conn, chat, known)]


def _posts(conn: Connection, chat: ConversationId, known: list[MessageId]) -> Iterator[Copy]:
    desks = {thread.desk for thread in threads.all_of(conn, chat)}
    talks = {one.place: one.desk for one in asides.of_chat(conn, chat)}
    by_hand = 0
    for message in known:
        for one in deliveries.refs(conn, message):
            desk = talks.get(one.where) or (one.where if one.where in desks else None)
            if desk is not None and one.role != "source":
                yield Copy("post", desk, one.ref)
            by_hand += desk is not None and one.role == "source"
    if by_hand:
        yield Copy("written by hand", "desks", None, by_hand, CopyState.OUTSIDE, BY_HAND)


def _cards(conn: Connection, chat: ConversationId) -> Iterator[Copy]:
    for thread in threads.all_of(conn, chat):
        yield Copy("card", thread.desk, thread.card)
    for talk in asides.of_chat(conn, chat):
        if talk.card is not None:
            yield Copy("card", talk.desk, talk.card)


def _told(conn: Connection, chat: ConversationId) -> Iterator[Copy]:
    """Give what stands on a desk beside messages: offers, questions, notices, cards in other places."""
    sent = select(OUTBOX.c.destination, OUTBOX.c.ref).where(
        OUTBOX.c.conversation == chat, OUTBOX.c.ref.is_not(None), OUTBOX.c.destination.like("desk:%")
    )
    for destination, ref in conn.execute(sent).all():
        yield Copy("notice", destination.removeprefix("desk:"), ref)
    quoted = select(QUOTE.c.desk, QUOTE.c.ref).where(QUOTE.c.conversation == chat)
    for desk, ref in conn.execute(quoted).all():
        yield Copy("notice", desk, ref)


def _files(known: list[Message]) -> Iterator[Copy]:
    for message in known:
        for part in message.parts:
            if isinstance(part, Media):
                yield Copy(FILE, "files", part.file)


def _elsewhere(conn: Connection, chat: Conversation, known: list[Message]) -> Iterator[Copy]:
    mailed = sum(line.record.what == "transcript_mailed" for line in journal.of_conversation(conn, chat.id))
    if mailed:
        yield Copy("mailed transcript", "mail", None, mailed, CopyState.OUTSIDE, MAILED)
    if known:
        yield Copy("shown", ", ".join(channels_of(chat)), None, len(known), CopyState.OUTSIDE, AT_CUSTOMER)
