"""The reply-chain desk as an adapter: configured, built and started by the bridge as any other.

Rule: everything that people do in the room comes in through the inbox, as from a real platform's webhook.
"""

from collections.abc import Sequence

from aiohttp import web

from adapters.spec import AdapterSpec, Context
from config.base import DeskSection
from core.ids import DeskName, ExternalRef, PersonRef
from core.inbound import (
    Body,
    ConversationSubject,
    DeskMessage,
    DeskTrouble,
    Inbound,
    Invocation,
    PersonSubject,
    Subject,
    ThreadSubject,
)
from core.messages import Text
from tests.contracts.desks.chain_room import Event, Room
from tests.contracts.desks.reply_chain_desk import ReplyChainDesk

SUPPORT = "19:support@thread"


class ReplyChainAdapter:
    """One workplace with reply chains, running."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._desk = DeskName(context.name)
        self.room = Room(frozenset({SUPPORT}), retry_after=1.0)
        self._port = ReplyChainDesk(context.name, self.room)

    @property
    def port(self) -> ReplyChainDesk:
        """Give the desk."""
        return self._port

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Its events come without HTTP."""
        return ()

    async def start(self) -> None:
        """Begin to take events."""
        self.room.webhook = self._take

    async def stop(self) -> None:
        """Nothing is under way."""

    async def _take(self, event: Event) -> None:
        subject, body = self._translated(event)
        await self._context.inbox.accept(
            Inbound(self._desk, event.id, subject, body, self._context.clock.now()),
        )

    def _translated(self, event: Event) -> tuple[Subject, Body]:
        person, place = PersonRef(event.person), ExternalRef(event.conversation)
        direct = event.conversation.startswith("a:")
        match event.what:
            case "wrote":
                ref = ExternalRef(f"{event.conversation}#{event.id}")
                text = (Text(event.text),)
                subject: Subject = PersonSubject(self._desk, person) if direct else ThreadSubject(self._desk, place)
                quotes = ExternalRef(f"{event.conversation}#{event.quotes}") if event.quotes else None
                said = DeskMessage(self._desk, person, ref, text, name=event.person, direct=direct, quotes=quotes)
                return subject, said
            case "clicked":
                button = event.button
                assert button is not None
                chat = button.conversation
                clicked = ConversationSubject(chat) if chat else PersonSubject(self._desk, person)
                return clicked, Invocation(self._desk, person, button.command, values=button.values)
            case "archived" | "unarchived":
                return PersonSubject(self._desk, person), DeskTrouble(self._desk, event.what, place)


ADAPTER = AdapterSpec("reply_chain", "desk", DeskSection, ReplyChainAdapter)
