"""The activity form: its fields, what is read from it, and what it still needs."""

import pytest

from core.errors import ArgumentsInvalid
from core.features.activity_form import (
    Filled,
    fields_of,
    is_submitted,
    known_answers,
    read_form,
    read_one,
    still_needed,
    with_answer,
)
from core.features.answering import Answer
from core.policy.forms import Field, FieldKind, FormPlan
from core.sentences import say
from core.views import FieldKind as Shown
from tests.build import ADA, NOW

PLAN = FormPlan(
    "report",
    "Call report",
    (
        Field("order", "Order", FieldKind.NUMBER, required=True, help="On the bill."),
        Field("topics", "Topics", FieldKind.MANY, options=("Tea", "Cups")),
        Field("day", "Day", FieldKind.DATE),
    ),
)
KNOWN = Filled("report", ADA, NOW, (Answer("topics", "Topics", ("Tea", "Cups")),))


def test_the_form_shows_what_was_saved_and_what_it_needs_in_the_end() -> None:
    order, topics, day = fields_of(PLAN, KNOWN)

    assert (order.name, order.required, order.help) == (
        "a_order",
        False,
        "On the bill. Needed before the wrap-up ends.",
    )
    assert (topics.kind, topics.initial, topics.options) == (
        Shown.MANY,
        "Tea\nCups",
        (("Tea", "Tea"), ("Cups", "Cups")),
    )
    assert day.kind is Shown.DATE
    assert [one.required for one in fields_of(PLAN, None, all_at_once=True)] == [True, False, False]


def test_answers_of_another_form_are_none_of_this() -> None:
    assert known_answers(PLAN, Filled("other", ADA, NOW, KNOWN.answers)) == {}


def test_a_form_is_read_without_what_is_left_empty() -> None:
    answers = read_form(PLAN, {"a_order": "", "a_topics": "Cups\nTea", "a_day": "2026-03-02", "which": "x"})

    assert [(one.name, one.values) for one in answers] == [("topics", ("Cups", "Tea")), ("day", ("2026-03-02",))]
    assert [one.name for one in still_needed(PLAN, answers)] == ["order"]
    assert (is_submitted({"a_order": ""}), is_submitted({"which": "x"})) == (True, False)


def test_a_wrong_answer_is_refused_at_its_field() -> None:
    with pytest.raises(ArgumentsInvalid) as refused:
        read_form(PLAN, {"a_order": "soon"})

    assert refused.value.arg == "a_order"
    assert refused.value.sentence == say("activity_answer_wrong", label="Order", problem="Please write a number.")


def test_one_typed_answer_joins_the_others_in_the_forms_order() -> None:
    answers = with_answer(PLAN, KNOWN, read_one(PLAN, "order", "4711"))

    assert [(one.name, one.text) for one in answers] == [("order", "4711"), ("topics", "Tea, Cups")]
    with pytest.raises(ArgumentsInvalid) as refused:
        read_one(PLAN, "order", "x")
    assert refused.value.arg == "answer"
