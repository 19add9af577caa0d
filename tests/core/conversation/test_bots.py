"""A chat that a first-line bot has: it speaks, hands over, and is taken over from."""

from typing import Any

import pytest

from core.conversation import effects as do
from core.conversation.bot_talk import BotTalk
from core.conversation.bots import HIGHEST
from core.conversation.events import (
    BotAsked,
    BotHandedOver,
    BotLed,
    BotSpoke,
    BotTakenOver,
    CustomerEnded,
    CustomerWrote,
    Event,
    HeldSent,
    OfferAccepted,
    TimersDue,
)
from core.conversation.intake import FORGOTTEN
from core.conversation.model import Conversation, EndedBy, HoldReason, Status, Timer
from core.errors import Refused
from core.ids import BOT, BotId, MessageId, QueueId
from core.messages import Message, Visibility
from core.policy.hours import Span
from core.sentences import say
from tests.build import (
    ADA,
    NOW,
    a_conversation,
    a_desk_text,
    a_held,
    a_message,
    a_queue,
    an_agents_message,
    later,
)
from tests.build_policy import a_bot, hours
from tests.core.stepping import only, refusal, step

QUEUE = a_queue(bot=a_bot())
TILLY = BotId("tilly")


def with_bot(**changes: Any) -> Conversation:
    """Make a chat that the bot has."""
    return a_conversation(Status.BOT, bot=BotTalk(TILLY, NOW, "menu/main"), queued_at=None, **changes)


def of_bot(id: str = "b1") -> Message:
    """Make a message of the bot's."""
    return a_message(id, "Which number?", BOT, author_name="Tilly")


def test_first_words_go_to_the_bot_and_not_into_the_line() -> None:
    after = step(a_conversation(Status.NEW), CustomerWrote(NOW, a_message()), QUEUE)
    assert after.state.status is Status.BOT
    assert after.state.bot == BotTalk(TILLY, NOW)
    assert only(after.effects, do.OpenThread)
    assert not only(after.effects, do.Requeue)
    assert not only(after.effects, do.TellCustomer)


def test_a_form_goes_past_the_bot() -> None:
    after = step(a_conversation(Status.NEW), CustomerWrote(NOW, a_message(), request=True), QUEUE)
    assert after.state.status is Status.QUEUED


def test_what_the_bot_says_is_shown_on_both_sides() -> None:
    talk = BotTalk(TILLY, NOW, "ask/main/order/0", 1)
    after = step(with_bot(), BotSpoke(later(1), (of_bot("b1"), of_bot("b2")), talk), QUEUE)
    assert after.state.bot == talk
    assert [sent.message for sent in only(after.effects, do.SendToCustomer)] == ["b1", "b2"]
    assert [posted.message for posted in only(after.effects, do.PostInThread)] == ["b1", "b2"]
    assert all(kept.message.visibility is Visibility.EVERYONE for kept in only(after.effects, do.StoreMessage))


@pytest.mark.parametrize("status", [Status.QUEUED, Status.ACTIVE, Status.HANDLED])
@pytest.mark.parametrize(
    "event",
    [
        BotSpoke(NOW, (of_bot(),), BotTalk(TILLY, NOW)),
        BotAsked(NOW, MessageId("m1")),
        BotLed(NOW, QueueId("sales")),
        BotHandedOver(NOW),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_a_bot_does_after_it_lost_the_chat_is_stale(event: Event, status: Status) -> None:
    before = a_conversation(status)
    after = step(before, event, QUEUE)
    assert after.state == before
    assert not after.effects


def test_a_bot_of_somebody_elses_is_asked() -> None:
    after = step(with_bot(), BotAsked(NOW, MessageId("m1")), QUEUE)
    assert after.effects == (do.AskBot(TILLY, MessageId("m1")),)


def test_handing_over_puts_the_chat_into_the_line() -> None:
    after = step(with_bot(), BotHandedOver(later(5)), QUEUE)
    assert after.state.status is Status.QUEUED
    assert after.state.bot is None
    assert after.state.queued_at == later(5)
    assert only(after.effects, do.Requeue)
    assert [told.turn for told in only(after.effects, do.TellCustomer)] == [do.CustomerTurn.WAITING]
    assert only(after.effects, do.TellThread) == (do.TellThread(say("thread_bot_handed_over")),)


def test_a_bot_that_could_not_be_reached_is_told_of_in_the_thread() -> None:
    after = step(with_bot(), BotHandedOver(later(5), failed=True), QUEUE)
    assert only(after.effects, do.TellThread) == (do.TellThread(say("thread_bot_failed")),)


def test_handing_over_outside_the_hours_makes_a_request() -> None:
    closed = a_queue(bot=a_bot(), hours=hours(Span(600, 660)))
    assert step(with_bot(), BotHandedOver(NOW), closed).state.waits_for_opening()


def test_the_bot_leads_to_another_queue_and_lifts_the_priority() -> None:
    after = step(with_bot(priority=4), BotLed(NOW, QueueId("sales"), 7), QUEUE)
    assert after.state.queue == "sales"
    assert after.state.priority == HIGHEST
    assert after.state.status is Status.BOT
    assert step(with_bot(), BotLed(NOW, QueueId("sales"), -3), QUEUE).state.priority == 0


def test_the_customer_ends_a_chat_with_the_bot() -> None:
    after = step(with_bot(), CustomerEnded(later(5)), QUEUE)
    assert after.state.status is Status.HANDLED


def test_a_chat_whose_customer_says_nothing_to_the_bot_for_a_day_is_over() -> None:
    begun = step(a_conversation(Status.NEW), CustomerWrote(NOW, a_message()), QUEUE).state
    assert begun.timers == {Timer.BOT: NOW + FORGOTTEN}
    after = step(begun, TimersDue(NOW + FORGOTTEN), QUEUE)
    assert after.state.status is Status.HANDLED
    assert after.state.ended_by is EndedBy.TIMEOUT
    assert only(after.effects, do.TellThread) == (do.TellThread(say("thread_bot_forgotten")),)


def test_a_later_word_gives_the_customer_another_day() -> None:
    talking = with_bot(timers={Timer.BOT: NOW}, customer_last_at=later(-60))
    after = step(talking, TimersDue(NOW), QUEUE)
    assert after.state.status is Status.BOT
    assert after.state.timers == {Timer.BOT: later(-60) + FORGOTTEN}
    assert step(with_bot(timers={Timer.BOT: NOW}), TimersDue(NOW), QUEUE).state.timers == {Timer.BOT: NOW + FORGOTTEN}


def test_whoever_gets_the_chat_from_the_bot_gets_no_timer_of_it() -> None:
    talking = with_bot(timers={Timer.BOT: later(5)})
    assert step(talking, BotTakenOver(NOW, ADA), QUEUE).state.timers == {}
    assert step(talking, BotHandedOver(NOW), QUEUE).state.timers == {}
    stale = a_conversation(timers={Timer.BOT: NOW})
    assert step(stale, TimersDue(NOW), QUEUE).state.timers == {}


def test_an_agent_takes_the_chat_from_the_bot() -> None:
    after = step(with_bot(), BotTakenOver(later(5), ADA), QUEUE)
    assert after.state.status is Status.ACTIVE
    assert after.state.owner == ADA
    assert after.state.bot is None
    assert only(after.effects, do.EngageAgent) == (do.EngageAgent(ADA, 1),)


@pytest.mark.parametrize("status", [Status.QUEUED, Status.ACTIVE, Status.HANDLED])
def test_what_the_bot_does_not_have_cannot_be_taken_from_it(status: Status) -> None:
    assert refusal(lambda: step(a_conversation(status), BotTakenOver(NOW, ADA), QUEUE)) == say("bot_gone")


def test_accepting_a_chat_of_the_bots_says_how_to_take_it() -> None:
    assert refusal(lambda: step(with_bot(), OfferAccepted(NOW, ADA, picked=True), QUEUE)) == say("bot_has_it")


def test_an_agents_text_beside_the_bot_is_held_and_asked_about() -> None:
    after = step(with_bot(), a_desk_text(), QUEUE)
    assert [held.reason for held in after.state.held] == [HoldReason.BOT_TALKS]
    assert not only(after.effects, do.SendToCustomer)


def test_a_bystanders_text_beside_the_bot_is_held_as_before() -> None:
    after = step(with_bot(), a_desk_text(agent=None), QUEUE)
    assert [held.reason for held in after.state.held] == [HoldReason.NOT_ACCEPTED]


def test_a_doubtful_text_beside_the_bot_is_held_for_its_doubt() -> None:
    after = step(with_bot(), a_desk_text(doubt=HoldReason.FILES), QUEUE)
    assert [held.reason for held in after.state.held] == [HoldReason.FILES]


def test_a_text_that_is_sent_once_goes_out_and_the_bot_goes_on() -> None:
    held = with_bot(held=(a_held(reason=HoldReason.BOT_TALKS),))
    after = step(held, HeldSent(later(5), an_agents_message(visibility=Visibility.HELD), ADA), QUEUE)
    assert only(after.effects, do.SendToCustomer) == (do.SendToCustomer(MessageId("m1")),)
    assert after.state.status is Status.BOT
    assert after.state.held == ()


def test_a_bystanders_held_text_is_never_sent_once() -> None:
    held = with_bot(held=(a_held(agent=None),))
    with pytest.raises(Refused):
        step(held, HeldSent(later(5), a_message(), ADA), QUEUE)
