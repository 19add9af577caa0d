"""What one person at a desk is told or asked."""

from dataclasses import dataclass
from enum import StrEnum, auto

from core.agents.model import Alert
from core.conversation.model import Held
from core.ids import AgentId, MessageId
from core.sentences import Sentence


class SettledMark(StrEnum):
    """The one mark that an agent's message carries on the desk."""

    SENT = auto()
    """The platform took it; nothing is known beyond that."""
    DELIVERED = auto()
    READ = auto()
    HELD = auto()
    NOTE = auto()
    FAILED = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class TellAgent:
    """Tell one agent in private: where the chat is, when they have a seat in it, else directly.

    `directly` says it where they notice it wherever they are, with the way to the chat.
    """

    agent: AgentId
    sentence: Sentence
    directly: bool = False
    alert: Alert | None = None
    """What it is for the agent who may have chosen not to be told of it; None: they must know."""


@dataclass(frozen=True, slots=True)
class AskAuthor:
    """Show a held text's author the choices, in private."""

    held: Held


@dataclass(frozen=True, slots=True)
class MarkMessage:
    """Show a message's fate at its author's place; which mark that is, is read from the state when it is set."""

    message: MessageId
