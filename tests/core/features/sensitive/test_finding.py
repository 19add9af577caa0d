"""What an installation's rules find in a text, and what they allow (S5)."""

import re
import string
from random import Random

import pytest

from core.features.sensitive.finding import card_detector, card_numbers, detector, found
from core.features.sensitive.ibans import ibans
from core.features.sensitive.ssns import ssns
from core.policy.masking import MaskAction, Masking, QueueMasking, Sensitive

ALL = Masking(frozenset(Sensitive))
LENGTHS = {"DE": 22, "NO": 15, "BE": 16, "FR": 27, "MT": 31, "GB": 22, "SE": 24, "RU": 33, "CH": 21}


def words(text: str, rules: Masking = ALL) -> list[str]:
    """Give the words that are found."""
    return [text[span.start : span.end] for span in found(text, rules)]


def an_iban(chance: Random) -> str:
    """Make an account number with its check digits, in a country by chance."""
    country = chance.choice(sorted(LENGTHS))
    rest = "".join(chance.choice(string.digits) for _ in range(LENGTHS[country] - 4))
    whole = "".join(str(int(sign, 36)) for sign in f"{rest}{country}00")
    return f"{country}{98 - int(whole) % 97:02}{rest}"


def test_account_numbers_are_found_however_they_are_grouped() -> None:
    chance = Random(3)
    for _ in range(1000):
        number = an_iban(chance)
        groups = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
        for text in (number, number.lower(), groups, groups.replace(" ", "-"), groups.replace(" ", "\u00a0")):
            assert words(f"to {text}, please") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "DE89370400440532013001",
        "DE8937040044053201300",
        "XX89370400440532013000",
        "xDE89370400440532013000",
        "DE89370400440532013000x",
        "is 20 people too many for a table on Monday evening",
        "DE89 + 370400440532013000",
    ],
)
def test_what_is_no_account_number_is_left(text: str) -> None:
    assert list(ibans(text)) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("it is 078-05-1120.", "078-05-1120"),
        ("219 09 9999", "219 09 9999"),
        ("219\u201309\u20139999", "219\u201309\u20139999"),
        (
            "\uff12\uff11\uff19-\uff10\uff19-\uff19\uff19\uff19\uff19",
            "\uff12\uff11\uff19-\uff10\uff19-\uff19\uff19\uff19\uff19",
        ),
        ("SSN 219099999", "219099999"),
        ("my social security number is 219099999", "219099999"),
    ],
)
def test_social_security_numbers_are_found(text: str, number: str) -> None:
    assert words(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "000-12-3456",
        "666-12-3456",
        "912-12-3456",
        "219-00-9999",
        "219-09-0000",
        "219099999",
        "219-09 9999",
        "1219-09-9999",
        "219-09-99991",
        "12-219-09-9999",
        "call 219 09 9999 1",
    ],
)
def test_other_numbers_are_no_social_security_number(text: str) -> None:
    assert list(ssns(text)) == []


def test_patterns_find_within_one_line_however_long() -> None:
    rules = Masking(patterns=(re.compile("MB-[0-9]{4}"),))
    long = "x " * 2000
    assert words(f"{long}MB-1234 {long}\nMB-5678", rules) == ["MB-1234", "MB-5678"]
    assert words("MB-\n1234", rules) == []
    assert words("abc", Masking(patterns=(re.compile("z*"),))) == []


def test_what_is_allowed_is_left() -> None:
    rules = Masking(frozenset(Sensitive), allow=(re.compile("ORD-[0-9]{16}"),))
    assert words("ORD-4111111111111111 and 4111111111111111", rules) == ["4111111111111111"]
    assert words("ORD-4111111111111111 1", rules) == []
    assert card_numbers("ORD-4111111111111111", rules) == ()


def test_only_what_is_asked_for_is_found() -> None:
    text = "4111111111111111 DE89370400440532013000\n219-09-9999"
    assert words(text, Masking(frozenset({Sensitive.IBANS}))) == ["DE89370400440532013000"]
    assert words(text, Masking()) == []
    assert words(text) == text.split()
    assert len(list(detector(ALL)(text))) == 3
    assert len(list(card_detector(ALL)(text))) == 1


def test_a_text_without_digits_is_passed() -> None:
    assert words("no digits at all") == []
    assert words("nothing, ничего, 何も") == []


def test_a_queue_says_what_becomes_of_it() -> None:
    asked = [QueueMasking(action) for action in (MaskAction.MASK, MaskAction.TELL, MaskAction.LEAVE)]
    assert [(one.masks, one.tells) for one in asked] == [(True, False), (True, True), (False, False)]
