"""A number in pieces is found once its last piece is there (S5)."""

import re
from random import Random

import pytest

from core.features.sensitive.pieces import is_bare, spread
from core.policy.masking import Masking, Sensitive
from tests.core.features.sensitive import disguises
from tests.core.features.sensitive.effort import effort

RULES = Masking(frozenset(Sensitive), allow=(re.compile("ORD-[0-9]+"),))


def found(*texts: str, rules: Masking = RULES) -> list[str]:
    """Give the pieces that are found, in order."""
    spans = spread(texts, rules)
    return [texts[number][one.start : one.end] for number in sorted(spans) for one in spans[number]]


@pytest.mark.parametrize(
    ("texts", "pieces"),
    [
        (("4111 1111", "1111 1111"), ["4111 1111", "1111 1111"]),
        (("4111", "1111", "1111", "1111"), ["4111", "1111", "1111", "1111"]),
        (("my card is 4111 1111 1111", "1111 exp 12/27"), ["4111 1111 1111", "1111"]),
        (("first half: 41111111", "second half: 11111111, thanks"), ["41111111", "11111111"]),
        (("4111 1111", "wait, my daughter is calling", "1111 1111"), ["4111 1111", "1111 1111"]),
        (("4111 1111", "was it 50 or 60?", "1111 1111"), ["4111 1111", "1111 1111"]),
        (("order 12 4111 1111", "1111 1111"), ["4111 1111", "1111 1111"]),
        (("411111111111111", "1"), ["411111111111111", "1"]),
        (
            ("\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11", "1111-1111"),
            ["\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11", "1111-1111"],
        ),
        (("hello", "in 2026 I paid 3782 822463", "10005"), ["3782 822463", "10005"]),
        (("my card is 4111 1111", "then 1111", "and 1111 thanks"), ["4111 1111", "1111", "1111"]),
        (tuple("4111111111111111"), list("4111111111111111")),
        ((*"41111111", "one moment", *"11111111"), list("4111111111111111")),
        (("4️⃣", "1!", "(1)", "1111 1111 1111 1"), ["4", "1", "1", "1111 1111 1111 1"]),
        (("4111 - - - 1111", "1111 ***** 1111"), ["4111 - - - 1111", "1111 ***** 1111"]),
        (("it is (4111)(1111)", "(1111)(1111)"), ["4111)(1111", "1111)(1111"]),
        (("4111 1111, valid until 12/27", "1111 1111"), ["4111 1111", "1111 1111"]),
        (("四一一一 一一一一", "一一一一 一一一一"), ["四一一一 一一一一", "一一一一 一一一一"]),
        (("DE89 3704 0044", "0532 0130 00 please"), ["DE89 3704 0044", "0532 0130 00"]),
        (("DE89", "3704 0044 0532", "0130 00"), ["DE89", "3704 0044 0532", "0130 00"]),
    ],
)
def test_pieces_are_found_with_their_last(texts: tuple[str, ...], pieces: list[str]) -> None:
    assert found(*texts) == pieces


@pytest.mark.parametrize(
    "texts",
    [
        ("4111 1111",),
        ("4111 1111", "thanks"),
        ("4111 1111", "1111 1112"),
        ("ORD-41111111", "1111 1111"),
        ("4111 1111", "I need 11111 and 111"),
        ("1", "2", "3"),
        ("4111", "it is 1111 or 2222", "1111", "1112", "1111"),
        ("I paid 4111.11", "11 1111 1111"),
        ("on 4.11.1111", "11 1111 1111"),
        ("and 41", "then 11 1111 1111 1111"),
        ("4111$1111", "1111 1111"),
        ("DE89 3704 0044", "x " * 40 + "0532 0130 00", "1"),
        ("DE89 3704 0044", "x " * 40, "0532 0130 00"),
        ("DE89 3704 0044", "", "0532 0130 00"),
        ("DE89 3704 0044 0532 0130 00 is mine", "or is it 12"),
        ("+41111111", "11111111"),
        (),
    ],
)
def test_other_digits_in_a_row_are_left(texts: tuple[str, ...]) -> None:
    assert found(*texts) == []


def test_only_what_is_wanted_is_looked_for() -> None:
    assert found("4111 1111", "1111 1111", rules=Masking(frozenset({Sensitive.IBANS}))) == []
    assert found("DE89 3704 0044", "0532 0130 00", rules=Masking(frozenset({Sensitive.CARDS}))) == []


def test_a_text_of_digits_alone_is_told() -> None:
    assert [is_bare(text) for text in ("4111 1111", " \u0664\u0661-", "4111 x", "", "-")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_thousand_numbers_in_pieces_of_any_size_and_disguise_are_all_found() -> None:
    chance = Random(11)
    missed = []
    for _ in range(1000):
        pieces = disguises.cut(chance, disguises.a_card(chance))
        texts = tuple(disguises.unseen(chance, disguises.written(chance, one)) for one in pieces)
        if len(texts) > 1 and sum(map(len, found(*texts))) < len("".join(pieces)):
            missed.append(texts)
    assert missed == []


def test_what_people_write_in_a_row_is_left() -> None:
    chance = Random(12)
    words = ("order {}", "{} pieces", "no, {}", "call +49 151 {}", "call +49151{}", "{}", "{} please", "#{}")
    fixed = (
        "I paid 4512.50",
        "at 12:30",
        "12/2026",
        "valid till 11/27",
        "4.5.2026 at 18:15",
        "thanks",
        "why?",
        "EUR 5,199.00",
        "3",
    )
    hits = 0
    for _ in range(2000):
        said = (chance.choice(words).format(chance.randrange(10 ** chance.randint(1, 4))) for _ in range(4))
        texts = [one for number in said for one in (number, *chance.sample(fixed, 2))]
        hits += bool(found(*texts))
    assert hits < 2000 / 100


@pytest.mark.parametrize("many", ["a12345678901234567890 ", "1 ", "4 ) ", "4111 ", "DE89 3704 x "])
def test_twice_as_long_texts_cost_twice_as_much(many: str) -> None:
    def search(size: int) -> int:
        return effort(lambda: spread((many * size,) * 20, RULES))

    search(60)  # what is looked up once is known
    assert search(120) < 2.2 * search(60) + 100
