"""Clean-up: formatting, tables, tracking, replacements; the words that stay keep their formatting (T6)."""

import re

import pytest

from core.features.cleaning import cleaned
from core.ids import FileId
from core.messages import Mark, MarkKind, Media, Text
from core.policy.cleaning import CleanUp, Replacement, Strip


def clean(text: str, *strip: Strip) -> str:
    """Give a text without what is stripped."""
    (part,) = cleaned((Text(text),), CleanUp(frozenset(strip)))
    assert isinstance(part, Text)
    return part.text


def test_without_rules_everything_stays() -> None:
    parts = (Text("a\tb"), Media(FileId("f"), "a.pdf", "application/pdf", 3))
    assert cleaned(parts, None) is parts
    assert cleaned(parts, CleanUp()) == parts


def test_formatting_goes_and_links_stay() -> None:
    link = Mark(MarkKind.LINK, 0, 4, "https://x.example")
    text = Text("here now", (link, Mark(MarkKind.BOLD, 0, 8)))
    assert cleaned((text,), CleanUp(frozenset({Strip.FORMATTING}))) == (Text("here now", (link,)),)


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ("| Tea | Price |\n|---|---:|\n| Green | 3 |", "Tea, Price\nGreen, 3"),
        ("Tea\tPrice\nGreen\t3", "Tea, Price\nGreen, 3"),
        ("\tTea\t\nGreen", "Tea\nGreen"),
        ("a | b", "a | b"),
        ("before\n---\nafter", "before\n---\nafter"),
    ],
)
def test_tables_become_lines(table: str, lines: str) -> None:
    assert clean(table, Strip.TABLES) == lines


@pytest.mark.parametrize(
    ("address", "bare"),
    [
        ("https://x.example/a?utm_source=m&b=1#c", "https://x.example/a?b=1#c"),
        ("https://x.example/a?fbclid=1", "https://x.example/a"),
        ("https://x.example/a?b=1", "https://x.example/a?b=1"),
        ("https://x.example/a", "https://x.example/a"),
        ("https://[x.example/a?utm_source=1", "https://[x.example/a?utm_source=1"),
    ],
)
def test_parameters_that_only_track_go(address: str, bare: str) -> None:
    assert clean(f"see {address} now", Strip.TRACKING) == f"see {bare} now"


def test_links_lose_their_tracking_under_their_words_too() -> None:
    text = Text("offer and more", (Mark(MarkKind.LINK, 0, 5, "https://x.example/?gclid=1&a=2"),))
    (part,) = cleaned((text,), CleanUp(frozenset({Strip.TRACKING})))
    assert isinstance(part, Text)
    assert part.marks[0].href == "https://x.example/?a=2"


def test_replacements_are_made_in_order_and_formatting_moves_with_its_words() -> None:
    rules = (
        Replacement("dash", re.compile(" -- "), " \u2013 "),
        Replacement("swap", re.compile(r"(\w+)@home"), r"home of \1"),
    )
    text = Text("x -- bold ada@home", (Mark(MarkKind.BOLD, 5, 9),))
    (part,) = cleaned((text,), CleanUp(replacements=rules))
    assert part == Text("x \u2013 bold home of ada", (Mark(MarkKind.BOLD, 4, 8),))


def test_formatting_of_words_that_go_goes_too_and_a_border_inside_moves_out() -> None:
    rules = (Replacement("gone", re.compile("secret"), ""),)
    gone = Text("a secret b", (Mark(MarkKind.BOLD, 2, 8), Mark(MarkKind.ITALIC, 4, 10), Mark(MarkKind.CODE, 0, 5)))
    (part,) = cleaned((gone,), CleanUp(replacements=rules))
    assert part == Text("a  b", (Mark(MarkKind.ITALIC, 2, 4), Mark(MarkKind.CODE, 0, 2)))
