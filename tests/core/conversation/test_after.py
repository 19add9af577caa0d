"""What is written down about a chat: dispositions, the activity form, and the wrap-up that waits for them."""

from typing import Any

import pytest

from core.conversation import effects as do
from core.conversation.after import Missing, disposed_as, missing
from core.conversation.events import ActivityFilled, Disposed, TimersDue, WrapUpCompleted
from core.conversation.model import Conversation, Listening, Participant, Role, Status, Timer
from core.errors import BridgeError, ConversationClosed, NotPermitted, Refused
from core.ids import DispositionId
from core.policy.forms import Field, FormPlan
from core.sentences import say
from tests.build import ADA, BOB, NOW, a_conversation, a_queue, a_seat, later
from tests.build_policy import dispositions
from tests.core.stepping import only, refusal, step

FORM = FormPlan("report", "Call report", (Field("order", "Order number", required=True), Field("more", "More")))
RESULTS = dispositions("Solved", "Billing/Refund", required=True)
QUEUE = a_queue(dispositions=RESULTS, activity=FORM)
SOLVED, REFUND = (one.id for one in RESULTS.choices)
LISTENER = Participant(BOB, Role.SUPERVISOR, NOW, listening=Listening.MONITOR)


def test_a_disposition_is_kept_shown_and_journaled_with_its_queue() -> None:
    after = step(a_conversation(Status.ACTIVE), Disposed(NOW, ADA, SOLVED), QUEUE)

    assert after.state.disposition == SOLVED
    fields = {"disposition": SOLVED, "queue": "billing"}
    assert only(after.effects, do.Record) == (do.Record("disposition", ADA, fields=fields),)
    assert only(after.effects, do.ShowWrapUp) == ()


def test_in_the_wrap_up_it_can_be_changed_and_the_card_follows() -> None:
    state = a_conversation(Status.WRAP_UP, disposition=SOLVED)

    assert step(state, Disposed(NOW, ADA, SOLVED), QUEUE).effects == ()
    after = step(state, Disposed(NOW, ADA, REFUND), QUEUE)
    assert (after.state.disposition, only(after.effects, do.ShowWrapUp)) == (REFUND, (do.ShowWrapUp(),))


@pytest.mark.parametrize(
    ("state", "error", "key"),
    [
        (a_conversation(Status.QUEUED), ConversationClosed, "chat_not_active"),
        (a_conversation(Status.HANDLED), ConversationClosed, "written_down"),
        (a_conversation(Status.ACTIVE, participants=(a_seat(BOB),)), NotPermitted, "not_attendee"),
    ],
)
def test_nothing_is_written_down_by_whom_or_when_it_may_not(
    state: Conversation, error: type[BridgeError], key: str
) -> None:
    assert issubclass(error, Refused)
    assert refusal(lambda: step(state, Disposed(NOW, ADA, SOLVED), QUEUE), error) == say(key)
    assert refusal(lambda: step(state, ActivityFilled(NOW, ADA, is_whole=True), QUEUE), error) == say(key)


def test_who_only_listens_writes_nothing_down() -> None:
    state = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), LISTENER))

    assert refusal(lambda: step(state, Disposed(NOW, BOB, SOLVED), QUEUE), NotPermitted) == say("not_attendee")


@pytest.mark.parametrize("queue", [a_queue(), QUEUE])
def test_what_is_not_in_the_queues_list_is_refused(queue: object) -> None:
    gone = Disposed(NOW, ADA, DispositionId("gone"))
    state = a_conversation(Status.ACTIVE)

    assert refusal(lambda: step(state, gone, queue), Refused) == say("disposition_unknown")  # type: ignore[arg-type]


def test_the_form_counts_when_it_is_whole_and_for_the_queue_whose_form_it_is() -> None:
    state = a_conversation(Status.ACTIVE, disposition=SOLVED)

    part = step(state, ActivityFilled(NOW, ADA, is_whole=False), QUEUE).state
    whole = step(state, ActivityFilled(NOW, ADA, is_whole=True), QUEUE).state

    other = a_queue(activity=FormPlan("other", "Another", FORM.fields))
    assert (missing(part, QUEUE), missing(whole, QUEUE)) == ((Missing.ACTIVITY,), ())
    assert missing(whole, other) == (Missing.ACTIVITY,)
    assert refusal(lambda: step(state, ActivityFilled(NOW, ADA, is_whole=True)), Refused) == say("activity_none")


def test_a_disposition_that_was_taken_off_the_list_counts_as_none() -> None:
    state = a_conversation(Status.WRAP_UP, disposition=DispositionId("gone"), activity="report")

    assert (missing(state, QUEUE), disposed_as(state, QUEUE)) == ((Missing.DISPOSITION,), None)
    assert disposed_as(state, a_queue()) is None


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({}, "complete_needs_both"),
        ({"disposition": SOLVED}, "complete_needs_activity"),
        ({"activity": "report"}, "complete_needs_disposition"),
    ],
)
def test_the_last_complete_is_refused_with_what_is_missing(given: dict[str, Any], key: str) -> None:
    state = a_conversation(Status.WRAP_UP, **given)

    said = refusal(lambda: step(state, WrapUpCompleted(NOW, ADA), QUEUE), Refused)

    assert said.key == key
    assert said.args["number"] == "1"


def test_who_is_not_the_last_may_complete_and_leave_the_rest_to_the_others() -> None:
    state = a_conversation(Status.WRAP_UP, participants=(a_seat(ADA), a_seat(BOB)))

    after = step(state, WrapUpCompleted(NOW, ADA), QUEUE)

    assert (after.state.status, after.state.participants) == (Status.WRAP_UP, (a_seat(BOB),))


def test_a_timed_wrap_up_goes_on_while_something_is_missing_and_tells_its_agents_once() -> None:
    state = a_conversation(Status.WRAP_UP)

    after = step(state, TimersDue(later(60)), QUEUE)

    assert (after.state.status, Timer.WRAP_UP in after.state.timers) == (Status.WRAP_UP, False)
    told = do.TellAgent(ADA, say("wrap_up_waits", number=1), directly=True)
    assert only(after.effects, do.TellAgent) == (told,)
    whole = a_conversation(Status.WRAP_UP, disposition=SOLVED, activity="report")
    assert step(whole, TimersDue(later(60)), QUEUE).state.status is Status.HANDLED
