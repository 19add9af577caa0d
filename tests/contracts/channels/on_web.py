"""The web channel at work: its port, the bridge's own log on SQLite, and what a window makes of the log."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Connection, text

from adapters.web.client import WebChannel
from adapters.web.outbound import event_frame
from bridge.hints.memory import MemoryHints
from bridge.offered.feed import StoredFeed
from bridge.store import contacts, conversations, messages
from bridge.store.database import Database, open_database
from core.directory import Directory
from core.ids import ConversationId, ExternalRef, FileId
from core.messages import Media, Message
from core.ports import CustomerChannel
from tests.clock import FakeClock
from tests.contracts.channels.chats import an_open_chat
from tests.contracts.channels.sending import ADA
from tests.contracts.channels.stage import ChannelStage, Customer, Seen
from tests.contracts.store_builders import BILLING, WEB

MIA = Customer(ExternalRef("visitor:mia"), ConversationId("c1"))
NOOR = Customer(ExternalRef("visitor:noor"), ConversationId("c2"))


class WebStage:
    """The web channel and two visitors."""

    channel_class: ClassVar[type[CustomerChannel]] = WebChannel
    by: ClassVar[str] = ADA
    mia, noor = MIA, NOOR

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._feed = StoredFeed(database, MemoryHints(), FakeClock().bridge)
        self.channel: CustomerChannel = WebChannel(WEB, self._feed)

    async def begin(self) -> None:
        """Give each visitor an open conversation."""

        def work(conn: Connection) -> None:
            for number, customer in enumerate((MIA, NOOR), start=1):
                contacts.resolve(conn, WEB, customer.contact, BILLING, "", customer.conversation)
                conversations.put(conn, an_open_chat(WEB, customer, number))

        await self._database.write(work)

    async def keep(self, message: Message) -> None:
        def work(conn: Connection) -> None:
            if messages.get(conn, message.id) is None:
                messages.add(conn, message)
            else:
                messages.change(conn, message)

        await self._database.write(work)

    async def file(self, name: str, mime: str, data: bytes) -> Media:
        return Media(FileId("f1"), name, mime, len(data))  # its bytes are fetched by the window, not by the channel

    async def sees(self, customer: Customer) -> list[Seen]:
        events = await self._feed.since(WEB, customer.contact, customer.conversation, 0)
        frames = [event_frame(one, customer.conversation, Directory(), lambda media: media.file) for one in events]
        rows: dict[str, Seen | None] = {}
        for frame in frames:
            if frame["kind"] == "status" and frame["text"]:
                rows[f"status {frame['seq']}"] = Seen(frame["text"])
            elif frame["kind"] in ("message", "edited", "deleted"):
                rows[frame["message"]["id"]] = _seen(frame["message"])
        return [row for row in rows.values() if row is not None]

    async def breaks(self) -> None:
        await self._database.write(lambda conn: conn.execute(text("ALTER TABLE feed RENAME TO feed_away")).close())

    async def works(self) -> None:
        await self._database.write(lambda conn: conn.execute(text("ALTER TABLE feed_away RENAME TO feed")).close())

    async def cut_off(self) -> CustomerChannel:
        closed = await open_database(f"sqlite:///{self._folder}/closed.db")
        await closed.close()
        return WebChannel(WEB, StoredFeed(closed, MemoryHints(), FakeClock().bridge))


_: type[ChannelStage] = WebStage


def _seen(message: dict[str, Any]) -> Seen | None:
    """Read a message as a window shows it: one that was deleted is gone."""
    if message["deleted"]:
        return None
    files = tuple(part["name"] for part in message["parts"] if part["kind"] == "file")
    return Seen(message["text"], message["name"], files)


@asynccontextmanager
async def web_stage(folder: Path) -> AsyncIterator[ChannelStage]:
    """Open a database with two open conversations, and the channel on it."""
    database = await open_database(f"sqlite:///{folder}/bridge.db")
    stage = WebStage(database, folder)
    await stage.begin()
    yield stage
    await database.close()
