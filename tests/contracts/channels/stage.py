"""A customer channel at work, as the contract suite needs it: to look at as its customers, and to make trouble in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from core.ids import ConversationId, ExternalRef
from core.messages import Media, Message
from core.ports import CustomerChannel

if TYPE_CHECKING:
    from tests.contracts.channels.bridged import Bridged

PAUSE = 7
"""Seconds that a vendor asks us to pause for, where it names any."""
PATIENCE = "5s"
"""How long a channel with a vendor waits for an answer on its stage; these are seconds that a test does wait."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing as the customer sees it. `by` is empty for the chat's own words."""

    text: str
    by: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Customer:
    """One contact and the conversation that it has open."""

    contact: ExternalRef
    conversation: ConversationId


class Ability(StrEnum):
    """What a channel with a vendor behind it is asked to show beside sending; one that has it not says why."""

    THROTTLED = auto()
    """The vendor may ask for a pause."""
    LOSES_ANSWERS = auto()
    """The vendor may take a message and its answer be lost."""
    FINDS = auto()
    """What was sent can be looked up, to settle a sending whose answer was lost."""
    FINDS_NOTHING = auto()
    """And what is not there when it is looked up was surely not sent."""
    TOLD = auto()
    """The vendor calls us, perhaps twice, under a signature."""
    REPORTS = auto()
    """The vendor reports what became of a message, in any order."""
    FAILS_LATER = auto()
    """The vendor may report, long after it took a message, that it was not delivered."""


class Trouble(StrEnum):
    """What a stage can let go wrong at its vendor, once."""

    THROTTLED = auto()
    """The next message is refused with a pause to keep."""
    CUT_BEFORE = auto()
    """The connection of the next message ends before it is taken."""
    CUT_AFTER = auto()
    """It ends after the message was taken."""
    NO_ANSWER = auto()
    """The next message is taken and never answered."""
    TOLD_TWICE = auto()
    """The next message of a customer is told twice."""
    REPORTED_TWICE = auto()
    """The first report of the next message is told twice."""
    REPORTED_BACKWARDS = auto()
    """The reports of the next message come in the wrong order."""
    UNDELIVERED = auto()
    """The next message does not arrive, and this is reported."""


class ChannelStage(Protocol):
    """A channel and two customers of it."""

    channel_class: ClassVar[type[CustomerChannel]]
    by: ClassVar[str]
    """The name under which the customer sees what Ada writes; empty where the channel shows none."""
    channel: CustomerChannel
    mia: Customer
    noor: Customer

    async def keep(self, message: Message) -> None:
        """Store a message, or its new state, as the bridge does before anything is sent."""
        ...

    async def file(self, name: str, mime: str, data: bytes) -> Media:
        """Keep a file, as the bridge does before it is sent."""
        ...

    async def sees(self, customer: Customer) -> list[Seen]:
        """Give all that a customer sees now, oldest first."""
        ...

    async def breaks(self) -> None:
        """Let everything that is sent from now on fail before it is taken."""
        ...

    async def works(self) -> None:
        """Undo it."""
        ...

    async def cut_off(self) -> CustomerChannel:
        """Give a channel that can reach nothing at all."""
        ...


@runtime_checkable
class VendorStage(ChannelStage, Protocol):
    """A channel on a bridge's own store and inbox, with its vendor played over HTTP."""

    bridged: "Bridged"
    names_pause: ClassVar[bool]
    """Whether the vendor says for how long it asks us to pause."""

    def trouble(self, what: Trouble) -> None:
        """Let something go wrong at the vendor, once."""
        ...

    async def writes(self, customer: Customer, text: str) -> None:
        """Let a customer write, and return when the vendor has nothing more to tell of it."""
        ...

    async def settled(self) -> None:
        """Wait until the vendor has nothing under way."""
        ...

    def holds(self) -> None:
        """Let the vendor take what is sent from now on, and do nothing with it yet."""
        ...

    async def lets_go(self) -> None:
        """Let the vendor go on with what it holds, and return when it has reported all of it."""
        ...

    def told(self) -> list[str]:
        """Give the states that the vendor has reported of our messages, by our names, in the order of their coming."""
        ...

    async def forged(self, customer: Customer, text: str) -> Mapping[str, int]:
        """Call the bridge in every way that must be refused, and last the right one, called "right".

        Give how each was answered.
        """
        ...

    async def unheard_of(self, customer: Customer, text: str) -> Mapping[str, int]:
        """Make signed calls with a kind, a state and a field that nobody knows; the one with a field has the text.

        Give how each was answered.
        """
        ...
