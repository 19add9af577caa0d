"""What a desk must answer at once, from a read: a command's form, what fits a search, what may be done in a thread."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from bridge.delivery.rows import URGENT
from bridge.handlers.actions import actions
from bridge.handlers.contexts import Call, context_of
from bridge.handlers.counting import as_counted, length_of
from bridge.handlers.office import Office
from bridge.handlers.unit import Unit
from bridge.handlers.wants.asking import Asking
from bridge.store import conversations, openings, shown, threads
from bridge.store.database import Database
from core.commands.forms import form_of, found
from core.commands.model import Options
from core.conversation.model import Conversation
from core.errors import WrongPlace
from core.ids import ConversationId, DeskName, ExternalRef, PersonRef
from core.ports import Clock, Search
from core.ports import Desktop as DesktopPort
from core.sentences import say
from core.views import ButtonGroup, Form


class StoredDesktop:
    """Reads from the store; never writes."""

    def __init__(self, database: Database, office: Office, clock: Clock) -> None:
        """Take what is needed to read."""
        self._database = database
        self._office = office
        self._clock = clock

    async def form(
        self,
        desk: str,
        person: PersonRef,
        command: str,
        conversation: ConversationId | None,
        thread: ExternalRef | None,
        values: Mapping[str, str],
        about: ExternalRef | None = None,
    ) -> Form:
        """Give a command's form. Raises `Refused` when the command can't be given now."""

        def read(conn: Connection) -> Form:
            chat = _chat(conn, DeskName(desk), conversation, thread)
            call = replace(self._call(desk, person, command, chat, values), about=about)
            return as_counted(self._office, form_of(call.command, context_of(self._unit(conn), call), values), chat)

        return await self._database.read(read)

    async def options(
        self, desk: str, person: PersonRef, command: str, conversation: ConversationId | None, search: Search
    ) -> Options:
        """Give what fits the words typed so far. Raises `Refused` when the command can't be given now."""

        def read(conn: Connection) -> Options:
            chat = _chat(conn, DeskName(desk), conversation, None)
            call = self._call(desk, person, command, chat, search.values, search.typed)
            return found(call.command, search.name, context_of(self._unit(conn), call), search.typed)

        return await self._database.read(read)

    async def length(self, command: str, chat: ConversationId | None, values: Mapping[str, str], text: str) -> str:
        """Say how long a text is that is being written in a form."""
        if self._office.registry.get(command) is None:
            return ""
        known = await self._database.read(lambda conn: conversations.get(conn, chat) if chat else None)
        return length_of(self._office, known, values.get("from", ""), text)

    async def actions(
        self, desk: str, person: PersonRef, conversation: ConversationId | None, thread: ExternalRef | None
    ) -> tuple[ConversationId, tuple[ButtonGroup, ...]]:
        """Give a chat and what this person may do in it. Raises `WrongPlace` when it is no chat."""

        def read(conn: Connection) -> tuple[ConversationId, tuple[ButtonGroup, ...]]:
            chat = _chat(conn, DeskName(desk), conversation, thread)
            if chat is None:
                raise WrongPlace(say("thread_unknown", usage="/chat list"))
            asking = self._asking(DeskName(desk), person, chat)
            return chat.id, actions(conn, self._office, asking, chat, self._unit(conn).queue(chat))

        return await self._database.read(read)

    async def knows(self, desk: str, thread: ExternalRef, heads: Collection[ExternalRef]) -> bool:
        """Tell whether a thread is a chat's or a known card's, or may become a chat's: one is being opened."""

        def read(conn: Connection) -> bool:
            name = DeskName(desk)
            is_chats = threads.conversation_of(conn, name, thread) is not None
            return is_chats or shown.is_card(conn, name, heads) or openings.is_one_under_way(conn, name, URGENT)

        return await self._database.read(read)

    def _unit(self, conn: Connection) -> Unit:
        return Unit(conn, self._office, self._clock.now())

    def _asking(self, desk: DeskName, person: PersonRef, chat: Conversation) -> Asking:
        office, directory = self._office, self._office.directory()
        profile = directory.agent_by_person(desk, person)
        return Asking(
            desk, person, directory, profile, chat, channels=office.channels, office=office, at=self._clock.now()
        )

    def _call(
        self,
        desk: str,
        person: PersonRef,
        command: str,
        chat: Conversation | None,
        values: Mapping[str, str],
        words: str = "",
    ) -> Call:
        wanted = self._office.registry.find(command)
        profile = self._office.directory().agent_by_person(DeskName(desk), person)
        self._office.registry.check_right(wanted, profile)
        return Call(wanted, DeskName(desk), person, chat, words, values)


def _chat(
    conn: Connection, desk: DeskName, conversation: ConversationId | None, thread: ExternalRef | None
) -> Conversation | None:
    wanted = conversation or (threads.conversation_of(conn, desk, thread) if thread else None)
    return conversations.get(conn, wanted) if wanted else None


_: type[DesktopPort] = StoredDesktop
