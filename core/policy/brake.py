"""What must not be sent to a customer before its author has looked again."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BrakeRule:
    """One forbidden thing: what `pattern` finds, or with `cards` the numbers of payment cards.

    The pattern is compiled once for a configuration. It matches what stands on one line.
    """

    name: str
    title: str
    """What the author is told it is, such as “a card number”."""
    pattern: re.Pattern[str] | None = None
    cards: bool = False


@dataclass(frozen=True, slots=True)
class Brake:
    """The rules of a queue, in order."""

    rules: tuple[BrakeRule, ...]
