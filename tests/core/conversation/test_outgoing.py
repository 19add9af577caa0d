"""What an agent's text meets on its way out: clean-up, the brake, a last look at its files (T6, T7, T14)."""

import re
from dataclasses import replace

import pytest

from core.conversation import effects as do
from core.conversation.events import CustomerAsked, HeldDiscarded, HeldSent, MessageEdited
from core.conversation.model import Conversation, HoldReason, Status
from core.conversation.outgoing import checked
from core.ids import FileId
from core.messages import Media, Message, Span, Text, Visibility, plain_text
from core.policy.cleaning import CleanUp, Replacement
from core.routing.queues import Queue
from core.sentences import say
from tests.build import ADA, a_conversation, a_desk_text, a_held, a_queue, account, an_agents_message, later
from tests.build_policy import a_brake
from tests.core.stepping import only, refusal, step

AT = later(10)
CHAT = a_conversation(Status.ACTIVE)
BRAKED = a_queue(brake=a_brake("secret"), clean_up=CleanUp(replacements=(Replacement("x", re.compile("x+"), "y"),)))
FILE = Media(FileId("f1"), "a.pdf", "application/pdf", 3)


def stopped(reason: HoldReason = HoldReason.BRAKE, *spans: Span) -> Conversation:
    """Give a chat in which a text of Ada's was stopped."""
    return replace(CHAT, held=(a_held(reason=reason, spans=spans),))


def a_stopped(text: str) -> Message:
    """Give a stopped text as it is stored."""
    return an_agents_message(text=text, visibility=Visibility.HELD)


def test_text_is_cleaned_before_it_goes_out() -> None:
    after = step(CHAT, a_desk_text(text="xx fine"), BRAKED)

    (stored,) = only(after.effects, do.StoreMessage)
    assert plain_text(stored.message.parts) == "y fine"
    assert stored.message.visibility is Visibility.EVERYONE
    assert only(after.effects, do.SendToCustomer)


def test_forbidden_words_stop_a_text_and_are_remembered_by_their_places() -> None:
    after = step(CHAT, a_desk_text(text="a xx secret"), BRAKED)

    (held,) = after.state.held
    assert (held.reason, held.spans) == (HoldReason.BRAKE, (Span(4, 10),))
    assert not only(after.effects, do.SendToCustomer)
    assert only(after.effects, do.AskAuthor) == (do.AskAuthor(held),)
    (stored,) = only(after.effects, do.StoreMessage)
    assert (plain_text(stored.message.parts), stored.message.visibility) == ("a y secret", Visibility.HELD)


def test_files_are_looked_at_once_more_where_the_queue_asks_for_it() -> None:
    event = a_desk_text()
    with_file = replace(event, message=replace(event.message, parts=(Text("secret"), FILE)))

    first = step(CHAT, with_file, replace(BRAKED, preview=True))
    second = step(first.state, HeldSent(AT, a_stopped_with_file(), ADA), replace(BRAKED, preview=True))
    third = step(second.state, HeldSent(AT, a_stopped_with_file(), ADA), replace(BRAKED, preview=True))

    assert [step_.state.held[0].reason for step_ in (first, second)] == [HoldReason.BRAKE, HoldReason.PREVIEW]
    assert only(second.effects, do.AskAuthor)
    assert third.state.held == ()
    assert only(third.effects, do.SendToCustomer)


def a_stopped_with_file() -> Message:
    return replace(a_stopped("secret"), parts=(Text("secret"), FILE))


@pytest.mark.parametrize("queue", [a_queue(preview=True), BRAKED])
def test_plain_text_passes(queue: Queue) -> None:
    assert checked(an_agents_message(text="fine"), queue).reason is None


def test_author_overrules_the_brake_and_the_journal_knows() -> None:
    after = step(stopped(HoldReason.BRAKE, Span(0, 6)), HeldSent(AT, a_stopped("secret"), ADA), BRAKED)

    assert after.state.held == ()
    assert "sent_anyway" in [record.what for record in only(after.effects, do.Record)]


def test_text_that_was_held_for_another_reason_meets_the_brake_when_it_is_sent() -> None:
    after = step(stopped(HoldReason.UNKNOWN_COMMAND), HeldSent(AT, a_stopped("secret"), ADA), BRAKED)

    (held,) = after.state.held
    assert (held.reason, held.spans) == (HoldReason.BRAKE, (Span(0, 6),))
    assert not only(after.effects, do.SendToCustomer)
    assert only(after.effects, do.AskAuthor) == (do.AskAuthor(held),)


def test_edit_of_what_has_gone_out_is_cleaned_and_braked() -> None:
    cleaned = step(CHAT, MessageEdited(AT, an_agents_message(text="xx")), BRAKED)
    braked = step(CHAT, MessageEdited(AT, an_agents_message(text="secret")), BRAKED)

    assert plain_text(only(cleaned.effects, do.ChangeMessage)[0].message.parts) == "y"
    assert braked.effects == (do.TellAgent(ADA, say("edit_braked")),)


def test_edit_of_a_stopped_text_is_looked_at_again_and_asked_about_again() -> None:
    state = stopped(HoldReason.BRAKE, Span(0, 6))
    after = step(state, MessageEdited(AT, a_stopped("fine xx")), BRAKED)

    (held,) = after.state.held
    assert held.spans == ()
    assert do.AskAuthor(held) in after.effects
    assert not only(after.effects, do.SendToCustomer)


def test_what_was_mended_is_no_overruling() -> None:
    after = step(stopped(HoldReason.BRAKE), HeldSent(AT, a_stopped("fine"), ADA), BRAKED)

    assert "sent_anyway" not in [record.what for record in only(after.effects, do.Record)]


def test_menu_with_forbidden_words_is_refused_before_anything_is_written() -> None:
    event = CustomerAsked(AT, an_agents_message(text="a secret\n1. Yes\n2. No"), ADA)

    assert refusal(lambda: step(CHAT, event, BRAKED)) == say("ask_braked", what="the word secret")
    assert only(step(CHAT, event, a_queue()).effects, do.SendToCustomer)


def test_text_written_anew_leaves_its_own_line_in_the_journal() -> None:
    event = HeldDiscarded(AT, a_stopped("secret"), account(ADA), edited=True)

    assert [record.what for record in only(step(stopped(), event, BRAKED).effects, do.Record)] == ["held_edited"]
