"""The web adapter on a real port with a small chat behind it.

What customers say comes into their log, and a test plays the agent.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, cast

from aiohttp import web
from aiohttp.test_utils import unused_port

from adapters.spec import Context
from adapters.web import WebAdapter
from adapters.web.config import WebSection
from core.agents.model import Profile
from core.conversation.model import Status
from core.directory import Directory
from core.ids import (
    CUSTOMER,
    AgentId,
    ConversationId,
    DeskName,
    ExternalRef,
    FileId,
    MessageId,
    QueueId,
    agent_participant,
)
from core.inbound import ContactSubject, CustomerDid, CustomerMessage, Inbound
from core.messages import Media, Message, Part, Text
from core.ports import Clock, Outbound
from core.routing.queues import AttachmentRules, Queue
from tests.adapters.web.ports import MemoryFeed, MemoryFiles, MemoryFleeting, MemoryInbox

SECRET = "a-secret-for-tests-only"
ADA = AgentId("ada")
DIRECTORY = Directory(
    profiles={ADA: Profile(ADA, "Ada Lovelace", "Ada", {}, (QueueId("billing"),))},
    queues={
        QueueId("billing"): Queue(QueueId("billing"), "Billing", DeskName("slack")),
        QueueId("sales"): Queue(
            QueueId("sales"), "Sales", DeskName("slack"), attachments=AttachmentRules(max_files=1, types=("text",))
        ),
    },
)


@dataclass
class World(MemoryInbox):
    """An inbox with a chat behind it."""

    url: str
    clock: Clock
    adapter: WebAdapter | None = None
    opens: bool = True

    def __post_init__(self) -> None:
        super().__init__()
        self.feed = MemoryFeed(self.clock)
        self.files = MemoryFiles()
        self.fleeting = MemoryFleeting()
        self._ended: set[ConversationId] = set()
        self._count = 0

    def bodies(self, kind: type[Any]) -> list[Any]:
        return [one.body for one in self.items if isinstance(one.body, kind)]

    async def stored(self, inbound: Inbound) -> None:
        subject = cast("ContactSubject", inbound.subject)
        if isinstance(inbound.body, CustomerMessage) and self.opens:
            conversation = await self._conversation(subject.contact)
            message = Message(
                self._id(), conversation, CUSTOMER, "You", self.clock.now(), inbound.body.parts,
                client_id=inbound.body.client_id,
            )  # fmt: skip
            await self._append(subject.contact, message)
        if isinstance(inbound.body, CustomerDid) and inbound.body.what == "ended":
            await self.ends(subject.contact)

    async def _conversation(self, contact: ExternalRef) -> ConversationId:
        current = self.feed.current.get(contact)
        if current is not None and current not in self._ended:
            return current
        self._count += 1
        fresh = ConversationId(f"{contact.removeprefix('visitor:')}-{self._count}")
        await self.status(contact, fresh, Status.QUEUED)
        return fresh

    def _id(self) -> MessageId:
        self._count += 1
        return MessageId(f"M{self._count}")

    @property
    def contact(self) -> ExternalRef:
        """The only customer there is."""
        (contact,) = self.feed.current
        return contact

    # what the bridge and the agent do

    async def send(self, outbound: Outbound) -> None:
        assert self.adapter is not None
        await self.adapter.port.send(outbound)

    async def _append(self, contact: ExternalRef, message: Message) -> None:
        await self.send(Outbound(f"m{message.id}", message.conversation, contact, "message", message))

    async def status(self, contact: ExternalRef, conversation: ConversationId, status: Status, **words: str) -> None:
        key = f"s{self._id()}"
        await self.send(Outbound(key, conversation, contact, "status", status=status, **words))  # type: ignore[arg-type]

    async def joins(self, name: str = "Ada", text: str | None = None, picture: str | None = None) -> None:
        contact = self.contact
        await self.send(
            Outbound(
                f"s{self._id()}", self.feed.current[contact], contact, "status", status=Status.ACTIVE, text=text,
                agent_name=name, agent_picture=picture,
            )
        )  # fmt: skip

    async def says(self, text: str | Text, *files: Media) -> Message:
        contact = self.contact
        words = text if isinstance(text, Text) else Text(text)
        parts: tuple[Part, ...] = (words,) if words.text else ()
        message = Message(
            self._id(), self.feed.current[contact], agent_participant(ADA), "Ada Lovelace", self.clock.now(),
            (*parts, *files),
        )  # fmt: skip
        await self._append(contact, message)
        return message

    async def changes(self, message: Message, text: str | None) -> None:
        now = replace(message, parts=(Text(text),), edited=True) if text else replace(message, parts=(), deleted=True)
        await self.send(Outbound(f"c{self._id()}", message.conversation, self.contact, "changed", now))

    async def ends(self, contact: ExternalRef | None = None) -> None:
        contact = contact or self.contact
        conversation = self.feed.current[contact]
        self._ended.add(conversation)
        await self.status(contact, conversation, Status.WRAP_UP)

    def keep(self, name: str, mime: str, content: bytes) -> Media:
        media = Media(FileId(f"A{len(self.files.kept) + 1}"), name, mime, len(content))
        self.files.kept[media.file] = (media, content)
        return media


def section(**changes: Any) -> WebSection:
    settings: dict[str, Any] = {
        "queue": "billing",
        "queues": ["sales"],
        "allowed_origins": ["https://shop.example"],
        "token_secret": SECRET,
    }
    return WebSection.model_validate(settings | changes)


def make_world(url: str, clock: Clock, web_section: WebSection) -> World:
    world = World(url, clock)
    nothing: Any = None
    context = Context(
        name="web",
        section=web_section,
        public_url=url,
        inbox=world,
        feed=world.feed,
        files=world.files,
        fleeting=world.fleeting,
        desktop=nothing,
        clock=clock,
        registry=nothing,
        directory=lambda: DIRECTORY,
        session=nothing,
    )
    world.adapter = WebAdapter(context)
    return world


@asynccontextmanager
async def serving(
    clock: Clock, port: int | None = None, world: World | None = None, **changes: Any
) -> AsyncIterator[World]:
    """Run the adapter on a free port of the loopback; the world says where."""
    port = port or unused_port()
    world = world or make_world(f"http://127.0.0.1:{port}", clock, section(**changes))
    assert world.adapter is not None
    app = web.Application()
    app.add_routes(world.adapter.routes())
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await world.adapter.start()
    try:
        yield world
    finally:
        await world.adapter.stop()
        await runner.cleanup()
