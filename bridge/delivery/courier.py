"""Whoever carries outbox rows out: the adapters' ports and what rendering needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from bridge.delivery.settling import Result, job_of, name_of
from bridge.delivery.trouble import before_sending
from bridge.handlers.office import Office
from bridge.offered.files import Files
from bridge.store import conversations, messages, threads
from bridge.store.database import Database
from bridge.store.outbox import OutboxRow
from bridge.store.threads import ThreadRow
from core.conversation.model import Conversation
from core.errors import Permanent
from core.ids import ChannelName, DeskName, MessageId
from core.messages import Message
from core.ports import AgentDesk, Clock, CustomerChannel
from core.routing.queues import Queue

__all__ = ["Courier", "Result", "Seen", "job_of", "name_of"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a row's rendering reads, all of one moment."""

    chat: Conversation | None
    queue: Queue | None
    thread: ThreadRow | None
    message: Message | None


@dataclass(frozen=True, slots=True)
class Courier:
    """The ports by name, and the tools."""

    database: Database
    office: Office
    desks: Mapping[DeskName, AgentDesk]
    channels: Mapping[ChannelName, CustomerChannel]
    files: Files
    clock: Clock

    async def look(self, row: OutboxRow) -> Seen:
        """Read what the row is about, as it stands now. Raises `Transient` when the storage can't be read."""
        with before_sending():
            return await self.database.read(lambda conn: self._look(conn, row))

    def desk_of(self, row: OutboxRow) -> AgentDesk:
        """Give the desk a row is for. Raises `Permanent` when the configuration has it no longer."""
        try:
            return self.desks[DeskName(name_of(row.destination))]
        except KeyError:
            raise Permanent(f"{row.destination} is not configured") from None

    def channel_of(self, row: OutboxRow) -> CustomerChannel:
        """Give the channel a row is for. Raises `Permanent` when the configuration has it no longer."""
        try:
            return self.channels[ChannelName(name_of(row.destination))]
        except KeyError:
            raise Permanent(f"{row.destination} is not configured") from None

    def _look(self, conn: Connection, row: OutboxRow) -> Seen:
        chat = conversations.get(conn, row.conversation) if row.conversation else None
        queue = self.office.directory().queues.get(chat.queue) if chat else None
        desk = name_of(row.destination) if row.destination.startswith("desk:") else queue.desk if queue else ""
        thread = threads.of(conn, chat.id, DeskName(desk)) if chat and desk else None
        message = messages.get(conn, MessageId(row.message)) if row.message else None
        return Seen(chat, queue, thread, message)
