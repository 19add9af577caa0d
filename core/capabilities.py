"""What a platform can and cannot carry, as levels; and the fitting of a message to it.

Each adapter fills one literal, with the vendor's page beside each number. `fit` is pure: it says what will be sent and
what is lost, and the agent is told of each loss.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum, auto
from unicodedata import category

from core.messages import Mark, MarkKind, Media, Part, Text, Unfetched
from core.sentences import Sentence, say

_JOINER = "\u200d"
"""Ties several signs into one emoji: https://unicode.org/reports/tr51/#Emoji_ZWJ_Sequences"""

_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))


class Support(IntEnum):
    """How well a platform carries a thing."""

    REJECTED = -2
    DROPPED = -1
    FALLBACK = 0
    PARTIAL = 1
    FULL = 2


class Act(StrEnum):
    """What is done at a desk; each kind of act has a budget of its own."""

    POST = auto()
    """Opening a thread too: a root card is a post."""
    UPDATE = auto()
    MARK = auto()
    PRIVATE = auto()
    HOME = auto()
    LOOK = auto()
    """Asking whether somebody is there."""
    FILE = auto()
    CHANNEL = auto()
    """Making a channel for a chat, or putting it away."""


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `rate` acts a second with a burst of `burst`, counted for each place or for the whole workspace."""

    rate: float
    burst: int = 1
    per_place: bool = False


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a customer channel carries. Lengths in characters, sizes in bytes."""

    text_max: int
    files: Support = Support.DROPPED
    file_max: int = 0
    edit: Support = Support.DROPPED
    delete: Support = Support.DROPPED
    typing: Support = Support.DROPPED
    read_receipts: Support = Support.DROPPED
    formatting: Support = Support.DROPPED


@dataclass(frozen=True, slots=True)
class DeskCapabilities:
    """What a desk carries.

    `private` is FULL where one person can be shown something inside a thread, FALLBACK where it takes a direct
    message. `echoes` says whether the platform tells us of our own posts, as evidence for one whose answer was lost.
    `personal_threads` is FULL where a personal chat with the bot has threads, so that an expert's chats are told apart
    by them; where not, each post is headed with its chat and answers quote.
    """

    text_max: int
    private: Support = Support.FALLBACK
    marks: Support = Support.DROPPED
    edit: Support = Support.DROPPED
    author_names: Support = Support.FALLBACK
    files: Support = Support.DROPPED
    home: Support = Support.DROPPED
    echoes: bool = True
    personal_threads: Support = Support.DROPPED
    budgets: Mapping[Act, tuple[Budget, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fitted:
    """What will be sent, in order, and what the agent must be told was lost."""

    parts: tuple[Part, ...]
    losses: tuple[Sentence, ...] = ()


def split_text(text: str, limit: int) -> tuple[str, ...]:
    """Cut a text into pieces of at most `limit` characters, at a line break or a space where there is one.

    Joined together the pieces are the text again, but for the white space at the cuts. No piece is empty, unless the
    text is.
    """
    pieces: list[str] = []
    rest = text
    while len(rest) > limit:
        cut = max(rest.rfind("\n", 0, limit + 1), rest.rfind(" ", 0, limit + 1))
        if cut <= limit // 2:
            cut = _between_signs(rest, limit)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    pieces.append(rest)
    return tuple(piece for piece in pieces if piece) or (text[:limit],)


def _between_signs(text: str, limit: int) -> int:
    """Find the last place, in the second half, that is not inside an emoji or a letter with its accents."""
    for cut in range(limit, limit // 2, -1):
        if text[cut - 1] != _JOINER and not _continues(text[cut]) and not _is_within_a_flag(text, cut):
            return cut
    return limit


def _is_within_a_flag(text: str, cut: int) -> bool:
    """Tell whether a cut parts the two letters of a flag: https://unicode.org/reports/tr51/#Flags."""
    before = text[:cut]
    letters = len(before) - len(before.rstrip(_FLAG_LETTERS))
    return letters % 2 == 1 and text[cut] in _FLAG_LETTERS


def _continues(character: str) -> bool:
    """Tell whether a character belongs to the one before it: an accent, a joiner, a variation, a skin tone."""
    return character == _JOINER or category(character).startswith("M") or "\U0001f3fb" <= character <= "\U0001f3ff"


def fit(parts: tuple[Part, ...], caps: Capabilities, link: Callable[[Media], str] | None = None) -> Fitted:
    """Fit a message to a channel: split what is too long, leave out what can't be carried, and say so.

    With `link` a file that can't be carried goes as the address that it gives.
    """
    fitted: list[Part] = []
    losses: list[Sentence] = []
    for part in parts:
        if isinstance(part, Text):
            if len(part.text) <= caps.text_max:
                fitted.append(part)
            else:
                fitted.extend(Text(piece) for piece in split_text(part.text, caps.text_max))
        elif isinstance(part, Media) and link is not None and not _carries(part, caps):
            fitted.append(_linked(part, link(part)))
            losses.append(say("file_linked", name=part.name))
        elif caps.files < Support.FALLBACK:
            losses.append(say("loss_file", name=part.name))
        elif part.size > caps.file_max:
            losses.append(say("loss_file_size", name=part.name, limit=caps.file_max // 1_000_000))
        else:
            fitted.append(part)
    return Fitted(tuple(fitted), tuple(losses))


def _carries(file: Media, caps: Capabilities) -> bool:
    return caps.files >= Support.FALLBACK and file.size <= caps.file_max


def _linked(file: Media, address: str) -> Text:
    words = f"{file.name}: {address}"
    return Text(words, (Mark(MarkKind.LINK, len(words) - len(address), len(words), address),))


def needs_fetching(parts: tuple[Part, ...]) -> bool:
    """Tell whether a file's bytes are still at the platform."""
    return any(isinstance(part, Unfetched) for part in parts)


def files_of(parts: tuple[Part, ...]) -> tuple[Media, ...]:
    """Give the files whose bytes are in the store."""
    return tuple(part for part in parts if isinstance(part, Media))
