"""What a command can be told: its arguments, typed or filled in."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, auto

from core.commands.context import Context

Options = tuple[tuple[str, str], ...]
"""Things to choose from: what is brought back, and what people read."""


class ArgKind(StrEnum):
    """What an argument means; the parser turns the words into it."""

    WORD = auto()
    REST = auto()
    """Everything to the end of the line."""
    AGENT = auto()
    """One agent, by name; the command is given the `Profile`."""
    QUEUE = auto()
    """One queue, by name; the command is given the `Queue`."""
    AGENT_OR_QUEUE = auto()
    """One of either, by name: a `Profile` or a `Queue`."""
    ANYBODY = auto()
    """An agent, a queue or an expert, by name: a `Profile`, a `Queue` or an `ExpertProfile`."""
    EXPERT = auto()
    """One expert, or an agent as one, by name; the command is given the `ExpertProfile`."""
    ONOFF = auto()
    HELD = auto()
    """One held text: its number in the list of held texts, or its id from a button."""
    DATE = auto()
    """A day; the command is given a `date`."""
    NUMBER = auto()
    """A whole number from `least` to `most`."""
    DURATION = auto()
    """A length of time, `15m` or `1h 30m`; the command is given a `timedelta`."""
    CHOICE = auto()
    """One of `options`, or of what `search` finds; with `many` several, as a tuple of values."""


PEOPLE_AND_QUEUES = frozenset({ArgKind.AGENT, ArgKind.QUEUE, ArgKind.AGENT_OR_QUEUE, ArgKind.ANYBODY, ArgKind.EXPERT})
"""What is called by the name of somebody, or of a queue."""


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument, in the order in which it is typed.

    `options` gives what can be chosen; `search` gives it for words, where there is too much to list. Both see what the
    command's wants have brought.
    """

    name: str
    kind: ArgKind
    help: str
    required: bool = True
    options: Callable[[Context], Options] | None = None
    search: Callable[[Context, str], Options] | None = None
    many: bool = False
    least: int = 0
    most: int = 1_000_000
    lines: bool = True
    """Whether a form gives the rest of the line several lines."""
    label: str = ""
    """What a form calls it; the name, capitalised, when empty."""
