"""Texts for Slack: escaped, cut and split, and still the same texts."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.escaping import clean, cut, escape, formats, plain, preview, width
from adapters.slack.pieces import MOST, MOST_ESCAPED, split

ANY_TEXT = st.text()
LONG_TEXT = st.builds(
    lambda parts, times: "".join(parts) * times,
    st.lists(
        st.one_of(st.text(max_size=30), st.sampled_from(["&<>", "👨‍👩‍👧", "🇩🇪🇫🇷", "é́́", "\n", " ", "👍🏽"])), max_size=20
    ),
    st.integers(1, 120),
)


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@settings(deadline=None)  # the machine may be busy
@given(ANY_TEXT)
def test_an_escaped_text_holds_no_markup_and_is_the_same_when_unescaped_once(text: str) -> None:
    escaped = escape(text)

    assert "<" not in escaped
    assert ">" not in escaped
    assert unescaped(escaped) == text


@settings(deadline=None)  # the machine may be busy
@given(st.text(st.one_of(st.characters(), st.sampled_from("\r\n\t\0\x7f\x85\ud83d\udc4d👍ab"))))
def test_cleaning_takes_out_controls_and_halves_of_characters_and_nothing_else(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (one for one in lines if one in "\n\t" or unicodedata.category(one) != "Cc")

    assert clean(text) == "".join("\ufffd" if unicodedata.category(one) == "Cs" else one for one in kept)


@settings(deadline=None)  # the machine may be busy
@given(st.text(st.one_of(st.characters(), st.sampled_from("\ud83d\udc4d👍ab"))))
def test_a_width_counts_what_is_beyond_the_basic_plane_twice(text: str) -> None:
    assert width(text) == sum(2 if one > "\uffff" else 1 for one in text)


@settings(deadline=None)  # the machine may be busy
@given(LONG_TEXT)
def test_pieces_joined_together_are_the_text_and_each_is_within_the_limits(text: str) -> None:
    pieces = [text[start:end] for start, end in split(text)]

    assert "".join(pieces) == text
    assert all(width(piece) <= MOST and width(escape(piece)) <= MOST_ESCAPED for piece in pieces)
    assert all(pieces) or not text


@pytest.mark.parametrize("sign", ["👨‍👩‍👧", "🇩🇪", "👍🏽", "é"])
def test_a_cut_never_parts_what_people_see_as_one_character(sign: str) -> None:
    text = "x" * (MOST - 3) + sign * 400

    first, second = (text[start:end] for start, end in list(split(text))[:2])

    assert first.removeprefix("x" * (MOST - 3)) == sign * (len(first.removeprefix("x" * (MOST - 3))) // len(sign))
    assert second.startswith(sign)


def test_a_text_is_cut_at_a_space_rather_than_inside_a_word() -> None:
    words = "palaver " * 1_000

    assert all(words[start:end].endswith(" ") for start, end in split(words))


def test_a_heap_of_accents_longer_than_a_message_is_cut_all_the_same() -> None:
    heap = "a" + "\u0301" * 9_000

    assert len(list(split(heap))) == 3


@settings(deadline=None)  # the machine may be busy
@given(ANY_TEXT, st.integers(1, 40))
def test_a_shortened_text_is_within_its_limit_and_says_so(text: str, limit: int) -> None:
    short = cut(text, limit)

    assert width(short) <= limit
    assert short == text or short.endswith("…")


@settings(deadline=None)  # the machine may be busy
@given(ANY_TEXT)
def test_a_plain_text_object_is_never_empty_and_holds_no_control_characters(text: str) -> None:
    shown = str(plain(text, 75)["text"])

    assert 1 <= width(shown) <= 75
    assert not [one for one in shown if unicodedata.category(one) == "Cc" and one not in "\n\t"]


def test_half_a_character_becomes_the_replacement_sign() -> None:
    assert clean("a\ud83db\x00\r\nc") == "a\ufffdb\nc"


@pytest.mark.parametrize("text", ["*bold*", "a _b_", "~x~", "`code`", ":tada:", "> quoted", "(*x*)"])
def test_what_mrkdwn_would_format_is_recognised_and_previewed_without_its_signs(text: str) -> None:
    assert formats(text)
    assert not formats(unescaped(preview(text)).removeprefix("> "))


@pytest.mark.parametrize("text", ["snake_case_name", "2 * 3 * 4", "10:30:00", "a~b", "https://a.example/x_y_z"])
def test_what_mrkdwn_leaves_alone_is_left_alone(text: str) -> None:
    assert not formats(text)
    assert unescaped(preview(text)) == text
