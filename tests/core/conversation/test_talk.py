"""Talking: the customer's words, what is written in the thread, notes and the private mode (T12)."""

from dataclasses import replace

import pytest

from core.conversation import effects as do
from core.conversation.events import (
    CustomerWrote,
    NoteWritten,
    PageChanged,
    PrivateModeSet,
)
from core.conversation.model import HoldReason, Page, Status
from core.errors import ConversationClosed, NotPermitted
from core.ids import ChannelName, MessageId, agent_participant
from core.messages import Visibility
from core.sentences import say
from tests.build import (
    ADA,
    BOB,
    BYSTANDER,
    a_conversation,
    a_desk_text,
    a_held,
    a_message,
    a_seat,
    an_agents_message,
    later,
)
from tests.core.stepping import only, refusal, step

AT = later(10)
M1 = MessageId("m1")
CART = Page("https://shop.example/cart", "Cart")


def test_held_texts_are_in_the_order_in_which_they_were_written_however_they_came() -> None:
    state = a_conversation(Status.ACTIVE)
    for id, seconds in (("m3", 3), ("m1", 1), ("m2", 2)):
        state = step(state, a_desk_text(id, doubt=HoldReason.UNKNOWN_COMMAND, at=later(seconds))).state

    assert [held.message for held in state.held] == ["m1", "m2", "m3"]


def test_a_text_that_only_a_template_could_replace_is_asked_about_again_when_the_customer_writes() -> None:
    waits = a_held("m1", reason=HoldReason.TEMPLATE_ONLY)
    other = a_held("m2", reason=HoldReason.UNKNOWN_COMMAND)
    freed = replace(waits, reason=HoldReason.OPEN_AGAIN)

    after = step(a_conversation(Status.ACTIVE, held=(waits, other)), CustomerWrote(AT, a_message("m3")))
    again = step(after.state, CustomerWrote(later(20), a_message("m4")))

    assert after.state.held == (freed, other)
    assert only(after.effects, do.AskAuthor) == (do.AskAuthor(freed),)
    assert only(again.effects, do.AskAuthor) == ()


def test_a_text_that_waits_for_a_window_still_waits_when_the_customer_writes_by_another_channel() -> None:
    waits = a_held("m1", reason=HoldReason.TEMPLATE_ONLY)
    elsewhere = replace(a_message("m3"), via=ChannelName("sms"))

    after = step(a_conversation(Status.ACTIVE, held=(waits,)), CustomerWrote(AT, elsewhere))

    assert after.state.held == (waits,)
    assert only(after.effects, do.AskAuthor) == ()


def test_first_words_open_the_thread_and_queue_the_chat() -> None:
    message = a_message(text="Hello,\nmy invoice is wrong", author_name="Grace H.")

    after = step(a_conversation(Status.NEW), CustomerWrote(AT, message, CART))

    assert after.state == a_conversation(
        queued_at=AT,
        customer_last_at=AT,
        first_words="Hello, my invoice is wrong",
        page=CART,
        customer_name="Grace H.",
        unread=1,
    )
    assert after.effects == (
        do.OpenThread(),
        do.StoreMessage(message),
        do.PostInThread(M1),
        do.TellCustomer(do.CustomerTurn.WAITING),
        do.Record("queued"),
        do.Requeue(),
        do.UpdateCard(),
    )


@pytest.mark.parametrize("status", [Status.QUEUED, Status.OFFERED, Status.ACTIVE])
def test_further_words_go_into_the_same_chat(status: Status) -> None:
    state = a_conversation(status, page=CART, customer_gone=True, unread=2)
    message = a_message("m2", "Are you there?", author_name="")

    after = step(state, CustomerWrote(AT, message))

    assert after.state == replace(state, customer_last_at=AT, customer_gone=False, unread=3)
    assert after.effects == (
        do.StoreMessage(message),
        do.PostInThread(MessageId("m2")),
        do.Record("customer_wrote", message=MessageId("m2")),
        do.UpdateCard(),
    )


def test_words_that_arrive_after_the_end_queue_the_chat_again() -> None:
    state = a_conversation(Status.WRAP_UP, participants=(a_seat(ADA), a_seat(BOB)), skipped=frozenset({BOB}))

    after = step(state, CustomerWrote(AT, a_message()))

    assert after.state == a_conversation(queued_at=AT, customer_last_at=AT, unread=1, reopened=1)
    assert only(after.effects, do.ReleaseAgent) == (
        do.ReleaseAgent(ADA, do.ReleaseCause.COMPLETED),
        do.ReleaseAgent(BOB, do.ReleaseCause.COMPLETED),
    )
    assert after.effects[-5:] == (
        do.TellThread(say("thread_reopened")),
        do.TellCustomer(do.CustomerTurn.WAITING),
        do.Record("reopened"),
        do.Requeue(),
        do.UpdateCard(),
    )
    assert only(after.effects, do.OpenContact) == (do.OpenContact(),)


def test_held_texts_of_an_ended_chat_are_still_there_when_it_opens_again() -> None:
    held = a_held(reason=HoldReason.ENDED)

    after = step(a_conversation(Status.HANDLED, held=(held,)), CustomerWrote(AT, a_message("m2")))

    assert after.state.held == (held,)


def test_page_is_shown_on_the_card_once() -> None:
    after = step(a_conversation(), PageChanged(AT, CART))

    assert after.state.page == CART
    assert after.effects == (do.UpdateCard(),)
    assert step(after.state, PageChanged(AT, CART)).effects == ()


def test_attendees_plain_text_goes_to_the_customer() -> None:
    event = a_desk_text(text="Hello Grace")

    after = step(a_conversation(Status.ACTIVE, unread=2), event)

    assert after.state.unread == 0
    assert after.state.agent_last_at == event.message.at
    assert after.effects == (
        do.StoreMessage(replace(event.message, visibility=Visibility.EVERYONE)),
        do.SendToCustomer(M1),
        do.PostInThread(M1),
        do.Record("agent_wrote", ADA, message=M1),
        do.UpdateCard(),
    )


def test_note_is_stored_for_agents_and_marked() -> None:
    event = a_desk_text(private=True)

    after = step(a_conversation(Status.ACTIVE), event)

    assert after.state == a_conversation(Status.ACTIVE)
    assert after.effects == (
        do.StoreMessage(replace(event.message, visibility=Visibility.AGENTS)),
        do.PostInThread(M1),
        do.MarkMessage(M1),
        do.Record("note", ADA, message=M1),
    )


def test_another_apps_post_is_kept_and_nobody_is_asked() -> None:
    event = a_desk_text(agent=None, doubt=HoldReason.BOT)

    after = step(a_conversation(Status.ACTIVE), event)

    kept = replace(event.message, visibility=Visibility.AGENTS)
    assert after.effects == (do.StoreMessage(kept), do.MarkMessage(M1))
    assert after.state == a_conversation(Status.ACTIVE)


def test_bystanders_remark_is_held_and_its_author_asked() -> None:
    event = a_desk_text(agent=None)
    held = a_held(agent=None, reason=HoldReason.NOT_ATTENDEE)

    after = step(a_conversation(Status.ACTIVE), event)

    assert after.state == a_conversation(Status.ACTIVE, held=(held,))
    assert after.effects == (
        do.StoreMessage(replace(event.message, visibility=Visibility.HELD)),
        do.MarkMessage(M1),
        do.AskAuthor(held),
        do.Record("held", None, BYSTANDER, M1, {"reason": "not_attendee"}),
    )


def test_note_to_chosen_agents_is_for_them_only() -> None:
    recipients = frozenset({agent_participant(BOB)})
    message = replace(an_agents_message(), recipients=recipients)

    after = step(a_conversation(Status.ACTIVE), NoteWritten(AT, message, ADA))

    stored = only(after.effects, do.StoreMessage)[0].message
    assert (stored.visibility, stored.recipients) == (Visibility.ONLY, recipients)
    assert only(after.effects, do.SendToCustomer) == ()


def test_note_to_all_is_for_the_agents() -> None:
    after = step(a_conversation(Status.ACTIVE), NoteWritten(AT, an_agents_message(), ADA))

    assert only(after.effects, do.StoreMessage)[0].message.visibility is Visibility.AGENTS


def test_private_mode_keeps_what_its_agent_types_until_it_is_turned_off() -> None:
    on = step(a_conversation(Status.ACTIVE), PrivateModeSet(AT, ADA, on=True))
    typed = step(on.state, a_desk_text())
    off = step(on.state, PrivateModeSet(AT, ADA, on=False))

    assert on.state.private == frozenset({ADA})
    assert on.effects == (do.TellThread(say("thread_private_on", agent=ADA)), do.UpdateCard())
    assert only(typed.effects, do.SendToCustomer) == ()
    assert off.state == a_conversation(Status.ACTIVE, private_until={ADA: AT})
    assert off.effects == (do.TellThread(say("thread_private_off", agent=ADA)), do.UpdateCard())


def test_private_mode_that_is_on_already_says_nothing() -> None:
    state = a_conversation(Status.ACTIVE, private=frozenset({ADA}))

    assert step(state, PrivateModeSet(AT, ADA, on=True)).effects == ()


def test_private_mode_takes_a_seat_in_a_running_chat() -> None:
    set_by_bob = PrivateModeSet(AT, BOB, on=True)

    assert refusal(lambda: step(a_conversation(Status.ACTIVE), set_by_bob), NotPermitted) == say("not_attendee")
    ended = a_conversation(Status.WRAP_UP)
    assert refusal(lambda: step(ended, PrivateModeSet(AT, ADA, on=True)), ConversationClosed) == say("chat_not_active")
