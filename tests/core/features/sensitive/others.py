"""Digits that are no card's, as people and machines write them: made up without anything of the detectors'."""

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from random import Random

from tests.core.features.sensitive import disguises


def digits(chance: Random, count: int) -> str:
    """Make digits."""
    return "".join(str(chance.randrange(10)) for _ in range(count))


def _phone(chance: Random) -> str:
    some = digits(chance, 11)
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
            f"0{some[:3]} {some[3:7]} {some[7:11]} / 0{some[2:5]} {some[5:9]} {some[1:5]}",
            f"+49 (0)151 {some[:4]} {some[4:8]}, +49 (0)30 {some[1:5]} {some[5:9]}",
            f"({some[:3]}) 555-{some[2:6]}\n(415) 555-{some[5:9]}\n(650) 555-{some[6:10]}",
        )
    )


def _moment(chance: Random) -> str:
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
            f"[{at:%H:%M:%S}] [{then:%H:%M:%S}] {at:%H:%M} - {then:%H:%M}",
            f"{at:%H:%M}, {then:%H:%M}\n{then:%H:%M}, {at:%H:%M}",
            f"{at:%d.%m.%Y} ({at:%H:%M}) - {then:%d.%m.%Y} ({then:%H:%M})",
        )
    )


def _id(chance: Random) -> str:
    made = uuid.UUID(int=chance.getrandbits(128), version=4)
    return chance.choice((str(made), made.hex, str(made).upper(), f"{made.int >> 64:x}ffe"))


def _failing(chance: Random) -> str:
    """Make a number with a card's beginning and length, whose check digit doesn't fit."""
    number = disguises.a_card(chance)
    wrong = (int(number[-1]) + chance.randint(1, 9)) % 10
    number = f"{number[:-1]}{wrong}"
    if len(number) != disguises.COMMON or chance.random() < 1 / 3:
        return disguises.in_a_script(chance, number) if chance.random() < 1 / 3 else number
    return disguises.joined(chance, disguises.printed(number), usual=False)


def _amount(chance: Random) -> str:
    whole = chance.choice((chance.randint(1, 99), chance.randint(1, 9999)))
    return chance.choice((f"{whole}.{digits(chance, 2)}", f"{whole:,}.{digits(chance, 2)}", f"{whole}"))


def _prices(chance: Random) -> str:
    form = chance.choice(("{}.{:02}", "{},{:02}", "${}.{:02}", "€ {},{:02}", "{}.{:02} EUR", "{}.{:02}€", "¥{}{:02}"))
    parting = chance.choice((", ", " ", "; ", " / ", "\n", " - ", " + ", " | ", "\t"))
    most = chance.choice((99, 999, 9999))
    rows = [form.format(chance.randint(1, most), chance.randrange(100)) for _ in range(chance.randint(3, 12))]
    return parting.join(rows)


def _table(chance: Random) -> str:
    parting = chance.choice(("\t", " | ", ", ", ",", ";", "   ", "        "))
    columns = chance.randint(3, 8)
    rows = [parting.join(str(chance.randint(0, 10 ** chance.randint(1, 6))) for _ in range(columns)) for _ in range(6)]
    return "\n".join(rows)


def _counted(chance: Random) -> str:
    at, parting = chance.choice((35, 400, 4500, 5501, 6000)), chance.choice((", ", " ", "\n", ", #", " - ", ";"))
    some = []
    for _ in range(chance.randint(4, 12)):
        some.append(str(at))
        at += chance.randint(1, 5)
    return parting.join(some)


def _addresses(chance: Random) -> str:
    octets = [".".join(str(chance.randint(0, 255)) for _ in range(4)) for _ in range(chance.randint(1, 5))]
    groups = [digits(chance, 4) for _ in range(chance.randint(3, 6))]
    groups.insert(chance.randint(1, len(groups) - 1), "")
    hardware = chance.choice(":-").join(digits(chance, 2) for _ in range(6))
    return chance.choice((chance.choice((", ", " ", "\n", "; ")).join(octets), ":".join(groups), hardware))


def _versions(chance: Random) -> str:
    some = [".".join(str(chance.randint(0, 60)) for _ in range(3)) for _ in range(chance.randint(2, 6))]
    return chance.choice((", ", " ", "\n", " -> ", " / ")).join(some)


def _coordinates(chance: Random) -> str:
    north, east = chance.uniform(-90, 90), chance.uniform(-180, 180)
    return chance.choice(
        (
            f"{north:.6f}, {east:.6f}",
            f"{north:.6f},{east:.6f}",
            f"{north:.4f} {east:.4f}",
            f"({north:.7f}; {east:.7f})",
            (
                f"{int(abs(north))}°{digits(chance, 2)}'{digits(chance, 2)}.{digits(chance, 2)}\"N "
                f"{int(abs(east))}°{digits(chance, 2)}'{digits(chance, 2)}.{digits(chance, 2)}\"E"
            ),
        )
    )


def _parcel(chance: Random) -> str:
    by_fours = f"9{digits(chance, 3)} " + " ".join(digits(chance, 4) for _ in range(4)) + f" {digits(chance, 2)}"
    return chance.choice(
        (
            by_fours,
            by_fours.replace(" ", ""),
            f"1Z{digits(chance, 6)}{digits(chance, 10)}",
            f"00340434{digits(chance, 12)}",
            f"RR{digits(chance, 9)}DE",
            f"99.{digits(chance, 2)}.{digits(chance, 6)}.{digits(chance, 8)}",
        )
    )


def _account(chance: Random) -> str:
    fours = [digits(chance, 4) for _ in range(6)]
    return chance.choice((f"{digits(chance, 2)} " + " ".join(fours), "-".join(fours), " ".join(fours)))


def _sum(chance: Random) -> str:
    some = [chance.randint(1, 999) for _ in range(4)]
    return " + ".join(map(str, some)) + f" = {sum(some)}"


def _percents(chance: Random) -> str:
    return chance.choice((" ", ", ", " / ")).join(f"{chance.randint(1, 99)}.{digits(chance, 2)}%" for _ in range(5))


def _book(chance: Random) -> str:
    return " ".join(f"978-3-{digits(chance, 2)}-{digits(chance, 6)}-{digits(chance, 1)}" for _ in range(2))


def _spoken(chance: Random) -> str:
    return f"{digits(chance, 8)} and {digits(chance, 8)}, {digits(chance, 4)} for {digits(chance, 12)[:7]}"


OTHERS: Mapping[str, Callable[[Random], str]] = {
    "phones": _phone,
    "dates and times": _moment,
    "UUIDs": _id,
    "numbers whose check digit does not fit": _failing,
    "prices": _prices,
    "numbers that count": _counted,
    "addresses of machines": _addresses,
    "versions": _versions,
    "coordinates": _coordinates,
    "parcels": _parcel,
    "accounts by fours": _account,
    "sums": _sum,
    "percents": _percents,
    "books": _book,
    "numbers with words between": _spoken,
}
"""What is never taken for a card's number."""

CHANCES: Mapping[str, Callable[[Random], str]] = {
    "tables": _table,
    "amounts": lambda chance: " ".join(_amount(chance) for _ in range(6)),
}
"""What now and then is one by chance."""
