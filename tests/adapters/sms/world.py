"""The SMS adapter on a real port, with Twilio's part beside it and the core's ports in memory."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from aiohttp import ClientSession, web
from aiohttp.test_utils import unused_port

from adapters.sms import SmsAdapter
from adapters.sms.config import SmsSection
from adapters.spec import Context
from core.directory import Directory
from core.errors import Overloaded
from core.ids import ChannelName, ConversationId, ExternalRef, MessageId, ParticipantId
from core.inbound import Inbound
from core.messages import Media, Message, Text
from core.ports import FeedState, Notes, Outbound
from tests.adapters.sms.twilio import ACCOUNT, OURS, SERVICE, TOKEN, FakeTwilio
from tests.clock import FakeClock

SMS = ChannelName("sms")
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
class Noted:
    """What nobody knows, as the adapter hands it in."""

    kept: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    async def keep(self, what: str, payload: Mapping[str, object], telling: Collection[str] = ()) -> None:
        self.kept.append((what, dict(payload)))


@dataclass
class World:
    """The adapter, and what is around it."""

    adapter: SmsAdapter
    twilio: FakeTwilio
    inbox: Kept
    feed: Standing
    memory: Notes
    clock: FakeClock
    url: str
    unknown: Noted

    @property
    def bodies(self) -> list[Any]:
        return [one.body for one in self.inbox.inbounds]

    async def comes(self, params: Any, path: str = "/sms/incoming", **changes: str) -> int:
        return await self.twilio.calls_us(self.url + path, params, **changes)


def section(twilio: FakeTwilio, **changes: Any) -> SmsSection:
    """Give the section: a number of support's and a messaging service of sales'."""
    given: dict[str, Any] = {
        "queue": "support",
        "queues": ["sales"],
        "account_sid": ACCOUNT,
        "auth_token": TOKEN,
        "senders": [{"id": OURS}, {"id": SERVICE, "queue": "sales"}],
        "api_url": twilio.url,
    }
    return SmsSection.model_validate(given | changes)


def busy() -> Overloaded:
    """Give the refusal of a bridge that has too much to do."""
    return Overloaded("full", retry_after=2)


@asynccontextmanager
async def a_world(public_url: str | None = None, links: Any = None, **changes: Any) -> AsyncIterator[World]:
    """Start Twilio and the adapter; `public_url` is what a proxy shows of it."""
    port = unused_port()
    url = f"http://127.0.0.1:{port}"
    async with FakeTwilio().running() as twilio, ClientSession() as session:
        inbox, feed, memory, clock = Kept(), Standing(), Notes(), FakeClock()
        twilio.now = lambda: datetime.fromtimestamp(clock.seconds, UTC)
        nothing, unknown = cast(Any, None), Noted()
        context = Context(
            name="sms", section=section(twilio, **changes), public_url=public_url or url, inbox=cast(Any, inbox),
            feed=cast(Any, feed), files=nothing, fleeting=nothing, desktop=nothing, clock=clock.bridge,
            registry=nothing, directory=Directory, session=lambda: session, memory=memory, links=links,
            unknown=unknown,
        )  # fmt: skip
        adapter = SmsAdapter(context)
        app = web.Application()
        app.add_routes(adapter.routes())
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield World(adapter, twilio, inbox, feed, memory, clock, url, unknown)
        finally:
            await runner.cleanup()


def outbound(contact: ExternalRef, *parts: str | Media | Text, key: str = "k1", **changes: Any) -> Outbound:
    """Give a message of Ada's."""
    made = tuple(Text(one) if isinstance(one, str) else one for one in parts)
    message = Message(MessageId("m1"), CHAT, ParticipantId("agent:ada"), "Ada", datetime.now(UTC), made, **changes)
    return Outbound(key, CHAT, contact, "message", message, agent_name="Ada")
