"""Secure forms: what customers are asked for that must stand in no thread, no transcript and no table.

Rules:
1. A form is a list of inputs; a card is three of them (number, expiry, name). There is no kind for a card's check code:
   it may not be kept after a payment, so it is not asked for.
2. A payment link is a form without inputs: the customer pays on the page of a payment provider.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum, auto
from typing import TypeVar

T = TypeVar("T")


class SecureKind(StrEnum):
    """How an input is filled in."""

    TEXT = auto()
    LONG = auto()
    EMAIL = auto()
    PHONE = auto()
    NUMBER = auto()
    DATE = auto()
    CHOICE = auto()
    """One of the options."""
    CARD = auto()
    """The number of a payment card."""
    EXPIRY = auto()
    """The month until which a card is valid."""
    SSN = auto()
    """A social security number of the United States."""
    FILE = auto()
    PATTERN = auto()
    """What fits the installation's own pattern."""


class Mask(StrEnum):
    """How much of a value is shown before the agent asks for all of it."""

    ALL = auto()
    """Nothing."""
    LAST4 = auto()
    """Its last four signs."""
    NONE = auto()
    """All of it."""


@dataclass(frozen=True, slots=True)
class Words:
    """What an input says to the customer."""

    label: str
    help: str = ""
    options: tuple[str, ...] = ()
    hint: str = ""
    """What is said of an answer that doesn't fit the pattern."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input; `name` is the key of its answer, unique in its form."""

    name: str
    words: Words
    kind: SecureKind = SecureKind.TEXT
    required: bool = False
    mask: Mask = Mask.NONE
    pattern: re.Pattern[str] | None = None
    max_size: int = 0
    """Bytes of a file, at the most."""
    fills: str = ""
    """What a browser may fill in by itself: the name of the card, as `autocomplete` calls it."""
    languages: Mapping[str, Words] = field(default_factory=dict)

    def said_in(self, language: str) -> Words:
        """Give its words in a language, or as they are written first."""
        return in_language(self.languages, language) or self.words


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a form."""

    title: str
    intro: str = ""


@dataclass(frozen=True, slots=True)
class SecureForm:
    """One form. `answer_within` is how long the customer has, `open_within` how long the agent has after that.

    `shown_for` is how long the agent's page shows the values before it hides them for good.
    """

    name: str
    heading: Heading
    inputs: tuple[Input, ...] = ()
    languages: Mapping[str, Heading] = field(default_factory=dict)
    answer_within: timedelta = timedelta(minutes=15)
    open_within: timedelta = timedelta(minutes=15)
    shown_for: timedelta = timedelta(minutes=2)
    link: bool = False
    """Whether it is a payment link."""
    url: str = ""
    """Where a payment link leads; empty: the agent says so each time."""
    hosts: frozenset[str] = frozenset()
    """The hosts to which a payment link may lead."""

    @property
    def title(self) -> str:
        """Give what agents call it."""
        return self.heading.title

    def said_in(self, language: str) -> Heading:
        """Give its heading in a language, or as it is written first."""
        return in_language(self.languages, language) or self.heading


def in_language(known: Mapping[str, T], language: str) -> T | None:
    """Give what is known for a language such as `de-at`, or for the language behind it."""
    tag = language.lower().replace("_", "-")
    return known.get(tag) or known.get(tag.partition("-")[0])


CARD_PARTS = (
    ("number", SecureKind.CARD, "cc-number"),
    ("expiry", SecureKind.EXPIRY, "cc-exp"),
    ("name", SecureKind.TEXT, "cc-name"),
)
"""The inputs of a card."""

DEFAULT_MASKS: Mapping[SecureKind, Mask] = {
    SecureKind.CARD: Mask.LAST4,
    SecureKind.SSN: Mask.LAST4,
    SecureKind.EXPIRY: Mask.ALL,
    SecureKind.PATTERN: Mask.ALL,
}
"""Of what is not said otherwise; anything else is shown."""


def card(name: str, of: Input, part_words: Mapping[str, Mapping[str, str]]) -> tuple[Input, ...]:
    """Make the inputs of a card; `part_words` are the words of its parts by language, those for `""` first."""
    made = []
    for part, kind, fills in CARD_PARTS:
        words = part_words[part]
        made.append(
            replace(
                of,
                name=f"{name}.{part}",
                words=Words(words[""], of.words.help if part == "number" else ""),
                kind=kind,
                mask=of.mask if part == "number" else DEFAULT_MASKS.get(kind, Mask.NONE),
                fills=fills,
                languages={tag: Words(said) for tag, said in words.items() if tag},
            )
        )
    return tuple(made)
