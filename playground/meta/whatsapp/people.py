"""The people with WhatsApp, and what is kept of them.

Rules: each has an id that is this business's alone; who has a username shows no number
(https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids).
"""

import itertools
from dataclasses import dataclass, field

from playground.meta.model import Bubble, File, Message


@dataclass(slots=True)
class Person:
    """One person: a number, an id, a name."""

    number: str
    user_id: str
    name: str = ""
    username: str = ""
    shows_number: bool = False  # in spite of a username: the business has the number already
    off: bool = False
    blocked: bool = False
    quiet: bool = False  # read receipts are off
    no_whatsapp: bool = False
    opted_out: bool = False  # of marketing
    trouble: int = 0  # the code with which everything for them fails
    refused: int = 0  # the code with which everything for them is refused at once
    bubbles: list[Bubble] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)  # by number of ours: up to which bubble
    wrote: dict[str, float] = field(default_factory=dict)  # by number of ours: when they wrote last
    typing_until: dict[str, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tests and pages call this person: the number when it is shown, else the id."""
        return self.number if self.is_numbered else self.user_id

    @property
    def is_numbered(self) -> bool:
        """Whether businesses see the number."""
        return not self.username or self.shows_number


@dataclass(slots=True)
class Media:
    """A file at WhatsApp."""

    id: str
    file: File
    phone: str
    at: float
    addresses: dict[str, float] = field(default_factory=dict)  # the secret of each, and when it was made


class Store:
    """People, messages, media."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.people: list[Person] = []
        self.messages: dict[str, Message] = {}
        self.media: dict[str, Media] = {}
        self._bubbles = itertools.count(1)

    def put(self, person: Person, bubble: Bubble) -> Bubble:
        """Put a bubble at the end of a conversation."""
        bubble.id = next(self._bubbles)
        person.bubbles.append(bubble)
        return bubble

    def find(self, key: str) -> Person | None:
        """Find a person by number or id."""
        return next((one for one in self.people if key in {one.number, one.user_id}), None)
