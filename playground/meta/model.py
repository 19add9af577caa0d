"""What Meta and the handsets know: files, bubbles, messages.

Rules: a `Message` is Meta's record of something that went either way; a `Bubble` is what stands on a handset. A
choice is whatever can be tapped under a bubble: a quick reply, a button, a row of a list.
"""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """A picture or another file."""

    name: str
    mimetype: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap: its kind is quick_reply, postback, url, call, reply or row."""

    kind: str
    title: str
    value: str = ""  # the payload, the id, the address or the number
    description: str = ""
    section: str = ""


@dataclass(slots=True)
class Card:
    """One element of a generic template."""

    title: str
    subtitle: str = ""
    picture: str = ""
    choices: list[Choice] = field(default_factory=list)


@dataclass(slots=True)
class Bubble:
    """One message on a handset."""

    id: int
    mine: bool
    kind: str
    text: str
    at: float
    mid: str
    files: list[File] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    header: str = ""
    footer: str = ""
    list_label: str = ""  # what opens a list
    reply_to: str = ""
    reactions: dict[str, str] = field(default_factory=dict)  # me or them: the emoji
    place: Json | None = None
    people: list[Json] = field(default_factory=list)
    tapped: str = ""  # the choice of it that was tapped
    number: str = ""  # the number of the business that it went to or came from (WhatsApp)
    edits: int = 0
    removed: bool = False
    seen: bool = False  # the business has read it
    by_other: bool = False  # not sent by the app, but in Meta's own inbox

    @property
    def buttons(self) -> list[Choice]:
        """All that can be tapped, cards' buttons included."""
        return [*self.choices, *(one for card in self.cards for one in card.choices)]


@dataclass(slots=True)
class Message:
    """Meta's record of a message."""

    mid: str
    mine: bool  # from the person
    person: str
    bubble: Bubble
    status: str  # accepted, sent, delivered, read, failed, received
    at: float
    body: Json = field(default_factory=dict)  # as it was asked for
    error: int = 0
    number: str = ""  # our phone number id (WhatsApp)
    callback_data: str = ""
    category: str = ""  # a template's

    @property
    def kind(self) -> str:
        """Its type."""
        return self.bubble.kind

    @property
    def text(self) -> str:
        """Its words."""
        return self.bubble.text


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A webhook that was never taken."""

    at: float
    product: str
    url: str
    payload: Json
