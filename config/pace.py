"""How often something may be done, as people write it: `15 at once, 60 a minute`.

For data it is `500MB at once, 100MB a minute`. Nothing, or `none`, is no limit.
"""

import re
from collections.abc import Callable
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from config.labels import Label
from config.sizes import read_size, show_size
from core.policy.limits import Rate

_NUMBER = r"[0-9]{1,9}"
_SIZE = r"[0-9]{1,15}(?:\.[0-9]{1,9})? ?[kKmMgG]?[bB]?"
DATA = Label("pace of data")


def _reader(amount: str, read: Callable[[str], int], example: str) -> Callable[[object], Rate | None]:
    written = re.compile(rf"({amount}) at once, ({amount}) a minute")

    def read_pace(value: object) -> Rate | None:
        if value is None or isinstance(value, Rate):
            return value
        text = str(value).strip()
        if text in ("", "none"):
            return None
        found = written.fullmatch(text)
        if found is None:
            raise ValueError(f'must be a pace such as "{example}", or none for no limit')
        rate = Rate(float(read(found[1])), float(read(found[2])))
        if rate.at_once < 1 or rate.a_minute < 1:
            raise ValueError("must let at least 1 pass at once, and 1 a minute; none is no limit")
        return rate

    return read_pace


def show_pace(rate: Rate | None, show: Callable[[int], str] = str) -> str:
    """Write a pace the way it is read."""
    return "none" if rate is None else f"{show(int(rate.at_once))} at once, {show(int(rate.a_minute))} a minute"


def show_data_pace(rate: Rate | None) -> str:
    """Write a pace of data the way it is read."""
    return show_pace(rate, show_size)


def _schema(amount: str) -> WithJsonSchema:
    return WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": f"^({amount} at once, {amount} a minute|none)?$"}, {"type": "null"}]}
    )


Pace = Annotated[
    Rate | None,
    PlainValidator(_reader(_NUMBER, int, "15 at once, 60 a minute")),
    PlainSerializer(show_pace),
    Label("pace"),
    _schema(_NUMBER),
]

DataPace = Annotated[
    Rate | None,
    PlainValidator(_reader(_SIZE, read_size, "500MB at once, 100MB a minute")),
    PlainSerializer(show_data_pace),
    DATA,
    _schema(_SIZE),
]
