"""Masks by hand in the chat's steps: what is kept, what is shown anew, and what is gone when the chat ends."""

from dataclasses import replace
from typing import Any

import pytest

from core.conversation import effects as do
from core.conversation.events import (
    CustomerEnded,
    CustomerWrote,
    Cut,
    Ended,
    MessageDeleted,
    MessageEdited,
    MessagesMasked,
    MessagesUnmasked,
    ParticularsMasked,
    ParticularsUnmasked,
    TransferredToQueue,
)
from core.conversation.model import Conversation, Page, Status
from core.conversation.transition import Transition
from core.errors import ConversationClosed
from core.features.masked import hide, hide_all
from core.ids import FileId, MessageId, QueueId
from core.messages import Media, Message, Span, Text, Visibility
from core.routing.queues import WrapUp, WrapUpMode
from core.sentences import say
from tests.build import ADA, BOB, a_conversation, a_message, a_queue, an_agents_message, later
from tests.core.stepping import step

SAID = a_message(text="my pin is 4711")
PIN = (Span(10, 14),)
HIDDEN = hide(SAID, PIN)
SCAN = Media(FileId("f1"), "scan.pdf", "application/pdf", 12)
AT = later(10)


def masked(message: Message = SAID, *spans: Span, files: bool = False) -> MessagesMasked:
    return MessagesMasked(AT, ADA, (Cut(message, spans or PIN, files),))


def running(**changes: Any) -> Conversation:
    return a_conversation(Status.ACTIVE, **changes)


def test_a_mask_changes_every_copy_and_keeps_what_stood_there() -> None:
    after = step(running(), masked())

    assert after.state.masked == {SAID.id}
    assert after.effects == (
        do.KeepOriginal(SAID, spans=PIN),
        do.ChangeMessage(HIDDEN),
        do.ChangeInThread(SAID.id),
        do.ChangeAtCustomer(SAID.id),
        do.Record("words_masked", ADA, message=SAID.id, fields={"final": "no"}),
        do.Audit(do.AuditAct.MASKED, ADA, SAID.id, {"final": "no"}),
        do.TellOfSource(SAID.id, ADA),
        do.ShowQuotesAnew(),
        do.TellThread(say("thread_words_masked", agent=ADA, count="1 message")),
    )


def test_a_masked_file_can_be_reached_by_nobody() -> None:
    message = a_message(parts=(Text("my scan"), SCAN))

    after = step(running(), MessagesMasked(AT, ADA, (Cut(message, (), files=True),)))

    assert after.effects[0] == do.KeepOriginal(message, files=(SCAN.file,))


def test_what_only_agents_see_is_not_changed_at_the_customers() -> None:
    note = an_agents_message(text="my pin is 4711", visibility=Visibility.AGENTS)

    after = step(running(), masked(note))

    assert do.ChangeInThread(note.id) in after.effects
    assert do.ChangeAtCustomer(note.id) not in after.effects


def test_the_second_of_two_who_mask_the_same_changes_nothing() -> None:
    first = step(running(), masked())

    assert step(first.state, MessagesMasked(AT, BOB, (Cut(HIDDEN, PIN),))) == Transition(first.state)


@pytest.mark.parametrize("status", [Status.WRAP_UP, Status.HANDLED])
def test_a_mask_after_the_end_is_final_at_once(status: Status) -> None:
    after = step(a_conversation(status), masked())

    assert after.state.masked == frozenset()
    assert after.effects[:2] == (do.KeepOriginal(SAID, spans=PIN), do.ForgetOriginal(SAID.id))
    assert do.TellThread(say("thread_words_masked_for_good", agent=ADA, count="1 message")) in after.effects


@pytest.mark.parametrize("mode", [WrapUpMode.NONE, WrapUpMode.MANUAL])
@pytest.mark.parametrize("event", [Ended(AT, ADA), CustomerEnded(AT)])
def test_the_end_overwrites_what_was_masked_in_the_same_step(mode: WrapUpMode, event: Ended | CustomerEnded) -> None:
    state = running(masked=frozenset({SAID.id}))

    after = step(state, event, a_queue(wrap_up=WrapUp(mode)))

    assert do.ForgetOriginal(SAID.id) in after.effects
    assert after.state.masked == frozenset()


def test_a_chat_that_is_handed_on_keeps_what_was_masked() -> None:
    state = running(masked=frozenset({SAID.id}))

    after = step(state, TransferredToQueue(AT, ADA, QueueId("sales"), "Sales"), a_queue())

    assert after.state.status is Status.QUEUED
    assert after.state.masked == {SAID.id}


def test_unmasking_shows_the_words_again_everywhere() -> None:
    state = running(masked=frozenset({SAID.id}))

    after = step(state, MessagesUnmasked(AT, ADA, (SAID,)))

    assert after.state.masked == frozenset()
    assert after.effects[:4] == (
        do.ReturnOriginal(SAID.id),
        do.ChangeMessage(SAID),
        do.ChangeInThread(SAID.id),
        do.ChangeAtCustomer(SAID.id),
    )
    assert do.Audit(do.AuditAct.UNMASKED, ADA, SAID.id) in after.effects


@pytest.mark.parametrize("status", [Status.WRAP_UP, Status.HANDLED])
def test_nothing_is_shown_again_after_the_end(status: Status) -> None:
    with pytest.raises(ConversationClosed):
        step(a_conversation(status), MessagesUnmasked(AT, ADA, (SAID,)))


def test_an_edit_of_a_masked_message_is_masked_as_a_whole() -> None:
    state = running(masked=frozenset({SAID.id}))
    edited = replace(HIDDEN, parts=(Text("sorry: 4711, not 4712"),))

    after = step(state, MessageEdited(AT, edited))

    original = replace(edited, masks=(), edited=True)
    assert after.effects[:2] == (
        do.KeepOriginal(original, anew=True, spans=hide_all(original).masks),
        do.ChangeMessage(hide_all(original)),
    )


def test_an_edit_of_an_agents_masked_message_changes_no_copy() -> None:
    message = replace(an_agents_message(), masks=(Span(0, 5),), parts=(Text("anew"),))

    after = step(running(), MessageEdited(AT, message))

    assert after.effects == (do.TellAgent(ADA, say("edit_masked")),)


def test_the_masked_copies_stay_when_their_author_deletes_the_words_at_the_desk() -> None:
    message = hide_all(an_agents_message())

    after = step(running(), MessageDeleted(AT, message))

    assert after.effects == (do.Record("masked_source_deleted", ADA, message=message.id),)


def test_what_its_customer_deletes_is_gone_with_what_stood_under_its_mask() -> None:
    after = step(running(masked=frozenset({SAID.id})), MessageDeleted(AT, HIDDEN))

    assert after.state.masked == frozenset()
    assert do.ForgetOriginal(SAID.id) in after.effects
    assert do.ChangeMessage(replace(SAID, parts=(), deleted=True)) in after.effects


def test_a_deleted_message_is_not_masked() -> None:
    assert step(running(), masked(replace(SAID, deleted=True))).effects == ()


def test_what_a_masked_message_was_changed_to_comes_masked_and_is_kept_to_be_shown() -> None:
    said = a_message("m8", text="it was 4712")
    state = running(masked=frozenset({SAID.id}))

    after = step(state, CustomerWrote(AT, hide_all(said), original=said))
    assert after.state.masked == {SAID.id, said.id}
    assert after.effects[:4] == (
        do.StoreMessage(hide_all(said)),
        do.KeepOriginal(said, spans=hide_all(said).masks),
        do.Audit(do.AuditAct.MASKED, do.SYSTEM, said.id),
        do.PostInThread(said.id),
    )
    assert "4712" not in str([one for one in after.effects if not isinstance(one, do.KeepOriginal)])


def test_what_one_that_is_masked_for_good_was_changed_to_is_kept_nowhere() -> None:
    said = a_message("m8", text="it was 4712")

    after = step(running(), CustomerWrote(AT, hide_all(said)))
    assert after.state.masked == frozenset()
    assert "4712" not in str(after.effects)
    assert do.ScourLog() in after.effects


def test_the_card_shows_a_customers_own_first_words_and_not_what_they_quote() -> None:
    said = a_message(parts=(Text("↩ my pin is 4711", quotes=MessageId("m9")), Text("is it right?")))

    assert step(a_conversation(Status.NEW), CustomerWrote(AT, said)).state.first_words == "is it right?"


def test_what_is_known_beside_the_messages_is_masked_and_forgotten_when_the_chat_ends() -> None:
    chat = running(customer_name="Maya Kumquat", page=Page("https://shop.example/kumquat"))
    hidden = step(chat, ParticularsMasked(AT, ADA, "kumquat"))

    assert (hidden.state.customer_name, hidden.state.veiled) == ("Maya *******", True)
    assert hidden.state.page == Page("https://shop.example/*******")
    assert do.HideParticulars("kumquat", "Maya Kumquat", chat.page, final=False) in hidden.effects
    ended = step(hidden.state, Ended(later(20), ADA))
    assert not ended.state.veiled
    assert ended.effects[-1] == do.ForgetParticulars()


def test_after_the_end_what_is_known_is_masked_for_good_and_shown_again_by_nobody() -> None:
    over = a_conversation(Status.WRAP_UP, customer_name="Maya Kumquat")
    hidden = step(over, ParticularsMasked(AT, ADA, "kumquat"))

    assert (hidden.state.customer_name, hidden.state.veiled) == ("Maya *******", False)
    assert do.HideParticulars("kumquat", "Maya Kumquat", None, final=True) in hidden.effects
    assert do.ShowWrapUp() in hidden.effects
    with pytest.raises(ConversationClosed):
        step(hidden.state, ParticularsUnmasked(AT, ADA, "Maya Kumquat", None))


def test_what_is_known_is_shown_again_while_the_chat_is_open() -> None:
    hidden = running(customer_name="****", veiled=True)

    shown = step(hidden, ParticularsUnmasked(AT, ADA, "Maya", None))

    assert (shown.state.customer_name, shown.state.veiled) == ("Maya", False)
    assert shown.effects[0] == do.ReturnParticulars()
