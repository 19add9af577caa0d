"""What Twilio and the phones know: numbers, phones, messages, media, the error log.

Rules: a `Message` is Twilio's resource, which the account may redact or delete; a `Text` is what stands on a handset,
which nobody can take back. They deliberately share nothing but the media's bytes.
"""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

# https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
FINAL = frozenset({"delivered", "undelivered", "failed", "received", "read", "canceled"})


@dataclass(frozen=True, slots=True)
class File:
    """A picture or another file."""

    name: str
    mimetype: str
    content: bytes


@dataclass(slots=True)
class Media:
    """A file of a message, as Twilio keeps it until somebody deletes it."""

    sid: str
    secret: str  # the part of the short-lived address that leads to the bytes
    file: File
    at: float


@dataclass(slots=True)
class Message:
    """A message, as Twilio tells of it."""

    sid: str
    direction: str  # inbound, outbound-api or outbound-reply
    sender: str  # "" until a Messaging Service has chosen one
    to: str
    body: str
    status: str
    created: float
    updated: float
    segments: int
    number: int  # which one it is of all
    service: str = ""
    sent: float | None = None
    error_code: int | None = None
    callback: str = ""
    media: list[Media] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)  # media addresses that are still to be fetched
    content: str = ""  # the template that it was made from
    choices: list["Choice"] = field(default_factory=list)
    list_label: str = ""

    @property
    def is_final(self) -> bool:
        """Whether its status changes no more."""
        return self.status in FINAL


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be tapped below a text on WhatsApp: a button ("reply", or "url" with its address), or a row ("row")."""

    kind: str
    title: str
    id: str
    description: str = ""


@dataclass(slots=True)
class Preview:
    """What a phone shows of the page behind a link."""

    url: str
    title: str
    site: str


@dataclass(slots=True)
class Text:
    """One bubble on a handset: a long text is one, whatever it was cut into on its way."""

    id: int
    mine: bool
    text: str
    at: float
    segments: int
    sid: str
    files: list[File] = field(default_factory=list)
    preview: Preview | None = None
    choices: list[Choice] = field(default_factory=list)
    list_label: str = ""  # what opens its list
    tapped: str = ""


@dataclass(slots=True)
class Thread:
    """What a phone has written to one number and got from it."""

    with_number: str
    texts: list[Text] = field(default_factory=list)
    read: int = 0  # up to which text


@dataclass(slots=True)
class Phone:
    """A handset: its number, whose it is, and what is the matter with it."""

    number: str
    name: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    off: bool = False
    filtered: bool = False  # its carrier lets nothing of ours through
    landline: bool = False
    previews: bool = False  # it looks at the first link of what arrives
    trouble: int = 0  # the code with which everything for it ends
    user_id: str = ""  # by which a business knows its owner on WhatsApp, as in US.1349
    username: bool = False  # they show that id there, and no number
    no_whatsapp: bool = False
    heard: dict[str, float] = field(default_factory=dict)  # when it last wrote, by our sender on WhatsApp
    threads: dict[str, Thread] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """A row of Twilio's error log (https://www.twilio.com/docs/usage/troubleshooting/debugging-your-application)."""

    at: float
    code: int
    level: str  # error or warning
    words: str
    sid: str
    url: str
