"""What the brake finds in a text: words, patterns, and the numbers of cards however they are written (T7)."""

import re

import pytest

from core.features.brake import braked, spoken, titles
from core.messages import Span
from core.policy.brake import Brake, BrakeRule
from tests.build_policy import a_brake

CARDS = Brake((BrakeRule("cards", "a card number", cards=True),))


def found(text: str, brake: Brake = CARDS) -> list[str]:
    """Give the words that are found."""
    return [text[span.start : span.end] for span in braked(text, brake)]


@pytest.mark.parametrize(
    "number",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4111\u00a01111\u202f1111 1111",
        "\u0664\u0661\u0661\u0661 \u0661\u0661\u0661\u0661 1111 1111",
        "3782 822463 10005",
        "4222222222222",
    ],
)
def test_numbers_of_cards_are_found_however_they_are_written(number: str) -> None:
    assert found(f"it is {number}, thanks") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",
        "0000 0000 0000 0000",
        "call 0043 660 1234567",
        "12345678901234567890",
        "41111111 and 11111111",
        "",
    ],
)
def test_other_digits_are_let_through(text: str) -> None:
    assert found(text) == []


def test_digits_beside_a_cards_number_hide_nothing() -> None:
    assert found("order 12 4111 1111 1111 1111 ok") == ["4111 1111 1111 1111"]
    two = "4111 1111 1111 1111 5555 5555 5555 4444"
    assert found(two) == ["4111 1111 1111 1111", "5555 5555 5555 4444"]


def test_words_are_found_in_order_and_each_letter_once() -> None:
    assert braked("tea or Teapot", a_brake("tea", "teapot")) == (Span(0, 3), Span(7, 13))
    assert titles("tea or Teapot", a_brake("milk", "teapot", "tea")) == ("the word teapot", "the word tea")


def test_what_stands_deep_in_a_long_line_is_found() -> None:
    long = "x " * 2_000
    assert found(f"{long}secret {long}", a_brake("secret")) == ["secret"]
    edge = "y" * 595
    assert found(f"{edge} secret", a_brake("secret")) == ["secret"]


def test_several_things_are_named_as_people_do() -> None:
    assert [spoken(("a", "b", "c")[:count]) for count in (1, 2, 3)] == ["a", "a and b", "a, b and c"]


def test_without_rules_nothing_is_found() -> None:
    assert braked("4111111111111111", None) == ()
    assert titles("4111111111111111", None) == ()


def test_a_pattern_that_matches_nothing_finds_nothing() -> None:
    assert found("abc", Brake((BrakeRule("empty", "nothing", re.compile("z*")),))) == []
