"""Numbers of cards are found in every disguise, and other numbers are left (S5)."""

import sys
from random import Random
from time import process_time

import pytest

from core.features.sensitive.brands import Brand, brand_of, has_check_digit, is_card
from core.features.sensitive.finding import card_numbers
from tests.core.features.sensitive import disguises

MANY = 10_000


def found(text: str) -> list[str]:
    """Give the words that are found."""
    return [text[span.start : span.end] for span in card_numbers(text)]


def bare(text: str) -> str:
    """Give the digits of a text, in their plain form."""
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def test_ten_thousand_numbers_in_every_disguise_are_all_found() -> None:
    chance = Random(5)
    missed = []
    for _ in range(MANY):
        number = disguises.a_card(chance)
        text = disguises.around(chance, disguises.disguised(chance, number))
        left = text
        for span in card_numbers(text):
            left = left[: span.start] + "*" * (span.end - span.start) + left[span.end :]
        if bare(left) not in ("", "1227", "1227123", "1"):
            missed.append(text)
    assert missed == []


@pytest.mark.parametrize("make", [disguises.a_phone, disguises.a_moment, disguises.an_id])
def test_phones_dates_timestamps_and_uuids_are_left(make: object) -> None:
    assert callable(make)
    chance = Random(6)
    made = (disguises.around(chance, str(make(chance))) for _ in range(MANY))
    assert [text for text in made if found(text)] == []


def test_numbers_whose_check_digit_does_not_fit_are_left() -> None:
    chance = Random(7)
    made = (disguises.around(chance, disguises.not_a_card(chance)) for _ in range(MANY))
    assert [text for text in made if found(text)] == []


def test_about_every_fortieth_other_number_is_a_cards_by_chance(capsys: pytest.CaptureFixture[str]) -> None:
    chance = Random(8)
    ids = [str(chance.randrange(10 ** (size - 1), 10**size)) for size in range(13, 20) for _ in range(MANY)]
    hits = sum(bool(found(one)) for one in ids)
    with capsys.disabled():
        sys.stderr.write(
            f"\n1 in {len(ids) / hits:.0f} of {len(ids)} random ids of 13 to 19 digits looks like a card\n"
        )
    assert 1 / 80 < hits / len(ids) < 1 / 25


@pytest.mark.parametrize(
    "text",
    [
        "order 12 4111 1111 1111 1111 ok",
        "4111 1111 1111 1111 12/27 123",
        "41 111 1111 1111 111 12/27",
        "cc4111 1111 1111 1111",
        "it was 4111 - 1111 - 1111 - 1111",
        "4111 1111\n1111 1111",
    ],
)
def test_what_stands_beside_a_number_hides_nothing(text: str) -> None:
    assert [bare(one) for one in found(text)] == ["4111111111111111"]


def test_two_numbers_beside_each_other_are_two() -> None:
    two = "4111 1111 1111 1111 5555 5555 5555 4444"
    assert found(two) == ["4111 1111 1111 1111", "5555 5555 5555 4444"]


@pytest.mark.parametrize(
    "text",
    [
        "94111111111111111234",
        "3f4111111111111111ab",
        "41111111 and 11111111",
        "0000 0000 0000 0000",
        "call 0043 660 1234567",
        "DE89 3704 0044 0532 0130 00",
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


@pytest.mark.parametrize("text", ["1 " * 2000, "4" * 4000, "4 111 " * 660, "4444 " * 800, "3782 822463 10005 " * 220])
def test_what_anybody_sends_costs_little(text: str) -> None:
    began = process_time()
    found(text)
    assert process_time() - began < 0.5
