"""What becomes of an expert's words (C2): consult, conference, and whatever is held."""

from dataclasses import replace
from typing import Any

import pytest

from core.conversation import effects as do
from core.conversation import events as on
from core.conversation.expert import ExpertMode
from core.conversation.model import Conversation, HoldReason, Status, Timer
from core.errors import NotPermitted, Refused
from core.ids import InvitationId, MessageId, expert_participant
from core.messages import Message, Text, Visibility
from core.sentences import say
from tests.build import (
    ADA,
    NOOR,
    SLACK,
    a_conversation,
    a_held,
    a_message,
    a_queue,
    account,
    an_expert,
    an_experts_text,
    later,
)
from tests.build_policy import a_brake
from tests.core.stepping import only, refusal, step

AT = later(10)
CONSULT, CONFERENCE = ExpertMode.CONSULT, ExpertMode.CONFERENCE
BRAKED = a_queue(brake=a_brake("darn"))


def helped(mode: ExpertMode = CONSULT, **changes: Any) -> Conversation:
    """Give a chat in which Noor takes part, and whose customer waits for an answer."""
    return a_conversation(
        Status.ACTIVE, experts=(an_expert(mode=mode, **changes),), timers={Timer.ANSWER: later(60)}, unread=2
    )


def stored(effects: tuple[do.Effect, ...]) -> Message:
    """Give the message that was stored or changed."""
    (one,) = [one.message for one in effects if isinstance(one, do.StoreMessage | do.ChangeMessage)]
    return one


def test_in_consult_words_are_for_the_agents_and_answer_nobody() -> None:
    after = step(helped(), an_experts_text())

    assert stored(after.effects).visibility is Visibility.AGENTS
    assert only(after.effects, do.SendToCustomer) == ()
    assert only(after.effects, do.PostInThread) == (do.PostInThread(MessageId("m1")),)
    assert after.state == helped()


def test_in_conference_words_reach_the_customer_and_answer_them() -> None:
    after = step(helped(CONFERENCE), an_experts_text())

    assert stored(after.effects).visibility is Visibility.EVERYONE
    assert only(after.effects, do.SendToCustomer) == (do.SendToCustomer(MessageId("m1")),)
    assert (after.state.unread, after.state.timers) == (0, {})


def test_a_note_is_for_the_agents_in_conference_too() -> None:
    after = step(helped(CONFERENCE), an_experts_text(private=True))

    assert stored(after.effects).visibility is Visibility.AGENTS
    assert only(after.effects, do.SendToCustomer) == ()


@pytest.mark.parametrize(
    ("state", "event", "reason"),
    [
        (helped(CONFERENCE, told_at=None), an_experts_text(), HoldReason.LATE),
        (helped(CONFERENCE, told_at=later(11)), an_experts_text(), HoldReason.LATE),
        (helped(CONFERENCE), an_experts_text(doubt=HoldReason.UNREADABLE), HoldReason.UNREADABLE),
        (helped(CONFERENCE), an_experts_text(doubt=HoldReason.FILES), HoldReason.FILES),
        (helped(CONFERENCE), an_experts_text(doubt=HoldReason.UNKNOWN_COMMAND), HoldReason.UNKNOWN_COMMAND),
        (helped(CONSULT), an_experts_text(doubt=HoldReason.UNKNOWN_COMMAND), HoldReason.UNKNOWN_COMMAND),
        (helped(CONFERENCE), an_experts_text(text="a darn word"), HoldReason.BRAKE),
    ],
)
def test_what_is_in_doubt_is_held_and_asked_about(
    state: Conversation, event: on.ExpertWrote, reason: HoldReason
) -> None:
    after = step(state, event, BRAKED)

    (held,) = after.state.held
    assert (held.reason, held.expert, held.agent, held.author) == (reason, NOOR, None, account(NOOR))
    assert stored(after.effects).visibility is Visibility.HELD
    assert only(after.effects, do.AskAuthor) == (do.AskAuthor(held),)
    assert only(after.effects, do.PostInThread) == ()


def test_in_consult_a_doubt_about_customers_is_none() -> None:
    after = step(helped(), an_experts_text(doubt=HoldReason.FILES))

    assert after.state.held == ()


@pytest.mark.parametrize("state", [a_conversation(Status.ACTIVE), a_conversation(Status.HANDLED)])
def test_whoever_is_gone_reaches_nobody(state: Conversation) -> None:
    assert refusal(lambda: step(state, an_experts_text()), NotPermitted) == say("expert_not_here", number=1)


def test_the_word_of_an_earlier_talk_reaches_nobody() -> None:
    event = replace(an_experts_text(), invitation=InvitationId("i-earlier"))

    assert refusal(lambda: step(helped(), event), NotPermitted) == say("expert_not_here", number=1)


def holding(mode: ExpertMode = CONFERENCE, reason: HoldReason = HoldReason.LATE) -> Conversation:
    """Give a chat in which a text of Noor's is held."""
    held = a_held("m1", None, author=account(NOOR), expert=NOOR, reason=reason)
    return replace(helped(mode), held=(held,))


def deciding(*, to_customer: bool, text: str = "Hello") -> on.ExpertDecided:
    """Give the event that Noor decided about it."""
    message = a_message("m1", text, author=expert_participant(NOOR), visibility=Visibility.HELD)
    return on.ExpertDecided(AT, message, SLACK, account(NOOR), to_customer)


def test_a_held_text_goes_to_the_customer_when_its_author_says_so() -> None:
    after = step(holding(), deciding(to_customer=True))

    assert after.state.held == ()
    assert stored(after.effects).visibility is Visibility.EVERYONE
    assert only(after.effects, do.SendToCustomer) == (do.SendToCustomer(MessageId("m1")),)


def test_a_held_text_goes_to_the_agents_alone_when_its_author_says_so() -> None:
    after = step(holding(), deciding(to_customer=False))

    assert after.state.held == ()
    assert stored(after.effects).visibility is Visibility.AGENTS
    assert only(after.effects, do.SendToCustomer) == ()
    assert only(after.effects, do.PostInThread) == (do.PostInThread(MessageId("m1")),)


def test_a_held_text_meets_the_brake_on_its_way_out() -> None:
    after = step(holding(), deciding(to_customer=True, text="a darn word"), BRAKED)

    assert [one.reason for one in after.state.held] == [HoldReason.BRAKE]
    assert only(after.effects, do.SendToCustomer) == ()


def test_in_consult_nothing_held_goes_to_the_customer() -> None:
    state = holding(CONSULT, HoldReason.UNKNOWN_COMMAND)

    assert refusal(lambda: step(state, deciding(to_customer=True)), Refused) == say("expert_consults", number=1)


def test_after_leaving_nothing_held_is_passed_on() -> None:
    state = replace(holding(), experts=())

    for to_customer in (True, False):
        event = deciding(to_customer=to_customer)
        assert refusal(lambda event=event: step(state, event), NotPermitted).key == "expert_not_here"  # type: ignore[misc]


def test_only_its_author_decides() -> None:
    event = replace(deciding(to_customer=True), person=account(ADA))

    assert refusal(lambda: step(holding(), event), NotPermitted) == say("held_not_yours")


def said(visibility: Visibility) -> Message:
    """Give a text of Noor's."""
    return a_message("m1", "new", author=expert_participant(NOOR), visibility=visibility)


def test_an_edit_in_conference_is_shown_to_the_customer() -> None:
    after = step(helped(CONFERENCE), on.MessageEdited(AT, said(Visibility.EVERYONE)))

    assert only(after.effects, do.ChangeAtCustomer) == (do.ChangeAtCustomer(MessageId("m1")),)


@pytest.mark.parametrize("state", [helped(CONSULT), helped(CONFERENCE, told_at=None)])
def test_an_edit_that_may_not_reach_the_customer_is_not_sent(state: Conversation) -> None:
    after = step(state, on.MessageEdited(AT, said(Visibility.EVERYONE)))

    assert after.effects == (do.TellExpert(InvitationId("i-noor"), SLACK, say("edit_not_sent")),)


def test_an_edit_of_a_braked_word_is_not_sent() -> None:
    message = replace(said(Visibility.EVERYONE), parts=(Text("a darn word"),))
    after = step(helped(CONFERENCE), on.MessageEdited(AT, message), BRAKED)

    assert after.effects == (do.TellExpert(InvitationId("i-noor"), SLACK, say("edit_braked")),)


def test_an_edit_of_one_who_has_gone_changes_nothing_that_the_customer_saw() -> None:
    state = a_conversation(Status.ACTIVE)

    assert step(state, on.MessageEdited(AT, said(Visibility.EVERYONE))).effects == ()


def test_an_edit_in_consult_changes_the_agents_copy() -> None:
    after = step(helped(), on.MessageEdited(AT, said(Visibility.AGENTS)))

    assert only(after.effects, do.ChangeInThread) == (do.ChangeInThread(MessageId("m1")),)
    assert only(after.effects, do.ChangeAtCustomer) == ()


def test_a_deletion_follows_at_the_customers() -> None:
    after = step(a_conversation(Status.ACTIVE), on.MessageDeleted(AT, said(Visibility.EVERYONE)))

    assert only(after.effects, do.ChangeAtCustomer) == (do.ChangeAtCustomer(MessageId("m1")),)
