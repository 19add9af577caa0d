"""What a command is.

One `Command` value feeds the parser, the help, the buttons, the forms, the manifests and the documentation. Its `run`
is pure: it is given the context, answers with an `Outcome`, and never knows from which surface it came.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, Flag, StrEnum, auto
from typing import Any

from core.agents.rights import Right
from core.commands.args import Arg, ArgKind, Options
from core.commands.context import Context
from core.commands.outcome import Change, NextForm, Outcome, Question, View, ViewName
from core.commands.wants import Given, Want
from core.conversation.model import Conversation
from core.routing.queues import Queue
from core.views import Form

__all__ = [
    "Arg",
    "ArgKind",
    "CardPlace",
    "Change",
    "Command",
    "Context",
    "NextForm",
    "Options",
    "Outcome",
    "Question",
    "Run",
    "Scope",
    "Section",
    "Surface",
    "Values",
    "View",
    "ViewName",
    "Want",
    "always",
    "any_queue",
    "whatever",
]


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


class CardPlace(StrEnum):
    """Where a command's button stands on a chat's root card."""

    MAIN = auto()
    """On the card itself, where there is room."""
    MORE = auto()
    """Behind “More…”."""
    ELSEWHERE = auto()
    """Not on the card: on the home page, or on a private question."""


Values = Mapping[str, object]
Run = Callable[[Context, Values], Outcome]


def always(_: Conversation) -> bool:
    """Say yes for every chat."""
    return True


def any_queue(_: Queue) -> bool:
    """Say yes for every queue."""
    return True


def whatever(_: Given) -> bool:
    """Say yes whatever was loaded."""
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
    title: str = ""
    """The title of its form; its button's words when empty."""
    submit: str = ""
    """The words on its form's button; its form's title when empty."""
    surfaces: Surface = Surface.ALL
    card: CardPlace = CardPlace.MORE
    needs: Right | None = None
    """The right that it takes; None: any agent."""
    for_anyone: bool = False
    """True when people who are no agents may give it."""
    for_experts: bool = False
    """True when experts may give it, who are no agents."""
    available: Callable[[Conversation], bool] = always
    """Whether its button is shown in this chat; a typed one is refused by the machine, in words."""
    fits: Callable[[Queue], bool] = any_queue
    """Whether its button is shown in chats of this queue: what a queue has no setting for is not offered there."""
    useful: Callable[[Given], bool] = whatever
    """Whether its button is shown where all that can be done in a chat is listed, by what its wants are there."""
    danger: bool = False
    confirm: str | None = None
    """What is asked before it counts."""
    asks_first: Callable[[Conversation], bool] = always
    """In which chats `confirm` is asked at all."""
    wants: frozenset[Want[Any]] = frozenset()
    """What is loaded for it."""
    form: Callable[[Context, Mapping[str, str]], Form] | None = None
    """Its own form, where the one made of its arguments won't do."""

    def button_label(self) -> str:
        """Give the words on its button."""
        return self.label or self.name.capitalize()

    def form_title(self) -> str:
        """Give the title of its form."""
        return self.title or self.button_label().rstrip("…")

    def usage(self, prefix: str = "!", chat: int | None = None) -> str:
        """Give how it is typed; outside of a chat's thread with the chat's number."""
        number = [] if chat is None else [str(chat)]
        words = [f"<{arg.name}>" if arg.required else f"[{arg.name}]" for arg in self.args]
        return " ".join([prefix + self.name, *number, *words])

    def question(self, conversation: Conversation) -> str | None:
        """Give what is asked before it counts in this chat, or None."""
        return self.confirm if self.asks_first(conversation) else None
