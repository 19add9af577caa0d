"""Notes, the private mode, and what becomes of held texts, as commands (T12)."""

from dataclasses import replace

import pytest

from core.commands.model import Context, Outcome
from core.conversation.events import (
    HeldDiscarded,
    HeldSent,
    NoteWritten,
    PrivateModeSet,
)
from core.conversation.model import Status
from core.errors import ArgumentsInvalid, NotPermitted
from core.ids import MessageId, PersonRef, agent_participant
from core.messages import Message, Text, Visibility
from core.sentences import say
from tests.build import (
    ADA,
    BOB,
    CHAT,
    CLEO,
    NOW,
    a_context,
    a_conversation,
    a_directory,
    a_held,
    a_profile,
    account,
    an_agents_message,
)
from tests.core.commands.giving import give, within
from tests.core.stepping import refusal


def test_note_is_written_under_the_agents_name() -> None:
    message = Message(MessageId("new"), CHAT, agent_participant(ADA), "Ada", NOW, (Text("call back\ntomorrow"),))

    outcome = give("note call back\ntomorrow")

    assert outcome == Outcome((NoteWritten(NOW, message, ADA),), reply=say("note_kept"))


def test_private_without_words_turns_the_mode_over() -> None:
    on = a_conversation(Status.ACTIVE, private=frozenset({ADA}))

    assert give("private") == Outcome((PrivateModeSet(NOW, ADA, on=True),), reply=say("private_on"))
    assert give("private", within(on)) == Outcome((PrivateModeSet(NOW, ADA, on=False),), reply=say("private_off"))


def test_private_on_and_off_say_which() -> None:
    assert give("private ON").events == (PrivateModeSet(NOW, ADA, on=True),)
    assert give("private off").events == (PrivateModeSet(NOW, ADA, on=False),)


def test_private_words_are_for_all_agents() -> None:
    outcome = give("private on the other hand, he paid")

    [event] = outcome.events
    assert isinstance(event, NoteWritten)
    assert (event.message.parts, event.message.recipients) == (
        (Text("on the other hand, he paid"),),
        frozenset(),
    )
    assert outcome.reply == say("note_kept")


@pytest.mark.parametrize("typed", ["private @bob take over", "private @bob\ntake over"])
def test_private_words_behind_a_name_are_for_that_agent(typed: str) -> None:
    outcome = give(typed)

    [event] = outcome.events
    assert isinstance(event, NoteWritten)
    assert (event.message.parts, event.message.recipients) == (
        (Text("take over"),),
        frozenset({agent_participant(BOB)}),
    )
    assert outcome.reply == say("private_sent", agent=BOB)


def test_private_words_behind_a_mention_are_for_whom_it_names_whole() -> None:
    people = a_directory(a_profile(ADA), a_profile(BOB, "Bob Noyce"), a_profile(CLEO, "Cleo Bob"))
    outcome = give("private @Bob Noyce Noyce & co. called", a_context(directory=people))

    [event] = outcome.events
    assert isinstance(event, NoteWritten)
    assert event.message.parts == (Text("Noyce & co. called"),)
    assert event.message.recipients == frozenset({agent_participant(BOB)})


def test_private_to_somebody_without_words_or_to_nobody_is_refused() -> None:
    assert refusal(lambda: give("private @bob "), ArgumentsInvalid) == say("private_empty", usage="!private [words]")
    assert refusal(lambda: give("private @zoe hello"), ArgumentsInvalid).key == "agent_unknown"


def holding(*held: str, agent: str | None = ADA) -> Context:
    """Give the context of somebody with held texts, and Bob's beside them."""
    texts = tuple(a_held(one, agent) for one in held)  # type: ignore[arg-type]
    state = a_conversation(Status.ACTIVE, held=(a_held("m9", BOB), *texts))
    stored = {MessageId(one): an_agents_message(one, visibility=Visibility.HELD) for one in held}
    return a_context(agent, conversation=state, held=stored)  # type: ignore[arg-type]


def test_the_only_held_text_needs_no_number() -> None:
    context = holding("m1")
    stored = context.held[MessageId("m1")]

    assert give("send", context) == Outcome((HeldSent(NOW, stored, ADA),), reply=say("held_sent"))
    discarded = HeldDiscarded(NOW, stored, account(ADA))
    assert give("keep", context) == Outcome((discarded,), reply=say("held_discarded"))


def test_held_text_is_chosen_by_number_or_by_the_buttons_value() -> None:
    context = holding("m1", "m2")
    second = HeldSent(NOW, context.held[MessageId("m2")], ADA)

    assert give("send 2", context).events == (second,)
    assert give("send", context, which="m2").events == (second,)


@pytest.mark.parametrize("command", ["send", "discard", "edit"])
def test_held_text_of_somebody_else_is_not_decided_by_its_id(command: str) -> None:
    context = holding("m1")
    theirs = replace(context, held={}, person=account(BOB))

    refused = refusal(lambda: give(command, theirs, which="m1", text="mine"), NotPermitted)
    assert refused == say("held_not_yours")


def test_of_several_held_texts_one_must_be_named() -> None:
    assert refusal(lambda: give("send", holding("m1", "m2"))) == say("held_which", count=2)
    assert refusal(lambda: give("discard", holding())) == say("held_none")


def test_bystander_may_discard_an_own_held_text() -> None:
    context = holding("m1", agent=None)

    [event] = give("discard", context).events

    assert isinstance(event, HeldDiscarded)
    assert event.person == PersonRef("T1:U-bystander")
