"""Chats in which nobody writes: warned about, then closed; a word of either side begins the time anew."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.conversation import effects as do
from core.conversation.events import CustomerWrote, OfferAccepted, PutOnHold, Resumed, TimersDue
from core.conversation.inactivity import spoken
from core.conversation.model import Conversation, EndedBy, Hold, Status, Timer
from core.policy.hold import Hold as HoldRule
from core.policy.inactivity import Inactivity
from core.sentences import say
from tests.build import ADA, NOW, a_conversation, a_desk_text, a_message, a_queue, later
from tests.core.stepping import only, step

RULE = Inactivity(timedelta(minutes=10), timedelta(minutes=5))
QUEUE = a_queue(inactivity=RULE)


def running(**changes: Any) -> Conversation:
    given: dict[str, Any] = {"timers": {Timer.INACTIVE: later(600)}} | changes
    return a_conversation(Status.ACTIVE, **given)


def test_the_time_begins_with_the_accept() -> None:
    accepted = step(a_conversation(Status.OFFERED), OfferAccepted(later(5), ADA), QUEUE).state

    assert accepted.timers[Timer.INACTIVE] == later(605)
    assert Timer.INACTIVE not in step(a_conversation(Status.OFFERED), OfferAccepted(later(5), ADA)).state.timers


def test_both_sides_are_warned_once_the_time_is_over() -> None:
    after = step(running(), TimersDue(later(600)), QUEUE)

    assert (after.state.warned_at, after.state.timers[Timer.INACTIVE]) == (later(600), later(900))
    notice = do.TellThread(say("thread_inactive", silent="10 minutes", left="5 minutes"))
    assert (only(after.effects, do.TellThread), only(after.effects, do.TellCustomer)) == (
        (notice,),
        (do.TellCustomer(do.CustomerTurn.INACTIVE),),
    )


@pytest.mark.parametrize("last", [{"customer_last_at": later(400)}, {"agent_last_at": later(400)}])
def test_a_word_does_not_move_the_timer_and_is_found_when_it_runs_out(last: dict[str, object]) -> None:
    after = step(running(**last), TimersDue(later(600)), QUEUE)

    assert (after.state.warned_at, after.state.timers[Timer.INACTIVE]) == (None, later(1000))


def test_a_chat_ends_after_the_warning() -> None:
    warned = running(warned_at=later(600), timers={Timer.INACTIVE: later(900)})

    after = step(warned, TimersDue(later(900)), QUEUE)

    assert (after.state.status, after.state.ended_by) == (Status.WRAP_UP, EndedBy.TIMEOUT)
    assert only(after.effects, do.TellCustomer) == (do.TellCustomer(do.CustomerTurn.TIMED_OUT),)
    assert only(after.effects, do.TellThread) == (do.TellThread(say("thread_ended_inactive")),)
    assert after.state.warned_at is None


def test_a_timer_that_runs_out_too_early_after_the_warning_is_set_again() -> None:
    warned = running(warned_at=later(600), timers={Timer.INACTIVE: later(700)})

    after = step(warned, TimersDue(later(700)), QUEUE)

    assert (after.state.timers[Timer.INACTIVE], after.effects) == (later(900), ())


def test_a_word_of_either_side_takes_the_warning_back() -> None:
    warned = running(warned_at=later(600), timers={Timer.INACTIVE: later(900)})

    customer = step(warned, CustomerWrote(later(700), a_message("m9", at=later(700))), QUEUE).state
    agent = step(warned, a_desk_text("m8"), QUEUE).state
    later_on = step(customer, TimersDue(later(900)), QUEUE).state

    assert (customer.warned_at, agent.warned_at) == (None, None)
    assert (later_on.status, later_on.timers[Timer.INACTIVE]) == (Status.ACTIVE, later(1300))


def test_a_chat_that_was_on_hold_is_warned_anew_and_in_its_own_time() -> None:
    queue = replace(QUEUE, hold=HoldRule())
    warned = running(warned_at=later(600), timers={Timer.INACTIVE: later(900)})

    held = step(warned, PutOnHold(later(700), ADA), queue).state
    looked = step(held, TimersDue(later(900)), queue).state
    resumed = step(looked, Resumed(later(5000), ADA), queue).state
    again = step(resumed, TimersDue(later(5600)), queue).state

    assert (held.warned_at, looked.status) == (None, Status.ACTIVE)
    assert resumed.timers == {Timer.INACTIVE: later(5600)}
    assert (again.status, again.warned_at) == (Status.ACTIVE, later(5600))


def test_a_chat_on_hold_is_looked_at_again_and_not_closed() -> None:
    held = running(hold=Hold(ADA, NOW))

    after = step(held, TimersDue(later(600)), QUEUE)

    assert (after.state.timers[Timer.INACTIVE], after.effects) == (later(1200), ())


@pytest.mark.parametrize(
    ("state", "queue"),
    [
        (a_conversation(Status.QUEUED, timers={Timer.INACTIVE: later(1)}), QUEUE),
        (running(timers={Timer.INACTIVE: later(1)}), a_queue()),
    ],
)
def test_the_timer_of_a_chat_that_is_not_watched_goes(state: Conversation, queue: object) -> None:
    after = step(state, TimersDue(later(1)), queue)  # type: ignore[arg-type]

    assert (after.state.timers, after.effects) == ({}, ())


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (30, "30 seconds"),
        (60, "1 minute"),
        (90, "90 seconds"),
        (600, "10 minutes"),
        (3600, "1 hour"),
        (5400, "90 minutes"),
        (7200, "2 hours"),
    ],
)
def test_lengths_of_time_are_said_in_words(seconds: int, words: str) -> None:
    assert spoken(timedelta(seconds=seconds)) == words
