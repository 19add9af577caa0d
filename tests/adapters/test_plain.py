"""A text without formatting keeps the addresses of its links, and is cut where nothing breaks."""

import pytest

from adapters.plain import cut, units, with_addresses
from core.messages import Mark, MarkKind


def a_link(start: int, end: int, href: str) -> Mark:
    return Mark(MarkKind.LINK, start, end, href)


def test_an_address_stands_behind_its_words() -> None:
    marks = (a_link(13, 18, "https://two.example"), a_link(4, 8, "https://one.example"), Mark(MarkKind.BOLD, 0, 3))

    assert with_addresses("see this and these.", marks) == (
        "see this (https://one.example) and these (https://two.example)."
    )


@pytest.mark.parametrize("words", ["https://tea.example/", "tea.example", "TEA.example"])
def test_an_address_is_not_repeated_behind_words_that_are_the_address(words: str) -> None:
    assert with_addresses(words, (a_link(0, len(words), "https://tea.example"),)) == words


@pytest.mark.parametrize("text", ["word " * 30, "🍵" * 75, "\U0001f469\u200d\U0001f373" * 12 + " tea"])
def test_pieces_fit_and_hold_the_whole_text(text: str) -> None:
    pieces = list(cut(text, 40))

    assert len(pieces) > 1
    assert all(0 < units(one) <= 40 for one in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


def test_what_is_blank_is_no_piece() -> None:
    assert list(cut(" \n ", 40)) == []
