"""A bridge around one channel's real adapter: built and listening, store and inbox at work, its workers never begun.

What the vendor tells is stored and handled as ever. What the bridge would send of its own stays in the outbox: the
suite alone sends.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import yaml
from aiohttp import web
from sqlalchemy import Connection

from bridge.app import make_app
from bridge.bootstrap import Bridge, build
from bridge.cli.settings import read
from bridge.store import contacts, conversations, deliveries, messages, unknown
from bridge.store.deliveries import Delivery
from bridge.store.unknown import Kept
from core.ids import ChannelName
from core.messages import Media, Message, plain_text
from core.ports import CustomerChannel, Receipt
from tests.clock import FakeClock
from tests.contracts.channels.chats import an_open_chat
from tests.contracts.channels.stage import Customer
from tests.contracts.store_builders import BILLING
from tests.servers import free_port

_SLACK = {"team": "T0DEMO", "bot_token": "xoxb-none", "signing_secret": "a secret for tests only"}


class Bridged:
    """The bridge, with the open chats of two customers."""

    def __init__(self, bridge: Bridge, name: ChannelName, url: str, clock: FakeClock) -> None:
        self.bridge = bridge
        self.name = name
        self.url = url
        self.clock = clock

    @property
    def channel(self) -> CustomerChannel:
        """Give the channel's port."""
        port = self.bridge.adapters[self.name].port
        assert isinstance(port, CustomerChannel)
        return port

    async def begin(self, *customers: Customer) -> None:
        """Give each customer an open chat."""

        def work(conn: Connection) -> None:
            for number, one in enumerate(customers, start=1):
                contacts.resolve(conn, self.name, one.contact, BILLING, "", one.conversation)
                conversations.put(conn, an_open_chat(self.name, one, number))

        await self.bridge.database.write(work)

    async def keep(self, message: Message) -> None:
        """Store a message, or its new state."""

        def work(conn: Connection) -> None:
            known = messages.get(conn, message.id) is not None
            (messages.change if known else messages.add)(conn, message)

        await self.bridge.database.write(work)

    async def file(self, name: str, mime: str, data: bytes) -> Media:
        """Keep a file."""

        async def pieces() -> AsyncIterator[bytes]:
            yield data

        assert self.bridge.links is not None
        store = self.bridge.links._files  # noqa: SLF001 - the bridge keeps its file store to itself
        return await store.put(name, mime, pieces(), len(data))

    async def took(self, message: Message, receipt: Receipt) -> None:
        """Note where a message is now, as the bridge does when it was sent."""
        ref = receipt.ref
        assert ref is not None
        await self.bridge.database.write(
            lambda conn: deliveries.add(conn, message.id, self.name, ref, "copy", at=message.at)
        )

    async def became(self, message: Message) -> Delivery:
        """Give what the bridge knows of a message that was sent."""
        found = await self.bridge.database.read(lambda conn: deliveries.refs(conn, message.id, self.name))
        return found[0]

    async def heard(self, customer: Customer) -> list[str]:
        """Give what the bridge has of a customer's, in their chat, in order."""
        found = await self.bridge.database.read(lambda conn: messages.of_customer(conn, customer.conversation, 100))
        return [plain_text(one.parts) for one in found]

    async def unknown(self) -> tuple[Kept, ...]:
        """Give what is kept of what nobody here knows."""
        return await self.bridge.database.read(unknown.kept)

    @property
    def unknown_counted(self) -> int:
        """Give how much of the channel's came that nobody here knows."""
        counts = self.bridge.office.meter.unknowns.counts
        return sum(number for (source, _), number in counts.items() if source == self.name)

    @property
    def duplicates(self) -> int:
        """Give how much of the channel's came in that had been stored before."""
        return self.bridge.office.meter.duplicates.counts.get((self.name,), 0)


@asynccontextmanager
async def bridged(
    folder: Path, name: str, section: Callable[[str], Mapping[str, Any]], clock: FakeClock
) -> AsyncIterator[Bridged]:
    """Build the bridge with one channel, whose section is made for the bridge's address, and open its addresses."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = {
        "server": {"host": "127.0.0.1", "port": port, "public_url": url, "link_secret": "a secret for tests only"},
        "log": {"level": "error"},
        "storage": {"url": f"sqlite:///{folder / 'bridge.db'}", "files": str(folder / "files")},
        "queues": {BILLING: {"title": "Billing", "desk": "slack", "places": ["C0BILLING"]}},
        "agents": {"ada": {"name": "Ada", "ids": {"slack": "T0DEMO/U0ADA"}, "queues": [BILLING]}},
        "channels": {name: {"queue": BILLING, **section(url)}},
        "desks": {"slack": _SLACK},
    }
    file = folder / "bridge.yaml"
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    bridge = await build(read([file], {}), clock.bridge)
    runner = web.AppRunner(make_app(bridge), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield Bridged(bridge, ChannelName(name), url, clock)
    finally:
        await runner.cleanup()
        await bridge.session.close()
        await bridge.database.close()
