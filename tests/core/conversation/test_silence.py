"""How long a customer has waited, by thresholds (T16)."""

from datetime import timedelta

from core.conversation import effects as do
from core.conversation.events import CustomerWrote, TimersDue
from core.conversation.model import Conversation, Status, Timer
from core.policy.silence import Silence
from tests.build import a_conversation, a_desk_text, a_message, a_queue, later
from tests.core.stepping import only, step

QUEUE = a_queue(silence=Silence(timedelta(seconds=60), timedelta(seconds=180)))


def waiting() -> Conversation:
    """Give a running chat whose customer has just written."""
    return step(a_conversation(Status.ACTIVE), CustomerWrote(later(0), a_message()), QUEUE).state


def test_first_word_that_waits_begins_the_time_and_later_ones_do_not_move_it() -> None:
    again = step(waiting(), CustomerWrote(later(30), a_message("m2")), QUEUE).state

    assert waiting().timers[Timer.SILENCE] == again.timers[Timer.SILENCE] == later(60)


def test_thresholds_are_passed_one_after_the_other() -> None:
    late = step(waiting(), TimersDue(later(61)), QUEUE)
    too_late = step(late.state, TimersDue(later(181)), QUEUE)

    assert (late.state.silence, late.state.timers[Timer.SILENCE]) == (1, later(180))
    assert (too_late.state.silence, Timer.SILENCE in too_late.state.timers) == (2, False)
    assert only(late.effects, do.UpdateCard)
    assert only(too_late.effects, do.UpdateCard)


def test_answer_takes_the_colour_away_and_leaves_the_timer() -> None:
    late = step(waiting(), TimersDue(later(61)), QUEUE).state
    answered = step(late, a_desk_text("m9"), QUEUE).state
    ran_out = step(answered, TimersDue(later(181)), QUEUE)

    assert (answered.silence, Timer.SILENCE in answered.timers) == (0, True)
    assert (ran_out.state.silence, Timer.SILENCE in ran_out.state.timers) == (0, False)
    assert ran_out.effects == ()


def test_next_wait_moves_the_timer() -> None:
    answered = step(waiting(), a_desk_text("m9"), QUEUE).state

    assert step(answered, CustomerWrote(later(50), a_message("m2")), QUEUE).state.timers[Timer.SILENCE] == later(110)


def test_thresholds_taken_out_of_the_configuration_take_the_colour_along() -> None:
    late = step(waiting(), TimersDue(later(61)), QUEUE).state

    assert step(late, TimersDue(later(181)), a_queue()).state.silence == 0
