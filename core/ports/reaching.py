"""What a channel says of its customers' addresses: how one reads, which a number has, and what can't be reached."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from core.features.templates import Template
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
