"""A late answer (T27): the owner is reminded once of a customer who waits, and not again before answering."""

from datetime import timedelta

import pytest

from core.agents.model import Alert
from core.conversation import effects as do
from core.conversation.events import AgentLeft, Assigned, CustomerWrote, Ended, NoteWritten, OfferAccepted, TimersDue
from core.conversation.model import Conversation, Status, Timer
from core.ids import agent_participant
from core.routing.queues import Queue
from core.sentences import say
from tests.build import ADA, BOB, a_conversation, a_desk_text, a_message, a_queue, a_seat, later
from tests.core.stepping import only, step

QUEUE = a_queue(answer_reminder=timedelta(seconds=60))


def wrote(state: Conversation, seconds: float, queue: Queue = QUEUE) -> Conversation:
    """Let the customer write."""
    return step(state, CustomerWrote(later(seconds), a_message(f"m{seconds}")), queue).state


def due(state: Conversation, seconds: float) -> tuple[do.Effect, ...]:
    """Let the timers run out."""
    return step(state, TimersDue(later(seconds)), QUEUE).effects


def test_customers_word_in_a_running_chat_sets_the_reminder() -> None:
    assert wrote(a_conversation(Status.ACTIVE), 10).timers == {Timer.ANSWER: later(70)}


def test_further_words_leave_the_reminder_at_the_first_one() -> None:
    assert wrote(wrote(a_conversation(Status.ACTIVE), 10), 40).timers == {Timer.ANSWER: later(70)}


@pytest.mark.parametrize("status", [Status.QUEUED, Status.OFFERED])
def test_customers_word_before_the_accept_reminds_nobody(status: Status) -> None:
    assert Timer.ANSWER not in wrote(a_conversation(status), 10).timers


def test_accept_of_a_chat_with_unanswered_words_sets_the_reminder() -> None:
    offered = a_conversation(Status.OFFERED, unread=2)

    assert step(offered, OfferAccepted(later(5), ADA), QUEUE).state.timers == {Timer.ANSWER: later(65)}


def test_assignment_of_a_chat_with_unanswered_words_sets_the_reminder() -> None:
    queued = a_conversation(Status.QUEUED, unread=1)

    assert step(queued, Assigned(later(5), ADA), QUEUE).state.timers == {Timer.ANSWER: later(65)}


def test_queue_without_the_setting_reminds_nobody() -> None:
    assert wrote(a_conversation(Status.ACTIVE), 10, a_queue()).timers == {}


def test_answer_stops_the_reminder() -> None:
    answered = step(wrote(a_conversation(Status.ACTIVE), 10), a_desk_text("m2"), QUEUE).state

    assert answered.timers == {}
    assert due(answered, 70) == ()


def test_note_is_no_answer() -> None:
    note = NoteWritten(later(20), a_message("m2", author=agent_participant(ADA)), ADA)

    assert step(wrote(a_conversation(Status.ACTIVE), 10), note, QUEUE).state.timers == {Timer.ANSWER: later(70)}


def test_owner_is_reminded_directly_and_once() -> None:
    waiting = wrote(a_conversation(Status.ACTIVE, number=42), 10)

    after = step(waiting, TimersDue(later(70)), QUEUE)

    words = say("answer_late", number=42)
    told = do.TellAgent(ADA, words, directly=True, alert=Alert.LATE_ANSWER)
    assert after.effects == (told, do.Record("answer_late", agent=ADA))
    assert after.state.timers == {}
    assert wrote(after.state, 80).timers == {}


def test_after_an_answer_the_next_word_sets_the_reminder_again() -> None:
    reminded = step(wrote(a_conversation(Status.ACTIVE), 10), TimersDue(later(70)), QUEUE).state
    answered = step(reminded, a_desk_text("m2"), QUEUE).state

    assert wrote(answered, 90).timers == {Timer.ANSWER: later(150)}


def test_when_the_owner_left_the_new_one_is_reminded() -> None:
    waiting = wrote(a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB))), 10)
    left = step(waiting, AgentLeft(later(20), ADA), QUEUE).state

    assert [told.agent for told in only(due(left, 70), do.TellAgent)] == [BOB]


def test_end_stops_the_reminder() -> None:
    ended = step(wrote(a_conversation(Status.ACTIVE), 10), Ended(later(20), ADA), QUEUE).state

    assert Timer.ANSWER not in ended.timers


@pytest.mark.parametrize(
    "state",
    [
        a_conversation(Status.QUEUED, unread=1, timers={Timer.ANSWER: later(70)}),
        a_conversation(Status.ACTIVE, unread=0, timers={Timer.ANSWER: later(70)}),
        a_conversation(Status.ACTIVE, unread=1, owner=None, timers={Timer.ANSWER: later(70)}),
    ],
)
def test_reminder_that_nobody_needs_any_more_says_nothing(state: Conversation) -> None:
    after = step(state, TimersDue(later(70)), QUEUE)

    assert after.effects == ()
    assert after.state.timers == {}
