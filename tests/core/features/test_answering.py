"""Answers to an installation's own questions: read, or refused with what to write."""

import pytest

from core.features.answering import (
    LONGEST,
    LONGEST_NAME,
    Answer,
    NotUnderstood,
    as_text,
    chosen,
    name_in,
    read_answers,
    read_value,
)
from core.policy.forms import Field, FieldKind
from tests.build_policy import a_form

TEAS = ("Black tea", "Green tea", "2")


def test_good_answers_are_kept_in_the_order_of_the_form() -> None:
    form = a_form(Field("email", "Email", FieldKind.EMAIL), Field("text", "What is it?", FieldKind.LONG))
    read = read_answers(form, {"text": " It leaks.\nBadly. ", "email": "a@b.example", "other": "x"})
    assert not read.problems
    assert read.answers == (
        Answer("email", "Email", ("a@b.example",)),
        Answer("text", "What is it?", ("It leaks.\nBadly.",)),
    )
    assert as_text(read.answers) == "Email: a@b.example\nWhat is it?\nIt leaks.\nBadly."


def test_what_is_required_and_missing_is_a_problem_of_its_field() -> None:
    form = a_form(Field("email", "Email", FieldKind.EMAIL, required=True), Field("name", "Name"))
    assert read_answers(form, {"email": "  "}).problems == {"email": "Please fill this in."}


def test_what_is_wrong_with_an_answer_is_a_problem_of_its_field() -> None:
    form = a_form(Field("email", "Email", FieldKind.EMAIL), Field("name", "Name"))
    read = read_answers(form, {"email": "jo", "name": "Jo"})
    assert set(read.problems) == {"email"}
    assert read.answers == (Answer("name", "Name", ("Jo",)),)


def test_what_is_left_out_and_not_required_is_no_answer() -> None:
    assert read_answers(a_form(Field("name", "Name")), {}).answers == ()


@pytest.mark.parametrize(
    ("kind", "text", "word"),
    [
        (FieldKind.EMAIL, "a@b", "email"),
        (FieldKind.EMAIL, "a b@c.example", "email"),
        (FieldKind.PHONE, "call me", "phone"),
        (FieldKind.NUMBER, "12a", "number"),
        (FieldKind.DATE, "2026-02-30", "date"),
        (FieldKind.DATE, "tomorrow", "date"),
        (FieldKind.CHOICE, "coffee", "Black tea"),
        (FieldKind.MANY, "green tea, coffee", "Black tea"),
        (FieldKind.TEXT, "x" * (LONGEST + 1), "4000"),
        (FieldKind.TEXT, " ", "answer"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_to_write(kind: FieldKind, text: str, word: str) -> None:
    with pytest.raises(NotUnderstood, match=word) as refused:
        read_value(kind, TEAS, text)
    assert text.strip()[:30] not in refused.value.message or not text.strip()


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (FieldKind.EMAIL, "jo.o'b+x@mail.shop.example", ("jo.o'b+x@mail.shop.example",)),
        (FieldKind.PHONE, "+49 (30) 123-456", ("+49 (30) 123-456",)),
        (FieldKind.NUMBER, "-12.5", ("-12.5",)),
        (FieldKind.DATE, "2026-12-24", ("2026-12-24",)),
        (FieldKind.CHOICE, "green  TEA", ("Green tea",)),
        (FieldKind.MANY, "1; green tea\n1", ("Black tea", "Green tea")),
        (FieldKind.LONG, " a\nb ", ("a\nb",)),
        (FieldKind.TEXT, "a\n b", ("a b",)),
    ],
)
def test_what_fits_is_kept_as_it_was_written(kind: FieldKind, text: str, expected: tuple[str, ...]) -> None:
    assert read_value(kind, TEAS, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("black tea", "Black tea"),
        ("(1)", "Black tea"),
        ("2", "2"),  # its words go before its number
        ("3.", "2"),
        ("4", None),
        ("0", None),
        ("gre", "Green tea"),
        ("gr", None),
        ("", None),
    ],
)
def test_an_option_is_chosen_by_its_words_its_number_or_its_beginning(text: str, expected: str | None) -> None:
    assert chosen(TEAS, text) == expected


def test_a_beginning_that_fits_two_options_chooses_none() -> None:
    assert chosen(("Order status", "Order change"), "order") is None


def test_a_name_is_what_the_question_of_that_name_was_answered_with_on_one_line() -> None:
    asked = (Answer("email", "Email", ("jo@mail.example",)), Answer("name", "Name", (" Jo\n March",)))

    assert (name_in(asked), name_in(asked[:1])) == ("Jo March", "")
    assert len(name_in((Answer("name", "Name", ("x" * 4000,)),))) == LONGEST_NAME
