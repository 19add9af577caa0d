"""Endings: by either side, wrap-up for everybody who was there, and a customer who comes and goes."""

from dataclasses import replace

import pytest

from core.conversation import effects as do
from core.conversation.events import (
    CustomerEnded,
    CustomerLeft,
    CustomerReturned,
    Ended,
    TimersDue,
    WrapUpCompleted,
)
from core.conversation.model import EndedBy, Status, Timer
from core.errors import ConversationClosed, NotPermitted
from core.routing.queues import WrapUp, WrapUpMode
from core.sentences import say
from tests.build import ADA, BOB, a_conversation, a_held, a_queue, a_seat, account, an_invitation, later
from tests.core.stepping import only, refusal, step

AT = later(10)
NO_WRAP_UP = a_queue(wrap_up=WrapUp(WrapUpMode.NONE))
MANUAL = a_queue(wrap_up=WrapUp(WrapUpMode.MANUAL))
COMPLETED = do.ReleaseCause.COMPLETED


def test_last_attendees_end_ends_the_chat_and_begins_the_wrap_up() -> None:
    state = a_conversation(
        Status.ACTIVE,
        invitation=an_invitation(),
        timers={Timer.INVITATION: later(120)},
        private=frozenset({ADA}),
    )

    after = step(state, Ended(AT, ADA))

    assert after.state == a_conversation(Status.WRAP_UP, ended_at=AT, timers={Timer.WRAP_UP: later(70)})
    assert after.effects == (
        do.TellThread(say("thread_ended", agent=ADA)),
        do.TellCustomer(do.CustomerTurn.ENDED),
        do.CloseContact(),
        do.Record("ended", ADA, fields={"by": "agent"}),
        do.WrapUpAgent(ADA),
        do.ShowWrapUp(begins=True),
        do.UpdateCard(),
    )


def test_end_with_others_present_leaves() -> None:
    state = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB)))

    after = step(state, Ended(AT, ADA))

    assert after.state == replace(state, participants=(a_seat(BOB),), owner=BOB)
    assert only(after.effects, do.ReleaseAgent) == (do.ReleaseAgent(ADA, do.ReleaseCause.LEFT),)
    assert only(after.effects, do.CloseContact) == ()


def test_end_by_somebody_without_a_seat_is_refused() -> None:
    state = a_conversation(Status.ACTIVE)

    assert refusal(lambda: step(state, Ended(AT, BOB)), NotPermitted) == say("not_attendee")


@pytest.mark.parametrize(
    ("status", "key"),
    [
        (Status.QUEUED, "chat_not_active"),
        (Status.OFFERED, "chat_not_active"),
        (Status.WRAP_UP, "chat_ended"),
        (Status.HANDLED, "chat_ended"),
    ],
)
def test_end_of_a_chat_that_is_not_running_says_why(status: Status, key: str) -> None:
    assert refusal(lambda: step(a_conversation(status), Ended(AT, ADA)), ConversationClosed) == say(key)


def test_queue_without_wrap_up_handles_the_chat_at_once() -> None:
    after = step(a_conversation(Status.ACTIVE), Ended(AT, ADA), NO_WRAP_UP)

    assert after.state == a_conversation(Status.HANDLED, ended_at=AT)
    assert after.effects[-3:] == (do.ReleaseAgent(ADA, COMPLETED), do.Record("handled", ADA), do.UpdateCard())
    assert only(after.effects, do.WrapUpAgent) == ()


def test_manual_wrap_up_waits_for_its_agent() -> None:
    after = step(a_conversation(Status.ACTIVE), Ended(AT, ADA), MANUAL)

    assert after.state.timers == {}
    assert step(after.state, TimersDue(later(86_400)), MANUAL).state == after.state


def test_customers_end_of_a_running_chat_begins_everybodys_wrap_up() -> None:
    state = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB)))

    after = step(state, CustomerEnded(AT))

    assert after.state.ended_by is EndedBy.CUSTOMER
    assert after.effects[0] == do.TellThread(say("thread_customer_ended"))
    assert only(after.effects, do.WrapUpAgent) == (do.WrapUpAgent(ADA), do.WrapUpAgent(BOB))


def test_customers_end_of_a_waiting_chat_handles_it() -> None:
    after = step(a_conversation(), CustomerEnded(AT))

    assert after.state.status is Status.HANDLED
    assert after.state.ended_by is EndedBy.CUSTOMER


def test_wrap_up_is_over_when_its_time_is() -> None:
    after = step(a_conversation(Status.WRAP_UP), TimersDue(later(60)))

    assert after.state == a_conversation(Status.HANDLED)
    released, shown = do.ReleaseAgent(ADA, COMPLETED), do.ShowWrapUp()
    assert after.effects == (released, shown, do.Record("handled", ADA), do.UpdateCard())


def test_wrap_up_is_over_when_the_last_agent_has_completed() -> None:
    state = a_conversation(Status.WRAP_UP, participants=(a_seat(ADA), a_seat(BOB)))

    first = step(state, WrapUpCompleted(AT, ADA))
    last = step(first.state, WrapUpCompleted(AT, BOB))

    assert first.state == replace(state, participants=(a_seat(BOB),))
    assert first.effects == (do.ReleaseAgent(ADA, COMPLETED), do.UpdateCard())
    assert last.state.status is Status.HANDLED
    assert only(last.effects, do.ReleaseAgent) == (do.ReleaseAgent(BOB, COMPLETED),)


def test_whoever_has_no_wrap_up_can_not_complete_it() -> None:
    state = a_conversation(Status.WRAP_UP)

    assert refusal(lambda: step(state, WrapUpCompleted(AT, BOB))) == say("wrap_up_none")


def test_texts_still_held_when_the_chat_is_handled_stay_internal() -> None:
    state = a_conversation(Status.WRAP_UP, held=(a_held("m7"),))

    after = step(state, WrapUpCompleted(AT, ADA))

    assert after.state.held == ()
    assert do.Record("held_discarded", ADA, account(ADA), a_held("m7").message) in after.effects
    assert do.KeepInternal(a_held("m7").message) in after.effects
    assert do.MarkMessage(a_held("m7").message) in after.effects
    assert only(after.effects, do.SendToCustomer) == ()


def test_customer_who_closes_the_page_is_noted_once_and_the_chat_stays() -> None:
    state = a_conversation(Status.ACTIVE)

    after = step(state, CustomerLeft(AT))

    assert after.state == replace(state, customer_gone=True)
    assert after.effects == (
        do.TellThread(say("thread_customer_left")),
        do.Record("customer_left"),
        do.UpdateCard(),
    )
    assert step(after.state, CustomerLeft(AT)).effects == ()


def test_customer_who_closes_the_page_while_waiting_is_only_shown_on_the_card() -> None:
    after = step(a_conversation(), CustomerLeft(AT))

    assert after.state == a_conversation(customer_gone=True)
    assert after.effects == (do.Record("customer_left"), do.UpdateCard())


def test_customer_who_comes_back_is_announced_in_a_running_chat() -> None:
    running = step(a_conversation(Status.ACTIVE, customer_gone=True), CustomerReturned(AT))
    waiting = step(a_conversation(customer_gone=True), CustomerReturned(AT))

    assert running.state == a_conversation(Status.ACTIVE)
    assert running.effects[0] == do.TellThread(say("thread_customer_back"))
    assert waiting.state == a_conversation()
    assert waiting.effects == (do.Record("customer_returned"), do.UpdateCard())
