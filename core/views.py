"""What desks are given to show: posts, cards, prompts and the home page, as values that no platform owns.

Rules:
1. Rendered from state each time, never patched.
2. Buttons name a command of the registry and its values; nothing else can be clicked.
3. A time that runs is given as a `datetime`: the client renders it, no update ticks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto
from typing import Literal

from core.conversation.effects import SettledMark
from core.ids import ConversationId, ExternalRef, MessageId
from core.messages import Part, Span, Unfetched


class Tone(StrEnum):
    """How urgent or final a thing looks."""

    PLAIN = auto()
    GOOD = auto()
    WARN = auto()
    BAD = auto()
    QUIET = auto()


@dataclass(frozen=True, slots=True)
class Button:
    """A click that invokes `command` for `conversation` with `values`.

    `asks` opens the command's form first; `confirm` asks the given question first.
    """

    label: str
    command: str
    conversation: ConversationId | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    style: Literal["plain", "primary", "danger"] = "plain"
    asks: bool = False
    confirm: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value on a card; `moment` where the client renders a time, instead of a value or behind it.

    `href` is a web address that can be followed, shown as it is beside the value.
    """

    label: str
    value: str = ""
    moment: datetime | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A card: the root of a chat's thread, or a private offer."""

    title: str
    summary: str
    """One plain line, for notifications and screen readers."""
    tone: Tone = Tone.PLAIN
    status: str = ""
    facts: tuple[Fact, ...] = ()
    quote: str = ""
    """The customer's first words."""
    buttons: tuple[Button, ...] = ()
    more: tuple[Button, ...] = ()
    footnote: str = ""
    link: str = ""
    """The web address of the chat's thread, where the card is shown elsewhere."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message or notice for a thread.

    `author` and `picture` are shown where the desk can; `key` comes back in the echo.
    """

    key: str
    parts: tuple[Part, ...]
    author: str | None = None
    picture: str | None = None
    by_customer: bool = False
    private: bool = False
    tone: Tone = Tone.PLAIN
    edited: bool = False
    deleted: bool = False
    message: MessageId | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something for one person's eyes, with or without buttons."""

    text: str
    key: str
    quote: str = ""
    buttons: tuple[Button, ...] = ()
    card: Card | None = None
    spans: tuple[Span, ...] = ()
    """What in the quote is to stand out."""
    link: str = ""
    """The address of the chat's thread, where it is not shown there."""
    pictures: tuple[Unfetched, ...] = ()
    """Files of this desk's that are shown small, where the desk can; they are named in the text already."""


@dataclass(frozen=True, slots=True)
class HomeChat:
    """A line of the home page: a chat in hand, or one that waits."""

    title: str
    detail: str
    since: datetime | None
    unread: int = 0
    link: ExternalRef | None = None
    tone: Tone = Tone.PLAIN
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeSection:
    """A part of the home page; `empty` is what it says when it has no lines."""

    title: str
    lines: tuple[HomeChat, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Home:
    """One person's home page."""

    greeting: str
    state: str
    tone: Tone
    buttons: tuple[Button, ...]
    sections: tuple[HomeSection, ...]


class FieldKind(StrEnum):
    """How a field is filled in. What comes back is text: a choice's value, a day as 2026-11-21, MANY one a line."""

    TEXT = auto()
    LONG = auto()
    CHOICE = auto()
    MANY = auto()
    DATE = auto()
    SEARCH = auto()
    """One choice of more than can be listed: what fits is asked for while somebody types (`Desktop.options`)."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One input of a form."""

    name: str
    label: str
    help: str = ""
    required: bool = True
    kind: FieldKind = FieldKind.TEXT
    options: tuple[tuple[str, str], ...] = ()
    """(value, label) pairs to choose from; of a SEARCH only the one that is chosen already."""
    initial: str = ""
    counted: bool = False
    """Whether its length is shown while it is typed, as far as the desk can: it is sent where length is paid."""


@dataclass(frozen=True, slots=True)
class Form:
    """A command's arguments as a form. `rows` are read, not filled in; `values` come back with what was filled in."""

    title: str
    submit: str
    command: str
    conversation: ConversationId | None
    fields: tuple[FormField, ...]
    intro: str = ""
    rows: tuple[Fact, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ButtonGroup:
    """Buttons that belong together, under a title."""

    title: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class MarkOn:
    """A settled mark and the message that carries it."""

    ref: ExternalRef
    mark: SettledMark
