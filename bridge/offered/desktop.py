"""What a desk must answer at once, from a read: the form of a command, and what a person may do in a thread."""

from collections.abc import Mapping

from sqlalchemy import Connection

from bridge.handlers.office import Office
from bridge.store import conversations, threads
from bridge.store.database import Database
from core.commands.model import Arg, ArgKind, Command
from core.conversation.model import Conversation
from core.errors import WrongPlace
from core.features.cards import Scene, button_for
from core.ids import ConversationId, DeskName, ExternalRef, PersonRef
from core.ports import Desktop as DesktopPort
from core.sentences import say
from core.views import Button, Form, FormField

CHOICES = 100
"""How many options a choice may have; Slack's static select takes 100, https://docs.slack.dev/reference/block-kit/."""


class StoredDesktop:
    """Reads from the store; never writes."""

    def __init__(self, database: Database, office: Office) -> None:
        """Take what is needed to read."""
        self._database = database
        self._office = office

    async def form(
        self,
        desk: str,
        person: PersonRef,
        command: str,
        conversation: ConversationId | None,
        thread: ExternalRef | None,
        values: Mapping[str, str],
    ) -> Form:
        """Give a command's form. Raises `Refused` when the command can't be given now."""
        found = self._office.registry.find(command)
        profile = self._office.directory().agent_by_person(DeskName(desk), person)
        self._office.registry.check_right(found, profile)
        chat = await self._database.read(lambda conn: _chat(conn, DeskName(desk), conversation, thread))
        title = found.button_label().rstrip("…")
        fields = tuple(self._field(arg, values, found) for arg in found.args)
        about = f"#{chat.number} {chat.customer_name}".strip() if chat else ""
        return Form(title, title, found.name, chat.id if chat else None, fields, intro=about)

    def _field(self, arg: Arg, values: Mapping[str, str], command: Command) -> FormField:
        options: tuple[tuple[str, str], ...] = ()
        match arg.kind:
            case ArgKind.AGENT:
                people = sorted(self._office.directory().profiles.values(), key=lambda one: one.name)
                options = tuple((one.id, one.name) for one in people[:CHOICES])
            case ArgKind.ONOFF:
                options = (("on", "On"), ("off", "Off"))
            case ArgKind.REST | ArgKind.WORD | ArgKind.HELD:
                pass
        return FormField(
            name=arg.name,
            label=arg.name.capitalize(),
            help=arg.help[:1].upper() + arg.help[1:],
            required=arg.required,
            multiline=arg.kind is ArgKind.REST and command.name != "notready",
            options=options,
            initial=values.get(arg.name, ""),
        )

    async def actions(
        self, desk: str, person: PersonRef, thread: ExternalRef
    ) -> tuple[ConversationId, tuple[Button, ...]]:
        """Give the chat of a thread and what this person may do in it. Raises `WrongPlace` when it is no chat."""
        chat = await self._database.read(lambda conn: _chat(conn, DeskName(desk), None, thread))
        if chat is None:
            raise WrongPlace(say("thread_unknown", usage="/chat list"))
        directory = self._office.directory()
        profile = directory.agent_by_person(DeskName(desk), person)
        scene = Scene(chat, directory.queues[chat.queue], directory, self._office.registry)
        offered = self._office.registry.offered(chat, profile)
        return chat.id, tuple(button_for(command, scene) for command in offered)


def _chat(
    conn: Connection, desk: DeskName, conversation: ConversationId | None, thread: ExternalRef | None
) -> Conversation | None:
    wanted = conversation or (threads.conversation_of(conn, desk, thread) if thread else None)
    return conversations.get(conn, wanted) if wanted else None


_: type[DesktopPort] = StoredDesktop
