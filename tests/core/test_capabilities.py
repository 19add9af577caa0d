"""The fitting of a message to a channel: everything that fits goes, everything lost is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.capabilities import Capabilities, Support, files_of, fit, needs_fetching, split_text
from core.ids import ExternalRef, FileId
from core.messages import Mark, MarkKind, Media, Text, Unfetched
from core.sentences import say

PICTURE = Media(FileId("f1"), "cat.png", "image/png", 3_000_000)
PAPER = Unfetched(ExternalRef("F1"), "bill.pdf", "application/pdf", 10)
FAMILY = "👨‍👩‍👧‍👦"
LIMITS = st.integers(min_value=1, max_value=60)


def dense(text: str) -> str:
    """Give a text without its white space."""
    return "".join(text.split())


@given(st.text(), LIMITS)
def test_pieces_joined_are_the_text_but_for_white_space(text: str, limit: int) -> None:
    assert dense("".join(split_text(text, limit))) == dense(text)


@given(st.text(alphabet="ab \n\t" + FAMILY, min_size=1), LIMITS)
def test_no_piece_is_above_the_limit_and_none_is_empty(text: str, limit: int) -> None:
    pieces = split_text(text, limit)

    assert all(0 < len(piece) <= limit for piece in pieces)


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=7), min_size=1))
def test_words_shorter_than_half_the_limit_are_never_cut(words: list[str]) -> None:
    pieces = split_text(" ".join(words), 16)

    assert " ".join(pieces).split() == words


@given(st.integers(min_value=0, max_value=40), st.integers(min_value=16, max_value=60))
def test_emoji_of_several_signs_is_not_cut_when_a_space_or_its_own_edge_is_near(before: int, limit: int) -> None:
    text = " ".join(["x" * before, *[FAMILY] * 8])

    assert "".join(split_text(text, limit)).count(FAMILY) == 8


@pytest.mark.parametrize("sign", [FAMILY, "🇨🇭", "👍🏽", "e\u0301", "❤\ufe0f"])
def test_sign_of_several_characters_is_not_cut_without_a_space_either(sign: str) -> None:
    assert all(piece == sign * (len(piece) // len(sign)) for piece in split_text(sign * 30, 25))


def test_one_endless_sign_is_cut_where_it_must_be() -> None:
    assert split_text("e" + "\u0301" * 9, 4) == ("e\u0301\u0301\u0301", "\u0301" * 4, "\u0301" * 2)


def test_cut_is_at_the_last_line_break_or_space_of_the_second_half() -> None:
    assert split_text("one two\nthree four", 13) == ("one two\nthree", "four")
    assert split_text("a bbbbbbbbbbbb", 8) == ("a bbbbbb", "bbbbbb")
    assert split_text("fits", 4) == ("fits",)
    assert split_text("", 4) == ("",)
    assert split_text(" " * 9, 4) == ("    ",)


def test_text_that_fits_keeps_its_formatting() -> None:
    text = Text("bold", (Mark(MarkKind.BOLD, 0, 4),))

    assert fit((text,), Capabilities(text_max=4)).parts == (text,)


def test_long_text_goes_in_pieces() -> None:
    fitted = fit((Text("one two three"),), Capabilities(text_max=8))

    assert fitted.parts == (Text("one two"), Text("three"))
    assert fitted.losses == ()


@pytest.mark.parametrize("support", [Support.DROPPED, Support.REJECTED])
def test_file_on_a_channel_without_files_is_lost_and_said(support: Support) -> None:
    fitted = fit((Text("see"), PICTURE), Capabilities(text_max=80, files=support, file_max=10**9))

    assert fitted.parts == (Text("see"),)
    assert fitted.losses == (say("loss_file", name="cat.png"),)


def test_file_above_the_channels_limit_is_lost_and_said() -> None:
    caps = Capabilities(text_max=80, files=Support.FULL, file_max=2_000_000)

    fitted = fit((PICTURE, PAPER), caps)

    assert fitted.parts == (PAPER,)
    assert fitted.losses == (say("loss_file_size", name="cat.png", limit=2),)


def test_files_are_fetched_or_still_to_be_fetched() -> None:
    assert needs_fetching((Text("x"), PAPER))
    assert not needs_fetching((Text("x"), PICTURE))
    assert files_of((Text("x"), PICTURE, PAPER)) == (PICTURE,)


def test_file_that_cannot_be_carried_goes_as_a_link_where_there_are_links() -> None:
    small = Media(FileId("f1"), "cat.png", "image/png", 10)
    large = Media(FileId("f2"), "dog.png", "image/png", 9_000_000)
    caps = Capabilities(text_max=100, files=Support.FULL, file_max=1_000_000)

    fitted = fit((small, large), caps, lambda media: f"https://x.example/{media.file}")

    link = Mark(MarkKind.LINK, 9, 29, "https://x.example/f2")
    assert fitted.parts == (small, Text("dog.png: https://x.example/f2", (link,)))
    assert fitted.losses == (say("file_linked", name="dog.png"),)
