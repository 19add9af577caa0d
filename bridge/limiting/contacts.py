"""The pace of contacts whose channels take all that they write: how much of it this process has seen lately.

Rules:
1. Each process counts for itself, in bounded memory, as for visitors (`keeper.py`). That somebody is over the pace is
   kept in the store, and holds for all processes.
2. Every message that is counted takes what is there, also one that waits: who goes on at ten times the pace gains
   nothing by waiting.
"""

from collections.abc import Collection

import structlog

from bridge.limiting.buckets import Buckets
from bridge.observing.meter import Meter
from core.ids import ChannelName
from core.inbound import ContactSubject, CustomerChose, CustomerMessage, CustomerRating, Inbound, OfflineRequest
from core.policy.limits import Limited
from core.policy.pacing import ContactPlan
from core.ports import Clock

CONTACT = "contact"
HELD = (CustomerMessage, OfflineRequest, CustomerChose, CustomerRating)
"""What is counted, and waits in its order. What a network says of a contact (an opt-out, a receipt) never does."""

log = structlog.get_logger(__name__)


class Pacing:
    """Keeps the pace of the contacts of some channels."""

    def __init__(
        self,
        plan: ContactPlan | None = None,
        channels: Collection[ChannelName] = (),
        clock: Clock | None = None,
        meter: Meter | None = None,
    ) -> None:
        """Take the rates, the channels whose contacts have them, the time, and what counts; without them, no limit."""
        self.plan = plan or ContactPlan()
        self._channels = frozenset(channels) if clock is not None else frozenset()
        self._clock = clock
        self._meter = meter or Meter()
        self._messages = Buckets(self.plan.messages) if self.plan.messages else None
        self._chats = Buckets(self.plan.chats) if self.plan.chats else None

    def holds(self, inbound: Inbound) -> bool:
        """Tell whether an inbound is of the kind that has a pace."""
        subject = inbound.subject
        is_theirs = isinstance(subject, ContactSubject) and subject.channel in self._channels
        return is_theirs and isinstance(inbound.body, HELD)

    def is_over(self, inbound: Inbound) -> bool:
        """Count an inbound; tell whether it is above its contact's pace."""
        return self.holds(inbound) and self._lacks(self._messages, inbound) > 0

    def came_before(self, inbound: Inbound) -> None:
        """Take back that an inbound was counted: its platform has delivered it twice."""
        if self._messages is not None and self.holds(inbound) and isinstance(inbound.subject, ContactSubject):
            self._messages.give_back(_key(inbound.subject), 1.0)

    def chat_in(self, inbound: Inbound) -> float:
        """Count a chat that an inbound begins; give the seconds until it may, 0.0 where it may now."""
        return self._lacks(self._chats, inbound) if self.holds(inbound) else 0.0

    def held(self) -> None:
        """Count a message that waits."""
        self._meter.limited(Limited.MESSAGES.value, CONTACT)

    def dropped(self, channel: ChannelName) -> None:
        """Count a message that was dropped."""
        self._meter.dropped(channel)

    def _lacks(self, buckets: Buckets | None, inbound: Inbound) -> float:
        if buckets is None or self._clock is None or not isinstance(inbound.subject, ContactSubject):
            return 0.0
        key = _key(inbound.subject)
        wait = buckets.lacks(key, 1.0, self._clock.now())
        if not wait:
            buckets.take(key, 1.0)
        return wait


def _key(subject: ContactSubject) -> str:
    return f"{subject.channel}:{subject.contact}"
