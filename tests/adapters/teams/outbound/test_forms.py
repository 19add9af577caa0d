"""Forms as dialogs, and what was filled in."""

from typing import Any

import pytest

from adapters.teams import dialogs, forms
from adapters.teams.actions import button_from
from adapters.teams.forms import Problem, asked_from, submission_from
from core.views import Button, ButtonGroup, Fact, FieldKind, Form, FormField
from tests.adapters.teams.outbound.schema import checked, elements, said, titles
from tests.adapters.teams.outbound.values import CHAT, HOSTILE

QUEUES = (("billing", "Billing"), ("a,b%2C", "A, B"), ("c", "C"))
FORM = Form(
    "Transfer the chat",
    "Transfer",
    "transfer",
    CHAT,
    (
        FormField("queue", "Queue", "Where it goes", kind=FieldKind.CHOICE, options=QUEUES, initial="billing"),
        FormField("note", "Note", kind=FieldKind.LONG, required=False, initial="line one\nline two"),
        FormField("day", "Day", kind=FieldKind.DATE, initial="2026-11-21"),
        FormField("tags", "Tags", kind=FieldKind.MANY, options=QUEUES, initial="a,b%2C\nc"),
        FormField("who", "Agent", kind=FieldKind.SEARCH, options=(("ada", "Ada"),), initial="ada"),
        FormField("name", "Name"),
    ),
    intro="Where should it go?",
    rows=(Fact("Customer", "Mia *Wong*"),),
    values={"which": "m1"},
)


def card_of(dialog: dict[str, Any]) -> dict[str, Any]:
    return checked(dialog["card"]["content"])


def inputs(dialog: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Give the inputs by their field's name."""
    found = [one for one in elements(card_of(dialog)) if one["type"].startswith("Input.")]
    return {one["id"].partition(":")[2]: one for one in found}


def sent(dialog: dict[str, Any]) -> dict[str, Any]:
    """Give what comes back when a dialog is sent as it stands."""
    (submit,) = card_of(dialog)["actions"]
    filled = {one["id"]: one.get("value", "") for one in inputs(dialog).values()}
    return {**submit["data"], **filled}


def test_a_form_shows_its_fields_each_as_it_is_filled_in() -> None:
    found = inputs(forms.dialog(FORM))

    assert {name: one["type"] for name, one in found.items()} == {
        "queue": "Input.ChoiceSet",
        "note": "Input.Text",
        "day": "Input.Date",
        "tags": "Input.ChoiceSet",
        "who": "Input.ChoiceSet",
        "name": "Input.Text",
    }
    assert found["tags"]["isMultiSelect"]
    assert found["note"]["isMultiline"]
    assert [name for name, one in found.items() if one.get("isRequired")] == ["queue", "day", "tags", "who", "name"]
    assert {"Where it goes", "Where should it go?"} <= set(said(card_of(forms.dialog(FORM))).splitlines())


def test_what_is_sent_as_it_stands_is_what_the_form_was_filled_with() -> None:
    back = submission_from(sent(forms.dialog(FORM)))

    assert back is not None
    assert (back.command, back.conversation) == ("transfer", CHAT)
    assert back.values == {
        "which": "m1",
        "queue": "billing",
        "note": "line one\nline two",
        "day": "2026-11-21",
        "tags": "a,b%2C\nc",
        "who": "ada",
        "name": "",
    }


def test_what_was_wrong_stands_at_its_field_and_what_was_filled_in_is_kept() -> None:
    filled = {"queue": "c", "name": "Mia", "note": "new", "tags": "billing", "day": "no day"}
    dialog = forms.dialog(FORM, filled, Problem("Name: too short.", "name"))

    body = card_of(dialog)["body"]
    assert "too short." in str(body[-1])
    assert "Name: too short" not in str(body[-1])
    back = submission_from(sent(dialog))
    assert back is not None
    assert {**back.values, **filled, "day": ""} == dict(back.values)


@pytest.mark.parametrize("field", ["", "unknown"])
def test_what_was_wrong_with_no_field_stands_on_top(field: str) -> None:
    body = card_of(forms.dialog(FORM, {}, Problem("The chat has ended.", field)))["body"]

    assert "The chat has ended." in str(body[0])


def test_a_search_says_for_what_field_of_which_form() -> None:
    query = inputs(forms.dialog(FORM))["who"]["choices.data"]

    asked = asked_from(query["dataset"], "gra")

    assert query["type"] == "Data.Query"
    assert asked is not None
    assert (asked.command, asked.conversation) == ("transfer", CHAT)
    assert (asked.search.name, asked.search.typed, asked.search.values) == ("who", "gra", {"which": "m1"})


def test_what_was_found_can_be_chosen_and_comes_back() -> None:
    (found,) = forms.found((("a,b", "A, B {{DATE("), ("", "nothing")))

    assert "{{" not in found["title"]
    back = submission_from({"form": {"command": "transfer"}, "one:who": found["value"]})
    assert back is not None
    assert back.values == {"who": "a,b"}


@pytest.mark.parametrize("data", [None, [], {}, {"form": "x"}, {"form": {}}, {"form": {"command": 7}}])
def test_what_is_no_form_of_ours_is_none(data: object) -> None:
    assert submission_from(data) is None


@pytest.mark.parametrize("dataset", ["", "[]", "{}", '{"command":"x"}', '{"command":1,"field":"a"}', "\x00"])
def test_what_is_no_search_of_ours_is_none(dataset: str) -> None:
    assert asked_from(dataset, "x") is None


def test_a_field_that_was_left_empty_comes_back_empty() -> None:
    form = {"command": "x", "values": {}, "fields": ["who", "note", 7]}
    back = submission_from({"form": form, "text:who": "Ada"})

    assert back is not None
    assert back.values == {"who": "Ada", "note": ""}


def test_inputs_of_the_wrong_kind_are_left_out() -> None:
    back = submission_from({"form": {"command": "x", "values": {"a": 1, "b": "c"}}, "text:n": 7, "text:m": "y", 3: "z"})

    assert back is not None
    assert back.values == {"b": "c", "m": "y"}


def test_a_list_that_is_empty_is_a_text_and_a_long_one_is_searched_in_place() -> None:
    none = FormField("q", "Queue", kind=FieldKind.CHOICE)
    many = FormField("m", "Tags", kind=FieldKind.MANY, options=tuple((str(one), f"Tag {one}") for one in range(20)))
    long = FormField("l", "Queue", kind=FieldKind.CHOICE, options=tuple((str(one), str(one)) for one in range(1_000)))

    found = inputs(forms.dialog(Form("T", "S", "x", None, (none, many, long))))

    assert found["q"]["type"] == "Input.Text"
    assert (found["m"]["style"], found["l"]["style"]) == ("compact", "filtered")


def test_hostile_words_in_a_form_run_nothing() -> None:
    field = FormField("q", HOSTILE, HOSTILE, kind=FieldKind.MANY, options=(("1", HOSTILE),))
    form = Form(HOSTILE, HOSTILE, "x", None, (field,), intro=HOSTILE, rows=(Fact(HOSTILE, HOSTILE),))

    card = card_of(forms.dialog(form, {}, Problem(HOSTILE, "q")))

    shown = [value for one in elements(card) for key, value in one.items() if key in ("text", "label", "title")]
    shown += [one["title"] for one in inputs(forms.dialog(form))["q"]["choices"]]
    assert [one for one in shown if "{{" in one] == []


def test_a_question_has_the_click_itself_and_nothing_else() -> None:
    end = Button("End", "end", CHAT, {"x": "1"}, style="danger", confirm="End this chat?")

    card = card_of(dialogs.question(end))

    assert said(card) == "End this chat?"
    (clicked,) = [button_from(one["data"]) for one in elements(card) if one["type"] == "Action.Submit"]
    assert clicked == Button("end", "end", CHAT, {"x": "1"})


def test_all_that_can_be_done_is_listed_by_section() -> None:
    groups = (
        ButtonGroup("Talking", (Button("Note", "note", CHAT, asks=True),)),
        ButtonGroup("Ending", (Button("End", "end", CHAT, confirm="End?"),)),
    )

    card = card_of(dialogs.actions(groups))

    assert said(card).splitlines() == ["Talking", "Ending"]
    assert titles(card) == ["Note", "End"]
    assert "nothing that you can do" in said(card_of(dialogs.actions(())))


def test_a_notice_says_its_words_and_what_can_be_done() -> None:
    card = card_of(dialogs.notice("What to do", "The chat has ended.", (Button("Reopen", "reopen", CHAT),)))

    assert "The chat has ended." in said(card)
    assert titles(card) == ["Reopen"]
