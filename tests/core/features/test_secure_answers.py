"""What customers fill into secure forms: what is taken, how it is kept, and what is wrong with the rest."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.features.secure_answers import (
    LONGEST,
    Attached,
    NotTaken,
    Taken,
    Wrong,
    card_number,
    read_secure_form,
)
from core.features.sensitive.brands import has_check_digit
from core.policy.secure_forms import Input, SecureForm, SecureKind, Words
from tests.build_policy import a_secure_form

TODAY = date(2026, 11, 22)
KINDS = SecureKind


def one(kind: SecureKind, **more: object) -> SecureForm:
    """Make a form of one input."""
    return a_secure_form("f", Input("x", Words("X", options=("Green", "Black")), kind, **more))  # type: ignore[arg-type]


def read(kind: SecureKind, words: str, **more: object) -> str | Wrong:
    """Give what one answer is kept as, or what is wrong with it."""
    taken = read_secure_form(one(kind, **more), {"x": words}, TODAY)
    return taken.wrong["x"] if taken.wrong else taken.values[0].text


@pytest.mark.parametrize(
    ("kind", "words", "kept"),
    [
        (KINDS.TEXT, "  Elm Street 1 ", "Elm Street 1"),
        (KINDS.LONG, "a\r\nb", "a\nb"),
        (KINDS.EMAIL, "ada@example.com", "ada@example.com"),
        (KINDS.EMAIL, "ada@", Wrong.EMAIL),
        (KINDS.PHONE, "+49 30 123456", "+49 30 123456"),
        (KINDS.PHONE, "call me", Wrong.PHONE),
        (KINDS.NUMBER, "-3,5", "-3,5"),
        (KINDS.NUMBER, "three", Wrong.NUMBER),
        (KINDS.DATE, "2026-12-24", "2026-12-24"),
        (KINDS.DATE, "2026-02-30", Wrong.DATE),
        (KINDS.DATE, "24.12.2026", Wrong.DATE),
        (KINDS.CHOICE, "Black", "Black"),
        (KINDS.CHOICE, "Oolong", Wrong.CHOICE),
        (KINDS.SSN, "219099999", "219-09-9999"),
        (KINDS.SSN, "000-12-3456", Wrong.SSN),
        (KINDS.SSN, "666-12-3456", Wrong.SSN),
        (KINDS.SSN, "900-12-3456", Wrong.SSN),
        (KINDS.SSN, "219-00-9999", Wrong.SSN),
        (KINDS.SSN, "219-09-0000", Wrong.SSN),
        (KINDS.SSN, "219-09-999", Wrong.SSN),
        (KINDS.EXPIRY, "11/26", "2026-11"),
        (KINDS.EXPIRY, "1128", "2028-11"),
        (KINDS.EXPIRY, "3 / 2030", "2030-03"),
        (KINDS.EXPIRY, "10/26", Wrong.EXPIRED),
        (KINDS.EXPIRY, "13/28", Wrong.EXPIRY),
        (KINDS.EXPIRY, "01/2090", Wrong.EXPIRY),
        (KINDS.EXPIRY, "soon", Wrong.EXPIRY),
    ],
)
def test_each_kind_takes_what_fits_and_names_what_does_not(kind: SecureKind, words: str, kept: str | Wrong) -> None:
    assert read(kind, words) == kept


@pytest.mark.parametrize(
    "words",
    [
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4111\u00a01111\u00a01111\u00a01111",
        "".join(chr(0xFF10 + int(digit)) for digit in "4111111111111111"),  # full-width digits
        "3782 822463 10005",
        "2221000000000009",
    ],
)
def test_a_cards_number_is_taken_in_every_way_that_people_write_it(words: str) -> None:
    number = read(KINDS.CARD, words)
    assert isinstance(number, str)
    assert re.fullmatch("[0-9]{15,16}", number)


@pytest.mark.parametrize("words", ["4111 1111 1111 1112", "0000 0000 0000 0000", "4111", "4111 1111 1111 111a"])
def test_what_is_no_cards_number_is_refused(words: str) -> None:
    assert read(KINDS.CARD, words) is Wrong.CARD


@given(st.text(st.sampled_from("0123456789"), min_size=11, max_size=18).filter(lambda one: len(set(one)) > 2))
def test_one_wrong_digit_is_always_found(begin: str) -> None:
    whole = next(begin + str(digit) for digit in range(10) if has_check_digit(begin + str(digit)))
    wrong = whole[:-1] + str((int(whole[-1]) + 1) % 10)

    assert has_check_digit(whole)
    with pytest.raises(NotTaken):
        card_number(wrong)


def test_a_pattern_of_the_installations_own_must_fit_the_whole_answer() -> None:
    pattern = re.compile("NW-[0-9]{4}")
    assert read(KINDS.PATTERN, "NW-1234", pattern=pattern) == "NW-1234"
    assert read(KINDS.PATTERN, "NW-12345", pattern=pattern) is Wrong.PATTERN
    assert read(KINDS.PATTERN, "N" * 600, pattern=re.compile("N+")) is Wrong.PATTERN
    assert read(KINDS.PATTERN, "anything") is Wrong.PATTERN


def test_a_choice_in_another_language_is_kept_as_agents_know_it() -> None:
    german = {"de": Words("Tee", options=("Grün", "Schwarz"))}
    assert read(KINDS.CHOICE, "Schwarz", languages=german) == "Black"


def test_what_must_be_there_and_is_not_is_missing_and_what_is_not_asked_is_passed_over() -> None:
    form = a_secure_form("f", Input("a", Words("A"), required=True), Input("b", Words("B")))

    assert read_secure_form(form, {"a": " ", "c": "!"}, TODAY) == Taken((), {"a": Wrong.MISSING})
    assert read_secure_form(form, {"a": "x" * (LONGEST + 1)}, TODAY).wrong == {"a": Wrong.LONG}
    assert [value.name for value in read_secure_form(form, {"a": "1"}, TODAY).values] == ["a"]


def test_files_are_taken_up_to_their_size_and_never_as_words() -> None:
    form = one(KINDS.FILE, required=True, max_size=3)
    note = Attached("note.txt", "text/plain", b"abc")

    assert read_secure_form(form, {"x": "note.txt"}, TODAY).wrong == {"x": Wrong.MISSING}
    assert read_secure_form(form, {}, TODAY, {"x": note}).values[0].file == note
    assert read_secure_form(form, {}, TODAY, {"x": Attached("n", "text/plain", b"abcd")}).wrong == {
        "x": Wrong.FILE_LARGE
    }
    assert read_secure_form(form, {}, TODAY, {"x": Wrong.FILE_TYPE}).wrong == {"x": Wrong.FILE_TYPE}


def test_values_are_in_no_representation() -> None:
    taken = read_secure_form(one(KINDS.CARD), {"x": "4111111111111111"}, TODAY)
    assert "4111" not in repr(taken)
    assert "secret" not in repr(Attached("n.txt", "text/plain", b"secret"))
