"""What is shown on a platform, as people see it: messages, pages, forms, and what can be clicked and filled in there.

Rules:
1. A reference to a message or a place is the platform's own and is passed on as it is: no scenario looks into it.
2. What is shown is read as the platform's client shows it, when it is asked for: a line that changes reads anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from core.views import FieldKind

Json = dict[str, Any]
Given = str | date | Sequence[str]
"""What somebody gives for a field: words, a day, or choices by their labels or values."""


class Refused(Exception):
    """The platform's client, or the bridge through it, has refused what somebody did."""

    def __init__(self, words: str, errors: Mapping[str, str] | None = None) -> None:
        """Take what they read, and what stands at fields."""
        super().__init__(words)
        self.errors = dict(errors or {})


@dataclass(frozen=True, slots=True)
class Root:
    """Where a chat stands: the place of its thread, and the root card's reference."""

    place: str
    ref: str


@dataclass(frozen=True, slots=True)
class Control:
    """A button or a line of a menu: what it says, which command it gives, and the platform's own words for a click."""

    label: str
    command: str = ""
    given: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field."""

    label: str
    value: str
    given: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form that is open, as it begins."""

    name: str
    kind: FieldKind
    options: tuple[Option, ...] = ()
    begins: str | tuple[str, ...] | None = None
    """What stands in it: words, or the labels of what is chosen."""
    given: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is shown."""

    name: str
    source: str
    """Where the platform has it."""


class Line(Protocol):
    """One message, as people see it."""

    @property
    def ref(self) -> str:
        """Its reference."""
        ...

    @property
    def text(self) -> str:
        """What it says, on a card without its small print."""
        ...

    @property
    def whole(self) -> str:
        """Everything that is read on it."""
        ...

    @property
    def author(self) -> str:
        """Under whose name it stands."""
        ...

    @property
    def facts(self) -> Mapping[str, str]:
        """What a card says beside a label."""
        ...

    @property
    def controls(self) -> Sequence[Control]:
        """What can be clicked on it."""
        ...

    @property
    def marks(self) -> Sequence[str]:
        """The emoji under it, by name."""
        ...

    @property
    def links(self) -> Sequence[str]:
        """Where its words lead."""
        ...

    @property
    def styles(self) -> Sequence[tuple[str, str]]:
        """Which of its words are set how: `bold`, `code` and such, each with the words."""
        ...

    @property
    def mentions(self) -> Sequence[str]:
        """Whom it tells: people by their ids on the platform."""
        ...

    @property
    def alive(self) -> Sequence[str]:
        """What in it is more than words and leads to no page: mentions of people, groups, channels, everybody."""
        ...

    @property
    def pictures(self) -> Sequence[Picture]:
        """The pictures that it shows."""
        ...

    @property
    def thread(self) -> str:
        """The reference of the root of the thread in which it is seen; empty where it is in none."""
        ...

    @property
    def is_direct(self) -> bool:
        """Whether it stands in somebody's personal chat with the bot."""
        ...


class Screen(Protocol):
    """A page or a form that one person has before them."""

    @property
    def words(self) -> str:
        """Everything that is read on it, its title first."""
        ...

    @property
    def heads(self) -> Sequence[str]:
        """The head lines on it."""
        ...

    @property
    def leads(self) -> Sequence[str]:
        """The addresses to which it leads."""
        ...

    @property
    def controls(self) -> Sequence[Control]:
        """What can be clicked on it."""
        ...

    @property
    def command(self) -> str:
        """The command that its submission gives, where it is a form."""
        ...

    @property
    def id(self) -> str:
        """What tells it from another."""
        ...

    def field(self, name: str) -> Field | None:
        """Give a field of it."""
        ...
