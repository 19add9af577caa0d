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
from bridge.limiting.keeper import Keeper
from bridge.observing.meter import Meter
from bridge.policies.limits import limit_plan
from config.limits import Limits
from core.agents.model import Profile
from core.conversation.model import Status
from core.directory import Directory
from core.features.answering import as_text
from core.features.menus import choice_of
from core.ids import (
    CUSTOMER,
    AgentId,
    ConversationId,
    DeskName,
    ExternalRef,
    FileId,
    MessageId,
    ParticipantId,
    QueueId,
    agent_participant,
)
from core.inbound import (
    ContactSubject,
    CustomerAnsweredPage,
    CustomerChose,
    CustomerDid,
    CustomerMessage,
    Inbound,
    OfflineRequest,
)
from core.messages import Media, Message, PageOffer, Part, Text
from core.policy.forms import Field, FieldKind, FormPlan
from core.policy.limits import LimitPlan
from core.policy.offline import Offline
from core.ports import Clock, Outbound
from core.routing.queues import AttachmentRules, Queue
from tests.adapters.web.forms import OneForm
from tests.adapters.web.ports import Asides, MemoryFeed, MemoryFiles, MemoryFleeting, MemoryInbox

SECRET = "a-secret-for-tests-only"
ADA = AgentId("ada")
FORM = FormPlan(
    "ask-back",
    "Leave us a message",
    (
        Field("email", "Your e-mail", FieldKind.EMAIL, required=True, help="We answer there, and send nothing else."),
        Field("phone", "Phone", FieldKind.PHONE),
        Field("about", "What is it about?", FieldKind.CHOICE, required=True, options=("An order", "Something else")),
        Field("teas", "Which teas do you like?", FieldKind.MANY, options=("Green", "Black", "Oolong 🍵")),
        Field("when", "From when on?", FieldKind.DATE),
        Field("cups", "How many cups a day?", FieldKind.NUMBER),
        Field("words", "Your message", FieldKind.LONG, required=True),
    ),
    "We are asleep, and answer in the morning.",
)
DIRECTORY = Directory(
    profiles={ADA: Profile(ADA, "Ada Lovelace", "Ada", {}, (QueueId("billing"),))},
    queues={
        QueueId("billing"): Queue(
            QueueId("billing"), "Billing", DeskName("slack"), offline=Offline(FORM, "Thank you!")
        ),
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
        self.asides = Asides()
        self.forms = OneForm(self.clock)
        self.messages: dict[MessageId, Message] = {}
        self._ended: set[ConversationId] = set()
        self._count = 0

    def bodies(self, kind: type[Any]) -> list[Any]:
        return [one.body for one in self.items if isinstance(one.body, kind)]

    async def stored(self, inbound: Inbound) -> None:
        subject = cast("ContactSubject", inbound.subject)
        body = inbound.body
        if isinstance(body, CustomerMessage) and self.opens:
            await self._said(subject.contact, body.parts, body.client_id)
        if isinstance(body, OfflineRequest):
            await self._said(subject.contact, (Text(as_text(body.answers)),), body.client_id)
        if isinstance(body, CustomerChose):
            words = choice_of(self.messages[body.message], body.choice)
            assert words is not None
            await self._said(subject.contact, (Text(words),), body.client_id)
        if isinstance(body, CustomerAnsweredPage):
            offer = self.messages[body.message]
            (part,) = offer.parts
            assert isinstance(part, Text)
            assert isinstance(part.asks, PageOffer)
            answered = replace(part, asks=replace(part.asks, opened=body.opened))
            await self.shows_anew(replace(offer, parts=(answered,)))
        if isinstance(inbound.body, CustomerDid) and inbound.body.what == "ended":
            await self.ends(subject.contact)

    async def _said(self, contact: ExternalRef, parts: tuple[Part, ...], client_id: str | None) -> None:
        conversation = await self._conversation(contact)
        message = Message(
            self._id(), conversation, CUSTOMER, "You", self.clock.now(), parts, client_id=client_id,
        )  # fmt: skip
        await self._append(contact, message)

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
        return MessageId(f"M{self._count:07}")

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
        self.messages[message.id] = message
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

    async def says(self, text: str | Text, *files: Media, author: ParticipantId | None = None) -> Message:
        contact = self.contact
        words = text if isinstance(text, Text) else Text(text)
        parts: tuple[Part, ...] = (words,) if words.text else ()
        message = Message(
            self._id(), self.feed.current[contact], author or agent_participant(ADA),
            "Tilly" if author else "Ada Lovelace", self.clock.now(), (*parts, *files),
        )  # fmt: skip
        await self._append(contact, message)
        return message

    async def changes(self, message: Message, text: str | None) -> None:
        now = replace(message, parts=(Text(text),), edited=True) if text else replace(message, parts=(), deleted=True)
        await self.send(Outbound(f"c{self._id()}", message.conversation, self.contact, "changed", now))

    async def shows_anew(self, message: Message) -> None:
        self.messages[message.id] = message
        await self.send(Outbound(f"c{self._id()}", message.conversation, self.contact, "changed", message))

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


def make_world(url: str, clock: Clock, web_section: WebSection, plan: LimitPlan | None = None) -> World:
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
        doors=world.asides,
        places=world.asides,
        afterwards=world.asides,
        forms=world.forms,
        limits=Keeper(plan or limit_plan(Limits()), clock, Meter()),
    )
    world.adapter = WebAdapter(context)
    return world


@asynccontextmanager
async def serving(
    clock: Clock, port: int | None = None, world: World | None = None, plan: LimitPlan | None = None, **changes: Any
) -> AsyncIterator[World]:
    """Run the adapter on a free port of the loopback; the world says where."""
    port = port or unused_port()
    world = world or make_world(f"http://127.0.0.1:{port}", clock, section(**changes), plan)
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
