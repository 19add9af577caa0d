"""What the bridge gives to the adapters: the time, the inbox, the customer's log, files, hints, reads for a desk.

`Notes` is the one thing here that does something: the memory of an adapter that nobody gave a durable one.
"""

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from core.ids import ChannelName, Contact, ConversationId, ExternalRef, FileId, PersonRef
from core.inbound import Inbound
from core.messages import Media, Message
from core.ports.customers import Outbound
from core.views import Button, ButtonGroup, Form


class Clock(Protocol):
    """The time. Tests move their own."""

    def now(self) -> datetime:
        """Give the time, in UTC, with a zone."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait that long on this clock."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an inbound whose sender waits: the private answer, if any, and whether it was refused."""

    text: str = ""
    refused: bool = False
    buttons: tuple[Button, ...] = ()
    settled: bool = True
    """False when the time ran out first: it is stored, and the answer follows in private."""
    conversation: ConversationId | None = None
    form: Form | None = None  # another one to fill in
    arg: str = ""
    """The argument that was refused, for a form to say it at its field."""


class Inbox(Protocol):
    """All that an adapter's edge may call. When `accept` returns, the inbound is stored for good."""

    async def accept(self, inbound: Inbound) -> bool:
        """Store it; False when it was stored before, or its sender is banned: then nothing is.

        Raises `Overloaded` when more waits than can be worked off.
        """
        ...

    async def accept_and_wait(self, inbound: Inbound, seconds: float) -> Outcome:
        """Store it and wait for its outcome, at most that long."""
        ...


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One line of what a customer sees, numbered from 1 in each conversation; messages in their present state."""

    seq: int
    at: datetime
    kind: Literal["message", "edited", "deleted", "status"]
    message: Message | None = None
    status: Literal["waiting", "active", "ended"] | None = None
    text: str | None = None
    agent_name: str | None = None
    agent_picture: str | None = None


@dataclass(frozen=True, slots=True)
class FeedState:
    """Where a contact stands: its conversation, or None; its status for the customer's screen; its last number."""

    conversation: ConversationId | None = None
    status: Literal["none", "waiting", "active", "ended"] = "none"
    last_seq: int = 0


@dataclass(frozen=True, slots=True)
class FeedNews:
    """What a wake-up may carry: how a conversation stands by now (None: as before), and the line that was added."""

    conversation: ConversationId
    status: Literal["waiting", "active", "ended"] | None = None
    event: FeedEvent | None = None


class Feed(Protocol):
    """The customer's log of a conversation, for channels without a log of their own (the web)."""

    async def state(self, channel: ChannelName, contact: ExternalRef) -> FeedState:
        """Give where the contact stands now."""
        ...

    async def is_away(self, channel: ChannelName, contact: ExternalRef) -> bool:
        """Tell whether it was noted of the contact's open chat that they closed their window, or soon will be."""
        ...

    async def since(
        self, channel: ChannelName, contact: ExternalRef, conversation: ConversationId, seq: int
    ) -> tuple[FeedEvent, ...]:
        """Give the lines after `seq`; none when the conversation is not this contact's."""
        ...

    async def append(self, outbound: Outbound) -> int:
        """Add what `outbound` says, once for each key; give its number."""
        ...

    def follow(self, channel: ChannelName, contact: ExternalRef, woken: Callable[[], None]) -> "FeedSubscription":
        """Have `woken` called when anything of theirs may have changed; a hint may be lost, doubled or out of order."""
        ...


class FeedSubscription(Protocol):
    """A place in the line of those who are woken."""

    def take(self) -> tuple[FeedNews, ...] | None:
        """Give what the wake-ups since the last call carried, in order; None when one carried nothing: then look."""
        ...

    def close(self) -> None:
        """Leave the line."""
        ...


class WakeUps(Protocol):
    """A place in the line of those who wait."""

    async def wait(self) -> None:
        """Return when there was a wake-up since the last call."""
        ...

    def close(self) -> None:
        """Leave the line."""
        ...


class FileStore(Protocol):
    """The bytes of attachments. Types are found from the content by whoever puts them in."""

    async def put(
        self, name: str, mime: str, data: AsyncIterator[bytes], limit: int, owner: Contact | None = None
    ) -> Media:
        """Keep a file of at most `limit` bytes, a customer's with whose it is.

        Raises `PayloadTooLarge`; then nothing is kept.
        """
        ...

    async def open(self, file: FileId) -> tuple[Media, AsyncIterator[bytes]]:
        """Give a file and its bytes. Raises `KeyError` when it is not there."""
        ...

    async def read(self, file: FileId) -> bytes:
        """Give all bytes of a file."""
        ...


class Fleeting(Protocol):
    """Hints that may be lost: typing, presence dots. Never the truth of anything."""

    def typing(self, conversation: ConversationId, who: str, on: bool) -> None:  # noqa: FBT001 - said by name at each call
        """Say that somebody types in a conversation."""
        ...

    def subscribe_typing(self, conversation: ConversationId) -> WakeUps:
        """Be woken when typing changes."""
        ...


@dataclass(frozen=True, slots=True)
class Search:
    """Words typed so far into a form's field, and the values with which the form was opened."""

    name: str
    """The field's."""
    typed: str
    values: Mapping[str, str] = field(default_factory=dict)


class Desktop(Protocol):
    """Reads for what a desk must answer at once: a form for a command, and whose thread this is."""

    async def form(
        self,
        desk: str,
        person: PersonRef,
        command: str,
        conversation: ConversationId | None,
        thread: ExternalRef | None,
        values: Mapping[str, str],
        about: ExternalRef | None = None,
    ) -> Form:
        """Give a command's form, filled as far as known; `about` is the message at which it was asked for.

        Raises `Refused` when the command can't be given now.
        """
        ...

    async def options(
        self, desk: str, person: PersonRef, command: str, conversation: ConversationId | None, search: Search
    ) -> tuple[tuple[str, str], ...]:
        """Give what fits the words typed so far, as value and label. Raises `Refused` as `form` does."""
        ...

    async def actions(
        self, desk: str, person: PersonRef, conversation: ConversationId | None, thread: ExternalRef | None
    ) -> tuple[ConversationId, tuple[ButtonGroup, ...]]:
        """Give the chat and what this person may do in it, by section. Raises `Refused` when it is no chat."""
        ...

    async def length(self, command: str, chat: ConversationId | None, values: Mapping[str, str], text: str) -> str:
        """Say how long a text is that is written in a form beside `values`, as in `190 (2 messages)`; "" of none."""
        ...

    async def knows(self, desk: str, thread: ExternalRef, heads: Collection[ExternalRef]) -> bool:
        """Tell whether a thread is a chat's, is a known card's (by one of its addresses), or may still become one."""
        ...


OPTED_OUT = "out:"
"""What a key in a channel's memory begins with, before a contact's address, that says: they want no messages. It
outlives an erasure, or whoever wanted nothing more would be written to again."""


class Memory(Protocol):
    """Small durable notes of one adapter: what its platform said once and can't be asked later. Shared by all workers.

    No text of a message is ever kept here. A note that tells anything of a customer says whose it is, by their address
    (`person`), or of which chat (`chat`): it goes with them when they are erased, or when their time is over.
    """

    async def recall(self, key: str) -> str | None:
        """Give what was kept under a key."""
        ...

    async def keep(
        self,
        key: str,
        value: str,
        *,
        until: datetime | None = None,
        person: ExternalRef | None = None,
        chat: ConversationId | None = None,
    ) -> None:
        """Keep a value under a key, in the place of an earlier one; from `until` on it may be forgotten.

        Of a chat that was erased nothing is kept.
        """
        ...

    async def forget(self, key: str) -> None:
        """Keep nothing under a key any more."""
        ...


class Identities(Protocol):
    """Which addresses of one channel are the same person's. What is done about one of them, as a ban, holds for all."""

    async def are_one(self, *contacts: ExternalRef) -> None:
        """Note that the platform itself has told these to be one person's."""
        ...


class NoIdentities:
    """Everybody has one address."""

    async def are_one(self, *contacts: ExternalRef) -> None:
        """Do nothing."""


class Notes:
    """A memory that ends with the process."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    async def recall(self, key: str) -> str | None:
        """Give what was kept under a key."""
        return self._kept.get(key)

    async def keep(
        self,
        key: str,
        value: str,
        *,
        until: datetime | None = None,
        person: ExternalRef | None = None,
        chat: ConversationId | None = None,
    ) -> None:
        """Keep a value under a key."""
        self._kept[key] = value

    async def forget(self, key: str) -> None:
        """Keep nothing under a key any more."""
        self._kept.pop(key, None)
