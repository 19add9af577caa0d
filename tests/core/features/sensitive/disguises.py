"""Numbers of cards and of other things, made up without anything of the detectors'.

A card's number: a brand's first digits, digits by chance, and a check digit by Luhn's formula. A disguise: groups by
chance or as printed, separators by chance, digits of other scripts, signs that nobody sees, words around it.
"""

import re
import uuid
from datetime import UTC, datetime, timedelta
from random import Random

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
SEPARATORS = (
    *(" ", "-", ".", ",", "/", "_", "\u00a0", "\u202f", "\u2009", "\u3000", "\u2007", "\u2010", "\u2011", "\u2013"),
    *("\u2014", "\u2212", "\uff0d", "\uff0e", "\u00b7", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"),
    *("  ", " - ", " . ", "\n", "\t", "\u200b ", ", "),
)
ZEROS = "0\u0660\u06f0\u0966\u09e6\u0e50\uff10\U0001d7ce\U0001d7d8\U0001d7f6"
"""The nought of several scripts; the other digits stand behind it."""
EXPIRY = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])/\d\d$")
KEYCAP = "\ufe0f\u20e3"
"""What makes an emoji of a digit: 4️⃣."""
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
    *(
        "Karte {} gültig bis 12/27",
        "カード番号は{}です",
        "card={}&x=1",
        "🙂{}🙂",
        "line one\n{}\nline three",
        "**{}**",
        "__{}__",
        "~~{}~~",
        "`{}`",
        "> {}",
        "[{}](https://shop.example/pay)",
        "<b>{}</b>",
        "<td>{}</td>",
        '<a href="tel:x">{}</a>',
        "{}\n12/27",
    ),
)
SHAPES = {12: (4, 4, 4), 13: (4, 4, 4, 1), 14: (4, 6, 4), 15: (4, 6, 5)}


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


def disguised(chance: Random, number: str) -> str:
    """Write a number in one of the ways in which people hide it, or paste it, or have it from a scan."""
    way = chance.randrange(4)
    if way == 0:
        groups = [number]
    elif way == 1 and len(number) > 13:
        groups = cut(chance, number)
    else:
        groups = printed(number)
    one, mixed = chance.choice(SEPARATORS), chance.random() < 0.3
    text = groups[0]
    for group in groups[1:]:
        text += (chance.choice(SEPARATORS) if mixed else one) + group
    if EXPIRY.search(text):  # it reads as a shorter number and its date: nobody can tell
        text = text.replace("/", "-")
    if chance.random() < 0.1:
        return "".join(f"{sign}{KEYCAP}" if sign in "0123456789" else sign for sign in text)
    zero = ord(chance.choice(ZEROS)) if chance.random() < 0.4 else ord("0")
    return "".join(chr(zero + int(sign)) if sign in "0123456789" else sign for sign in text)


def around(chance: Random, text: str) -> str:
    """Put words around a text."""
    return chance.choice(AROUND).format(text)


def a_phone(chance: Random) -> str:
    """Make a phone number as people write them."""
    some = "".join(str(chance.randrange(10)) for _ in range(11))
    return chance.choice(
        (
            f"+49 {chance.choice(('151', '30', '4152'))} {some[:8]}",
            f"+1 ({4}{some[:2]}) 555-{some[2:6]}",
            f"{4}{some[:2]}-555-{some[2:6]}",
            f"(4{some[:2]}) 555-{some[2:6]} / (650) 555-{some[6:10]}",
            f"004{some[:1]} {some[1:4]} {some[4:]}",
            f"+4{some}0",
            f"+44 20 7{some[:3]} {some[3:7]}",
            f"06 {some[:2]} {some[2:4]} {some[4:6]} {some[6:8]} / 01 45 67 {some[8:10]} {some[:2]}",
            f"0{some[:3]}/{some[3:]}",
            f"tel:+55-11-9{some[:4]}-{some[4:8]}",
            f"+57.3{some[:2]}.{some[2:5]}.{some[5:9]}",
        )
    )


def a_moment(chance: Random) -> str:
    """Make a date, a time, or several, as people and machines write them."""
    at = datetime(2001, 1, 1, tzinfo=UTC) + timedelta(
        seconds=chance.randrange(10**9), microseconds=chance.randrange(10**6)
    )
    then = at + timedelta(seconds=chance.randrange(10**7))
    seconds = at.timestamp()
    return chance.choice(
        (
            at.isoformat(),
            f"{at:%d.%m.%Y} {then:%d.%m.%Y}",
            f"{at:%d-%m-%Y} - {then:%d-%m-%Y}",
            f"{at:%Y-%m-%d %H:%M:%S} {then:%Y-%m-%d %H:%M:%S}",
            f"{at:%m/%d/%Y}, {then:%m/%d/%Y}",
            f"{at:%d.%m.%y}, {then:%d.%m.%y}, {at:%d.%m.%y}",
            f"{at:%Y%m%d%H%M%S}",
            f"{at:%Y%m%dT%H%M%S.%fZ}",
            f"{int(seconds)}",
            f"{int(seconds * 1000)}",
            f"{int(seconds * 1_000_000)}",
            f"{int(seconds) * 10**9}",
            f"{seconds}",
            f"{at:%d/%b/%Y:%H:%M:%S} +0000",
        )
    )


def an_id(chance: Random) -> str:
    """Make an identifier with letters."""
    made = uuid.UUID(int=chance.getrandbits(128), version=4)
    return chance.choice((str(made), made.hex, str(made).upper(), f"{made.int >> 64:x}"))


def not_a_card(chance: Random) -> str:
    """Make digits with a card's beginning and length, and a check digit that doesn't fit."""
    number = a_card(chance)
    wrong = (int(number[-1]) + chance.randint(1, 9)) % 10
    return f"{number[:-1]}{wrong}"
