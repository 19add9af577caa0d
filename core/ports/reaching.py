"""What a channel says of its customers' addresses: how one reads, which a number has, and what can't be reached."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from core.features.templates import Template
from core.ids import AgentId, ExternalRef, QueueId
from core.sentences import Sentence

CALLED = "name:"
"""What a key in a channel's memory begins with, before a contact's address, under which stands what they are called."""


@runtime_checkable
class NamesAddresses(Protocol):
    """A channel whose customers' addresses can be read by people. All of it is computed: no I/O."""

    title: str
    """What people call the channel, as in `SMS`."""

    def shown(self, contact: ExternalRef) -> str:
        """Give an address as agents read it: a number, an id, a kind of visitor."""
        ...

    def address(self, number: str, queue: QueueId) -> ExternalRef | None:
        """Give the address of a number (E.164) in chats of a queue; None where a number alone reaches nobody."""
        ...


@runtime_checkable
class HasSenders(Protocol):
    """A channel whose addresses hold from what of ours they are written to, of which there may be several. No I/O."""

    def sender_of(self, contact: ExternalRef) -> str:
        """Give the number or the page of ours, as the configuration names it."""
        ...


@runtime_checkable
class KnowsWhyNot(Protocol):
    """A channel that may be closed to a customer: by an opt-out, by a window that is over."""

    def why_not(self, to: ExternalRef, notes: Callable[[str], str | None], at: datetime) -> Sentence | None:
        """Say why an agent's words would not reach an address at a time; None where nothing is known against it.

        `notes` gives what the channel's memory keeps under a key. No I/O.
        """
        ...


@runtime_checkable
class OffersTemplates(Protocol):
    """A channel with words that were approved before, which may go out when nothing else may. No I/O.

    A message of such has `FromTemplate` in its text. Whoever sends it needs no more than that: it may be older than the
    templates that are offered by now.
    """

    def templates(self, to: ExternalRef) -> Sequence[Template]:
        """Give the templates that may be sent to an address, in the order in which agents see them."""
        ...

    def takes_templates_only(self, to: ExternalRef, notes: Callable[[str], str | None], at: datetime) -> bool:
        """Tell whether nothing else reaches an address at a time; `notes` as in `KnowsWhyNot`."""
        ...


@dataclass(frozen=True, slots=True)
class OwnSender:
    """Something of ours from which an agent may write first, and the queue of the chats that begin so.

    `shown` is how agents read it. `agent` is whose own it is; None: its queue's.
    """

    id: str
    queue: QueueId
    shown: str = ""
    agent: AgentId | None = None


@runtime_checkable
class WritesFirst(Protocol):
    """A channel in which agents may write first, to a number that they type. All of it is computed: no I/O."""

    def senders(self) -> Sequence[OwnSender]:
        """Give one for each queue that has any, and those that are agents' own."""
        ...

    def number(self, written: str) -> str:
        """Give a number as people write it in its whole form (E.164). Raises `ArgumentsInvalid`: what is wrong."""
        ...

    def called(self, number: str) -> str:
        """Give what people call whoever has a whole number, as long as nothing else is known of them."""
        ...

    def line(self, number: str, sender: str) -> ExternalRef:
        """Give the address of whoever has a whole number, as seen from one of our senders."""
        ...
