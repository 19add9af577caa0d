"""How much whoever comes from the open internet may do in a time, by kind: one visitor, and one address.

What is above it is told to come again; nothing of it is lost that a widget still has.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto


class Limited(StrEnum):
    """What is counted."""

    REQUESTS = auto()
    """Every request of an address, whatever it is for, but those of vendors, which are signed."""
    PAGES = auto()
    """Pages and files behind links: a form's, a transcript, an agent's; one link counts as a visitor."""
    FORMS = auto()
    """Secure forms that are sent or declined."""
    SESSIONS = auto()
    """Tokens that a widget asks for."""
    WINDOWS = auto()
    """Connections that windows open."""
    FRAMES = auto()
    """Everything that a window says, down to its being typed in."""
    CHATS = auto()
    """Chats that are begun."""
    MESSAGES = auto()
    """Words and clicks that are stored."""
    MOVES = auto()
    """Pages of the site that are told of while a chat is open."""
    FILES = auto()
    BYTES = auto()
    """Bytes of files."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`at_once` together, then `a_minute` on average."""

    at_once: float
    a_minute: float


@dataclass(frozen=True, slots=True)
class LimitPlan:
    """The rates; what has none is not limited."""

    visitor: Mapping[Limited, Rate] = field(default_factory=dict)
    address: Mapping[Limited, Rate] = field(default_factory=dict)
    open_windows: int | None = None
    """How many windows one address may have open at the same time."""
