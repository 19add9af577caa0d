"""Reactions of Slack's: people's emoji on messages, and not our own marks."""

from typing import Any

import pytest

from adapters.slack.inbound import translate
from core.inbound import DeskReacted, Inbound, ThreadSubject
from tests.adapters.slack.inbound.fakes import INSTALL, NOW, FakeNames, payload


def reaction(**event: Any) -> Inbound | None:
    """Read a reaction in which these fields differ."""
    given = payload("reaction_added")
    given["event"] |= event
    return translate(given, INSTALL, FakeNames(), NOW)


def test_reaction_names_its_message_and_its_emoji() -> None:
    inbound = reaction()
    taken = reaction(type="reaction_removed", reaction="+1::skin-tone-3")

    assert inbound is not None
    assert taken is not None
    assert isinstance(inbound.subject, ThreadSubject)
    assert inbound.subject.person == "T0DEMO001/U0ADA0001"
    assert isinstance(inbound.body, DeskReacted)
    assert isinstance(taken.body, DeskReacted)
    assert (inbound.body.emoji, inbound.body.on) == ("👀", True)
    assert (taken.body.emoji, taken.body.on) == ("👍🏼", False)
    assert inbound.body.ref.endswith("C0SUPPORT/1700000001.000200")


@pytest.mark.parametrize(
    "event",
    [
        {"user": "U0BRIDGE1"},
        {"user": ""},
        {"reaction": "our-own-party-parrot"},
        {"item": {"type": "file", "file": "F1"}},
        {"item": {"type": "message", "channel": "C0SUPPORT", "ts": "soon"}},
    ],
)
def test_our_own_marks_and_what_is_no_emoji_on_a_message_mean_nothing(event: Any) -> None:
    assert reaction(**event) is None


def test_reaction_from_another_company_in_a_shared_channel_is_by_a_person_of_theirs() -> None:
    given = payload("reaction_added") | {"team_id": "T0THEIRS1", "is_ext_shared_channel": True}

    inbound = translate(given, INSTALL, FakeNames(), NOW)

    assert inbound is not None
    assert isinstance(inbound.body, DeskReacted)
    assert inbound.body.person == "T0THEIRS1/U0ADA0001"
