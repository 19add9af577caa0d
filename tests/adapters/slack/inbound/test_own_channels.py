"""Channels that belong to one chat each: whose chat a message, a click or a slash command there is."""

from dataclasses import replace
from typing import Any

import pytest

from adapters.slack.clicks import read_shortcut
from adapters.slack.inbound import translate
from adapters.slack.slash import read_slash
from core.ids import DeskName, ExternalRef, PersonRef
from core.inbound import DeskMessage, Inbound, PersonSubject, Subject, ThreadSubject
from tests.adapters.slack.inbound.fakes import INSTALL, NOW, FakeNames, payload

DESK, ADA = DeskName("slack"), PersonRef("T0DEMO001/U0ADA0001")
WHOLE = ExternalRef("T0DEMO001/C0CHAT042/0.0")
HERE = replace(INSTALL, chats_in=lambda channel: channel == "C0CHAT042")
IN_CHANNEL = ThreadSubject(DESK, WHOLE, person=ADA)


def read(name: str, channel: str = "C0CHAT042", **changes: str) -> Inbound | None:
    raw = payload(name)
    raw["event"].update({"channel": channel, **changes})
    return translate(raw, HERE, FakeNames(), NOW)


def subject_of(inbound: Inbound | None) -> Subject:
    assert inbound is not None
    return inbound.subject


@pytest.mark.parametrize("name", ["root_message", "app_mention", "mention_in_channel"])
def test_message_at_the_root_is_the_channels_or_else_its_authors(name: str) -> None:
    inbound = read(name)

    assert subject_of(inbound) == IN_CHANNEL
    assert inbound is not None
    assert isinstance(inbound.body, DeskMessage)


def test_message_at_the_root_of_any_other_channel_is_nobodys() -> None:
    assert read("root_message", "C0SUPPORT") is None
    assert subject_of(read("mention_in_channel", "C0SUPPORT")) == PersonSubject(DESK, ADA)


def test_reply_in_a_thread_of_the_channel_falls_back_to_the_channel() -> None:
    root = "1700000001.000100"

    found = subject_of(read("thread_reply", thread_ts=root))

    assert found == ThreadSubject(DESK, ExternalRef(f"T0DEMO001/C0CHAT042/{root}"), fallback=WHOLE)


def test_reply_elsewhere_has_nothing_to_fall_back_to() -> None:
    found = subject_of(read("thread_reply", "C0SUPPORT"))

    assert isinstance(found, ThreadSubject)
    assert found.fallback is None
    assert found.person is None


def slash(channel: str) -> Subject:
    given: dict[str, Any] = {
        "command": "/chat",
        "text": "end",
        "user_id": "U0ADA0001",
        "team_id": "T0DEMO001",
        "channel_id": channel,
        "trigger_id": "1.2",
    }
    return subject_of(read_slash(given, HERE, FakeNames(), "/chat", NOW))


def test_slash_command_means_the_chat_of_its_channel() -> None:
    assert slash("C0CHAT042") == IN_CHANNEL
    assert slash("C0SUPPORT") == PersonSubject(DESK, ADA)
    assert slash("") == PersonSubject(DESK, ADA)


def test_shortcut_on_any_message_of_the_channel_means_its_chat() -> None:
    given = {
        "type": "message_action",
        "callback_id": "chat_actions",
        "trigger_id": "1.2",
        "user": {"id": "U0ADA0001", "team_id": "T0DEMO001"},
        "channel": {"id": "C0CHAT042"},
        "message": {"ts": "1700000001.000300", "thread_ts": "1700000001.000100"},
    }

    asked = read_shortcut(given, HERE)

    assert asked is not None
    assert asked.where.thread == WHOLE
