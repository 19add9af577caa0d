"""What waiting alone changes (P11, P13), and from when it counts."""

from datetime import timedelta
from typing import Any

import pytest

from core.conversation import effects as do
from core.conversation.events import Assigned, CustomerWrote, OfferMade, TimersDue, TransferredToQueue
from core.conversation.machine import step
from core.conversation.model import Conversation, Status, Timer
from core.conversation.transition import Transition
from core.ids import OfferId, QueueId
from core.policy.hours import Hours, Span
from core.policy.overflow import Overflow
from core.routing.line import lines_of
from core.routing.queues import OfferMode, Queue
from tests.build import ADA, BILLING, BOB, NOW, a_conversation, a_message, a_queue, later

SALES = QueueId("sales")
OVERFLOWS = a_queue(overflow=(Overflow(SALES, timedelta(seconds=30)),))


def opening_in(minutes: int) -> Queue:
    """Make a queue that opens so many minutes after `NOW`, and overflows."""
    opens = NOW.hour * 60 + NOW.minute + minutes
    spans = (Span(opens, opens + 60),)
    return a_queue(hours=Hours("UTC", (spans,) * 7), overflow=OVERFLOWS.overflow)


def active(**changes: Any) -> Conversation:
    """Make Ada's running chat."""
    return a_conversation(Status.ACTIVE, **changes)


def kinds(transition: Transition) -> set[type[object]]:
    """Give what is done."""
    return {type(effect) for effect in transition.effects}


def test_waiting_too_long_asks_other_queues_and_says_when_to_look_again() -> None:
    queue = a_queue(overflow=(Overflow(SALES, timedelta(seconds=30)), Overflow(QueueId("all"), timedelta(seconds=60))))
    new = step(a_conversation(Status.NEW), CustomerWrote(NOW, a_message()), queue).state

    first = step(new, TimersDue(later(30)), queue)
    second = step(first.state, TimersDue(later(60)), queue)

    assert new.timers == {Timer.ROUTING: later(30)}
    assert first.state.overflow == (SALES,)
    assert do.Record("overflowed", fields={"to": "sales"}) in first.effects
    assert do.Requeue() in first.effects
    assert first.state.timers == {Timer.ROUTING: later(60)}
    assert second.state.overflow == (SALES, QueueId("all"))
    assert second.state.timers == {}


def test_while_it_rings_nobody_else_is_asked_yet() -> None:
    queue = a_queue(overflow=(Overflow(SALES, timedelta(seconds=30)),))
    timers = {Timer.OFFER: later(60), Timer.ROUTING: later(30)}

    after = step(a_conversation(Status.OFFERED, timers=timers), TimersDue(later(30)), queue)

    assert after.state.overflow == (SALES,)
    assert do.Requeue not in kinds(after)


def test_a_look_that_comes_too_late_changes_nothing() -> None:
    assert step(active(timers={Timer.ROUTING: NOW}), TimersDue(NOW), a_queue()) == Transition(active())


def test_a_request_waits_for_other_queues_agents_from_the_opening_on() -> None:
    queue = opening_in(5)
    left = step(a_conversation(Status.NEW), CustomerWrote(NOW, a_message()), queue).state

    opened = step(left, TimersDue(later(300)), queue)
    wider = step(opened.state, TimersDue(later(330)), queue)

    assert left.timers == {Timer.OPENS: later(300)}
    assert opened.state.queued_at == NOW
    assert opened.state.timers == {Timer.ROUTING: later(330)}
    assert (lines_of(opened.state), lines_of(wider.state)) == ((BILLING,), (BILLING, SALES))


def test_a_chat_that_was_given_back_to_its_queue_keeps_its_place_and_waits_anew_for_other_queues_agents() -> None:
    given = TransferredToQueue(later(600), ADA, BILLING, "Billing")

    after = step(active(queued_at=NOW), given, OVERFLOWS).state
    looked = step(after, TimersDue(later(600)), OVERFLOWS).state

    assert (after.queued_at, after.sought_since) == (NOW, later(600))
    assert (looked.overflow, looked.timers) == ((), {Timer.ROUTING: later(630)})


@pytest.mark.parametrize(
    "answer", [OfferMade(NOW, OfferId("o1"), OfferMode.RING, (BOB,), later(30)), Assigned(NOW, BOB)]
)
def test_an_answer_for_a_chat_that_waits_for_the_opening_by_now_is_given_back(answer: OfferMade | Assigned) -> None:
    closed = a_conversation(timers={Timer.OPENS: later(900)}, request=True)

    after = step(closed, answer, a_queue())

    assert after == Transition(closed, (do.ReleaseAgent(BOB, do.ReleaseCause.WITHDRAWN),))
