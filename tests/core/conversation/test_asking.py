"""Asking the customer by buttons, the customer's answers, ratings, and emoji on messages."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.conversation import effects as do
from core.conversation import events as on
from core.conversation.machine import step
from core.conversation.model import Conversation, Listening, Status
from core.errors import ConversationClosed, NotPermitted, Refused
from core.features.menus import menu
from core.features.pages import page_text
from core.ids import agent_participant
from core.messages import Media, Message, PageOffer, Reaction, Text, Visibility
from core.policy.pushing import Consent, Pushing
from core.policy.survey import Survey
from core.routing.queues import ThreadMode
from core.sentences import say
from tests.build import ADA, BOB, NOW, a_conversation, a_message, a_queue, a_seat, an_agents_message, later

MENU = replace(an_agents_message(), parts=(menu("Which tea?", ("Green", "Black")),))
PAGE = replace(an_agents_message(), parts=(Text("Look:"), page_text("https://shop.example/", "Shop", ask=True)))
ASKED = on.CustomerAsked(later(10), MENU, ADA)
RATING = Survey("How was it?", scale=5)
RATED = a_queue(survey=RATING)


def kinds(effects: tuple[do.Effect, ...]) -> list[type[Any]]:
    return [type(one) for one in effects]


def test_a_menu_is_sent_as_a_message_of_the_agents() -> None:
    after = step(a_conversation(Status.ACTIVE, unread=2), ASKED, a_queue())

    assert after.state.unread == 0
    assert after.effects[0] == do.StoreMessage(MENU)
    assert do.SendToCustomer(MENU.id) in after.effects
    assert do.PostInThread(MENU.id) in after.effects


@pytest.mark.parametrize(
    ("chat", "refusal"),
    [
        (a_conversation(Status.HANDLED), ConversationClosed),
        (a_conversation(Status.QUEUED), ConversationClosed),
        (a_conversation(Status.ACTIVE, participants=(a_seat(BOB),)), NotPermitted),
        (a_conversation(Status.ACTIVE, participants=(replace(a_seat(), masked=True),)), NotPermitted),
        (a_conversation(Status.ACTIVE, participants=(replace(a_seat(), listening=Listening.COACH),)), NotPermitted),
        (a_conversation(Status.ACTIVE, private=frozenset({ADA})), Refused),
    ],
)
def test_who_may_not_write_to_the_customer_may_not_ask(chat: Conversation, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        step(chat, ASKED, a_queue())


@pytest.mark.parametrize("opened", [True, False])
def test_what_became_of_a_page_is_kept_on_its_offer_and_told_in_the_thread(*, opened: bool) -> None:
    after = step(a_conversation(Status.ACTIVE), on.PageAnswered(later(10), PAGE, opened), a_queue())
    changed = next(one.message for one in after.effects if isinstance(one, do.ChangeMessage))

    assert changed.parts[0] == Text("Look:")
    assert changed.parts[1].asks == PageOffer("https://shop.example/", "Shop", opened=opened)  # type: ignore[union-attr]
    assert do.ChangeAtCustomer(PAGE.id) in after.effects
    assert do.TellThread(say("thread_page_opened" if opened else "thread_page_declined")) in after.effects
    assert not after.state.push_allowed


def test_consent_for_a_whole_chat_is_remembered_where_the_queue_asks_once() -> None:
    once = a_queue(pushing=Pushing(Consent.ONCE))
    chat = a_conversation(Status.ACTIVE)

    assert step(chat, on.PageAnswered(later(10), PAGE, opened=True), once).state.push_allowed
    assert not step(chat, on.PageAnswered(later(10), PAGE, opened=False), once).state.push_allowed


@pytest.mark.parametrize(
    ("status", "message"), [(Status.HANDLED, PAGE), (Status.ACTIVE, a_message()), (Status.ACTIVE, MENU)]
)
def test_an_answer_to_no_open_offer_is_stale(status: Status, message: Message) -> None:
    after = step(a_conversation(status), on.PageAnswered(later(10), message, opened=True), a_queue())

    assert after.effects == ()


def test_a_rating_is_told_and_counted_and_its_words_are_private() -> None:
    words = a_message("m9", "Faster, please")
    after = step(a_conversation(Status.HANDLED), on.CustomerRated(later(60), 4, words), RATED)

    fields = {"score": "4", "scale": "5", "queue": "billing"}
    assert after.effects == (
        do.Record("rated", agent=ADA, fields=fields),
        do.TellThread(say("thread_rated", score=4, scale=5)),
        do.StoreMessage(replace(words, visibility=Visibility.AGENTS)),
        do.PostInThread(words.id),
    )


def test_the_same_score_again_is_told_once() -> None:
    after = step(a_conversation(Status.HANDLED), on.CustomerRated(later(60), 4, again=True), RATED)

    assert after.effects == ()


def test_a_channel_that_was_put_away_is_not_written_to() -> None:
    own = a_queue(survey=RATING, thread_mode=ThreadMode.CHANNEL)
    after = step(a_conversation(Status.HANDLED), on.CustomerRated(later(60), 4, a_message()), own)

    assert kinds(after.effects) == [do.Record, do.StoreMessage]


@pytest.mark.parametrize(
    ("chat", "score", "queue", "seconds"),
    [
        (a_conversation(Status.ACTIVE), 4, RATED, 60),
        (a_conversation(Status.HANDLED), 4, a_queue(), 60),
        (a_conversation(Status.HANDLED), 0, RATED, 60),
        (a_conversation(Status.HANDLED), 6, RATED, 60),
        (a_conversation(Status.HANDLED, accepted_at=None), 4, RATED, 60),
        (a_conversation(Status.HANDLED), 4, RATED, 24 * 3600 + 1),
    ],
)
def test_what_can_not_be_rated_is_stale(chat: Conversation, score: int, queue: Any, seconds: float) -> None:
    assert step(chat, on.CustomerRated(later(seconds), score), queue).effects == ()


def reacted(
    emoji: str = "👍", agent: Any = ADA, message: Message | None = None, *, on_: bool = True
) -> on.MessageReacted:
    return on.MessageReacted(later(10), message or a_message(), agent, emoji, on_)


def test_an_attendees_emoji_is_shown_at_the_customers_once_and_taken_away() -> None:
    chat, ada = a_conversation(Status.ACTIVE), agent_participant(ADA)
    shown = step(chat, reacted(), a_queue()).effects
    bearing = a_message(reactions=(Reaction("👍", ada), Reaction("🎉", ada)))

    assert shown[0] == do.ChangeMessage(a_message(reactions=(Reaction("👍", ada),)))
    assert do.ChangeAtCustomer(a_message().id) in shown
    taken = step(chat, reacted(message=bearing, on_=False), a_queue()).effects
    assert taken[0] == do.ChangeMessage(a_message(reactions=(Reaction("🎉", ada),)))
    assert step(chat, reacted(on_=False), a_queue()).effects == ()
    assert step(chat, reacted(message=a_message(reactions=(Reaction("👍", ada),))), a_queue()).effects == ()


@pytest.mark.parametrize(
    "event",
    [
        reacted(agent=BOB),
        reacted(message=a_message(deleted=True)),
        reacted(message=a_message(visibility=Visibility.AGENTS)),
    ],
)
def test_what_the_customer_must_not_see_bears_no_emoji(event: on.MessageReacted) -> None:
    assert step(a_conversation(Status.ACTIVE), event, a_queue()).effects == ()


def test_the_unseen_and_the_late_put_no_emoji_on_anything() -> None:
    masked = a_conversation(Status.ACTIVE, participants=(replace(a_seat(), masked=True),))
    coach = a_conversation(Status.ACTIVE, participants=(replace(a_seat(), listening=Listening.MONITOR),))

    for chat in (masked, coach, a_conversation(Status.WRAP_UP)):
        assert step(chat, reacted(), a_queue()).effects == ()


def test_an_emoji_in_private_mode_is_for_nobody_else_and_one_from_before_can_be_taken_away() -> None:
    private = a_conversation(Status.ACTIVE, private=frozenset({ADA}))
    overtaken = a_conversation(Status.ACTIVE, private_until={ADA: later(10)})
    bearing = a_message(reactions=(Reaction("👍", agent_participant(ADA)),))

    for chat in (private, overtaken):
        assert step(chat, reacted(), a_queue()).effects == ()
        assert step(chat, reacted(message=bearing, on_=False), a_queue()).effects[0] == do.ChangeMessage(a_message())


def test_a_page_among_files_is_answered_like_any_other() -> None:
    picture = Media("f1", "a.png", "image/png", 10)  # type: ignore[arg-type]
    message = replace(PAGE, parts=(picture, *PAGE.parts))
    after = step(
        a_conversation(Status.ACTIVE), on.PageAnswered(NOW + timedelta(seconds=9), message, opened=True), a_queue()
    )

    changed = next(one.message for one in after.effects if isinstance(one, do.ChangeMessage))
    assert changed.parts[0] == picture
