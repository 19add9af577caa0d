"""The first line: a bot of menus and questions, or one of somebody else's behind a webhook.

Rule: an own bot has a greeting, menus or questions; an external one has `external` and nothing of these. The address
and the secret of an external bot stay in the shell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from core.ids import BotId, QueueId
from core.policy.forms import FieldKind


@dataclass(frozen=True, slots=True)
class BotChoice:
    """A line of a menu: what it says, asks, and where it leads; with neither menu nor questions it hands over."""

    id: str
    label: str
    say: str | None = None
    ask: tuple[str, ...] = ()
    """Questions, by name, in order."""
    menu: str | None = None
    """The menu that follows."""
    queue: QueueId | None = None
    """The queue in which the chat waits after it; None: the chat's own."""
    priority: int = 0
    """What is added to the chat's priority."""


@dataclass(frozen=True, slots=True)
class BotMenu:
    """A question with choices."""

    name: str
    text: str
    choices: tuple[BotChoice, ...]


@dataclass(frozen=True, slots=True)
class BotQuestion:
    """A question whose answer is kept as an attribute of the chat, called by the question's name."""

    name: str
    text: str
    label: str
    """How agents see the attribute."""
    kind: FieldKind = FieldKind.TEXT
    options: tuple[str, ...] = ()
    again: str | None = None
    """What is said when the answer does not fit; None repeats the question."""
    tries: int = 2


@dataclass(frozen=True, slots=True)
class HandOver:
    """When the bot makes way for an agent: at one of these words, or after so many answers that it didn't know."""

    words: tuple[str, ...] = ()
    after_misses: int = 2
    say: str | None = None


@dataclass(frozen=True, slots=True)
class ExternalBot:
    """A bot behind a webhook; a call that takes longer than `timeout` is tried again, then handed over."""

    timeout: timedelta = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Bot:
    """One bot, called `title` by customers. The dialogue starts with `start`, a menu, or with the questions `ask`."""

    id: BotId
    title: str
    greeting: str | None = None
    start: str | None = None
    ask: tuple[str, ...] = ()
    menus: Mapping[str, BotMenu] = field(default_factory=dict)
    questions: Mapping[str, BotQuestion] = field(default_factory=dict)
    knowledge: tuple[str, ...] = ()
    """Knowledge bases from which free words are answered."""
    hand_over: HandOver = HandOver()
    unknown: str | None = None
    """What is said to what it knows no answer to."""
    external: ExternalBot | None = None
