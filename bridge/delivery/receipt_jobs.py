"""What became of agents' messages at the customer's, as rows for desks."""

from dataclasses import dataclass
from typing import Literal

from core.ids import MessageId


@dataclass(frozen=True, slots=True)
class FailureCardJob:
    """Post the card of a message that was not delivered when it `begins`; else show it anew, where it stands."""

    message: MessageId
    begins: bool = False
    kind: Literal["failure_card"] = "failure_card"


@dataclass(frozen=True, slots=True)
class ReceiptsJob:
    """Bring the marks of some messages of a chat up to date, which the channel has told something new of."""

    messages: tuple[MessageId, ...]
    kind: Literal["receipts"] = "receipts"
