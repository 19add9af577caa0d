"""Formatting written by hand: read, and written again for editing (T8)."""

import pytest

from core.features.markup import formatted, written
from core.messages import Mark, MarkKind, Text


@pytest.mark.parametrize(
    ("hand", "text", "marks"),
    [
        ("plain", "plain", ()),
        ("*bold* end", "bold end", (Mark(MarkKind.BOLD, 0, 4),)),
        ("an _italic_ word", "an italic word", (Mark(MarkKind.ITALIC, 3, 9),)),
        ("*b _i_*", "b i", (Mark(MarkKind.BOLD, 0, 3), Mark(MarkKind.ITALIC, 2, 3))),
        ("[words](https://x.example/a_b)", "words", (Mark(MarkKind.LINK, 0, 5, "https://x.example/a_b"),)),
        ("[mail](mailto:a@b.example)", "mail", (Mark(MarkKind.LINK, 0, 4, "mailto:a@b.example"),)),
        ("*[w](https://x.example)*", "w", (Mark(MarkKind.BOLD, 0, 1), Mark(MarkKind.LINK, 0, 1, "https://x.example"))),
    ],
)
def test_formatting_is_read_and_written_again(hand: str, text: str, marks: tuple[Mark, ...]) -> None:
    assert formatted(hand) == Text(text, marks)
    assert written(formatted(hand)) == hand


@pytest.mark.parametrize(
    "hand",
    [
        "2 * 3 * 4",
        "snake_case_name",
        "*open",
        "* not *",
        "a*b*c",
        "[x](javascript:alert)",
        "[x](http)",
        "_ _",
        "*a\nb*",
    ],
)
def test_signs_that_format_nothing_stay_signs(hand: str) -> None:
    assert formatted(hand) == Text(hand)


def test_addresses_are_links_and_their_signs_format_nothing() -> None:
    assert formatted("https://x.example/_a_/*b*.") == Text(
        "https://x.example/_a_/*b*.", (Mark(MarkKind.LINK, 0, 24, "https://x.example/_a_/*b"),)
    )
    assert written(formatted("see https://x.example.")) == "see https://x.example."


def test_what_has_no_sign_is_written_plain() -> None:
    assert written(Text("code", (Mark(MarkKind.CODE, 0, 4),))) == "code"
    assert written(Text("a b", (Mark(MarkKind.BOLD, 0, 2),))) == "a b"
