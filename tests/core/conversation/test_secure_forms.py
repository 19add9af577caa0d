"""A secure form inside a chat: who may ask, who may open, and what drops it (S7, S8)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from core.conversation import effects as do
from core.conversation import events as on
from core.conversation.effects.audit import AuditAct
from core.conversation.form import AskedForm, FormStage
from core.conversation.machine import step
from core.conversation.model import Conversation, Listening, Status, Timer
from core.errors import ConversationClosed, NotPermitted, Refused
from core.ids import FormId, MessageId, QueueId
from core.sentences import say
from tests.build import ADA, BOB, a_conversation, a_queue, a_seat, an_agents_message, an_asked_form, later
from tests.build_policy import a_brake, a_secure_form

QUEUE = a_queue(secure_forms=(a_secure_form("address"), a_secure_form("card"), a_secure_form("pay", link=True)))
ASKED = an_asked_form()
IN = replace(ASKED, stage=FormStage.RECEIVED, slot="s1", until=later(900))
F1 = FormId("f1")


def asking(form: str = "address", id: str = "f2") -> on.FormAsked:
    return on.FormAsked(later(10), an_asked_form(id, form=form), an_agents_message())


def chat(*forms: AskedForm, **changes: Any) -> Conversation:
    """Build Ada's chat, in which these are asked for."""
    built = a_conversation(Status.ACTIVE, **changes)
    timers = {**built.timers, Timer.FORM: min(one.until for one in forms)} if forms else built.timers
    return replace(built, forms=forms, timers=timers)


def stages(effects: tuple[do.Effect, ...]) -> list[FormStage]:
    return [one.asked.stage for one in effects if isinstance(one, do.KeepForm)]


def audited(effects: tuple[do.Effect, ...]) -> list[AuditAct]:
    return [one.act for one in effects if isinstance(one, do.Audit)]


def told(effects: tuple[do.Effect, ...]) -> list[str]:
    return [one.sentence.key for one in effects if isinstance(one, do.TellThread)]


def test_a_form_is_asked_and_waits_with_a_timer() -> None:
    after = step(chat(unread=2), asking(), QUEUE)

    assert after.state.forms == (an_asked_form("f2"),)
    assert after.state.timers[Timer.FORM] == later(900)
    assert after.state.unread == 0
    assert told(after.effects) == ["thread_form_requested"]
    assert audited(after.effects) == [AuditAct.FORM_REQUESTED]
    assert do.SendToCustomer(an_agents_message().id) in after.effects
    assert not [one for one in after.effects if isinstance(one, do.PostInThread)]


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        (a_conversation(Status.HANDLED), ConversationClosed),
        (a_conversation(Status.QUEUED), ConversationClosed),
        (chat(participants=(a_seat(BOB),)), NotPermitted),
        (chat(participants=(replace(a_seat(), listening=Listening.COACH, masked=True),)), NotPermitted),
        (chat(private=frozenset({ADA})), Refused),
        (chat(ASKED), Refused),
        (chat(IN), Refused),
    ],
)
def test_who_may_not_ask_is_refused(state: Conversation, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        step(state, asking(), QUEUE)


def test_a_title_that_the_brake_stops_is_not_sent() -> None:
    braked = a_queue(brake=a_brake("Hello"), secure_forms=QUEUE.secure_forms)
    with pytest.raises(Refused):
        step(chat(), asking(), braked)


def test_another_form_may_be_asked_while_one_waits_to_be_opened() -> None:
    after = step(chat(IN), asking("card"), QUEUE)
    assert [one.form for one in after.state.forms] == ["address", "card"]


def test_what_comes_in_waits_to_be_opened_for_its_time() -> None:
    after = step(chat(ASKED), on.FormReceived(later(60), F1, "s1"), QUEUE)

    assert after.state.forms == (replace(IN, until=later(60) + timedelta(minutes=15)),)
    assert audited(after.effects) == [AuditAct.FORM_RECEIVED]
    assert stages(after.effects) == [FormStage.RECEIVED]


@pytest.mark.parametrize(
    "state",
    [
        chat(),
        chat(IN),
        chat(replace(ASKED, until=later(59))),
        chat(replace(ASKED, form="gone")),
        a_conversation(Status.HANDLED),
    ],
)
def test_what_comes_in_for_nobody_is_dropped(state: Conversation) -> None:
    after = step(state, on.FormReceived(later(60), F1, "s2"), QUEUE)

    assert after.state == state
    assert after.effects == (do.DropValues("s2"),)


def test_a_payment_link_is_done_when_the_customer_says_so() -> None:
    pay = replace(ASKED, form="pay", url="https://pay.example/")
    after = step(chat(pay), on.FormReceived(later(60), F1, ""), QUEUE)

    assert (after.state.forms, told(after.effects)) == ((), ["thread_form_done"])
    assert step(chat(), on.FormReceived(later(60), F1, ""), QUEUE).effects == ()


def test_the_customer_declines_what_is_asked_and_nothing_else() -> None:
    after = step(chat(ASKED), on.FormDeclined(later(60), F1), QUEUE)
    assert (after.state.forms, told(after.effects)) == ((), ["thread_form_declined"])
    assert Timer.FORM not in after.state.timers

    assert step(chat(IN), on.FormDeclined(later(60), F1), QUEUE).effects == ()


@pytest.mark.parametrize(("forms", "drops"), [((ASKED,), 0), ((IN,), 1)])
def test_an_agent_takes_back_what_waits(forms: tuple[AskedForm, ...], drops: int) -> None:
    after = step(chat(*forms), on.FormTakenBack(later(60), ADA, F1), QUEUE)

    assert after.state.forms == ()
    assert told(after.effects) == ["thread_form_cancelled"]
    assert [one for one in after.effects if isinstance(one, do.DropValues)] == [do.DropValues("s1")] * drops


def test_there_must_be_something_to_take_back() -> None:
    for event in (on.FormTakenBack(later(60), ADA), on.FormTakenBack(later(60), ADA, F1)):
        with pytest.raises(Refused):
            step(chat(), event, QUEUE)


def test_the_owner_opens_once() -> None:
    opened = on.FormOpened(later(60), F1, ADA, "k1")
    after = step(chat(IN), opened, QUEUE)

    assert after.state.forms == ()
    assert do.KeepForm(replace(IN, stage=FormStage.OPENED), ADA, "k1") in after.effects
    assert told(after.effects) == ["thread_form_opened"]
    assert audited(after.effects) == [AuditAct.FORM_OPENED]
    assert not [one for one in after.effects if isinstance(one, do.DropValues)]
    with pytest.raises(Refused):
        step(after.state, opened, QUEUE)


def test_nobody_else_opens_and_nobody_too_early_or_too_late() -> None:
    both = (a_seat(ADA), a_seat(BOB))
    with pytest.raises(NotPermitted):
        step(chat(IN, participants=both), on.FormOpened(later(60), F1, BOB, "k"), QUEUE)
    for state in (chat(ASKED), chat(replace(IN, until=later(60)))):
        with pytest.raises(Refused):
            step(state, on.FormOpened(later(60), F1, ADA, "k"), QUEUE)


@pytest.mark.parametrize(("form", "key"), [(ASKED, "thread_form_expired"), (IN, "thread_form_unopened")])
def test_time_runs_out_for_both_sides(form: AskedForm, key: str) -> None:
    later_one = replace(IN, id=FormId("f9"), form="card", until=later(2000), slot="s9")
    after = step(chat(form, later_one), on.TimersDue(later(901)), QUEUE)

    assert after.state.forms == (later_one,)
    assert after.state.timers[Timer.FORM] == later(2000)
    assert told(after.effects) == [key]
    assert audited(after.effects) == [AuditAct.FORM_EXPIRED]


@pytest.mark.parametrize(
    "event",
    [
        on.Ended(later(60), ADA),
        on.CustomerEnded(later(60)),
        on.TransferredToQueue(later(60), ADA, QueueId("sales"), "Sales"),
        on.AgentDismissed(later(60), ADA),
    ],
)
def test_whatever_ends_or_gives_away_a_chat_drops_its_forms(event: on.Event) -> None:
    other = replace(ASKED, id=FormId("f2"), form="card", message=MessageId("m2"))
    after = step(chat(IN, other), event, QUEUE)

    assert after.state.forms == ()
    assert Timer.FORM not in after.state.timers
    assert stages(after.effects) == [FormStage.DROPPED, FormStage.DROPPED]
    assert do.DropValues("s1") in after.effects


def test_values_that_were_lost_are_told() -> None:
    after = step(chat(), on.FormLost(later(60), F1, "Address", ADA), QUEUE)
    assert after.effects[0] == do.TellThread(say("thread_form_lost", form="Address"))


def test_values_that_could_not_be_fetched_wait_again_as_long_as_they_may_be_opened() -> None:
    opened = replace(IN, stage=FormStage.OPENED)
    after = step(chat(), on.FormPutBack(later(60), opened, ADA), QUEUE)

    assert after.state.forms == (IN,)
    assert after.state.timers[Timer.FORM] == IN.until
    assert after.effects[0] == do.KeepForm(IN)
    assert told(after.effects) == ["thread_form_unshown"]
    step(after.state, on.FormOpened(later(61), F1, ADA, "k2"), QUEUE)


@pytest.mark.parametrize(
    ("state", "at"),
    [
        (chat(owner=BOB, participants=(a_seat(BOB),)), later(60)),
        (chat(replace(ASKED, id=FormId("f9"))), later(60)),
        (a_conversation(Status.HANDLED), later(60)),
        (chat(), IN.until),
    ],
)
def test_values_that_could_not_be_fetched_and_are_nobodys_any_more_are_dropped(
    state: Conversation, at: datetime
) -> None:
    after = step(state, on.FormPutBack(at, replace(IN, stage=FormStage.OPENED), ADA), QUEUE)

    assert after.effects == (do.DropValues(IN.slot),)
    assert after.state == state
