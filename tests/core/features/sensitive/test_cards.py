"""Numbers of cards are found in every disguise, and other numbers are left (S5)."""

import sys
from collections.abc import Callable
from random import Random

import pytest

from core.features.sensitive.brands import Brand, brand_of, has_check_digit, is_card
from core.features.sensitive.finding import card_numbers
from tests.core.features.sensitive import disguises
from tests.core.features.sensitive.effort import effort
from tests.core.features.sensitive.others import CHANCES, OTHERS

MANY, SOME = 10_000, 2_500
NAMED = frozenset({"phones", "dates and times", "UUIDs", "numbers whose check digit does not fit"})
DIGITS = frozenset(sign for some in disguises.DIGITS for sign in some)
WITHOUT_DIGITS = [words for words in disguises.AROUND if not any(map(str.isdigit, words))]


def found(text: str) -> list[str]:
    """Give the words that are found."""
    return [text[span.start : span.end] for span in card_numbers(text)]


def bare(text: str) -> str:
    """Give the digits of a text, in their plain form."""
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def is_hidden(text: str, start: int, end: int) -> bool:
    """Tell whether no digit in a stretch of a text would be left."""
    masked = {place for span in card_numbers(text) for place in range(span.start, span.end)}
    return not [place for place in range(start, end) if text[place] in DIGITS and place not in masked]


def work(text: str) -> int:
    """Count what a search does."""
    return effort(lambda: card_numbers(text))


def test_ten_thousand_numbers_in_every_disguise_are_all_found() -> None:
    chance = Random(5)
    missed = []
    for _ in range(MANY):
        disguised = disguises.disguised(chance, disguises.a_card(chance))
        text, start = disguises.around(chance, disguised)
        if not is_hidden(text, start, start + len(disguised)):
            missed.append(text)
    assert missed == []


def test_numbers_beside_a_cards_with_the_same_sign_hide_none_of_it() -> None:
    chance = Random(15)
    cards = (disguises.a_card(chance) for _ in range(MANY))
    missed = []
    for number in cards:
        if disguises.SHORT < len(number) <= disguises.COMMON:
            before, itself, behind = disguises.in_a_row(chance, number)
            if not is_hidden(before + itself + behind, len(before), len(before) + len(itself)):
                missed.append(before + itself + behind)
    assert missed == []


def test_a_number_in_a_pasted_link_is_found_however_it_is_escaped() -> None:
    chance = Random(16)
    missed = []
    for _ in range(SOME):
        text, start, end = disguises.in_a_link(chance, disguises.a_card(chance))
        if not is_hidden(text, start, end):
            missed.append(text)
    assert missed == []


@pytest.mark.parametrize("kind", OTHERS)
def test_other_numbers_are_left(kind: str) -> None:
    chance = Random(6)
    made = (chance.choice(WITHOUT_DIGITS).format(OTHERS[kind](chance)) for _ in range(MANY if kind in NAMED else SOME))
    assert [text for text in made if found(text)] == []


@pytest.mark.parametrize("kind", CHANCES)
def test_one_of_three_hundred_tables_holds_a_number_by_chance_at_most(kind: str) -> None:
    chance = Random(7)
    assert sum(bool(found(CHANCES[kind](chance))) for _ in range(SOME)) < SOME / 300


def test_about_every_fortieth_other_number_is_a_cards_by_chance(capsys: pytest.CaptureFixture[str]) -> None:
    chance = Random(8)
    ids = [str(chance.randrange(10 ** (size - 1), 10**size)) for size in range(13, 20) for _ in range(MANY)]
    hits = sum(bool(found(one)) for one in ids)
    with capsys.disabled():
        sys.stderr.write(
            f"\n1 in {len(ids) / hits:.0f} of {len(ids)} random ids of 13 to 19 digits looks like a card\n"
        )
    assert 1 / 80 < hits / len(ids) < 1 / 25


def test_one_row_of_five_numbers_in_fifteen_is_a_cards_by_chance(capsys: pytest.CaptureFixture[str]) -> None:
    chance = Random(17)
    rows = [" ".join(f"{chance.randrange(10_000):04}" for _ in range(5)) for _ in range(MANY)]
    hits = sum(bool(found(one)) for one in rows)
    with capsys.disabled():
        sys.stderr.write(f"\n1 in {len(rows) / hits:.1f} of {len(rows)} rows of five random fours looks like a card\n")
    assert 1 / 20 < hits / len(rows) < 1 / 12


@pytest.mark.parametrize(
    "text",
    [
        "order 12 4111 1111 1111 1111 ok",
        "4111 1111 1111 1111 12/27 123",
        "41 111 1111 1111 111 12/27",
        "cc4111 1111 1111 1111",
        "it was 4111 - 1111 - 1111 - 1111",
        "4111 1111\n1111 1111",
        "1234 4111 1111 1111 1111",
        "on 22 11 2026: 4111 1111 1111 1111",
        "4111 1111 1111 1111 1227 123",
        "4111 1111 1111 1111 50",
        "order 12345678 4111 1111 1111 1111 12345678",
        "① 4111 1111 1111 1111②",
        "一4111111111111111",
        "4111一1111一1111一1111",
        "4111+1111+1111+1111",
        "4111 1111 11\n11 1111",
        "5: 41 111 1111 1111 111",
        "12 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 12/27",
        "4111 1111 1111 1111 8001 Zürich",
        "4111 1111 1111 1111 1050 Wien",
        "4111-1111-1111-1111-2030",
        "4111 1111 1111 1111 123",
        "4111 1111 1111 1111 12 30",
        "4111 1111 1111 1111 2030 123",
        "4111 1111 1111 1111 12 27 8001 Zürich",
        "41111111 11111111 2030",
        "order 2030 4111 1111 1111 1111?",
        "order 2030 4111 1111 1111 1111 12/27",
        "order 2030 4111 1111 1111 1111 099",
        "4111111111111111-3f2a",
        "https://shop.example/card%204111111111111111",
        "https://shop.example/?card=41+111+1111+1111+111&x=1",
    ],
)
def test_what_stands_beside_a_number_hides_nothing(text: str) -> None:
    assert [bare(one) for one in found(text)] == ["4111111111111111"]


@pytest.mark.parametrize("text", ["1. 4111\n2. 1111\n3) 1111\n4) 1111", "> [1] 4111 1111\n> [2] 1111 1111"])
def test_the_numbers_of_lines_hide_nothing(text: str) -> None:
    assert is_hidden(text, text.index("4111"), len(text))


def test_the_code_of_a_card_is_no_group_of_it() -> None:
    assert found("3782 822463 10005 1234") == ["3782 822463 10005"]
    assert found("3782-822463-10005-12/27-1234") == ["3782-822463-10005"]


def test_where_the_first_or_the_last_four_may_be_the_card_all_five_are_hidden() -> None:
    assert is_card("4008411111111111")
    assert found("4008 4111 1111 1111 1111") == ["4008 4111 1111 1111 1111"]
    assert found("4008 4111 1111 1111 1111 1234") == []


def test_two_numbers_beside_each_other_are_two() -> None:
    assert found("4111111111111111-5555555555554444") == ["4111111111111111", "5555555555554444"]
    two = "4111 1111 1111 1111 5555 5555 5555 4444"
    assert found(two) == ["4111 1111 1111 1111", "5555 5555 5555 4444"]
    dated = "4111 1111 1111 1111 12 27 123 5555 5555 5555 4444 0128"
    assert found(dated) == ["4111 1111 1111 1111", "5555 5555 5555 4444"]


@pytest.mark.parametrize(
    "text",
    [
        "94111111111111111234",
        "3f4111111111111111ab",
        "41111111 and 11111111",
        "0000 0000 0000 0000",
        "call 0043 660 1234567",
        "DE89 3704 0044 0532 0130 00",
        "12 4111 1111 1111 1111 1111 1111",
        "4111 1111 1111 1111 1111 1111",
        "1234 5678 4111 1111 1111 1111",
        "1234 4111 1111 1111 1111 1227",
        "4111$1111$1111$1111",
        "4111% 1111% 1111% 1111%",
        "4111 and 1111 1111 1111",
        "4111½1111 1111 1111",
        "4111㎡1111 1111 1111",
        "41111111111111Ⅳ1",
        "4111" + "-" * 21 + "1111 1111 1111",
        "41, 111, 1111, 1111, 111",
        "41.11 11.11 11.11 11.11",
        "4929:0000:0000:0006::",
        "4111:1111:1111:1111:0:0:0:1",
        "6304 0000 0000 0001",
        "6304, 0000, 0000",
        "6304 0000 0000 - 1234",
        "1Z4111111111111111",
        "41111111-1111-1111-5555-555555554444",
        "41111111111111115555555555554444",
        "4111 1111 1111 1111 8001 1050",
        "4111 1111 1111 1111 8001 12",
        "1234 4111 1111 1111 1111 99",
        "https://wa.example/?text=%20+411111111111111",
        "https://shop.example/?text=4111%25201111%25201111%25201111",
        "4111%zz1111%zz1111%zz1111",
        "",
    ],
)
def test_what_only_contains_such_digits_is_left(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("digits", "brand"),
    [
        ("4", Brand.VISA),
        ("4111111111111111", Brand.VISA),
        ("2221000000000009", Brand.MASTERCARD),
        ("2720990000000007", Brand.MASTERCARD),
        ("378282246310005", Brand.AMEX),
        ("6011000990139424", Brand.DISCOVER),
        ("30569309025904", Brand.DINERS),
        ("3530111333300000", Brand.JCB),
        ("6759649826438453", Brand.MAESTRO),
        ("6200000000000005", Brand.UNIONPAY),
        ("2200000000000004", Brand.MIR),
        ("9792000000000001", Brand.TROY),
        ("6500020000000000", Brand.VERVE),
        ("2721000000000000", None),
        ("1234", None),
        ("", None),
    ],
)
def test_the_brand_is_named_by_the_first_digits(digits: str, brand: Brand | None) -> None:
    assert brand_of(digits) is brand


def test_a_number_needs_its_brands_length_and_its_check_digit() -> None:
    assert is_card("4111111111111111")
    assert not is_card("4111111111111112")
    assert has_check_digit("42")
    assert not is_card("42")
    assert not is_card("5" + "1" * 11)


def test_each_brands_digits_are_known_whole() -> None:
    chance = Random(9)
    assert all(is_card(disguises.a_card(chance)) for _ in range(1000))


def one_by_one(size: int) -> str:
    """Make a text of so many digits, none beside another."""
    return "4 " * size


COSTLY: list[Callable[[int], str]] = [
    one_by_one,
    lambda size: "4" * size,
    lambda size: "4 111 " * size,
    lambda size: "4444 " * size,
    lambda size: "3782 822463 10005 " * size,
    lambda size: "4111111111111111a" * size,
    lambda size: "4111 1111 1111 1111, " * size,
    lambda size: "4\n-" * size,
    lambda size: "1) " * size + "\n1) " * size,
    lambda size: "①" * size,
    lambda size: "4111 1111 1111 1111 8001, " * size,
    lambda size: "?a=4111%201111+1111" * size,
    lambda size: "?4" * size + "&" * size,
]


@pytest.mark.parametrize("make", COSTLY)
def test_twice_as_long_a_text_costs_twice_as_much(make: Callable[[int], str]) -> None:
    work(make(300))  # what is looked up once is known
    assert work(make(600)) < 2.2 * work(make(300)) + 100
