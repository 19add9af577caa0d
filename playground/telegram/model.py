"""What Telegram knows: people, the bot's private chat with each, messages and files."""

import itertools
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """A file at Telegram. `kind` is the field of a message in which it stands."""

    id: str
    kind: str
    name: str
    mimetype: str
    content: bytes
    size: int


@dataclass(slots=True)
class Message:
    """One message of a chat. `content` is what a person's message holds beside words and files, as the API has it."""

    number: int
    mine: bool  # the person's own
    text: str
    at: float
    entities: list[Json] = field(default_factory=list)
    file: File | None = None
    keyboard: list[list[Json]] = field(default_factory=list)
    reply_to: int = 0
    edited: float | None = None
    content: Json = field(default_factory=dict)
    reactions: list[str] = field(default_factory=list)

    def button(self, title: str) -> Json | None:
        """Find a button by what it says."""
        return next((one for row in self.keyboard for one in row if one["text"] == title), None)


@dataclass(slots=True)
class Person:
    """Somebody on Telegram, and their private chat with the bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"
    met: bool = False  # a bot can't write to anybody who never wrote to it
    blocked: bool = False
    deactivated: bool = False
    doing: str = ""  # what the bot was last seen to do
    messages: list[Message] = field(default_factory=list)


class Store:
    """People, files, presses that are still to be answered, and who is numbered how."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.people: dict[int, Person] = {}
        self.files: dict[str, File] = {}
        self.paths: dict[str, tuple[File, float]] = {}  # and until when each leads somewhere
        self.presses: dict[str, float] = {}
        self.answered: list[str] = []
        self.numbers = itertools.count(1)
        self.updates = itertools.count(900_000_001)
        self.ids = itertools.count(1)
