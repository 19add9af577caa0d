"""What a channel says of its customers' addresses: how one reads, which a number has, and what can't be reached."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, runtime_checkable

from core.ids import ExternalRef, QueueId
from core.sentences import Sentence


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
class KnowsWhyNot(Protocol):
    """A channel that may be closed to a customer: by an opt-out, by a window that is over."""

    def why_not(self, to: ExternalRef, notes: Callable[[str], str | None], at: datetime) -> Sentence | None:
        """Say why an agent's words would not reach an address at a time; None where nothing is known against it.

        `notes` gives what the channel's memory keeps under a key. No I/O.
        """
        ...
