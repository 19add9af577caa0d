"""What a command is.

One `Command` value feeds the parser, the help, the buttons, the forms, the manifests and the documentation. Its `run`
is pure: it is given the context, answers with an `Outcome`, and never knows from which surface it came.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, Flag, StrEnum, auto

from core.agents.machine import AgentEvent
from core.agents.model import Agent, Profile, RoleAtWork
from core.conversation.events import Event
from core.conversation.model import Conversation
from core.directory import Directory
from core.ids import InvitationId, MessageId, PersonRef
from core.messages import Message
from core.routing.queues import Queue
from core.sentences import Sentence


class ArgKind(StrEnum):
    """What an argument means; the parser turns the words into it."""

    WORD = auto()
    REST = auto()
    """Everything to the end of the line."""
    AGENT = auto()
    """One agent, by name; the parser looks it up."""
    ONOFF = auto()
    HELD = auto()
    """One held text: its number in the list of held texts, or its id from a button."""


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument, in the order in which it is typed."""

    name: str
    kind: ArgKind
    help: str
    required: bool = True


class Scope(StrEnum):
    """What a command needs around it."""

    CONVERSATION = auto()
    """A chat: the thread, the button's, or the number that follows the name."""
    PERHAPS = auto()
    """An agent; a chat when one is named by its number, and none when not."""
    AGENT = auto()
    """An agent; no chat, so a number is a word like any other."""
    ANYONE = auto()
    """Nobody in particular."""


class Surface(Flag):
    """Where a command can be given."""

    TEXT = auto()
    BUTTON = auto()
    SLASH = auto()
    SHORTCUT = auto()
    ALL = TEXT | BUTTON | SLASH | SHORTCUT


class Section(Enum):
    """Where a command stands in the help and in menus."""

    TAKING = "Taking chats"
    TALKING = "Talking"
    TOGETHER = "Working together"
    ENDING = "Ending"
    YOU = "You"


class ViewName(StrEnum):
    """An answer that is rendered from the state when it is shown."""

    HELP = auto()
    MY_CHATS = auto()
    WAITING = auto()
    HELD = auto()


@dataclass(frozen=True, slots=True)
class Context:
    """What a command may look at. `new_message` and `new_invitation` are ids minted for this call."""

    at: datetime
    person: PersonRef
    directory: Directory
    new_message: MessageId
    new_invitation: InvitationId
    profile: Profile | None = None
    agent: Agent | None = None
    conversation: Conversation | None = None
    queue: Queue | None = None
    about: Message | None = None
    """The message to which a shortcut was applied."""
    held: Mapping[MessageId, Message] = field(default_factory=dict)
    given_at: datetime | None = None
    """When it was given, by the clock of the desk that brought it; `at` is when it is carried out."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command leads to: events for the chat, an event for the agent, an answer for whoever gave it."""

    events: tuple[Event, ...] = ()
    agent_event: AgentEvent | None = None
    reply: Sentence | None = None
    view: ViewName | None = None


Values = Mapping[str, object]
Run = Callable[[Context, Values], Outcome]


def always(_: Conversation) -> bool:
    """Be available in every chat."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One command."""

    name: str
    summary: str
    run: Run
    section: Section
    scope: Scope = Scope.CONVERSATION
    args: tuple[Arg, ...] = ()
    aliases: tuple[str, ...] = ()
    label: str = ""
    """The words on its button; the name, capitalised, when empty."""
    surfaces: Surface = Surface.ALL
    needs: RoleAtWork | None = None
    """The role that it takes; None: any agent."""
    for_anyone: bool = False
    """True when people who are no agents may give it."""
    available: Callable[[Conversation], bool] = always
    """Whether its button is shown in this chat; a typed one is refused by the machine, in words."""
    danger: bool = False
    confirm: str | None = None

    def button_label(self) -> str:
        """Give the words on its button."""
        return self.label or self.name.capitalize()

    def usage(self, prefix: str = "!") -> str:
        """Give how it is typed."""
        words = [f"<{arg.name}>" if arg.required else f"[{arg.name}]" for arg in self.args]
        return " ".join([prefix + self.name, *words])
