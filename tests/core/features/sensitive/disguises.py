"""Numbers of cards and how people and machines hide them, made up without anything of the detectors'.

A card's number: a brand's first digits, digits by chance, and a check digit by Luhn's formula. A disguise: signs taken
from the Unicode database by what it says of them, and from lists written out here. What is in no such list is not
known to be found, however the detector's own tables look.
"""

import re
import sys
import unicodedata
from collections.abc import Sequence
from random import Random
from urllib.parse import quote, quote_plus

BEGINNINGS = {
    "visa": (("4",), (13, 16, 18, 19)),
    "mastercard": (("51", "52", "53", "54", "55", "2221", "2345", "2699", "2720"), (16,)),
    "amex": (("34", "37"), (15,)),
    "discover": (("6011", "644", "649", "65"), (16, 19)),
    "diners": (("300", "305", "36", "38", "39"), (14, 16, 19)),
    "jcb": (("3528", "3589", "3550"), (16, 17, 18, 19)),
    "maestro": (
        ("5018", "5020", "5038", "5612", "5893", "6304", "6759", "6761", "6763"),
        (12, 13, 14, 15, 16, 17, 18, 19),
    ),
    "unionpay": (("62", "8111"), (16, 17, 18, 19)),
    "mir": (("2200", "2204"), (16, 17, 18, 19)),
    "troy": (("979200", "979289"), (16,)),
    "elo": (("401178", "504175", "636368", "650031"), (16,)),
    "hipercard": (("606282", "637095"), (16,)),
    "verve": (("506099", "650002"), (16, 18, 19)),
    "rupay": (("6070", "8211"), (16,)),
}
SHAPES = {12: (4, 4, 4), 13: (4, 4, 4, 1), 14: (4, 6, 4), 15: (4, 6, 5)}
COMMON = 16
"""How many digits most cards have."""
SHORT = 13
"""Numbers of so many digits are found in one piece, by fours and with the usual signs alone."""

SIGNS = [chr(code) for code in range(sys.maxunicode + 1)]
"""All of Unicode."""
IGNORED = [
    chr(code)
    for first, last in (
        (0xAD, 0xAD),
        (0x34F, 0x34F),
        (0x61C, 0x61C),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFF0, 0xFFF8),
        (0x1BCA0, 0x1BCA3),
        (0x1D173, 0x1D17A),
        (0xE0000, 0xE0FFF),
    )
    for code in range(first, last + 1)
]
"""Default_Ignorable_Code_Point, but for the blank letters: https://www.unicode.org/Public/14.0.0/ucd/DerivedCoreProperties.txt."""
BLANK = "\u115f\u1160\u3164\uffa0\u2800\u00a0\u3000\u2007\u202f"
"""Letters, signs and spaces that are nothing but room."""
UNSEEN = [sign for sign in SIGNS if unicodedata.category(sign) in ("Cf", "Mn", "Me")] + IGNORED
PERCENTS = "%\u066a\uff05\ufe6a\u2030\u2031\u0609\u060a"


def _is_digit(sign: str, value: int) -> bool:
    kind, name = unicodedata.category(sign), unicodedata.name(sign, "")
    if unicodedata.numeric(sign, None) != value:
        return False
    return sign.isdecimal() or kind == "No" or name.startswith(("CJK ", "IDEOGRAPHIC NUMBER ZERO", "HANGZHOU NUMERAL"))


DIGITS = [[sign for sign in SIGNS if _is_digit(sign, value)] for value in range(10)]
"""All signs with the value of each digit: of every script, circled, in brackets, raised, segmented, Han numerals."""
SCRIPTS = [sign for sign in DIGITS[0] if unicodedata.decimal(sign, None) == 0]
"""The noughts of scripts; the other digits of each stand behind it."""
CIRCLED = ("⓪①②③④⑤⑥⑦⑧⑨", "⓿❶❷❸❹❺❻❼❽❾", "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉", "🄁🄂🄃🄄🄅🄆🄇🄈🄉🄊", "〇一二三四五六七八九")
KEYCAP = "\ufe0f\u20e3"
"""What makes an emoji of a digit: 4️⃣."""


def _is_separator(sign: str) -> bool:
    kind = unicodedata.category(sign)
    stands_for = unicodedata.normalize("NFKC", sign)
    return (
        (kind[0] in "PZS" or kind == "Cc")
        and kind != "Sc"
        and sign not in PERCENTS
        and not any(one.isalnum() for one in stands_for)
    )


SEPARATORS = [sign for sign in SIGNS if _is_separator(sign)]
"""Every punctuation mark, space, symbol and control character that stands for no word, amount or number."""
LETTERS_LIKE_SIGNS = "ーｰㅡㆍ"
"""What is a letter to Unicode, and a dash or a dot on a Japanese or Korean keyboard."""
ROWS = (
    *(" - ", "...", " / ", " | ", " ~ ", "__", "***", " · ", " • ", " — ", "----------", "\t\t", " " * 12, " ... "),
    *("\n- ", "\n> ", "\n* ", "\n• ", "\r\n", "\n\n\n", "\n>> ", ") (", "] [", ")(", "}{", "» «", '" "', "', '", " + "),
    *("➡️", "👉🏽", " 👩‍👩‍👧 ", "🇩🇪", "💳💳💳", " :: ", " # ", "\\", " & ", ";", " ; ", "!", "?", "@", "+", ":"),
)
"""What people really type between groups."""
USUAL = (
    " ",
    "-",
    ".",
    "/",
    "_",
    "\u00a0",
    "\u202f",
    "\u2010",
    "\u2011",
    "\u2013",
    "\u2014",
    "\u2212",
    "\uff0d",
    "\u00b7",
    "  ",
    " - ",
)
AROUND = (
    *(
        "{}",
        "my card is {}",
        "{} is it",
        "Visa: {}, thanks!",
        "{} exp 12/27 cvv 123",
        "({})",
        "“{}”",
        "No. {}.",
        "n°{};",
    ),
    *("Karte {} gültig bis 12/27", "カード番号は{}です", "card={}&x=1", "🙂{}🙂", "line one\n{}\nline three", "**{}**"),
    *("__{}__", "~~{}~~", "`{}`", "> {}", "[{}](https://shop.example/pay)", "<b>{}</b>", "<td>{}</td>"),
    *('<a href="tel:x">{}</a>', "{}\n12/27", "我的卡號是{}。", "Ich zahle mit {} ♥"),
)
EXPIRY = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])/\d\d$")


def luhn_digit(beginning: str) -> str:
    """Give the digit that makes a number valid."""
    total = 0
    for place, digit in enumerate(reversed(beginning)):
        value = int(digit)
        if place % 2 == 0:
            value = value * 2 - (9 if value > 4 else 0)
        total += value
    return str((10 - total % 10) % 10)


def a_card(chance: Random) -> str:
    """Make a number of a brand by chance."""
    beginnings, lengths = BEGINNINGS[chance.choice(sorted(BEGINNINGS))]
    number = chance.choice(beginnings)
    size = chance.choice(lengths)
    while len(number) < size - 1:
        number += str(chance.randrange(10))
    return number + luhn_digit(number)


def printed(number: str) -> list[str]:
    """Give a number in the groups in which cards have it."""
    sizes = SHAPES.get(len(number), (4, 4, 4, 4, 4))
    groups, at = [], 0
    for size in sizes:
        groups.append(number[at : at + size])
        at += size
    return [one for one in groups if one]


def cut(chance: Random, number: str) -> list[str]:
    """Cut a number in pieces by chance."""
    groups = []
    while number:
        size = chance.randint(1, 6)
        groups.append(number[:size])
        number = number[size:]
    return groups


def a_gap(chance: Random) -> str:
    """Make what stands between two groups: one sign, one again and again, several, or what people type."""
    way = chance.randrange(5)
    if way == 0:
        return chance.choice(SEPARATORS)
    if way == 1:
        return chance.choice(SEPARATORS) * chance.randint(2, 20)
    if way == 2:
        return "".join(chance.choice(SEPARATORS) for _ in range(chance.randint(2, 8)))
    if way == 3:
        return chance.choice(BLANK) * chance.randint(1, 4)
    row: str = chance.choice((*ROWS, *LETTERS_LIKE_SIGNS))
    return row


def joined(chance: Random, groups: Sequence[str], *, usual: bool) -> str:
    """Put signs between groups: everywhere the same or not, any or only the usual ones."""
    is_mixed = chance.random() < 0.4
    one = chance.choice(USUAL) if usual else a_gap(chance)
    text = groups[0]
    for group in groups[1:]:
        if is_mixed:
            one = chance.choice(USUAL) if usual else a_gap(chance)
        text += one + group
    return text


def grouped(chance: Random, number: str) -> str:
    """Set a number in one piece, in the groups of a card, digit by digit, or cut up somehow."""
    way = chance.randrange(5)
    if way == 0:
        return number
    if way == 1 and len(number) > SHORT:
        text = joined(chance, cut(chance, number), usual=True)
        text = text.replace("/", "-") if EXPIRY.search(text) else text  # it reads as a shorter number and its date
        return re.sub(r"(?<=\d)\.(?=\d)", "-", text) if re.search(r"\d[^.\d]+\d", text) else text  # as decimals
    if way == 2 and len(number) > SHORT:
        return joined(chance, list(number), usual=False)
    return joined(chance, printed(number), usual=len(number) <= SHORT)


def unseen(chance: Random, text: str) -> str:
    """Put signs that nobody sees between some of the others."""
    return "".join(
        sign + "".join(chance.choice(UNSEEN) for _ in range(chance.randint(0, 2))) if chance.random() < 0.4 else sign
        for sign in text
    )


def in_a_script(chance: Random, text: str) -> str:
    """Write digits in those of one script."""
    zero = ord(chance.choice(SCRIPTS))
    return "".join(chr(zero + int(sign)) if sign in "0123456789" else sign for sign in text)


def written(chance: Random, text: str) -> str:
    """Write digits in another script, as other signs, or each in some other way."""
    way = chance.randrange(5)
    if way == 0:
        return in_a_script(chance, text)
    if way == 1:
        signs = list(chance.choice(CIRCLED))
    elif way == 2:
        signs = [chance.choice(some) for some in DIGITS]
    elif way == 3:
        return "".join(chance.choice(DIGITS[int(sign)]) if sign in "0123456789" else sign for sign in text)
    else:
        return "".join(f"{sign}{KEYCAP}" if sign in "0123456789" else sign for sign in text)
    return "".join(signs[int(sign)] if sign in "0123456789" else sign for sign in text)


def disguised(chance: Random, number: str) -> str:
    """Write a number in one of the ways in which people hide it, or paste it, or have it from a scan."""
    text = grouped(chance, number)
    if chance.random() < 0.4:
        text = written(chance, text)
    return unseen(chance, text) if chance.random() < 0.3 else text


def around(chance: Random, text: str) -> tuple[str, int]:
    """Put words around a text; give the whole and where the text begins in it."""
    before, behind = chance.choice(AROUND).split("{}")
    return before + text + behind, len(before)


def in_a_row(chance: Random, number: str) -> tuple[str, str, str]:
    """Set a number of 14 to 16 digits as on a card, and others beside it with the same sign: before, itself, behind."""
    gap = chance.choice(USUAL) if chance.random() < 0.7 else a_gap(chance)
    itself = gap.join(printed(number))
    if chance.random() < 0.3:
        gap = gap.replace("+", " ")  # up to 15 digits behind a plus are a phone number
        return f"{chance.randrange(1000, 10_000)}{gap}", gap.join(printed(number)), ""
    short = [str(chance.randrange(1, 1000)) for _ in range(chance.randint(1, 2))]
    four = f"{chance.randrange(10_000):04}"
    behind = chance.choice(([four], [four], short, [four, f"{chance.randrange(1000):03}"]))
    return "", itself, "".join(gap + one for one in behind)


def in_a_link(chance: Random, number: str) -> tuple[str, int, int]:
    """Put a number into a link as browsers write one; give the whole and where the number begins and ends in it."""
    text = unseen(chance, grouped(chance, number)) if chance.random() < 0.3 else grouped(chance, number)
    text = re.sub("[^0-9]+$", "", text)
    is_query = chance.random() < 0.5
    escaped = quote_plus(text) if is_query else quote(text, safe="")
    escaped = escaped.lower() if chance.random() < 0.2 else escaped
    link = "https://shop.example/pay?name=Jo+Doe&card=" if is_query else "https://shop.example/pay/my%20card%20"
    return f"{link}{escaped}{chance.choice(('', '&x=1', ' '))}", len(link), len(link) + len(escaped)
