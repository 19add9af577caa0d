"""A number in pieces is found once its last piece is there (S5)."""

import re
from time import process_time

import pytest

from core.features.sensitive.pieces import is_bare, spread
from core.policy.masking import Masking, Sensitive

RULES = Masking(frozenset(Sensitive), allow=(re.compile("ORD-[0-9]+"),))


def found(*texts: str, rules: Masking = RULES) -> list[str]:
    """Give the pieces that are found, in order."""
    spans = spread(texts, rules)
    return [texts[number][one.start : one.end] for number in sorted(spans) for one in spans[number]]


@pytest.mark.parametrize(
    ("texts", "pieces"),
    [
        (("4111 1111", "1111 1111"), ["4111 1111", "1111 1111"]),
        (("4111", "1111", "1111", "1111"), ["4111", "1111", "1111", "1111"]),
        (("my card is 4111 1111 1111", "1111 exp 12/27"), ["4111 1111 1111", "1111"]),
        (("first half: 41111111", "second half: 11111111, thanks"), ["41111111", "11111111"]),
        (("4111 1111", "wait, my daughter is calling", "1111 1111"), ["4111 1111", "1111 1111"]),
        (("4111 1111", "was it 50 or 60?", "1111 1111"), ["4111 1111", "1111 1111"]),
        (("order 12 4111 1111", "1111 1111"), ["4111 1111", "1111 1111"]),
        (("411111111111111", "1"), ["411111111111111", "1"]),
        (
            ("\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11", "1111-1111"),
            ["\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11", "1111-1111"],
        ),
        (("hello", "in 2026 I paid 3782 822463", "10005"), ["3782 822463", "10005"]),
        (("DE89 3704 0044", "0532 0130 00 please"), ["DE89 3704 0044", "0532 0130 00"]),
        (("DE89", "3704 0044 0532", "0130 00"), ["DE89", "3704 0044 0532", "0130 00"]),
    ],
)
def test_pieces_are_found_with_their_last(texts: tuple[str, ...], pieces: list[str]) -> None:
    assert found(*texts) == pieces


@pytest.mark.parametrize(
    "texts",
    [
        ("4111 1111",),
        ("4111 1111", "thanks"),
        ("4111 1111", "1111 1112"),
        ("ORD-41111111", "1111 1111"),
        ("4111 1111", "I need 11111 and 111"),
        ("1", "2", "3"),
        ("+41111111", "11111111"),
        (),
    ],
)
def test_other_digits_in_a_row_are_left(texts: tuple[str, ...]) -> None:
    assert found(*texts) == []


def test_only_what_is_wanted_is_looked_for() -> None:
    assert found("4111 1111", "1111 1111", rules=Masking(frozenset({Sensitive.IBANS}))) == []
    assert found("DE89 3704 0044", "0532 0130 00", rules=Masking(frozenset({Sensitive.CARDS}))) == []


def test_a_text_of_digits_alone_is_told() -> None:
    assert [is_bare(text) for text in ("4111 1111", " \u0664\u0661-", "4111 x", "", "-")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_what_anybody_sends_costs_little() -> None:
    many = "a12345678901234567890 " * 180
    began = process_time()
    spread((many,) * 8, RULES)
    assert process_time() - began < 0.5
