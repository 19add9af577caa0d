"""Forms and the home page: what Slack is given, and that it takes it whatever is in them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import forms, home
from adapters.slack.desk import link_to
from core.errors import Permanent
from core.ids import ExternalRef
from core.views import Fact, FieldKind, Form, FormField, Home, HomeChat, HomeSection, Tone
from tests.adapters.slack.outbound.desks import NOW
from tests.adapters.slack.outbound.drawn import CHAT, FIELDS, HOMES, NASTY, is_harmless, is_taken

Json = dict[str, Any]


@settings(max_examples=60, deadline=None)
@given(NASTY, NASTY, st.lists(FIELDS, max_size=2, unique_by=lambda one: one.name), NASTY)
def test_any_form_is_taken(title: str, submit: str, fields: list[FormField], intro: str) -> None:
    made = forms.view(Form(title, submit, "note", CHAT, tuple(fields), intro), "{}")

    assert is_taken(made["blocks"])
    assert made["blocks"]
    assert all(1 <= len(made[part]["text"]) <= 24 for part in ("title", "submit", "close"))


def test_more_options_than_a_menu_takes_are_grouped() -> None:
    options = tuple((f"a{n}", f"Agent {n}") for n in range(250))
    field = FormField("to", "Agent", kind=FieldKind.CHOICE, options=options, initial="a240")

    made = forms.view(Form("Invite", "Invite", "invite", CHAT, (field,)))["blocks"][0]["element"]

    assert [len(group["options"]) for group in made["option_groups"]] == [100, 100, 50]
    assert made["option_groups"][2]["label"]["text"] == "201 to 250"
    assert made["initial_option"]["value"] == "a240"


def test_a_refused_form_shows_why_under_the_field() -> None:
    view = forms.view(Form("Note", "Keep", "note", CHAT, (FormField("text", "Note"), FormField("to", "To"))))

    assert forms.refusal(view, "Who?", "to") == {"response_action": "errors", "errors": {"to": "Who?"}}
    assert forms.refusal(view, "No.") == {"response_action": "errors", "errors": {"text": "No."}}


def test_a_refusal_under_a_field_does_not_name_it_again() -> None:
    view = forms.view(Form("Report", "Save", "activity", CHAT, (FormField("a_order", "Order number"),)))
    errors = forms.refusal(view, "Order number: Please write a number.", "a_order")["errors"]

    assert errors == {"a_order": "Please write a number."}


def test_what_is_only_read_stands_in_columns_and_a_long_text_below() -> None:
    rows = (Fact("Article", "A dented tin"), Fact("From", "*Help*"), Fact("Text", "tea " * 40))
    short, long = forms.view(Form("Article", "Send", "article", CHAT, (), rows=rows))["blocks"]

    assert [one["text"] for one in short["fields"]] == ["*Article*\nA dented tin", "From\n*Help*"]
    assert long["text"]["text"].startswith("*Text*\ntea tea")


def test_a_refused_form_without_fields_says_why_in_its_place() -> None:
    view = forms.view(Form("End", "End", "end", CHAT, ()))

    made = forms.refusal(view, "This chat has ended.")

    assert made["response_action"] == "update"
    assert made["view"]["blocks"][0]["text"]["text"] == "⚠️ This chat has ended."
    assert is_taken(made["view"]["blocks"])


def test_a_form_that_must_remember_too_much_is_refused() -> None:
    with pytest.raises(Permanent):
        forms.view(Form("Note", "Keep", "note", CHAT, ()), "x" * 3_001)


@settings(max_examples=40, deadline=None)
@given(HOMES)
def test_any_home_page_is_taken_and_harmless(page: Home) -> None:
    made = home.view(page, lambda _: "", NOW)

    assert is_taken(made["blocks"])
    assert is_harmless(made)


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
