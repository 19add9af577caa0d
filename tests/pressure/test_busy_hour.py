"""A busy hour: 60 agents, 300 chats in six channels, Slack's limits in force on the same clock as all else.

What is asserted here stands in docs/slack.md, "How much a workspace takes". By default ten minutes are played, with
DESKBRIDGE_PRESSURE=full the whole hour.
"""

import asyncio

import pytest

from core.features.card_changes import CardChange
from tests.pressure.busy.hour import Hour, played
from tests.pressure.busy.plan import FULL

pytestmark = pytest.mark.timeout(1800)

POSTS_A_SECOND = 1.0
ON_THE_WAY = 2.0
"""Seconds that a message may take beside the posts before it in its channel."""
STATE, LOOKS, HOME = 60, 300 if FULL else 480, 60
"""How old may be: where a chat stands on its card; its colour and words; a home page. In seconds."""
LATE = 30
"""Seconds by which a reminder may be late."""


@pytest.fixture(scope="module")
def hour() -> Hour:
    """The hour, played once for all tests."""
    hour = asyncio.run(played())
    print(f"\n{hour}")  # noqa: T201 - the figures, for whoever runs this with -s
    return hour


def test_slack_refuses_nothing(hour: Hour) -> None:
    assert hour.refused == []


def test_every_message_arrives_once_within_its_channels_budget(hour: Hour) -> None:
    assert hour.lost == []
    late = [way for way in hour.ways if way.seconds > way.before / POSTS_A_SECOND + ON_THE_WAY]
    assert late == []
    assert max(hour.answers) <= ON_THE_WAY


def test_cards_are_no_older_than_stated(hour: Hour) -> None:
    assert hour.cards[CardChange.STATE] <= STATE
    assert max(hour.cards[CardChange.COLOUR], hour.cards[CardChange.WORDS]) <= LOOKS


def test_home_pages_are_no_older_than_stated(hour: Hour) -> None:
    assert hour.homes <= HOME


def test_nobody_is_reminded_late(hour: Hour) -> None:
    assert hour.reminders
    assert {chat: late for chat, late in hour.reminders.items() if late > LATE} == {}


def test_nothing_is_left_over(hour: Hour) -> None:
    assert hour.unfinished == []
    assert hour.stale == []
