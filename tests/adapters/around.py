"""What is around a channel in its own tests: the core's ports, in memory, and a port on which it is reached."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import unused_port

from adapters.spec import Adapter, Context
from core.directory import Directory
from core.errors import DeliveryFailed
from core.ids import ChannelName, ConversationId, ExternalRef, FileId, MessageId, ParticipantId
from core.inbound import Inbound
from core.messages import Media, Message, Text
from core.ports import CustomerChannel, FeedState, Notes, Outbound
from tests.clock import FakeClock

CHAT = ConversationId("c1")


class Kept:
    """An inbox that keeps what it is given, once each."""

    def __init__(self) -> None:
        self.inbounds: list[Inbound] = []
        self.trouble: Exception | None = None

    async def accept(self, inbound: Inbound) -> bool:
        if self.trouble is not None:
            raise self.trouble
        if any(one.dedupe == inbound.dedupe for one in self.inbounds):
            return False
        self.inbounds.append(inbound)
        return True


@dataclass
class Standing:
    """A log that knows only how the last chat stands."""

    status: Any = "none"

    async def state(self, channel: ChannelName, contact: ExternalRef) -> FeedState:
        return FeedState(CHAT, self.status)


@dataclass
class Banned:
    """Bans, by contact."""

    contacts: set[ExternalRef] = field(default_factory=set)
    words: str | None = None

    async def is_banned(self, channel: ChannelName, contact: ExternalRef) -> bool:
        return contact in self.contacts


class Oddities:
    """What nobody knows, as the adapter hands it in."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, dict[str, object]]] = []

    async def keep(self, what: str, payload: Mapping[str, object], telling: Collection[str] = ()) -> None:
        self.kept.append((what, dict(payload)))


class Shelf:
    """Files, by id."""

    def __init__(self) -> None:
        self.bytes: dict[str, bytes] = {}

    async def read(self, file: FileId) -> bytes:
        return self.bytes[file]


@dataclass(kw_only=True)
class Around:
    """All of it, and the address at which the channel is reached."""

    clock: FakeClock
    inbox: Kept = field(default_factory=Kept)
    feed: Standing = field(default_factory=Standing)
    bans: Banned = field(default_factory=Banned)
    memory: Notes = field(default_factory=Notes)
    files: Shelf = field(default_factory=Shelf)
    unknown: Oddities = field(default_factory=Oddities)
    port: int = field(default_factory=unused_port)

    @property
    def url(self) -> str:
        """Give that address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def bodies(self) -> list[Any]:
        """Give what the inbox was given."""
        return [one.body for one in self.inbox.inbounds]

    def context(self, name: str, section: Any, session: ClientSession, **more: Any) -> Context:
        """Give what an adapter is built with."""
        nothing = cast(Any, None)
        own: dict[str, Any] = {"public_url": self.url, "fleeting": nothing, "desktop": nothing, "registry": nothing}
        own |= {name: getattr(self, name) for name in ("inbox", "feed", "bans", "memory", "files", "unknown")}
        own |= {"clock": self.clock.bridge, "directory": Directory, "session": lambda: session}
        return Context(name=name, section=section, **(own | more))


@asynccontextmanager
async def served(adapter: Adapter, port: int) -> AsyncIterator[None]:
    """Let a channel be reached."""
    app = web.Application()
    app.add_routes(adapter.routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield
    finally:
        await runner.cleanup()


def outbound(contact: ExternalRef, *parts: str | Media | Text, key: str = "k1", **changes: Any) -> Outbound:
    """Give a message of Ada's."""
    made = tuple(Text(one) if isinstance(one, str) else one for one in parts)
    author = ParticipantId(changes.pop("author", "agent:ada"))
    message = Message(MessageId("m1"), CHAT, author, "Ada", datetime.now(UTC), made, **changes)
    return Outbound(key, CHAT, contact, "message", message, agent_name="Ada")


async def refused(port: CustomerChannel, contact: ExternalRef, words: str) -> DeliveryFailed:
    """Send words that are not taken; give how that is judged."""
    with pytest.raises(DeliveryFailed) as caught:
        await port.send(outbound(contact, words))
    return caught.value
