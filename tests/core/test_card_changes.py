"""What a step changes on the root card is told from the state alone, and nothing that can be seen is missed."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.model import Conversation, Page, Status, Timer
from core.features.card_changes import AS_SHOWN, COLOUR, STATE, UNSEEN, WORDS, CardChange, card_change
from core.features.cards import Scene, root_card
from core.ids import AgentId, ChannelName, ExternalRef
from core.views import Card, Fact
from tests.build import ADA, NOW, a_conversation, a_directory, a_queue

OTHERS: dict[str, Any] = {
    "skipped": frozenset({AgentId("bob")}),
    "timers": {Timer.ANSWER: NOW},
    "agent_last_at": NOW + timedelta(hours=1),
    "told_waiting": True,
    "private_until": {AgentId("bob"): NOW},
    "skills": frozenset({"refunds"}),
    "preferred": AgentId("bob"),
    "sought_since": NOW,
    "push_allowed": True,
    "covered": True,
    "personal": AgentId("bob"),
    "version": 99,
    "opened_at": NOW - timedelta(days=1),
    "absent": (ChannelName("web"),),
    "taken": ((ChannelName("web"), ExternalRef("visitor:1")), (ChannelName("sms"), ExternalRef("sms:1"))),
}
"""Other values for what can't be seen on a card. Its id a chat never changes."""


def card_of(chat: Conversation) -> Card:
    """Render a chat's root card."""
    return root_card(Scene(chat, a_queue(), a_directory(), Registry(ALL)))


def test_each_field_of_a_chat_is_of_one_kind() -> None:
    assert sorted((*STATE, *WORDS, *COLOUR, *AS_SHOWN, *UNSEEN)) == sorted(field.name for field in fields(Conversation))


def test_a_chat_never_becomes_another_one() -> None:
    assert set(UNSEEN) - set(OTHERS) == {"id"}


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("name", list(OTHERS))
def test_what_cannot_be_seen_changes_no_card(name: str, status: Status) -> None:
    before = a_conversation(status, owner=ADA)
    after = replace(before, **{name: OTHERS[name]})

    assert card_change(before, after) is CardChange.NOTHING
    assert card_of(before) == card_of(after)


def test_what_is_unread_changes_no_card_and_stands_on_one_that_is_shown_anyway() -> None:
    before = a_conversation(Status.ACTIVE, owner=ADA, agent_last_at=NOW)
    after = replace(before, unread=7, customer_last_at=NOW)

    assert set(AS_SHOWN) == {"unread", "customer_last_at"}
    assert card_change(before, after) is CardChange.NOTHING
    assert Fact("Unread", "7, the newest", moment=NOW) in card_of(after).facts
    assert card_of(before) == card_of(replace(before, customer_last_at=NOW))
    assert card_of(before) == card_of(replace(after, agent_last_at=None))


def test_who_is_asked_is_words_as_long_as_the_chat_waits() -> None:
    waits = a_conversation(Status.QUEUED)
    rings = replace(waits, status=Status.OFFERED)

    assert card_change(waits, rings) is CardChange.WORDS
    assert card_change(rings, waits) is CardChange.WORDS
    assert card_change(waits, replace(rings, priority=5)) is CardChange.STATE
    assert card_change(rings, replace(rings, status=Status.ACTIVE)) is CardChange.STATE


def test_a_colour_is_told_from_where_a_chat_stands_and_from_words() -> None:
    chat = a_conversation()
    late = replace(chat, silence=1)

    assert card_change(chat, late) is CardChange.COLOUR
    assert card_change(chat, replace(late, page=Page("https://shop.example/pay"))) is CardChange.WORDS


def test_words_are_told_from_where_a_chat_stands() -> None:
    chat = a_conversation()

    assert card_change(chat, replace(chat, page=Page("https://shop.example/pay"))) is CardChange.WORDS
    assert card_change(chat, replace(chat, contact=ExternalRef("visitor:known"))) is CardChange.WORDS
    assert card_change(chat, replace(chat, first_words="Hello", status=Status.HANDLED)) is CardChange.STATE
    assert card_change(chat, replace(chat, owner=AgentId("bob"))) is CardChange.STATE
