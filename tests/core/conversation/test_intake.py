"""How a chat comes into the line: at once, or outside the hours as a request that waits for the opening (P13, T28)."""

from datetime import timedelta

from core.conversation import effects as do
from core.conversation.events import CustomerWrote, OfferAccepted, TimersDue
from core.conversation.intake import LOOK_AGAIN
from core.conversation.model import Status, Timer
from core.policy.hours import Hours, Span
from core.policy.messages import AutomaticMessages
from tests.build import ADA, NOW, a_conversation, a_message, a_queue, later
from tests.build_policy import hours
from tests.core.stepping import only, step

TEN = timedelta(hours=1)
CLOSED = a_queue(hours=hours(Span(10 * 60, 17 * 60)))
"""It is nine."""
OPEN = a_queue(hours=hours())
REQUEST = a_conversation(request=True, timers={Timer.OPENS: NOW + TEN})


def turns(effects: tuple[do.Effect, ...]) -> list[do.CustomerTurn]:
    """Give what the customer is told of."""
    return [told.turn for told in only(effects, do.TellCustomer)]


def test_in_the_hours_a_chat_waits_and_routing_is_asked() -> None:
    after = step(a_conversation(Status.NEW), CustomerWrote(NOW, a_message()), OPEN)
    assert after.state.status is Status.QUEUED
    assert not after.state.request
    assert turns(after.effects) == [do.CustomerTurn.WAITING]
    assert only(after.effects, do.Requeue)


def test_outside_the_hours_it_is_a_request_that_waits_for_the_opening() -> None:
    after = step(a_conversation(Status.NEW), CustomerWrote(NOW, a_message()), CLOSED)
    assert after.state.status is Status.QUEUED
    assert after.state.request
    assert after.state.waits_for_opening()
    assert after.state.timers == {Timer.OPENS: NOW + TEN}
    assert turns(after.effects) == [do.CustomerTurn.CLOSED]
    assert not only(after.effects, do.Requeue)


def test_the_form_is_a_request_also_when_the_queue_has_opened_by_now() -> None:
    form = CustomerWrote(NOW, a_message(), request=True)
    closed, opened = (step(a_conversation(Status.NEW), form, queue) for queue in (CLOSED, OPEN))
    assert turns(closed.effects) == turns(opened.effects) == [do.CustomerTurn.REQUESTED]
    assert closed.state.waits_for_opening()
    assert opened.state.request
    assert not opened.state.waits_for_opening()
    assert only(opened.effects, do.Requeue)


def test_further_words_of_a_request_are_told_nothing_again() -> None:
    after = step(REQUEST, CustomerWrote(later(60), a_message("m2")), CLOSED)
    assert turns(after.effects) == []
    assert after.state.waits_for_opening()


def test_at_the_opening_routing_is_asked() -> None:
    after = step(REQUEST, TimersDue(NOW + TEN), CLOSED)
    assert only(after.effects, do.Requeue)
    assert after.state.request
    assert not after.state.waits_for_opening()


def test_a_calendar_that_was_changed_meanwhile_is_looked_at_again() -> None:
    later_still = a_queue(hours=hours(Span(12 * 60, 17 * 60)))
    after = step(REQUEST, TimersDue(NOW + TEN), later_still)
    assert after.state.timers == {Timer.OPENS: NOW + 3 * TEN}
    assert not after.effects


def test_a_calendar_that_never_opens_is_looked_at_each_day() -> None:
    never = a_queue(hours=Hours("UTC"))
    after = step(a_conversation(Status.NEW), CustomerWrote(NOW, a_message()), never)
    assert after.state.timers == {Timer.OPENS: NOW + LOOK_AGAIN}


def test_a_request_that_was_picked_by_hand_waits_for_nothing() -> None:
    after = step(REQUEST, OfferAccepted(later(5), ADA, picked=True), CLOSED)
    assert after.state.status is Status.ACTIVE
    assert Timer.OPENS not in after.state.timers


def test_a_late_opening_of_a_chat_that_is_on_its_way_is_stale() -> None:
    taken = a_conversation(Status.ACTIVE, timers={Timer.OPENS: NOW})
    after = step(taken, TimersDue(later(1)), OPEN)
    assert after.state.timers == {}
    assert not after.effects


def test_words_that_come_after_the_end_outside_the_hours_wait_for_the_opening() -> None:
    after = step(a_conversation(Status.HANDLED), CustomerWrote(NOW, a_message("m2")), CLOSED)
    assert after.state.waits_for_opening()
    assert turns(after.effects) == [do.CustomerTurn.CLOSED]


def test_welcome_and_waiting_are_said_each_at_its_moment() -> None:
    queue = a_queue(messages=AutomaticMessages(welcome="Hello", waiting="Please wait"))
    after = step(a_conversation(Status.NEW), CustomerWrote(NOW, a_message()), queue)
    assert turns(after.effects) == [do.CustomerTurn.WELCOME, do.CustomerTurn.WAITING]


def test_a_welcome_in_the_customers_language_alone_is_said_too() -> None:
    queue = a_queue(messages=AutomaticMessages(languages={"de": AutomaticMessages(welcome="Hallo")}))
    german, other = (
        step(a_conversation(Status.NEW, language=tag), CustomerWrote(NOW, a_message()), queue)
        for tag in ("de-at", "fr")
    )
    assert turns(german.effects)[0] is do.CustomerTurn.WELCOME
    assert turns(other.effects) == [do.CustomerTurn.WAITING]
