"""Events of Slack's, as its pages show them, become the core's values. Each file names its page."""

from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.slack.inbound import Install, translate
from core.conversation.model import HoldReason
from core.ids import DeskName
from core.inbound import (
    DeskEcho,
    DeskEdited,
    DeskMessage,
    DeskTrouble,
    HomeOpened,
    Inbound,
    PersonSubject,
    ThreadSubject,
)
from core.messages import Mark, MarkKind, Text, Unfetched, plain_text
from tests.adapters.slack.inbound.fakes import INSTALL, NOW, FakeNames, payload

THREAD = ThreadSubject(DeskName("slack"), "T0DEMO001/C0SUPPORT/1700000000.000100")  # type: ignore[arg-type]
ADA = PersonSubject(DeskName("slack"), "T0DEMO001/U0ADA0001")  # type: ignore[arg-type]


def read(name: str, install: Install = INSTALL) -> Inbound | None:
    return translate(payload(name), install, FakeNames(), NOW)


def message(name: str, install: Install = INSTALL) -> DeskMessage:
    inbound = read(name, install)
    assert inbound is not None
    assert isinstance(inbound.body, DeskMessage)
    return inbound.body


def test_reply_in_a_thread_carries_its_words_and_marks() -> None:
    inbound = read("thread_reply")
    assert inbound == Inbound(
        source="slack",
        dedupe="message:C0SUPPORT:1700000001.000200",
        subject=THREAD,
        body=DeskMessage(
            desk=DeskName("slack"),
            person="T0DEMO001/U0ADA0001",  # type: ignore[arg-type]
            ref="T0DEMO001/C0SUPPORT/1700000001.000200",  # type: ignore[arg-type]
            parts=(Text("Good morning & welcome", (Mark(MarkKind.BOLD, 5, 12),)),),
            name="Ada Lovelace",
        ),
        at=datetime(2023, 11, 14, 22, 13, 21, 200, tzinfo=UTC),
    )


@pytest.mark.parametrize("name", ["thread_broadcast", "me_message"])
def test_other_ways_to_reply_count_once_and_as_a_reply(name: str) -> None:
    inbound = read(name)
    assert inbound is not None
    assert inbound.subject == THREAD
    assert inbound.dedupe == "message:C0SUPPORT:1700000001.000200"


def test_mention_and_message_of_the_same_moment_are_one() -> None:
    as_mention, as_message = read("app_mention"), read("mention_in_channel")
    assert as_mention == as_message
    assert as_mention is not None
    assert as_mention.subject == ADA
    assert isinstance(as_mention.body, DeskMessage)
    assert as_mention.body.mentioned
    assert as_mention.body.parts == (Text("list"),)


def test_bot_named_first_in_a_thread_is_a_command_to_it() -> None:
    body = message("mention_in_thread")
    assert body.mentioned
    assert plain_text(body.parts) == "end please"


def test_message_outside_of_threads_is_not_ours_to_read() -> None:
    assert read("root_message") is None


def test_root_of_a_thread_is_no_reply_in_it() -> None:
    raw = payload("root_message")
    raw["event"]["thread_ts"] = raw["event"]["ts"]
    assert translate(raw, INSTALL, FakeNames(), NOW) is None


def test_app_that_names_the_bot_in_a_channel_gives_no_command() -> None:
    raw = payload("mention_in_channel")
    raw["event"]["bot_id"] = "B0OTHER01"
    assert translate(raw, INSTALL, FakeNames(), NOW) is None


def test_what_no_database_takes_is_replaced() -> None:
    raw = payload("me_message")
    raw["event"]["text"] = "a\x00b\ud800c\n"
    inbound = translate(raw, INSTALL, FakeNames(), NOW)
    assert inbound is not None
    assert isinstance(inbound.body, DeskMessage)
    assert plain_text(inbound.body.parts) == "a\ufffdb\ufffdc"


def test_direct_message_to_the_bot_belongs_to_its_author() -> None:
    inbound = read("direct_message")
    assert inbound is not None
    assert inbound.subject == ADA
    assert isinstance(inbound.body, DeskMessage)
    assert inbound.body.direct


@pytest.mark.parametrize("name", ["own_post_with_bot_id", "own_post_with_user"])
@pytest.mark.parametrize("bot_id", ["B0BRIDGE1", ""])
def test_own_post_is_an_echo_in_both_shapes_even_before_slack_told_our_ids(name: str, bot_id: str) -> None:
    inbound = read(name, Install(DeskName("slack"), "T0DEMO001", "U0BRIDGE1" if bot_id else "", bot_id))
    assert inbound is not None
    assert inbound.body == DeskEcho(DeskName("slack"), "post:m1", "T0DEMO001/C0SUPPORT/1700000002.000300")  # type: ignore[arg-type]
    assert inbound.subject == THREAD


def test_own_post_without_a_key_is_forgotten() -> None:
    raw = payload("own_post_with_user")
    del raw["event"]["blocks"]
    assert translate(raw, INSTALL, FakeNames(), NOW) is None


def test_post_of_another_app_is_doubted() -> None:
    body = message("other_bot")
    assert body.doubt is HoldReason.BOT
    assert body.person == "T0DEMO001/B0OTHER01"
    assert body.parts == (Text("Deployed v2", (Mark(MarkKind.BOLD, 9, 11),)),)


def test_change_of_another_apps_post_is_ignored_so_that_a_released_text_cannot_change() -> None:
    raw = payload("edited")
    raw["event"]["message"]["bot_id"] = raw["event"]["previous_message"]["bot_id"] = "B0OTHER01"
    assert translate(raw, INSTALL, FakeNames(), NOW) is None


def test_edit_is_known_by_its_own_moment() -> None:
    inbound = read("edited")
    assert inbound is not None
    assert inbound.dedupe == "edit:C0SUPPORT:1700000001.000200:1700000010.000000"
    assert inbound.subject == THREAD
    assert isinstance(inbound.body, DeskEdited)
    assert inbound.body.ref == "T0DEMO001/C0SUPPORT/1700000001.000200"
    assert inbound.body.parts == (Text("Good evening"),)


@pytest.mark.parametrize("name", ["link_preview", "preview_of_edited", "reply_counter"])
def test_change_that_nobody_made_is_no_edit(name: str) -> None:
    assert read(name) is None


def test_deleted_message_has_no_parts() -> None:
    inbound = read("deleted")
    assert inbound is not None
    assert inbound.subject == THREAD
    assert isinstance(inbound.body, DeskEdited)
    assert inbound.body.parts is None
    assert inbound.dedupe == "deleted:C0SUPPORT:1700000001.000200"


def test_file_is_announced_by_its_address() -> None:
    body = message("file_share")
    url = "https://files.slack.com/files-pri/T0DEMO001-F0PICTURE/download/invoice.pdf"
    assert body.parts == (
        Unfetched(f"T0DEMO001/F0PICTURE/{url}", "invoice.pdf", "application/pdf", 12345),  # type: ignore[arg-type]
    )
    assert body.doubt is None


@pytest.mark.parametrize("name", ["file_gone", "forwarded"])
def test_what_cannot_be_carried_over_whole_is_doubted(name: str) -> None:
    body = message(name)
    assert body.doubt is HoldReason.UNREADABLE
    assert "secret" not in plain_text(body.parts)


def test_member_of_another_company_carries_their_own_team() -> None:
    inbound = read("external_member")
    assert inbound is not None
    assert inbound.subject == THREAD
    assert isinstance(inbound.body, DeskMessage)
    assert inbound.body.person == "T0OTHERCO/U0FOREIGN"


def test_event_of_another_workspace_is_not_ours() -> None:
    assert read("another_workspace") is None


def test_home_is_opened_by_a_person() -> None:
    inbound = read("home_opened")
    assert inbound is not None
    assert inbound.body == HomeOpened(DeskName("slack"), ADA.person)
    assert inbound.subject == ADA
    assert inbound.dedupe == "event:Ev0000030"


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("channel_archive", "archived"),
        ("group_archive", "archived"),
        ("channel_unarchive", "unarchived"),
        ("group_unarchive", "unarchived"),
        ("member_left_channel", "removed"),
        ("member_joined_channel", "added"),
        ("group_left", "removed"),
        ("channel_deleted", "deleted"),
    ],
)
def test_trouble_names_its_place(name: str, what: Any) -> None:
    inbound = read(name)
    assert inbound is not None
    assert inbound.body == DeskTrouble(DeskName("slack"), what, "T0DEMO001/C0SUPPORT")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["member_left_channel", "member_joined_channel"])
def test_coming_and_going_of_others_is_no_trouble(name: str) -> None:
    raw = payload(name)
    raw["event"]["user"] = "U0ADA0001"
    assert translate(raw, INSTALL, FakeNames(), NOW) is None


@pytest.mark.parametrize(("name", "what"), [("tokens_revoked", "revoked"), ("app_uninstalled", "uninstalled")])
def test_loss_of_the_whole_desk_has_no_place(name: str, what: Any) -> None:
    inbound = read(name)
    assert inbound is not None
    assert inbound.body == DeskTrouble(DeskName("slack"), what)


def test_revoked_token_of_a_person_is_no_trouble() -> None:
    raw = payload("tokens_revoked")
    raw["event"]["tokens"] = {"oauth": ["U0ADA0001"], "bot": []}
    assert translate(raw, INSTALL, FakeNames(), NOW) is None


@pytest.mark.parametrize("name", ["channel_topic"])
def test_what_means_nothing_is_forgotten(name: str) -> None:
    assert read(name) is None


def test_words_around_a_slash_stay_as_typed() -> None:
    raw = payload("me_message")
    raw["event"]["text"] = " /end now "
    inbound = translate(raw, INSTALL, FakeNames(), NOW)
    assert inbound is not None
    assert isinstance(inbound.body, DeskMessage)
    assert plain_text(inbound.body.parts) == " /end now "


def test_everything_that_a_person_can_type() -> None:
    (words,) = message("everything_rich").parts
    assert isinstance(words, Text)
    assert words.text.split("\n") == [
        "Dear @Grace Hopper, see the offer in #sales 🎉👍🏼:northwind: <b> & co",
        "• one",
        "• two",
        "    2. second",
        "> said",
        "> so",
        "x = 1",
        "y = 2",
        "@here @billing 14 November",
    ]
    marked = {(mark.kind, words.text[mark.start : mark.end], mark.href) for mark in words.marks}
    assert marked == {
        (MarkKind.LINK, "the offer", "https://example.com/a?b=1&c=2"),
        (MarkKind.ITALIC, "two", None),
        (MarkKind.CODE, "x = 1\ny = 2", None),
    }


def test_unknown_element_makes_the_plain_text_count() -> None:
    assert plain_text(message("unknown_element").parts) == "the <words> themselves"
