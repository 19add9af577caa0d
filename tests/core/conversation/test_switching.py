"""Going on in another channel: who may, what is told where, and what stays as it was."""

from dataclasses import replace

import pytest

from core.conversation import effects as do
from core.conversation.events import ChannelSwitched, CustomerEnded, CustomerLeft, CustomerReturned, CustomerWrote
from core.conversation.machine import step
from core.conversation.model import HoldReason, Status
from core.conversation.routes import is_absent, present, routes_of
from core.errors import Refused
from core.ids import ChannelName, Contact, ExternalRef
from core.sentences import Sentence, say
from tests.build import ADA, BOB, a_conversation, a_held, a_message, a_queue, a_seat, later

SMS: Contact = (ChannelName("sms"), ExternalRef("sms:1"))
NAME = "SMS +12025550188"
CHAT = a_conversation(Status.ACTIVE, customer_gone=True)


def switched(to: Contact = SMS, lost: str = "", *, vouched: bool = False) -> ChannelSwitched:
    """Let Ada go on there."""
    return ChannelSwitched(later(10), ADA, to, NAME, lost, vouched)


def refusal(chat: object, event: ChannelSwitched) -> Sentence:
    """Give why it is refused."""
    with pytest.raises(Refused) as refused:
        step(chat, event, a_queue())  # type: ignore[arg-type]
    return refused.value.sentence


def test_the_chat_goes_on_there_and_both_ends_the_thread_and_the_audit_log_are_told() -> None:
    after = step(CHAT, switched(), a_queue())
    fields = {"from": CHAT.channel, "to": "sms"}

    assert present(after.state) == SMS
    assert (present(CHAT), SMS) == routes_of(after.state)
    assert not after.state.customer_gone
    assert after.effects == (
        do.ClaimContact(present(CHAT)),
        do.TellCustomer(do.CustomerTurn.MOVED, by=present(CHAT)),
        do.TellCustomer(do.CustomerTurn.MOVED_HERE),
        do.TellThread(say("thread_switched", agent=ADA, to=NAME)),
        do.Record("switched", agent=ADA, fields=fields),
        do.Audit(do.AuditAct.SWITCHED, ADA, fields=fields),
        do.UpdateCard(),
    )


def test_what_is_lost_there_stands_in_the_thread_and_whose_word_it_was_in_the_audit_log() -> None:
    effects = step(CHAT, switched(lost="no read receipts", vouched=True), a_queue()).effects

    told = say("thread_switched_less", agent=ADA, to=NAME, lost="no read receipts")
    assert do.TellThread(told) in effects
    fields = {"from": CHAT.channel, "to": "sms", "consent": "vouched"}
    assert do.Audit(do.AuditAct.SWITCHED, ADA, fields=fields) in effects


def test_who_is_not_seen_in_the_chat_may_not_and_nobody_goes_where_the_chat_is() -> None:
    unseen = a_conversation(Status.ACTIVE, participants=(replace(a_seat(ADA), masked=True), a_seat(BOB)))

    assert say("not_attendee") == refusal(a_conversation(Status.ACTIVE, participants=(a_seat(BOB),)), switched())
    assert say("not_seen_here") == refusal(unseen, switched())
    assert say("channel_here_already", name=NAME) == refusal(CHAT, switched(present(CHAT)))


def test_what_only_a_template_could_replace_is_asked_about_anew_where_the_chat_goes_on() -> None:
    waits, other = a_held("m1", reason=HoldReason.TEMPLATE_ONLY), a_held("m2", reason=HoldReason.UNKNOWN_COMMAND)
    freed = replace(waits, reason=HoldReason.OPEN_ELSEWHERE)

    after = step(replace(CHAT, held=(waits, other)), switched(), a_queue())

    assert after.state.held == (freed, other)
    assert do.AskAuthor(freed) in after.effects
    assert sum(isinstance(one, do.AskAuthor) for one in after.effects) == 1


GONE = do.TellThread(say("thread_customer_left"))


def test_who_closes_a_window_that_the_chat_has_left_is_gone_when_it_comes_back_and_not_before() -> None:
    here = a_conversation(Status.ACTIVE)
    there = step(here, switched(), a_queue()).state
    left = step(there, CustomerLeft(later(20), here.channel), a_queue())
    open_again = step(left.state, CustomerReturned(later(30), here.channel), a_queue())
    back = step(left.state, switched(present(here)), a_queue())

    assert (left.effects, left.state.customer_gone) == ((), False)
    assert (is_absent(left.state, present(here)), is_absent(left.state, SMS)) == (True, False)
    assert is_absent(back.state, present(here))
    assert not is_absent(open_again.state, present(here))
    assert back.state.customer_gone
    assert GONE in back.effects
    assert open_again.effects == ()
    assert GONE not in step(open_again.state, switched(present(here)), a_queue()).effects


def test_who_was_gone_when_the_chat_left_is_gone_when_it_comes_back() -> None:
    there = step(CHAT, switched(), a_queue()).state

    assert not there.customer_gone
    assert step(there, switched(present(CHAT)), a_queue()).state.customer_gone


def test_words_from_elsewhere_do_not_open_a_closed_window_and_words_from_it_do() -> None:
    there = step(CHAT, switched(), a_queue()).state
    back = step(there, switched(present(CHAT)), a_queue()).state
    by_phone = CustomerWrote(later(40), replace(a_message(), via=SMS[0]))
    by_window = CustomerWrote(later(40), replace(a_message(), via=CHAT.channel))

    assert step(back, by_phone, a_queue()).state.customer_gone
    heard = step(there, by_window, a_queue()).state
    assert not step(heard, switched(present(CHAT)), a_queue()).state.customer_gone


def test_an_end_in_a_window_that_the_chat_has_left_says_where() -> None:
    there = step(CHAT, switched(), a_queue()).state
    over = step(there, CustomerEnded(later(50), "web chat"), a_queue())

    assert over.effects[0] == do.TellThread(say("thread_customer_ended_there", channel="web chat"))
    assert over.state.status is Status.WRAP_UP


def test_words_after_the_end_by_another_route_open_the_chat_again_there_and_the_thread_says_so() -> None:
    there = step(CHAT, switched(), a_queue()).state
    over = step(there, CustomerEnded(later(50)), a_queue()).state
    late = CustomerWrote(later(60), replace(a_message(), via=CHAT.channel), there="web chat")
    again = step(over, late, a_queue())

    assert (present(again.state), again.state.customer_gone) == (present(CHAT), False)
    assert do.TellThread(say("thread_reopened_there", channel="web chat")) in again.effects
    by_the_last = step(over, CustomerWrote(later(60), a_message()), a_queue())
    assert present(by_the_last.state) == SMS
    assert do.TellThread(say("thread_reopened")) in by_the_last.effects
