"""Agents who are gone (P14), or no agents any more, as the machine knows them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.conversation import effects as do
from core.conversation.events import AgentCameBack, AgentDismissed, AgentWentAway, TimersDue
from core.conversation.gone import is_unattended
from core.conversation.machine import step
from core.conversation.model import Conversation, Hold, Listening, Participant, Role, Status, Timer
from core.conversation.transfers import MOST_PRIORITY
from core.conversation.transition import Transition
from core.ids import QueueId
from core.policy.gone import Gone, GoneAction
from core.sentences import say
from tests.build import ADA, BILLING, BOB, NOW, a_conversation, a_queue, a_seat, later

SALES = QueueId("sales")
REQUEUES = a_queue(gone=Gone(timedelta(minutes=5), GoneAction.REQUEUE))
TRANSFERS = a_queue(gone=Gone(timedelta(minutes=5), GoneAction.TRANSFER, SALES))
LISTENS = Participant(BOB, Role.SUPERVISOR, NOW, masked=True, listening=Listening.MONITOR)


def active(**changes: Any) -> Conversation:
    """Make Ada's running chat."""
    return a_conversation(Status.ACTIVE, **changes)


def kinds(transition: Transition) -> set[type[object]]:
    """Give what is done."""
    return {type(effect) for effect in transition.effects}


def test_an_agent_who_is_gone_has_a_while_to_come_back() -> None:
    away = step(active(), AgentWentAway(NOW, ADA), REQUEUES)
    back = step(away.state, AgentCameBack(later(60), ADA), REQUEUES)

    assert away.state.timers == {Timer.GONE: later(300)}
    assert back.state.timers == {}
    assert step(away.state, AgentWentAway(later(30), ADA), REQUEUES).state == away.state


@pytest.mark.parametrize(
    ("chat", "queue"),
    [(active(), a_queue()), (active(owner=BOB, participants=(a_seat(BOB),)), REQUEUES), (a_conversation(), REQUEUES)],
)
def test_who_is_gone_elsewhere_or_where_nobody_cares_changes_nothing(chat: Conversation, queue: Any) -> None:
    assert step(chat, AgentWentAway(NOW, ADA), queue) == Transition(chat)
    assert step(active(owner=BOB), AgentCameBack(NOW, ADA), queue).state.owner == BOB


def test_the_chat_of_an_agent_who_is_gone_goes_to_the_front_of_its_line() -> None:
    after = step(active(timers={Timer.GONE: later(300)}), TimersDue(later(300)), REQUEUES)

    assert (after.state.status, after.state.queue, after.state.priority) == (Status.QUEUED, BILLING, 1)
    assert after.state.preferred is None
    assert do.ReleaseAgent(ADA, do.ReleaseCause.GONE) in after.effects
    assert do.TellAgent(ADA, say("gone_taken", number=1), directly=True) in after.effects


def test_whoever_was_masked_in_the_chat_of_an_agent_who_is_gone_has_only_left_it() -> None:
    hidden = Participant(BOB, Role.AGENT, NOW, masked=True)
    chat = active(participants=(a_seat(ADA), hidden), timers={Timer.GONE: later(300)})

    after = step(chat, TimersDue(later(300)), REQUEUES)

    assert do.ReleaseAgent(ADA, do.ReleaseCause.GONE) in after.effects
    assert do.ReleaseAgent(BOB, do.ReleaseCause.LEFT) in after.effects


def test_the_chat_of_an_agent_who_is_gone_goes_to_another_queue_where_it_says_so() -> None:
    after = step(active(timers={Timer.GONE: later(300)}), TimersDue(later(300)), TRANSFERS)

    assert (after.state.status, after.state.queue) == (Status.QUEUED, SALES)
    assert Timer.ROUTING in after.state.timers


def test_where_others_are_who_is_gone_leaves() -> None:
    chat = active(participants=(a_seat(), a_seat(BOB)), timers={Timer.GONE: NOW})

    after = step(chat, TimersDue(NOW), REQUEUES)

    assert (after.state.status, after.state.owner) == (Status.ACTIVE, BOB)


@pytest.mark.parametrize("chat", [a_conversation(Status.HANDLED), active(owner=None)])
def test_a_timer_of_a_chat_that_has_ended_changes_nothing_else(chat: Conversation) -> None:
    after = step(replace(chat, timers={Timer.GONE: later(300)}), TimersDue(later(300)), REQUEUES)

    assert after == Transition(chat)


def test_whoever_has_written_meanwhile_keeps_the_chat_and_the_wait_begins_anew() -> None:
    chat = active(agent_last_at=later(200), timers={Timer.GONE: later(300)})

    first = step(chat, TimersDue(later(300)), REQUEUES)
    second = step(first.state, TimersDue(later(500)), REQUEUES)

    assert (first.state.owner, first.state.timers) == (ADA, {Timer.GONE: later(500)})
    assert second.state.status is Status.QUEUED


def test_who_goes_again_and_again_stands_no_further_in_front_than_a_transfer_lets_anybody() -> None:
    chat = active(priority=MOST_PRIORITY, timers={Timer.GONE: NOW})

    assert step(chat, TimersDue(NOW), REQUEUES).state.priority == MOST_PRIORITY


def test_a_chat_is_unattended_until_it_waits_for_its_owner() -> None:
    assert is_unattended(active(), REQUEUES, ADA)
    assert not is_unattended(active(), a_queue(), ADA)
    assert not is_unattended(active(), REQUEUES, BOB)
    assert not is_unattended(active(timers={Timer.GONE: NOW}), REQUEUES, ADA)
    assert not is_unattended(a_conversation(Status.WRAP_UP), REQUEUES, ADA)


@pytest.mark.parametrize("chat", [active(), active(participants=(a_seat(), LISTENS)), active(hold=Hold(ADA, NOW))])
def test_the_chat_of_somebody_who_is_no_agent_any_more_waits_for_anybody(chat: Conversation) -> None:
    after = step(chat, AgentDismissed(later(9), ADA), a_queue())

    assert (after.state.status, after.state.queued_at, after.state.priority) == (Status.QUEUED, later(9), 1)
    assert (after.state.owner, after.state.participants, after.state.preferred) == (None, (), None)
    assert do.ReleaseAgent(ADA, do.ReleaseCause.GONE) in after.effects
    assert do.TellThread(say("thread_agent_dismissed", agent=ADA)) in after.effects
    assert do.TellAgent not in kinds(after)
    assert do.Requeue in kinds(after)


def test_beside_others_whoever_is_no_agent_any_more_leaves() -> None:
    both = active(participants=(a_seat(), a_seat(BOB)))

    after = step(both, AgentDismissed(NOW, ADA), a_queue())

    assert (after.state.status, after.state.owner) == (Status.ACTIVE, BOB)


def test_a_listener_who_is_no_agent_any_more_leaves_without_a_trace() -> None:
    after = step(active(participants=(a_seat(), LISTENS)), AgentDismissed(NOW, BOB), a_queue())

    assert (after.state.owner, after.state.participants) == (ADA, (a_seat(),))


def test_the_wrap_up_of_somebody_who_is_no_agent_any_more_is_over() -> None:
    alone = a_conversation(Status.WRAP_UP)
    together = a_conversation(Status.WRAP_UP, participants=(a_seat(), a_seat(BOB)))

    assert step(alone, AgentDismissed(NOW, ADA), a_queue()).state.status is Status.HANDLED
    after = step(together, AgentDismissed(NOW, ADA), a_queue())
    assert (after.state.status, after.state.participants) == (Status.WRAP_UP, (a_seat(BOB),))
    assert do.ReleaseAgent(ADA, do.ReleaseCause.COMPLETED) in after.effects
