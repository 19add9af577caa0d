"""How the agent for a chat is chosen, beyond who has been idle longest."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto


class LanguageMatch(StrEnum):
    """What the customer's language means for the choice."""

    IGNORE = auto()
    PREFER = auto()
    """Agents who speak it come first."""
    REQUIRE = auto()
    """Only agents who speak it are asked."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """The wishes of a queue. `relax_after` this wait skills and language are wishes only; None: never."""

    skills: frozenset[str] = frozenset()
    language: LanguageMatch = LanguageMatch.IGNORE
    relax_after: timedelta | None = None
    sticky: timedelta | None = None
    """How long ago a customer's last chat may have ended for its agent to be asked first; None: not at all."""
    sticky_wait: timedelta | None = None
    """How long that agent is waited for while busy; None: not at all."""
