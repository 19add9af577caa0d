"""The things of a tenant: people, teams, channels, conversations, messages, files, dialogs.

Rules: mutable records without behaviour beyond "what of this can be read"; a person is named by a short name, the bot
by BOT. They deliberately do not know each other: the store links them.
"""

from dataclasses import dataclass, field
from typing import Any

from playground.teams.card_text import words_of
from playground.teams.html import without_tags

Json = dict[str, Any]
BOT = "bot"
ADAPTIVE = "application/vnd.microsoft.card.adaptive"
HTML = "text/html"


@dataclass(slots=True)
class Person:
    """Somebody in Entra, and whether they have the app in their personal scope."""

    user: str
    name: str
    aad: str
    email: str
    tenant: str
    is_guest: bool = False
    availability: str = "Available"  # https://learn.microsoft.com/graph/api/resources/presence
    activity: str = "Available"
    installed: bool = False
    removed: bool = False  # they took the app out of their own scope
    blocked: bool = False

    @property
    def member(self) -> str:
        """The id by which the bot knows this person (per bot; real ones are longer)."""
        return f"29:{self.user}"

    @property
    def account(self) -> Json:
        """Write the person as `from` of an activity."""
        return {"id": self.member, "name": self.name, "aadObjectId": self.aad}


@dataclass(slots=True)
class Team:
    """A team: its id is that of its General channel."""

    id: str
    name: str
    group: str  # aadGroupId
    members: list[str] = field(default_factory=list)
    owner: str = ""
    installed: bool = False
    archived: bool = False


@dataclass(slots=True)
class Message:
    """A message, as Teams keeps it."""

    id: str
    conversation: str
    sender: str  # a person's short name, or BOT
    at: float
    text: str = ""
    text_format: str = "plain"
    html: str = ""  # what a person typed, as the composer writes it
    summary: str = ""
    attachments: list[Json] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    views: dict[str, Json] = field(default_factory=dict)  # person -> the card as only they see it
    edited: float | None = None
    deleted: bool = False
    told: bool = False  # the bot has heard of it
    only_for: str | None = None  # a targeted message: the one person who sees it
    reply_to: str = ""
    activity: Json = field(default_factory=dict)  # what the bot sent last

    @property
    def is_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.sender == BOT

    @property
    def cards(self) -> list[Json]:
        """The Adaptive Cards in it, as everybody sees them."""
        return [one["content"] for one in self.attachments if one.get("contentType") == ADAPTIVE]

    def card(self, user: str = "") -> Json | None:
        """Find the (first) card, as `user` sees it."""
        return self.views.get(user) or next(iter(self.cards), None)

    @property
    def plain(self) -> str:
        """What is to be read in it: text without tags, then what its cards say."""
        text = without_tags(self.html or self.text) if self.html or self.text_format == "xml" else self.text
        return "\n".join(filter(None, [text, *map(words_of, self.cards)]))


@dataclass(slots=True)
class Conversation:
    """A reply chain of a channel, or one person's chat with the bot."""

    id: str
    channel: str = ""
    user: str = ""
    messages: dict[str, Message] = field(default_factory=dict)
    began: float = 0.0

    @property
    def is_personal(self) -> bool:
        """Whether this is a chat with the bot."""
        return bool(self.user)


@dataclass(slots=True)
class Channel:
    """A standard channel; General has its team's id."""

    id: str
    name: str
    team: str
    deleted: bool = False
    chains: list[str] = field(default_factory=list)  # conversation ids, oldest first


@dataclass(slots=True)
class File:
    """Something in OneDrive or SharePoint, or an image inside a message."""

    id: str
    name: str
    mimetype: str
    owner: str
    content: bytes = b""
    size: int = 0
    place: str = "onedrive"  # onedrive, sharepoint or inline
    secret: str = ""  # of the pre-authenticated address
    path: str = ""
    conversation: str = ""
    uploaded: bool = True


@dataclass(slots=True)
class Dialog:
    """What one person has open: a card of the bot's in a window of its own."""

    id: str
    user: str
    title: str
    card: Json
    conversation: str
    message: str
    size: Json = field(default_factory=dict)
    command: str = ""  # a message extension's command; "" for a dialog that a card opened
    values: Json = field(default_factory=dict)
