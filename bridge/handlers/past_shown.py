"""What lists say of past chats."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from bridge.handlers.office import Office
from bridge.store import conversations, threads
from core.directory import Directory
from core.features.past_chats import PastChat
from core.features.wrap_up_card import titled
from core.ids import ConversationId, DeskName


def past_chats(
    conn: Connection, office: Office, desk: DeskName, found: Iterable[ConversationId]
) -> tuple[PastChat, ...]:
    """Read what lists say of past chats; one that is there no longer, or goes on again, is left out."""
    return tuple(_past_chats(conn, office.directory(), desk, found))


def _past_chats(
    conn: Connection, directory: Directory, desk: DeskName, found: Iterable[ConversationId]
) -> Iterator[PastChat]:
    names = directory.names()
    for one in found:
        chat = conversations.get(conn, one)
        if chat is None or chat.ended_at is None:
            continue
        queue, thread = directory.queues.get(chat.queue), threads.of(conn, chat.id, desk)
        chosen = queue.dispositions.find(chat.disposition) if queue and queue.dispositions else None
        yield PastChat(
            id=chat.id,
            number=chat.number,
            customer=chat.customer_name,
            queue=queue.title if queue else chat.queue,
            ended_at=chat.ended_at,
            agent=names.get(chat.owner, "") if chat.owner else "",
            disposition=titled(chosen) if chosen else "",
            link=thread.link if thread else "",
        )
