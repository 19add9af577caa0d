"""Edits and deletions: every copy follows, and an edit is a text like any other."""

from dataclasses import replace

import pytest

from core.conversation import effects as do
from core.conversation.events import (
    MessageDeleted,
    MessageEdited,
)
from core.conversation.model import Conversation, HoldReason, Status
from core.ids import MessageId
from core.messages import Text, Visibility
from core.sentences import say
from tests.build import (
    ADA,
    BOB,
    a_conversation,
    a_held,
    a_message,
    a_seat,
    an_agents_message,
    later,
)
from tests.core.stepping import only, step

AT = later(10)
M1 = MessageId("m1")


def test_edit_of_a_sent_message_reaches_every_copy() -> None:
    after = step(a_conversation(Status.ACTIVE), MessageEdited(AT, an_agents_message(text="Hello Grace")))

    assert after.effects == (
        do.ChangeMessage(replace(an_agents_message(text="Hello Grace"), edited=True)),
        do.ChangeInThread(M1),
        do.ChangeAtCustomer(M1),
        do.Record("edited", ADA, message=M1),
    )


@pytest.mark.parametrize(
    ("state", "doubt"),
    [
        (a_conversation(Status.WRAP_UP), None),
        (a_conversation(Status.HANDLED), None),
        (a_conversation(Status.QUEUED), None),
        (a_conversation(Status.ACTIVE, participants=(a_seat(BOB),), owner=BOB), None),
        (a_conversation(Status.ACTIVE, private=frozenset({ADA})), None),
        (a_conversation(Status.ACTIVE), HoldReason.UNKNOWN_COMMAND),
        (a_conversation(Status.ACTIVE, private_until={ADA: AT}), None),
        (a_conversation(Status.ACTIVE, participants=(replace(a_seat(), joined_at=later(11)),)), None),
    ],
)
def test_edit_by_somebody_who_could_not_send_it_now_stays_on_the_desk(
    state: Conversation, doubt: HoldReason | None
) -> None:
    after = step(state, MessageEdited(AT, an_agents_message(text="You fool"), doubt))

    assert after.state == state
    assert after.effects == (do.TellAgent(ADA, say("edit_not_sent")),)


@pytest.mark.parametrize("visibility", [Visibility.AGENTS, Visibility.ONLY, Visibility.HELD])
def test_edit_of_what_the_customer_never_saw_stays_unseen(visibility: Visibility) -> None:
    edited = an_agents_message(text="Changed", visibility=visibility)

    after = step(a_conversation(Status.ACTIVE), MessageEdited(AT, edited))

    assert only(after.effects, do.ChangeMessage) == (do.ChangeMessage(replace(edited, edited=True)),)
    assert only(after.effects, do.ChangeAtCustomer) == ()


def test_edit_by_the_customer_is_shown_on_the_desk() -> None:
    after = step(a_conversation(Status.ACTIVE), MessageEdited(AT, a_message(text="Sorry: 42")))

    assert only(after.effects, do.ChangeInThread) == (do.ChangeInThread(M1),)
    assert only(after.effects, do.ChangeAtCustomer) == ()


def test_deletion_empties_every_copy() -> None:
    message = replace(an_agents_message(), parts=(Text("secret"),))

    after = step(a_conversation(Status.HANDLED), MessageDeleted(AT, message))

    assert after.effects == (
        do.ChangeMessage(replace(message, parts=(), deleted=True)),
        do.ChangeInThread(M1),
        do.ChangeAtCustomer(M1),
        do.Record("deleted", ADA, message=M1),
    )


def test_deletion_of_a_held_text_ends_the_question() -> None:
    state = a_conversation(Status.ACTIVE, held=(a_held("m1"), a_held("m2", BOB)))

    after = step(state, MessageDeleted(AT, an_agents_message(visibility=Visibility.HELD)))

    assert after.state.held == (a_held("m2", BOB),)
    assert only(after.effects, do.ChangeAtCustomer) == ()


def test_what_was_deleted_is_not_brought_back_by_an_edit_that_arrives_late() -> None:
    gone = replace(an_agents_message(), parts=(), deleted=True)

    assert step(a_conversation(Status.ACTIVE), MessageEdited(AT, replace(gone, parts=(Text("back"),)))).effects == ()
    assert step(a_conversation(Status.ACTIVE), MessageDeleted(AT, gone)).effects == ()
