"""What the shell and the adapters implement. The only file of the core with `async def`, as signatures.

An adapter states its conformance at its top (`_: type[CustomerChannel] = WebChannel`), so that the type checker says
what is missing. Two ports are mandatory, one for each side; every other ability is a Protocol of its own: whoever
implements it has it.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from core.capabilities import Capabilities, DeskCapabilities
from core.conversation.effects import SettledMark
from core.conversation.model import Status
from core.ids import (
    ChannelName,
    ConversationId,
    ExternalRef,
    FileId,
    PersonRef,
)
from core.inbound import Inbound
from core.messages import Media, Message, Unfetched
from core.views import Button, Card, Form, Home, Post, Prompt


@dataclass(frozen=True, slots=True)
class Receipt:
    """The platform took it.

    `ref` is its address there, where one exists; `more` are the further pieces of a split post.
    """

    ref: ExternalRef | None = None
    more: tuple[ExternalRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A chat's place on a desk: its thread (where replies go) and its root card (what is updated)."""

    thread: ExternalRef
    card: ExternalRef
    link: str = ""
    """An address that a person can open."""


@dataclass(frozen=True, slots=True)
class Outbound:
    """One thing for the customer. `key` is the idempotency key: the same key is the same sending.

    `kind` "message" is new, "changed" brings an earlier one up to date, "status" tells of a turn (`status`, `text`,
    `agent…`).
    """

    key: str
    conversation: ConversationId
    contact: ExternalRef
    kind: Literal["message", "changed", "status"]
    message: Message | None = None
    text: str | None = None
    status: Status | None = None
    agent_name: str | None = None
    agent_picture: str | None = None


# --- mandatory: one for each side


@runtime_checkable
class CustomerChannel(Protocol):
    """A place where customers write to us.

    `send` is called by the outbox worker only, one call at a time for each conversation. It must classify every
    failure as `DeliveryFailed`; any other exception is treated as our bug. It must pass `key` to the vendor where
    the vendor has such a field.
    """

    name: ChannelName

    def capabilities(self, to: ExternalRef) -> Capabilities:
        """Say what this contact can be sent. No I/O."""
        ...

    async def send(self, outbound: Outbound) -> Receipt:
        """Send one thing. Raises `Transient`, `Permanent` or `Uncertain`."""
        ...


@runtime_checkable
class AgentDesk(Protocol):
    """A place where agents work. Threads are opened by us.

    Called by the outbox worker only, one call at a time for each thread. Every failure must be a `DeliveryFailed`.
    `key`s must be findable in what the platform echoes back, so that an uncertain send can be settled.
    """

    name: str

    def capabilities(self) -> DeskCapabilities:
        """Say what the desk carries, and its budgets. No I/O."""
        ...

    def place_of(self, thread: ExternalRef) -> ExternalRef:
        """Give the place (channel) whose budget a thread uses. No I/O."""
        ...

    async def open_thread(self, place: ExternalRef, card: Card, key: str) -> Opened:
        """Post the root card in a place and give the thread under it."""
        ...

    async def post(self, thread: ExternalRef, post: Post) -> Receipt:
        """Post in a thread, under the author's name where the desk can; long texts are split by the desk."""
        ...

    async def update_card(self, card: ExternalRef, view: Card, key: str) -> None:
        """Show the root card anew."""
        ...

    async def tell(self, person: PersonRef, thread: ExternalRef | None, prompt: Prompt) -> Receipt:
        """Show something to one person only.

        In the thread where the desk can, by direct message where not or when `thread` is None.
        """
        ...

    async def update_prompt(self, prompt_ref: ExternalRef, person: PersonRef, prompt: Prompt) -> None:
        """Show a direct prompt anew (an offer that was accepted, for example)."""
        ...


# --- optional abilities of a desk


@runtime_checkable
class MarksMessages(Protocol):
    """Can set one settled mark on a message at its author's place."""

    async def mark(self, ref: ExternalRef, mark: SettledMark) -> None:
        """Set the mark, replacing the earlier one; NONE removes it."""
        ...


@runtime_checkable
class ChangesPosts(Protocol):
    """Can change and delete its own posts."""

    async def change(self, ref: ExternalRef, post: Post) -> None:
        """Show the post anew; a deleted one says that it was deleted."""
        ...


@runtime_checkable
class ShowsHome(Protocol):
    """Has a home page for each person."""

    async def show_home(self, person: PersonRef, home: Home) -> None:
        """Show the home page anew."""
        ...


@runtime_checkable
class FetchesFiles(Protocol):
    """Can fetch the bytes of a file that a person posted."""

    def fetch(self, file: Unfetched) -> AsyncIterator[bytes]:
        """Give the bytes in pieces. Raises `DeliveryFailed`."""
        ...


@runtime_checkable
class FindsOwnPosts(Protocol):
    """Can look up whether a post with a key arrived, to settle an uncertain send."""

    async def find(self, thread: ExternalRef, key: str) -> ExternalRef | None:
        """Give the address of the post with that key, or None when it surely isn't there."""
        ...


@runtime_checkable
class ReadsPresence(Protocol):
    """Knows whether a person is away; a veto at assignment, nothing more."""

    async def is_away(self, person: PersonRef) -> bool:
        """Tell whether the platform says that the person is away or not to be disturbed."""
        ...


# --- what the bridge gives to the adapters


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


class Inbox(Protocol):
    """All that an adapter's edge may call. When `accept` returns, the inbound is stored for good."""

    async def accept(self, inbound: Inbound) -> bool:
        """Store it; False when it was stored before. Raises `Overloaded` when more waits than can be worked off."""
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


class Feed(Protocol):
    """The customer's log of a conversation, for channels without a log of their own (the web)."""

    async def state(self, channel: ChannelName, contact: ExternalRef) -> FeedState:
        """Give where the contact stands now."""
        ...

    async def since(
        self, channel: ChannelName, contact: ExternalRef, conversation: ConversationId, seq: int
    ) -> tuple[FeedEvent, ...]:
        """Give the lines after `seq`; none when the conversation is not this contact's."""
        ...

    async def append(self, outbound: Outbound) -> int:
        """Add what `outbound` says, once for each key; give its number."""
        ...

    def subscribe(self, conversation: ConversationId) -> "FeedSubscription":
        """Be woken when the conversation's log has grown. Wake-ups are hints: they may be lost or doubled."""
        ...

    def subscribe_contact(self, channel: ChannelName, contact: ExternalRef) -> "FeedSubscription":
        """Be woken when anything of the contact's has changed, a new conversation included."""
        ...


class FeedSubscription(Protocol):
    """A place in the line of those who are woken."""

    async def wait(self) -> None:
        """Return when there was a wake-up since the last call."""
        ...

    def close(self) -> None:
        """Leave the line."""
        ...


class FileStore(Protocol):
    """The bytes of attachments. Types are found from the content by whoever puts them in."""

    async def put(self, name: str, mime: str, data: AsyncIterator[bytes], limit: int) -> Media:
        """Keep a file of at most `limit` bytes. Raises `PayloadTooLarge`; then nothing is kept."""
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

    def subscribe_typing(self, conversation: ConversationId) -> "FeedSubscription":
        """Be woken when typing changes."""
        ...


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
    ) -> Form:
        """Give a command's form, filled as far as known. Raises `Refused` when the command can't be given now."""
        ...

    async def actions(
        self, desk: str, person: PersonRef, thread: ExternalRef
    ) -> tuple[ConversationId, tuple[Button, ...]]:
        """Give the chat of a thread and what this person may do in it. Raises `Refused` when it is no chat."""
        ...
