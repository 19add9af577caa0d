"""Cards, prompts and buttons: what Slack is given, and that it takes it whatever is in them."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import cards, prompt
from adapters.slack.buttons import Numbers, rows, value_of
from adapters.slack.clicks import read_click
from adapters.slack.inbound import Install
from adapters.slack.moments import moment
from core.agents.model import RoleAtWork
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.errors import Permanent
from core.features.homes import help_text
from core.ids import DeskName
from core.messages import Span
from core.views import Button, Card, Fact, Prompt
from playground.slack import blocks as block_rules
from tests.adapters.slack.outbound.desks import CARD, NOW
from tests.adapters.slack.outbound.drawn import BUTTONS, CARDS, CHAT, NASTY, is_harmless, is_taken
from tests.build import a_profile

GOLDEN = Path(__file__).parent / "golden" / "root_card.json"


def test_a_root_card_as_slack_gets_it() -> None:
    assert cards.message(CARD, NOW) == json.loads(GOLDEN.read_text("utf-8"))


@settings(max_examples=60, deadline=None)
@given(CARDS)
def test_any_card_is_taken_and_harmless(card: Card) -> None:
    made = cards.message(card, NOW)

    assert block_rules.accepted(made["blocks"])
    assert is_harmless(made)
    assert "<" not in made["text"]
    assert 1 <= len(made["text"]) <= 4_000


@settings(max_examples=60, deadline=None)
@given(NASTY, NASTY, st.lists(BUTTONS, max_size=30), st.one_of(st.none(), CARDS))
def test_any_prompt_is_taken_and_harmless(text: str, quote: str, buttons: list[Button], card: Card | None) -> None:
    made = prompt.message(Prompt(text, "key", quote, tuple(buttons), card), NOW)

    assert block_rules.accepted(made["blocks"])
    assert is_harmless(made)
    assert 1 <= len(made["text"]) <= 4_000


def test_a_value_with_formatting_signs_is_shown_as_it_is() -> None:
    card = replace(CARD, facts=(Fact("Page", "*half price* <now>"), Fact("Customer", "snake_case")))

    fields = next(block["fields"] for block in cards.message(card, NOW)["blocks"] if block["type"] == "section")

    assert fields[0] == {"type": "plain_text", "text": "Page\n*half price* <now>", "emoji": False}
    assert fields[1]["text"] == "*Customer*\nsnake_case"


def test_an_offer_without_a_status_line_shows_its_tone_in_the_title() -> None:
    made = cards.message(replace(CARD, status="", title="A chat for you"), NOW)

    assert made["blocks"][0]["text"]["text"] == "🟠  A chat for you"
    assert [block["type"] for block in made["blocks"][:2]] == ["header", "section"]


def test_an_address_in_the_bridges_own_words_can_be_clicked() -> None:
    made = prompt.message(Prompt("It is yours: https://northwind.slack.com/archives/C0/p1?cid=C0.", "key"), NOW)

    assert made["blocks"][0]["elements"][0]["elements"] == [
        {"type": "text", "text": "It is yours: "},
        {
            "type": "link",
            "text": "open thread",
            "url": "https://northwind.slack.com/archives/C0/p1?cid=C0",
        },
        {"type": "text", "text": "."},
    ]


def test_any_other_address_stays_to_be_read() -> None:
    made = prompt.message(Prompt("Page: https://slack.com.shop.example/archives/C0/p1", "key"), NOW)

    [_, shown] = made["blocks"][0]["elements"][0]["elements"]
    assert shown["text"] == shown["url"] == "https://slack.com.shop.example/archives/C0/p1"


def test_a_list_has_its_head_in_bold_and_its_points_as_points() -> None:
    words = "Your chats:\n• #1 Jo\n• #2 Kim\n\nWaiting:\n• \n\nNobody else waits."
    elements = prompt.message(Prompt(words, "key"), NOW)["blocks"][0]["elements"]

    shapes = ["rich_text_section", "rich_text_list"] * 2 + ["rich_text_section"]
    assert [one["type"] for one in elements] == shapes
    assert elements[0]["elements"] == [{"type": "text", "text": "Your chats:", "style": {"bold": True}}]
    assert [point["elements"][0]["text"] for point in elements[1]["elements"]] == ["#1 Jo", "#2 Kim"]
    assert elements[2]["elements"] == [{"type": "text", "text": "Waiting:", "style": {"bold": True}}]
    assert elements[4]["elements"] == [{"type": "text", "text": "Nobody else waits."}]


def test_the_list_of_all_commands_is_shown_to_its_end() -> None:
    words = help_text(Registry(ALL), a_profile(role=RoleAtWork.SUPERVISOR))

    made = prompt.message(Prompt(words, "key"), NOW)

    shown = json.dumps(made["blocks"], ensure_ascii=False)
    assert [command.name for command in ALL if command.summary not in shown] == []
    assert is_taken(made["blocks"])


@given(st.text(alphabet="a:• \nh", min_size=1, max_size=60))
def test_any_words_are_taken_as_an_answer(words: str) -> None:
    made = prompt.message(Prompt(words, "key"), NOW)

    assert is_taken(made["blocks"])


def test_the_way_to_the_chat_is_a_link_with_words() -> None:
    link = "https://northwind.slack.com/archives/C0/p1?cid=C0"

    made = prompt.message(Prompt("Jo waits for you.", "key", link=link), NOW)

    (shown,) = made["blocks"][-1]["elements"][0]["elements"]
    assert (shown["text"], shown["url"]) == ("Open the chat's thread", link)
    assert len(prompt.message(Prompt("Jo waits for you.", "key", link="slack://x"), NOW)["blocks"]) == 1


def test_a_deadline_shows_its_seconds_and_the_past_how_long_ago() -> None:
    at = datetime(2025, 6, 15, 15, 0, tzinfo=UTC)

    assert moment(at, at - timedelta(seconds=30)) == f"<!date^{int(at.timestamp())}^{{time_secs}}|2025-06-15 15:00 UTC>"
    assert "{ago}" in moment(at, at + timedelta(seconds=30))
    assert "{date_short_pretty}" in moment(at, at - timedelta(hours=14))  # tomorrow, where it is late already
    assert "{date_short_pretty}" in moment(at, at + timedelta(days=2))


def test_the_menu_takes_five_and_the_rest_are_buttons() -> None:
    more = [Button(f"B{n}", "end", CHAT) for n in range(7)] + [Button("Ask", "end", CHAT, confirm="Really?")]

    (row,) = rows((Button("Accept", "accept", CHAT),), more, Numbers())

    assert [element["type"] for element in row["elements"]] == ["button"] * 4 + ["overflow"]
    assert len(row["elements"][-1]["options"]) == 5
    assert row["elements"][3]["confirm"]["text"]["text"] == "Really?"


def test_a_single_line_makes_no_menu() -> None:
    (row,) = rows((), (Button("End", "end", CHAT),), Numbers())

    assert [element["type"] for element in row["elements"]] == ["button"]


def test_a_click_on_a_button_or_on_a_menus_line_is_read_back_as_what_it_was() -> None:
    install = Install(DeskName("slack"), "T0DEMO0001", "U0BRIDGE1", "B0BRIDGE1")
    button = Button("Send", "send", CHAT, {"which": "m1"}, asks=True)
    (row,) = rows((button,), (button, button), Numbers())
    plain, menu = row["elements"]

    for action in (plain, {"action_id": menu["action_id"], "selected_option": menu["options"][0]}):
        payload = {"actions": [action], "user": {"id": "U0ADA0001", "team_id": "T0DEMO0001"}, "trigger_id": "1.2"}
        asked = read_click(payload, install)

        assert asked is not None
        assert (asked.command, asked.where.conversation, dict(asked.values), asked.asks) == (
            "send",
            CHAT,
            {"which": "m1"},
            True,
        )


def test_a_button_that_remembers_too_much_is_refused_before_slack_is_asked() -> None:
    with pytest.raises(Permanent):
        rows((Button("Send", "send", CHAT, {"which": "x" * 2_001}),), (), Numbers())


def test_buttons_without_a_chat_carry_no_chat() -> None:
    assert json.loads(value_of(Button("Ready", "ready"))) == {}


def test_an_address_is_shown_as_itself_under_its_title() -> None:
    facts = (
        Fact("Page", "*Cart* <3", href="https://shop.example/cart?a=1&b=2"),
        Fact("Page", "https://shop.example/", href="https://shop.example/"),
        Fact("Page", "Trick", href="https://shop.example/|https://bank.example"),
        Fact("Page", "Script", href="javascript:alert(1)"),
    )

    fields = next(
        block["fields"] for block in cards.message(replace(CARD, facts=facts), NOW)["blocks"] if "fields" in block
    )

    assert [field["text"] for field in fields] == [
        "*Page*\nCart &lt;3\n<https://shop.example/cart?a=1&amp;b=2>",
        "*Page*\n<https://shop.example/>",
        "*Page*\nTrick",
        "*Page*\nScript",
    ]


def test_what_must_stand_out_in_a_quote_does() -> None:
    made = prompt.message(Prompt("Stopped.", "k", quote="a *bad* word", spans=(Span(2, 7),)), NOW)

    (quoted,) = [one["elements"][0]["elements"] for one in made["blocks"] if "quote" in str(one)]
    assert quoted == [
        {"type": "text", "text": "a "},
        {"type": "text", "text": "*bad*", "style": {"bold": True, "code": True}},
        {"type": "text", "text": " word"},
    ]
    assert prompt.message(Prompt("Stopped.", "k", quote=" ", spans=(Span(0, 1),)), NOW)["blocks"][1:] == []
