"""What is masked before it is stored, and in which queues."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto


class Sensitive(StrEnum):
    """What can be found without a pattern of an admin's."""

    CARDS = auto()
    """Numbers of payment cards."""
    IBANS = auto()
    """International bank account numbers."""
    SSNS = auto()
    """Social security numbers of the United States."""


class MaskAction(StrEnum):
    """What becomes of what was found in a customer's words."""

    MASK = auto()
    """Asterisks stand in its place."""
    TELL = auto()
    """The same, and the customer is told."""
    LEAVE = auto()
    """It stays as it was written."""


@dataclass(frozen=True, slots=True)
class Masking:
    """What is found, by the whole installation's settings. Patterns are compiled once, and match within one line."""

    find: frozenset[Sensitive] = frozenset()
    patterns: tuple[re.Pattern[str], ...] = ()
    allow: tuple[re.Pattern[str], ...] = ()
    """What is none of it, although it looks like it: order numbers."""
    agents: bool = False
    """Whether the numbers of cards in agents' words are masked, too."""


@dataclass(frozen=True, slots=True)
class QueueMasking:
    """What a queue does with what is found."""

    action: MaskAction = MaskAction.MASK
    wait: timedelta | None = None
    """How long a message of nothing but digits waits for the rest of a number, before anybody sees it."""
    rules: Masking = Masking()

    @property
    def masks(self) -> bool:
        """Tell whether anything is masked."""
        return self.action is not MaskAction.LEAVE

    @property
    def tells(self) -> bool:
        """Tell whether the customer is told."""
        return self.action is MaskAction.TELL
