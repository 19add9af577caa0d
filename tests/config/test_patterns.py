"""Regular expressions of admins: quick ones are taken, those that could take minutes are refused."""

import re

import pytest

from config.patterns import check_pattern


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:\d{4}[ -]?){3}\d{4}",
        r"(a|b){3}",
        "[ab]+c",
        r"\b(?:foo|bar)\b",
        r"(?i)order-\d+",
        r"\d{13,19}",
        r"(?:[ -]?\d{4}){3,4}",
        "a{,5}b",
        "(?P<a>x)y",
        "(?<=a)b+?",
        r"[(+]\)",
        "a{x}",
    ],
)
def test_a_pattern_that_is_quick_is_taken(pattern: str) -> None:
    assert check_pattern(pattern) == pattern


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(", "must be a regular expression: missing )"),
        ("x*", "finds nothing at all too"),
        (r"(a)\1", "must not refer back to a group"),
        ("(?x)a # (", "must be written without the flag x"),
        ("a+b*c{2,}", "must have at most 2 repetitions without end, or of more than 8 times"),
        ("(a+)+", "repeats a group"),
        ("(?:a|b)+", "repeats a group"),
        ("(?:a{2,}){3}", "repeats a group"),
        ("(?:a?){20}b", "repeats a group"),
        ("(?:(?:a?){8}){8}b", "repeats a group"),
    ],
)
def test_a_pattern_that_could_take_minutes_is_refused(pattern: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        check_pattern(pattern)
