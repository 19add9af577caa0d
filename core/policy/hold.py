"""Chats on hold: set aside, without load, until the customer writes."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Hold:
    """A chat may be set on hold; `return_after` the customer's word it goes to the queue, None never."""

    return_after: timedelta | None = None
