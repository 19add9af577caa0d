"""Hold (P16), as the machine knows it."""

from datetime import timedelta
from typing import Any

import pytest

from core.conversation import effects as do
from core.conversation.events import CustomerWrote, PutOnHold, Resumed, TimersDue
from core.conversation.machine import step
from core.conversation.model import Conversation, Hold, Listening, Participant, Role, Status, Timer
from core.conversation.transition import Transition
from core.errors import ConversationClosed, NotPermitted, Refused
from core.policy.hold import Hold as HoldPlan
from core.sentences import say
from tests.build import ADA, BOB, NOW, a_conversation, a_message, a_queue, a_seat, an_invitation, later

HOLDS = a_queue(hold=HoldPlan(timedelta(minutes=5)))


def active(**changes: Any) -> Conversation:
    """Make Ada's running chat."""
    return a_conversation(Status.ACTIVE, **changes)


def on_hold(*, wrote: bool = False, **changes: Any) -> Conversation:
    """Make Ada's chat on hold."""
    timers = {Timer.HOLD: later(300)} if wrote else {}
    return active(hold=Hold(ADA, NOW, wrote=wrote), timers=timers, **changes)


def kinds(transition: Transition) -> set[type[object]]:
    """Give what is done."""
    return {type(effect) for effect in transition.effects}


def test_a_chat_on_hold_gives_its_agents_capacity_back() -> None:
    after = step(active(), PutOnHold(NOW, ADA), HOLDS)

    assert after.state.hold == Hold(ADA, NOW)
    assert after.state.status is Status.ACTIVE
    assert do.HoldAgent(ADA) in after.effects


@pytest.mark.parametrize(
    ("chat", "queue", "error", "sentence"),
    [
        (a_conversation(), HOLDS, ConversationClosed, say("chat_not_active")),
        (a_conversation(Status.HANDLED), HOLDS, ConversationClosed, say("chat_ended")),
        (active(participants=(a_seat(BOB),), owner=BOB), HOLDS, NotPermitted, say("not_attendee")),
        (active(), a_queue(), Refused, say("hold_off", queue="Billing")),
        (on_hold(), HOLDS, Refused, say("hold_already", number=1)),
        (active(participants=(a_seat(), a_seat(BOB))), HOLDS, Refused, say("hold_with_others")),
        (active(invitation=an_invitation()), HOLDS, Refused, say("hold_invited", agent=BOB)),
    ],
)
def test_hold_is_refused_with_the_reason(chat: Conversation, queue: Any, error: type[Refused], sentence: Any) -> None:
    with pytest.raises(error) as refused:
        step(chat, PutOnHold(NOW, ADA), queue)

    assert refused.value.sentence == sentence


def test_a_supervisor_who_listens_keeps_nobody_from_setting_a_chat_on_hold() -> None:
    listener = Participant(BOB, Role.SUPERVISOR, NOW, masked=True, listening=Listening.MONITOR)

    after = step(active(participants=(a_seat(), listener)), PutOnHold(NOW, ADA), HOLDS)

    assert after.state.hold is not None


def test_the_customers_word_lets_a_chat_come_back_once() -> None:
    first = step(on_hold(), CustomerWrote(later(1), a_message()), HOLDS)
    second = step(first.state, CustomerWrote(later(2), a_message("m2")), HOLDS)

    assert first.state.hold == Hold(ADA, NOW, wrote=True)
    assert do.ReturnChat(ADA) in first.effects
    assert do.PostInThread(a_message().id) in first.effects
    assert first.state.timers[Timer.HOLD] == later(301)
    assert do.ReturnChat not in kinds(second)
    assert second.state.timers == first.state.timers


def test_without_a_limit_a_chat_waits_for_its_agent() -> None:
    queue = a_queue(hold=HoldPlan(None))

    assert Timer.HOLD not in step(on_hold(), CustomerWrote(NOW, a_message()), queue).state.timers
    assert Timer.HOLD not in step(on_hold(), CustomerWrote(NOW, a_message()), a_queue()).state.timers


def test_a_chat_that_comes_back_takes_its_capacity_again() -> None:
    after = step(on_hold(wrote=True), Resumed(NOW), HOLDS)

    assert after.state.hold is None
    assert Timer.HOLD not in after.state.timers
    assert do.EngageAgent(ADA, 1) in after.effects


@pytest.mark.parametrize("chat", [active(), on_hold(), a_conversation(Status.HANDLED)])
def test_coming_back_by_itself_is_stale_unless_the_customer_has_written(chat: Conversation) -> None:
    assert step(chat, Resumed(NOW), HOLDS) == Transition(chat)


def test_the_agent_resumes_when_they_want_and_nobody_else_does() -> None:
    assert step(on_hold(), Resumed(NOW, ADA), HOLDS).state.hold is None
    with pytest.raises(NotPermitted):
        step(on_hold(), Resumed(NOW, BOB), HOLDS)
    with pytest.raises(Refused):
        step(active(), Resumed(NOW, ADA), HOLDS)


def test_a_chat_for_which_there_is_no_room_for_too_long_goes_to_the_line_and_prefers_its_agent() -> None:
    chat = on_hold(wrote=True, customer_last_at=later(10), agent_last_at=later(5))

    after = step(chat, TimersDue(later(300)), HOLDS)

    assert after.state.status is Status.QUEUED
    assert (after.state.owner, after.state.participants, after.state.hold) == (None, (), None)
    assert after.state.preferred == ADA
    assert do.ReleaseAgent(ADA, do.ReleaseCause.RETURNED) in after.effects
    assert do.Requeue in kinds(after)


def test_a_chat_on_hold_to_which_somebody_has_come_stays_with_them() -> None:
    waiting = on_hold(wrote=True, participants=(a_seat(ADA), a_seat(BOB)))

    after = step(waiting, TimersDue(later(300)), HOLDS)

    assert (after.state.status, after.state.owner, after.state.hold) == (Status.ACTIVE, BOB, None)
    assert after.state.participants == (a_seat(BOB),)
    assert after.state.timers == {}
    assert do.ReleaseAgent(ADA, do.ReleaseCause.LEFT) in after.effects


def test_an_answer_given_on_hold_lets_the_chat_wait_for_its_customer_again() -> None:
    chat = on_hold(wrote=True, customer_last_at=later(10), agent_last_at=later(20))

    after = step(chat, TimersDue(later(300)), HOLDS)

    assert after.state.hold == Hold(ADA, NOW)
    assert do.HoldAgent(ADA) in after.effects


def test_a_stale_timer_of_a_hold_is_cleared() -> None:
    chat = active(timers={Timer.HOLD: NOW})

    assert step(chat, TimersDue(NOW), HOLDS) == Transition(active())
