"""What a channel says of its customers' addresses: how one reads, and which one a number has."""

from typing import Protocol, runtime_checkable

from core.ids import ExternalRef, QueueId


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
