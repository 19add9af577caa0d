"""Messages and their parts.

Rules:
1. Text is plain Unicode; formatting is `marks` by offset, so nothing needs escaping here and a mask is only a span.
2. `Visibility` is decided before anything is rendered; whoever renders can only narrow it.
3. The text of a message lives in the message table and nowhere else; everything else holds its id.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum, auto
from typing import Literal

from core.conversation.form import FormStage
from core.ids import ChannelName, ConversationId, ExternalRef, FileId, FormId, MessageId, ParticipantId


class Visibility(StrEnum):
    """Who may see a message."""

    EVERYONE = auto()
    """The customer and all participants."""
    AGENTS = auto()
    """A private note: participants on the desks, never the customer; experts only when `recipients` names them."""
    ONLY = auto()
    """A private message to the chosen recipients."""
    HELD = auto()
    """Stopped by the leak guard: its author alone, until the author decides."""


class MarkKind(StrEnum):
    """Inline formatting that every platform can show or drop."""

    BOLD = auto()
    ITALIC = auto()
    STRIKE = auto()
    CODE = auto()
    LINK = auto()
    MENTION = auto()
    """A person at a desk, who is to notice. Only in notices of our own, which are never stored as messages: nothing
    that a customer or an agent wrote has one, and whoever renders a message drops it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Formatting of `text[start:end]`.

    `href` is for links (http, https or mailto) and mentions (the person's `PersonRef`) only.
    """

    kind: MarkKind
    start: int
    end: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A masked stretch of text, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the customer can answer by one click; the choices stand in the text, too, each with its number."""

    options: tuple[str, ...]
    kind: Literal["choices"] = "choices"


@dataclass(frozen=True, slots=True)
class PageOffer:
    """A page for the customer's window; its address stands in the text, too.

    `ask` says that the customer decides; `opened` what they decided, None as long as nothing is known.
    """

    url: str
    title: str
    ask: bool = True
    opened: bool | None = None
    kind: Literal["page"] = "page"


@dataclass(frozen=True, slots=True)
class FormOffer:
    """A secure form that the customer is to fill in, and where it stands. What is filled in never comes here."""

    form: FormId
    title: str
    stage: FormStage = FormStage.REQUESTED
    kind: Literal["form"] = "form"


@dataclass(frozen=True, slots=True)
class FromTemplate:
    """The approved template that a text was made from: its name, its language, and by place what was filled in.

    The words stand in the text, as the customer sees them.
    """

    name: str
    language: str
    values: tuple[tuple[str, str], ...] = ()
    kind: Literal["template"] = "template"


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text with its inline formatting.

    `asks` is for channels that have buttons or templates, the words are for all.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    asks: Choices | PageOffer | FormOffer | FromTemplate | None = None
    quotes: MessageId | None = None
    """The message whose first words these are, above an answer to it (`core.features.quoted`)."""
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Media:
    """A file. Its bytes are in the file store under `file`; `mime` was found from the content, `size` is in bytes.

    `source` is where an agent's file was fetched: an edit that announces it again is of the same file.
    """

    file: FileId
    name: str
    mime: str
    size: int
    source: ExternalRef | None = None
    kind: Literal["media"] = "media"


@dataclass(frozen=True, slots=True)
class Unfetched:
    """A file that a platform announced and whose bytes are still to be fetched by `source`."""

    source: ExternalRef
    name: str
    mime: str
    size: int
    kind: Literal["unfetched"] = "unfetched"


Part = Text | Media | Unfetched


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji, in Unicode, that somebody has put on a message."""

    emoji: str
    by: ParticipantId


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation, as it stands now."""

    id: MessageId
    conversation: ConversationId
    author: ParticipantId
    author_name: str
    at: datetime
    parts: tuple[Part, ...]
    visibility: Visibility = Visibility.EVERYONE
    recipients: frozenset[ParticipantId] = frozenset()
    masks: tuple[Span, ...] = ()
    """What was masked by hand. `parts` never hold it: they are as they may be shown (`core.features.masked`)."""
    client_id: str | None = None
    edited: bool = False
    deleted: bool = False
    reactions: tuple[Reaction, ...] = ()
    masked_files: bool = False
    """Whether its files were masked by hand: their names stand in their places."""
    via: ChannelName | None = None
    """Of a customer's: by which channel it came, where the chat went by another route then."""
    via_address: ExternalRef | None = None
    """From which address there, where it is not the first that the chat took in that channel."""

    @property
    def is_masked(self) -> bool:
        """Tell whether anything of it was masked by hand."""
        return bool(self.masks) or self.masked_files


def plain_text(parts: tuple[Part, ...]) -> str:
    """Join the text parts with line breaks; files are left out."""
    return "\n".join(part.text for part in parts if isinstance(part, Text))


def excerpt(parts: tuple[Part, ...], limit: int = 80) -> str:
    """Give the first words on one line, at most `limit` characters, or the first file's name."""
    words = " ".join(plain_text(parts).split())
    if not words:
        names = [part.name for part in parts if not isinstance(part, Text)]
        words = names[0] if names else ""
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def seen_by_customer(message: Message) -> bool:
    """Tell whether the customer may see the message."""
    return message.visibility is Visibility.EVERYONE


def with_visibility(message: Message, visibility: Visibility) -> Message:
    """Give the same message to other eyes."""
    return message if message.visibility is visibility else replace(message, visibility=visibility)
