"""A chat's thread on each desk, and whose thread a thread is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from sqlalchemy import Connection, bindparam, func, select

from bridge.store.statements import Statement, insert_into
from bridge.store.tables import CONVERSATION, THREAD
from core.conversation.model import OPEN
from core.ids import ConversationId, DeskName, ExternalRef
from core.ports import Opened


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A chat's thread (where replies go) and root card on a desk, in a place there (a channel)."""

    conversation: ConversationId
    desk: DeskName
    thread: ExternalRef
    card: ExternalRef
    link: str
    place: ExternalRef


_of_chat = select(*(THREAD.c[one.name] for one in fields(ThreadRow))).where(THREAD.c.conversation == bindparam("chat"))
_at = THREAD.c.desk == bindparam("at")
_one_of = Statement(_of_chat.where(_at))
_all_of = Statement(_of_chat.order_by(THREAD.c.desk))
_whose = Statement(select(THREAD.c.conversation).where(_at, THREAD.c.thread == bindparam("root")))


def put(conn: Connection, conversation: ConversationId, desk: DeskName, opened: Opened, place: ExternalRef) -> None:
    """Note a chat's thread on a desk; a later one takes the place of an earlier one."""
    values = {"thread": opened.thread, "card": opened.card, "link": opened.link, "place": place}
    added = insert_into(conn, THREAD).values(conversation=conversation, desk=desk, **values)
    conn.execute(added.on_conflict_do_update(index_elements=[THREAD.c.conversation, THREAD.c.desk], set_=values))


def of(conn: Connection, conversation: ConversationId, desk: DeskName) -> ThreadRow | None:
    """Give a chat's thread on a desk, or None."""
    row = _one_of.row(conn, chat=conversation, at=desk)
    return None if row is None else ThreadRow(*row)


def all_of(conn: Connection, conversation: ConversationId) -> tuple[ThreadRow, ...]:
    """Give a chat's threads on all desks, in the order of the desks' names."""
    return tuple(ThreadRow(*row) for row in _all_of.rows(conn, chat=conversation))


def conversation_of(conn: Connection, desk: DeskName, thread: ExternalRef) -> ConversationId | None:
    """Find the chat whose thread this is."""
    found: ConversationId | None = _whose.scalar(conn, at=desk, root=thread)
    return found


def load_of_places(conn: Connection, desk: DeskName, places: Iterable[ExternalRef]) -> Mapping[ExternalRef, int]:
    """Count the open chats in each of these places, so that new ones go where there is most room."""
    wanted = list(places)
    counted = (
        select(THREAD.c.place, func.count())
        .join(CONVERSATION, CONVERSATION.c.id == THREAD.c.conversation)
        .where(THREAD.c.desk == desk, THREAD.c.place.in_(wanted))
        .where(CONVERSATION.c.status.in_([status.value for status in OPEN]))
        .group_by(THREAD.c.place)
    )
    found = {row[0]: row[1] for row in conn.execute(counted).all()}
    return {place: found.get(place, 0) for place in wanted}
