"""Menus as texts: what can be read, what is refused, what can be chosen."""

from dataclasses import replace

import pytest

from core.errors import ArgumentsInvalid
from core.features.menus import choice_of, menu, question_of, read_menu
from core.messages import Choices, Span, Text, Visibility
from tests.build import a_message

MENU = menu("Which tea?", ("Green", "Black"))


def test_the_text_of_a_menu_says_the_same_to_who_has_no_buttons() -> None:
    assert Text("Which tea?\n1. Green\n2. Black", asks=Choices(("Green", "Black"))) == MENU
    assert question_of(MENU.text, Choices(("Green", "Black"))) == "Which tea?"


def test_a_text_that_is_no_longer_the_menus_is_not_cut() -> None:
    assert question_of("Which ***", Choices(("Green", "Black"))) is None


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Which tea? | Green | Black", ""),
        ("Which tea?|Green|Black", ""),
        ("Which tea?\nGreen\nBlack", ""),
        ("Which tea?\n\n- Green\n* Black\n", ""),
        (" Which tea? ", "1. Green\n2) Black"),
        ("Which tea?", "Green | Black"),
    ],
)
def test_a_menu_is_read_however_it_is_typed(question: str, answers: str) -> None:
    assert read_menu(question, answers) == ("Which tea?", ("Green", "Black"))


def test_a_question_with_a_bar_is_kept_where_the_answers_stand_elsewhere() -> None:
    assert read_menu("Tea | coffee?", "Tea\nCoffee") == ("Tea | coffee?", ("Tea", "Coffee"))


@pytest.mark.parametrize(
    ("question", "answers", "key"),
    [
        ("", "a\nb", "menu_question"),
        ("x" * 1001, "a\nb", "menu_question"),
        ("What?", "a", "menu_choices"),
        ("What?", "\n".join(str(number) + "x" for number in range(11)), "menu_choices"),
        ("What?", f"a\n{'x' * 81}", "menu_choice_long"),
        ("What?", "Tea\ntea", "menu_choice_twice"),
    ],
)
def test_a_menu_that_is_none_is_refused(question: str, answers: str, key: str) -> None:
    with pytest.raises(ArgumentsInvalid) as refused:
        read_menu(question, answers)

    assert refused.value.sentence.key == key


def test_what_was_written_there_can_be_chosen() -> None:
    message = replace(a_message(), parts=(Text("before"), MENU))

    assert [choice_of(message, number) for number in (-1, 0, 1, 2)] == [None, "Green", "Black", None]
    assert choice_of(a_message(), 0) is None


@pytest.mark.parametrize(
    "change", [{"deleted": True}, {"masks": (Span(0, 2),)}, {"visibility": Visibility.AGENTS}], ids=str
)
def test_what_the_customer_does_not_see_can_not_be_chosen(change: dict[str, object]) -> None:
    message = replace(a_message(), parts=(MENU,), **change)  # type: ignore[arg-type]

    assert choice_of(message, 0) is None
