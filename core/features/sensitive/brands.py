"""Brands of payment cards, told by the first digits of their numbers.

A number begins with its issuer's digits and ends with a check digit (ISO/IEC 7812-1,
https://www.iso.org/standard/70484.html). Which ranges belong to whom is published by the networks; these are the ones
in which cards are issued, as they stand in the networks' own papers and are gathered at
https://en.wikipedia.org/wiki/Payment_card_number#Issuer_identification_number_(IIN):
Mastercard's second range by https://www.mastercard.us/en-us/business/issuers/get-support/2-series-bin-expansion.html,
Discover's, Diners' and JCB's by https://www.discovernetwork.com/downloads/IPP_VAR_Compliance.pdf.

Where ranges overlap the longest beginning tells the brand: 6500 02 is Verve, other numbers with 65 are Discover's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

SHORTEST, LONGEST = 12, 19
"""How many digits the numbers of cards have."""


class Brand(StrEnum):
    """Whose card it is; the value is its name for people."""

    VISA = "Visa"
    MASTERCARD = "Mastercard"
    AMEX = "American Express"
    DISCOVER = "Discover"
    DINERS = "Diners Club"
    JCB = "JCB"
    MAESTRO = "Maestro"
    UNIONPAY = "UnionPay"
    MIR = "Mir"
    TROY = "Troy"
    ELO = "Elo"
    HIPERCARD = "Hipercard"
    VERVE = "Verve"
    RUPAY = "RuPay"
    DANKORT = "Dankort"
    INTERPAYMENT = "InterPayment"
    UZCARD = "UzCard"
    HUMO = "Humo"


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers that begin with `first` to `last`, both of the same length, and how many digits they may have."""

    brand: Brand
    first: str
    last: str
    lengths: frozenset[int]

    def begins(self, digits: str) -> bool:
        """Tell whether digits begin in this range."""
        size = len(self.first)
        return len(digits) >= size and self.first <= digits[:size] <= self.last


def _ranges(brand: Brand, beginnings: str, lengths: tuple[int, ...]) -> Iterator[Range]:
    for one in beginnings.split():
        first, _, last = one.partition("-")
        yield Range(brand, first, last or first, frozenset(lengths))


_FROM_12, _FROM_14, _FROM_16 = tuple(range(12, 20)), tuple(range(14, 20)), tuple(range(16, 20))
_ALL = (
    *_ranges(Brand.VISA, "4", (13, 16, 18, 19)),
    *_ranges(Brand.MASTERCARD, "51-55 2221-2720", (16,)),
    *_ranges(Brand.AMEX, "34 37", (15,)),
    *_ranges(Brand.DISCOVER, "6011 644-649 65", _FROM_16),
    *_ranges(Brand.DINERS, "300-305 3095 36 38-39", (14, *_FROM_16)),
    *_ranges(Brand.JCB, "3528-3589", _FROM_16),
    *_ranges(Brand.JCB, "1800 2131", (15,)),
    *_ranges(Brand.MAESTRO, "500-509 56-58 6012-6015 6020 63 67 6759 6761-6763 6799", _FROM_12),
    *_ranges(Brand.UNIONPAY, "62", _FROM_14),
    *_ranges(Brand.UNIONPAY, "8100-8171", _FROM_16),
    *_ranges(Brand.MIR, "2200-2204", _FROM_16),
    *_ranges(Brand.TROY, "979200-979289", (16,)),
    *_ranges(
        Brand.ELO,
        "401178-401179 431274 438935 451416 457393 457631-457632 504175 506699-506778 509000-509999 627780 636297 "
        "636368 650031-650033 650035-650051 650405-650439 650485-650538 650541-650598 650700-650718 650720-650727 "
        "650901-650978 651652-651679 655000-655019 655021-655058",
        (16,),
    ),
    *_ranges(Brand.HIPERCARD, "606282 637095 637568 637599 637609 637612", (16,)),
    *_ranges(Brand.VERVE, "506099-506198 507865-507964 650002-650027", (16, 18, 19)),
    *_ranges(Brand.RUPAY, "508 353 356 60 82", (16,)),
    *_ranges(Brand.DANKORT, "4571 5019", (16,)),
    *_ranges(Brand.INTERPAYMENT, "636", _FROM_16),
    *_ranges(Brand.UZCARD, "8600 5614", (16,)),
    *_ranges(Brand.HUMO, "9860", (16,)),
)
RANGES = tuple(sorted(_ALL, key=lambda one: len(one.first), reverse=True))
"""All ranges, those of the longest beginning first."""
FIRST_DIGITS = frozenset(one.first[0] for one in RANGES)
"""With which digits the number of a card can begin."""


def brand_of(digits: str) -> Brand | None:
    """Name the brand by the first digits of a number, complete or still being typed; None where it is not known."""
    return next((one.brand for one in RANGES if one.begins(digits)), None)


def is_card(digits: str) -> bool:
    """Tell whether digits are a card's number: of a known brand, as long as its numbers are, with its check digit."""
    if not SHORTEST <= len(digits) <= LONGEST:
        return False
    size = len(digits)
    return has_check_digit(digits) and any(size in one.lengths and one.begins(digits) for one in RANGES)


def has_check_digit(digits: str) -> bool:
    """Tell whether the last digit fits the others by Luhn's formula (ISO/IEC 7812-1, annex B); noughts are none."""
    values = [int(one) for one in reversed(digits)]
    added = (value if place % 2 == 0 else sum(divmod(value * 2, 10)) for place, value in enumerate(values))
    return any(values) and sum(added) % 10 == 0
