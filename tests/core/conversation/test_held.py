"""Held texts: their authors decide, nobody else, and only while the chat runs."""

from dataclasses import replace

import pytest

from core.conversation import effects as do
from core.conversation.events import (
    HeldDiscarded,
    HeldSent,
)
from core.conversation.model import Conversation, Status
from core.errors import ConversationClosed, NotPermitted, Refused
from core.ids import MessageId, PersonRef
from core.messages import Message, Visibility
from core.sentences import say
from tests.build import (
    ADA,
    BOB,
    a_conversation,
    a_held,
    a_seat,
    account,
    an_agents_message,
    later,
)
from tests.core.stepping import refusal, step

AT = later(10)
M1 = MessageId("m1")


def holding(status: Status = Status.ACTIVE) -> Conversation:
    """Give a chat in which a text of Ada's is held."""
    return a_conversation(status, held=(a_held("m1"), a_held("m2", BOB)))


def held_message() -> Message:
    """Give the held text as it is stored."""
    return an_agents_message(visibility=Visibility.HELD)


def test_held_text_is_sent_when_its_author_says_so() -> None:
    after = step(holding(), HeldSent(AT, held_message(), ADA))

    sent = replace(held_message(), visibility=Visibility.EVERYONE, at=AT)
    assert after.state.held == (a_held("m2", BOB),)
    assert after.effects[:2] == (do.ChangeMessage(sent), do.SendToCustomer(M1))


@pytest.mark.parametrize(
    ("state", "kind", "key"),
    [
        (holding(Status.QUEUED), Refused, "held_accept_first"),
        (holding(Status.OFFERED), Refused, "held_accept_first"),
        (holding(Status.WRAP_UP), ConversationClosed, "chat_ended"),
        (holding(Status.HANDLED), ConversationClosed, "chat_ended"),
        (replace(holding(), participants=(a_seat(BOB),)), NotPermitted, "held_not_attendee"),
        (a_conversation(Status.ACTIVE), Refused, "held_gone"),
    ],
)
def test_held_text_that_can_not_be_sent_now_says_why(state: Conversation, kind: type[Refused], key: str) -> None:
    assert refusal(lambda: step(state, HeldSent(AT, held_message(), ADA)), kind) == say(key)


def test_held_text_is_its_authors_alone() -> None:
    theirs = replace(held_message(), id=MessageId("m2"))

    assert refusal(lambda: step(holding(), HeldSent(AT, theirs, ADA)), NotPermitted) == say("held_not_yours")
    discard = HeldDiscarded(AT, theirs, account(ADA))
    assert refusal(lambda: step(holding(), discard), NotPermitted) == say("held_not_yours")


def test_bystanders_held_text_is_not_an_agents_to_send() -> None:
    state = a_conversation(Status.ACTIVE, held=(a_held(agent=None),))

    assert refusal(lambda: step(state, HeldSent(AT, held_message(), ADA)), NotPermitted) == say("held_not_yours")


@pytest.mark.parametrize("status", [Status.QUEUED, Status.ACTIVE, Status.HANDLED])
def test_held_text_can_always_be_kept_internal(status: Status) -> None:
    after = step(holding(status), HeldDiscarded(AT, held_message(), account(ADA)))

    assert after.state.held == (a_held("m2", BOB),)
    assert after.effects == (
        do.ChangeMessage(replace(held_message(), visibility=Visibility.AGENTS)),
        do.MarkMessage(M1),
        do.Record("held_discarded", ADA, account(ADA), M1),
    )
    assert refusal(lambda: step(after.state, HeldDiscarded(AT, held_message(), account(ADA)))) == say("held_gone")


def test_held_text_of_another_account_with_the_same_agent_is_still_that_accounts() -> None:
    elsewhere = PersonRef("T2:U-ada")
    state = a_conversation(Status.ACTIVE, held=(a_held(author=elsewhere),))

    assert refusal(lambda: step(state, HeldDiscarded(AT, held_message(), account(ADA)))) == say("held_not_yours")
