"""What the customer does, as an event of a conversation."""

from dataclasses import dataclass
from datetime import datetime

from core.conversation.model import Page
from core.ids import AgentId, ChannelName, Contact, ExternalRef
from core.messages import Message


@dataclass(frozen=True, slots=True)
class CustomerWrote:
    """The customer sent a message."""

    at: datetime
    message: Message
    page: Page | None = None
    request: bool = False
    """Whether it is the form that is left outside the hours."""
    masked: bool = False
    """Whether something in it was masked before it came here."""
    original: Message | None = None
    """What it was, where it is masked by hand already and can be shown again: the edit of a masked message."""
    to: AgentId | None = None
    """To whose own number it came: a chat that begins so is theirs."""
    there: str = ""
    """What agents call the route by which it came, where that is another than the present one."""


@dataclass(frozen=True, slots=True)
class CustomerIdentified:
    """It is known by now who the customer is; `contact` is their address from now on."""

    at: datetime
    contact: ExternalRef
    name: str = ""
    was: Contact | None = None
    """By which of the chat's routes they came; None: by the present one."""


@dataclass(frozen=True, slots=True)
class PiecesFound:
    """Earlier messages of the customer turn out to hold pieces of a number: each as it was, and as it is masked."""

    at: datetime
    pieces: tuple[tuple[Message, Message], ...]


@dataclass(frozen=True, slots=True)
class WordsScreened:
    """The chat has come before people whose queue masks; `messages` as they were, and as they may be shown there.

    `name` and `page` are the customer's, as they may be shown.
    """

    at: datetime
    messages: tuple[tuple[Message, Message], ...]
    name: str = ""
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class CustomerEnded:
    """The customer ended the chat; `there` is what agents call the route where they did, if it is not the present."""

    at: datetime
    there: str = ""


@dataclass(frozen=True, slots=True)
class CustomerLeft:
    """The customer closed the page and has not come back; `left` names the channel, if the chat has left it."""

    at: datetime
    left: ChannelName | None = None


@dataclass(frozen=True, slots=True)
class CustomerReturned:
    """The customer's page is open again; `left` names the channel, if the chat has left it."""

    at: datetime
    left: ChannelName | None = None


@dataclass(frozen=True, slots=True)
class PageChanged:
    """The customer moved to another page."""

    at: datetime
    page: Page
