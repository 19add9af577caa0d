"""The port of the agents' side: what a desk implements, and the abilities that it may have beyond.

`AgentDesk` is mandatory. Each optional ability is a Protocol of its own: no method exists only to raise.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from core.capabilities import DeskCapabilities
from core.conversation.effects import SettledMark
from core.ids import ExternalRef, PersonRef
from core.messages import Unfetched
from core.ports.customers import Receipt
from core.sentences import Sentence
from core.views import Card, Home, Post, Prompt


@dataclass(frozen=True, slots=True)
class Opened:
    """A chat's place on a desk: its thread (where replies go) and its root card (what is updated)."""

    thread: ExternalRef
    card: ExternalRef
    link: str = ""
    """An address that a person can open."""
    trouble: Sentence | None = None
    """Why it is not the place that was wished for."""


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

    async def post_card(self, thread: ExternalRef, card: Card, key: str) -> Receipt:
        """Post a further card in a thread; `update_card` shows it anew."""
        ...

    async def update_card(self, card: ExternalRef, view: Card, key: str) -> None:
        """Show a card anew: the root card, or one that was posted in a thread."""
        ...

    async def tell(self, person: PersonRef, thread: ExternalRef | None, prompt: Prompt) -> Receipt:
        """Show something to one person only.

        In the thread where the desk can, by direct message where not or when `thread` is None.
        """
        ...

    async def update_prompt(self, prompt_ref: ExternalRef, person: PersonRef, prompt: Prompt) -> None:
        """Show a direct prompt anew (an offer that was accepted, for example)."""
        ...


@runtime_checkable
class MarksMessages(Protocol):
    """Can set one settled mark on a message at its author's place."""

    async def mark(self, ref: ExternalRef, mark: SettledMark, *, first: bool = False) -> None:
        """Set the mark, replacing the earlier one; NONE removes it. `first` says that there is no earlier one."""
        ...


@runtime_checkable
class ChangesPosts(Protocol):
    """Can change and delete its own posts."""

    async def change(self, ref: ExternalRef, post: Post) -> None:
        """Show the post anew; a deleted one says that it was deleted."""
        ...


@runtime_checkable
class RemovesPosts(Protocol):
    """Can take its own posts away, so that nothing of them stays."""

    async def remove(self, ref: ExternalRef) -> None:
        """Take a post, a card or a prompt away, all its pieces and files; one that is gone already is done."""
        ...


@runtime_checkable
class LinksMessages(Protocol):
    """Can name the address at which a person finds a message, such as their own that only they can delete."""

    async def link_to(self, ref: ExternalRef) -> str:
        """Give the address of a message, or nothing where it can't be made."""
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


@dataclass(frozen=True, slots=True)
class Sought:
    """Something that was perhaps shown: by what it is known again."""

    key: str
    since: datetime
    """When it was first to be shown."""
    post: Post | None = None
    """What it says, where it is a post and no card."""
    known: frozenset[ExternalRef] = frozenset()
    """Where everything else stands that is known to have been shown in the same thread."""


@runtime_checkable
class FindsOwnPosts(Protocol):
    """Can look up whether something arrived, to settle an uncertain send."""

    async def find(self, where: ExternalRef, sought: Sought) -> Opened | Receipt | None:
        """Give where it stands in a thread, or in a place the thread that it begins; None when it surely isn't there.

        Raises `DeliveryFailed` when that can't be told: `Transient` for the moment.
        """
        ...


@runtime_checkable
class MindsStrays(Protocol):
    """Can take care of a root card that may stand in a place with no chat behind it."""

    async def mind(self, place: ExternalRef, key: str) -> None:
        """Mind, durably, that the card with this key may stand there already: it is posted anew."""
        ...


@runtime_checkable
class ReadsPresence(Protocol):
    """Knows whether a person is away; a veto at assignment, nothing more."""

    async def is_away(self, person: PersonRef) -> bool | None:
        """Tell whether the person is away or not to be disturbed; None when the platform doesn't say."""
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a group, as the desk knows them."""

    person: PersonRef
    name: str
    nickname: str = ""
    picture: str = ""


@runtime_checkable
class ListsMembers(Protocol):
    """Knows who belongs to a group of people."""

    async def members_of(self, group: str) -> tuple[Member, ...]:
        """Give a group's members. Raises `DeliveryFailed` when it can't be read, or there is none."""
        ...


@runtime_checkable
class HostsExperts(Protocol):
    """Can talk with a person about a chat in their personal chat with the bot.

    What `post` and `update_card` do there is what they do elsewhere. Where personal chats have threads
    (`DeskCapabilities.personal_threads`), the talk is one.
    """

    async def open_aside(self, person: PersonRef, card: Card, key: str) -> Opened:
        """Post the card at the head of a talk and give its thread; the same key is the same card.

        Raises `DeliveryFailed`, with a reason for the inviter where the person can't be reached.
        """
        ...


@runtime_checkable
class OpensChannels(Protocol):
    """Can give each chat a channel of its own. The thread of such a chat is the whole channel."""

    async def open_channel(
        self, place: ExternalRef, name: str, people: Sequence[PersonRef], card: Card, key: str
    ) -> Opened:
        """Make a channel, bring people in, post the root card there, and point to it in the place.

        `name` is words; the desk makes a name of them. The same `key` is the same channel: asked again it goes on where
        it stopped.
        """
        ...

    async def bring_in(self, thread: ExternalRef, people: Sequence[PersonRef]) -> None:
        """Bring people into a chat's channel; nothing for those who are there, and in a thread that is no channel."""
        ...

    async def close_channel(self, thread: ExternalRef) -> None:
        """Put a chat's channel away; nothing when it is away already, and for a thread that is no channel."""
        ...
