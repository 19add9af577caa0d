"""Reasons for Not Ready: what words mean among them, and which one a note begins with."""

import pytest

from core.policy.absence import Absence

REASONS = Absence(("Lunch", "Team meeting", "Training", "Training of others"), own_words=False)


@pytest.mark.parametrize(
    ("words", "meant"),
    [("lunch", "Lunch"), ("LU", "Lunch"), ("t", None), ("training", "Training"), ("dentist", None), ("", None)],
)
def test_words_mean_a_reason_by_its_name_or_the_beginning_of_one_alone(words: str, meant: str | None) -> None:
    assert REASONS.find(words) == meant


@pytest.mark.parametrize(
    ("note", "reason"),
    [("Lunch", "Lunch"), ("Lunch: until two", "Lunch"), ("Lunches", None), ("dentist", None), ("", None)],
)
def test_a_note_begins_with_its_reason(note: str, reason: str | None) -> None:
    assert REASONS.named_in(note) == reason


def test_a_reason_must_be_chosen_only_where_there_is_one_and_nothing_else_does() -> None:
    assert [REASONS.must_choose, Absence(("Lunch",)).must_choose, Absence((), own_words=False).must_choose] == [
        True,
        False,
        False,
    ]
