"""Each event and each timer has its handler; nothing is met for the first time in a running chat."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from core.conversation.changed import changed
from core.conversation.events import Event
from core.conversation.machine import EXPIRY, HANDLERS, TRANSITIONS, WHEN_NEW
from core.conversation.model import Status, Timer
from tests.build import ADA, NOW, a_conversation


def test_each_event_has_a_handler() -> None:
    assert set(HANDLERS) == set(get_args(Event))


def test_each_timer_has_a_handler_for_when_it_runs_out() -> None:
    assert set(EXPIRY) == set(Timer)


def test_the_tables_name_nothing_but_events() -> None:
    named = {event for events in TRANSITIONS.values() for event in events} | set(WHEN_NEW)

    assert named <= set(HANDLERS)


def test_a_changed_state_is_the_one_that_replace_makes() -> None:
    chat = a_conversation(Status.ACTIVE)

    after = changed(chat, owner=None, unread=3, customer_last_at=NOW)

    assert after == replace(chat, owner=None, unread=3, customer_last_at=NOW)
    assert chat.owner == ADA


def test_a_field_that_a_chat_does_not_have_cannot_be_changed() -> None:
    unknown: dict[str, Any] = {"colour": "red"}

    with pytest.raises(KeyError):
        changed(a_conversation(), **unknown)
