"""What a command leads to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from core.agents.machine import AgentEvent
from core.commands.beginning import Begun
from core.conversation.events import Event
from core.sentences import Sentence
from core.views import Button


class ViewName(StrEnum):
    """An answer that is rendered from the state when it is shown."""

    HELP = auto()
    MY_CHATS = auto()
    WAITING = auto()
    HELD = auto()
    ACTIONS = auto()
    """What this person may do in the chat, as buttons."""
    NOTES = auto()
    """The private notes of a chat."""
    TRANSCRIPT = auto()
    """A chat as it can be read again, its private parts included."""
    PAST = auto()
    """Past chats that were found."""
    ARTICLES = auto()
    """Articles of the knowledge base, as a search has found them."""
    DETAILS = auto()
    """All that is known of the chat."""
    TEXTS = auto()
    """The canned responses that this person can use."""
    ATTENDEES = auto()
    DIRECTORY = auto()
    OVERVIEW = auto()
    """All queues and agents, or what one agent has in hand."""
    CHANNELS = auto()
    """By which channels the chat's customer can be reached."""
    CUSTOMER = auto()
    """Who the chat's customer is."""
    BANS = auto()
    """Who is banned."""
    REPORT = auto()
    """What became of the offers of a time."""


@dataclass(frozen=True, slots=True)
class View:
    """A rendered answer and what it is about; `args` are ids and choices, never words of people."""

    name: ViewName
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """A private question: its words, and buttons that give commands."""

    sentence: Sentence
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class NextForm:
    """Another form to fill in: the command whose form it is, and ids that it is filled from.

    Shown at once where the desk can (in place of the form that was submitted); else behind a private button.
    """

    command: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """Something cold to be written with the rest: features derive theirs, bridge/handlers/changes/ carries them out."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Events for the chat, an event for the agent, changes of cold data, a new chat, one answer for whoever gave it."""

    events: tuple[Event, ...] = ()
    agent_event: AgentEvent | None = None
    reply: Sentence | None = None
    view: View | None = None
    changes: tuple[Change, ...] = ()
    prompt: Question | None = None
    form: NextForm | None = None
    begun: Begun | None = None
