"""Cards, prompts, forms and the home page: what Slack is given, and that it takes it whatever is in them."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import cards, forms, home, prompt
from adapters.slack.buttons import Numbers, rows, value_of
from adapters.slack.desk import link_to
from adapters.slack.inbound import Install
from adapters.slack.interactions_in import read_click
from adapters.slack.moments import moment
from core.errors import Permanent
from core.ids import ConversationId, DeskName, ExternalRef
from core.views import Button, Card, Fact, Form, FormField, Home, HomeChat, HomeSection, Prompt, Tone
from playground.slack import blocks as block_rules
from playground.slack.schema import Check
from tests.adapters.slack.outbound.desks import CARD, NOW

Json = dict[str, Any]

CHAT = ConversationId("01JXCONVERSATION000000001")
NASTY = st.one_of(
    st.text(), st.sampled_from(["<!channel>", "<@U0ADA|x>", "a *b* c", "x" * 5_000, "😀" * 900, "> q", ""])
)
LABEL = st.text(max_size=120)
BUTTONS = st.builds(
    Button,
    LABEL,
    st.sampled_from(["accept", "end", "invite"]),
    st.sampled_from([None, CHAT]),
    st.dictionaries(st.sampled_from(["which", "to"]), st.text(max_size=40), max_size=2),
    st.sampled_from(["plain", "primary", "danger"]),
    st.booleans(),
    st.one_of(st.none(), NASTY),
)
MOMENTS = st.one_of(st.none(), st.just(NOW), st.just(NOW + timedelta(seconds=30)))
TONES = st.sampled_from(Tone)
CARDS = st.builds(
    Card,
    title=NASTY,
    summary=NASTY,
    tone=TONES,
    status=NASTY,
    facts=st.lists(st.builds(Fact, NASTY, NASTY, MOMENTS), max_size=14).map(tuple),
    quote=NASTY,
    buttons=st.lists(BUTTONS, max_size=30).map(tuple),
    more=st.lists(BUTTONS, max_size=9).map(tuple),
    footnote=NASTY,
)
LINES = st.builds(
    HomeChat, NASTY, NASTY, MOMENTS, st.integers(0, 99), st.none(), TONES, st.lists(BUTTONS, max_size=3).map(tuple)
)
HOMES = st.builds(
    Home,
    NASTY,
    NASTY,
    TONES,
    st.lists(BUTTONS, max_size=4).map(tuple),
    st.lists(st.builds(HomeSection, NASTY, st.lists(LINES, max_size=70).map(tuple), NASTY), max_size=5).map(tuple),
)
FIELDS = st.builds(
    FormField,
    st.sampled_from(["text", "to"]),
    NASTY,
    NASTY,
    st.booleans(),
    st.booleans(),
    st.lists(st.tuples(st.text(max_size=200), NASTY), max_size=150, unique_by=lambda one: one[0]).map(tuple),
    NASTY,
)


def is_taken(blocks: list[Json], check: Check = block_rules.IN_VIEW) -> bool:
    problems: list[str] = []
    check(blocks, "/blocks", problems)
    problems += block_rules.duplicates(blocks, "/blocks")
    assert problems == []
    return True


def mrkdwn_of(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for one in value for text in mrkdwn_of(one)]
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            assert value["verbatim"] is True
            return [value["text"]]
        return [text for one in value.values() for text in mrkdwn_of(one)]
    return []


def is_harmless(value: object) -> bool:
    """No mention, no command, no foreign link: only our own dates may stand in angle brackets."""
    tokens = [token for text in mrkdwn_of(value) for token in text.split("<")[1:]]
    return all(token.startswith("!date^") for token in tokens)


def test_a_root_card_as_slack_gets_it() -> None:
    waiting = int((NOW - timedelta(minutes=3)).timestamp())

    assert cards.message(CARD, NOW) == {
        "text": "#42 Billing: Waiting",
        "parse": "none",
        "link_names": False,
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "Mia Wong", "emoji": False}},
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "text", "text": "🟠  "},
                            {"type": "text", "text": "Waiting", "style": {"bold": True}},
                        ],
                    }
                ],
            },
            {
                "type": "section",
                "fields": [
                    {
                        "type": "mrkdwn",
                        "text": f"*Waiting since*\n<!date^{waiting}^{{time}} · {{ago}}|2025-06-15 15:03 UTC>",
                        "verbatim": True,
                    },
                    {"type": "mrkdwn", "text": "*Page*\nRefunds", "verbatim": True},
                ],
            },
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_quote",
                        "elements": [{"type": "text", "text": "I was charged <twice> & nobody answers"}],
                    }
                ],
            },
            {
                "type": "actions",
                "elements": [
                    {
                        "type": "button",
                        "text": {"type": "plain_text", "text": "Accept", "emoji": True},
                        "action_id": "cmd:accept:0",
                        "value": "{}",
                        "style": "primary",
                    }
                ],
            },
            {
                "type": "context",
                "elements": [{"type": "plain_text", "text": "#42 · Billing · web", "emoji": False}],
            },
        ],
    }


@settings(max_examples=60)
@given(CARDS)
def test_any_card_is_taken_and_harmless(card: Card) -> None:
    made = cards.message(card, NOW)

    assert block_rules.accepted(made["blocks"])
    assert is_harmless(made)
    assert "<" not in made["text"]
    assert 1 <= len(made["text"]) <= 4_000


@settings(max_examples=60)
@given(NASTY, NASTY, st.lists(BUTTONS, max_size=30), st.one_of(st.none(), CARDS))
def test_any_prompt_is_taken_and_harmless(text: str, quote: str, buttons: list[Button], card: Card | None) -> None:
    made = prompt.message(Prompt(text, "key", quote, tuple(buttons), card), NOW)

    assert block_rules.accepted(made["blocks"])
    assert is_harmless(made)
    assert 1 <= len(made["text"]) <= 4_000


@settings(max_examples=40)
@given(HOMES)
def test_any_home_page_is_taken_and_harmless(page: Home) -> None:
    made = home.view(page, lambda _: "", NOW)

    assert is_taken(made["blocks"])
    assert is_harmless(made)


@settings(max_examples=60)
@given(NASTY, NASTY, st.lists(FIELDS, max_size=2, unique_by=lambda one: one.name), NASTY)
def test_any_form_is_taken(title: str, submit: str, fields: list[FormField], intro: str) -> None:
    made = forms.view(Form(title, submit, "note", CHAT, tuple(fields), intro), "{}")

    assert is_taken(made["blocks"])
    assert made["blocks"]
    assert all(1 <= len(made[part]["text"]) <= 24 for part in ("title", "submit", "close"))


def test_what_does_not_fit_on_the_home_page_is_counted() -> None:
    lines = tuple(HomeChat(f"#{n}", "Billing", NOW) for n in range(300))
    made = home.view(
        Home("Hello, Ada", "You are Ready", Tone.GOOD, (), (HomeSection("Waiting", lines, "Nobody"),)), str, NOW
    )

    shown = [block for block in made["blocks"] if block["type"] == "section"]
    assert len(made["blocks"]) <= 100
    assert made["blocks"][-1]["elements"][0]["text"] == f"and {300 - len(shown)} more"
    assert len(shown) > 90


def test_an_empty_part_of_the_home_page_says_so() -> None:
    made = home.view(Home("Hello", "", Tone.GOOD, (), (HomeSection("Waiting", (), "Nobody waits."),)), str, NOW)

    assert made["blocks"][-1]["elements"][0]["text"] == "Nobody waits."


def test_a_line_of_the_home_page_leads_to_its_thread() -> None:
    line = HomeChat("#42 <Mia> | *x*", "Billing", None, unread=2, link=ExternalRef("T0DEMO/C0SUPPORT/1.000200"))
    page = Home("Hello", "", Tone.GOOD, (), (HomeSection("Your chats", (line,), ""),))

    made = home.view(page, lambda ref: link_to("https://northwind.slack.com/", ref), NOW)

    assert made["blocks"][-1]["text"]["text"] == (
        "*<https://northwind.slack.com/archives/C0SUPPORT/p1000200?thread_ts=1.000200&amp;cid=C0SUPPORT"
        "|#42 &lt;Mia&gt; / x>*\nBilling · *2 unread*"
    )


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
            "text": "https://northwind.slack.com/archives/C0/p1?cid=C0",
            "url": "https://northwind.slack.com/archives/C0/p1?cid=C0",
        },
        {"type": "text", "text": "."},
    ]


def test_a_deadline_shows_its_seconds_and_the_past_how_long_ago() -> None:
    at = datetime(2025, 6, 15, 15, 0, tzinfo=UTC)

    assert moment(at, at - timedelta(seconds=30)) == f"<!date^{int(at.timestamp())}^{{time_secs}}|2025-06-15 15:00 UTC>"
    assert "{ago}" in moment(at, at + timedelta(seconds=30))
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


def test_more_options_than_a_menu_takes_are_grouped() -> None:
    options = tuple((f"a{n}", f"Agent {n}") for n in range(250))
    field = FormField("to", "Agent", options=options, initial="a240")

    made = forms.view(Form("Invite", "Invite", "invite", CHAT, (field,)))["blocks"][0]["element"]

    assert [len(group["options"]) for group in made["option_groups"]] == [100, 100, 50]
    assert made["option_groups"][2]["label"]["text"] == "201 to 250"
    assert made["initial_option"]["value"] == "a240"


def test_a_refused_form_shows_why_under_the_field() -> None:
    view = forms.view(Form("Note", "Keep", "note", CHAT, (FormField("text", "Note"), FormField("to", "To"))))

    assert forms.refusal(view, "Who?", "to") == {"response_action": "errors", "errors": {"to": "Who?"}}
    assert forms.refusal(view, "No.") == {"response_action": "errors", "errors": {"text": "No."}}


def test_a_refused_form_without_fields_says_why_in_its_place() -> None:
    view = forms.view(Form("End", "End", "end", CHAT, ()))

    made = forms.refusal(view, "This chat has ended.")

    assert made["response_action"] == "update"
    assert made["view"]["blocks"][0]["text"]["text"] == "⚠️ This chat has ended."
    assert is_taken(made["view"]["blocks"])


def test_a_form_that_must_remember_too_much_is_refused() -> None:
    with pytest.raises(Permanent):
        forms.view(Form("Note", "Keep", "note", CHAT, ()), "x" * 3_001)
