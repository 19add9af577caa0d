"""The port of the customers' side: what a channel implements, and what it is handed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from core.capabilities import Capabilities
from core.conversation.model import Status
from core.ids import ChannelName, ConversationId, ExternalRef
from core.messages import Message, Part
from core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Receipt:
    """The platform took it.

    `ref` is its address there, where one exists; `more` are the further pieces of a split post. `losses` are what the
    agent is told of what the customer was not shown as it was meant. A report that names the sending says the same
    (`CustomerReceipt.losses`): what comes first is told.
    """

    ref: ExternalRef | None = None
    more: tuple[ExternalRef, ...] = ()
    losses: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Outbound:
    """One thing for the customer. `key` is the idempotency key: the same key is the same sending.

    `kind` "message" is new, "changed" brings an earlier one up to date, "status" tells of a turn (`status`, `text`,
    `agent…`). Of such, `text` None leaves the words to the channel, and "" is a turn of which nothing is said.
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


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text is in a channel's own counting, and in how many of its network's messages it goes."""

    units: int
    messages: int


@runtime_checkable
class CountsMessages(Protocol):
    """A channel whose network cuts a long text into several messages, each of which is paid."""

    def count(self, parts: Sequence[Part]) -> Length:
        """Count a message's words as they would go out; files are not counted. No I/O."""
        ...


@dataclass(frozen=True, slots=True)
class SoughtSending:
    """Something that was perhaps sent to a customer: what it would be if it were sent now, and by what it is known."""

    outbound: Outbound
    since: datetime
    """When it was first to be sent."""
    known: frozenset[ExternalRef] = frozenset()
    """The addresses of everything else that is known to have been sent in the same chat."""


@runtime_checkable
class FindsSent(Protocol):
    """A channel that can look up what it has sent, to settle a sending whose answer was lost."""

    async def find(self, sought: SoughtSending) -> Receipt | None:
        """Give the receipt of what was sent whole; None when it surely was not: sending it again sends what is missing.

        Raises `DeliveryFailed` when that can't be told: `Transient` for the moment.
        """
        ...
