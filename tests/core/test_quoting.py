"""What a sentence says back of what was typed: a short first word, never a long number."""

import pytest

from core.quoting import MOST, quoted


@pytest.mark.parametrize("words", ["", "Grace", "soon", "12345", "#42"])
def test_a_short_word_is_said_back_as_it_is(words: str) -> None:
    assert quoted(words) == words


def test_of_several_words_the_first_is_said_back() -> None:
    assert quoted("  card 4111 1111 1111 1111 was refused") == "card …"


def test_a_long_word_is_cut() -> None:
    cut = quoted("x" * 400)
    assert len(cut) == MOST
    assert cut == "x" * (MOST - 1) + "…"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("4111111111111111", "…"),
        ("123456", "…"),
        ("4111-1111-1111-1111", "…"),
        ("+49.30.123456", "+…"),
        ("DE89370400440532013000", "DE…"),
        ("card4111111111111111", "card…"),
    ],
)
def test_a_long_number_is_not_said_back(word: str, said: str) -> None:
    assert quoted(word) == said
