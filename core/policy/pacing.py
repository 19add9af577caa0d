"""How much one contact may write on a channel that takes all of it: too much waits, and far too much goes.

A telephone number or an account at a messenger can't be told to come again: the platform has taken its words, and hands
them over once. So above the pace they are stored and shown later, at the pace; and only above so many that wait are
they dropped and counted.

Rules:
1. What comes behind something that waits waits too: a contact's words keep their order.
2. A contact that stays below the pace costs nothing and notices nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from core.policy.limits import Rate


@dataclass(frozen=True, slots=True)
class ContactPlan:
    """The pace of messages and of chats that are begun, and how many messages may wait; None is no limit."""

    messages: Rate | None = None
    chats: Rate | None = None
    waiting: int | None = None


class Dropped(Enum):
    """What is dropped waits for nothing."""

    DROPPED = auto()


def wait_until(
    now: datetime, held_until: datetime | None, plan: ContactPlan, *, is_over: bool, has_waiting: bool
) -> datetime | Dropped | None:
    """Say until when a message waits; None for one that is handled at once.

    `held_until` is when the contact's last message that waits is due, `has_waiting` whether any still does, and
    `is_over` whether this one is above the pace.
    """
    if plan.messages is None or not (is_over or has_waiting):
        return None
    each = timedelta(seconds=60 / plan.messages.a_minute)
    behind = max(held_until or now, now)
    if plan.waiting is not None and behind - now > (plan.waiting - 1) * each:  # the next one is due soon
        return Dropped.DROPPED
    return behind + each
