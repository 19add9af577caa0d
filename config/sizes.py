"""Amounts of data as people write them: `20MB`, `500 kB`, `1.5GB`, or whole bytes.

Units are decimal (1 kB is 1000 bytes), as disks and vendors count.
"""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from config.labels import Label

_UNITS = {"": 1, "b": 1, "kb": 1000, "mb": 1000**2, "gb": 1000**3}
_MESSAGE = "must be an amount of data such as 500kB or 20MB"


def read_size(value: object) -> int:
    """Read an amount of data as bytes.

    Raises:
        ValueError: it is not one, or it is less than a byte.
    """
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(_MESSAGE)  # noqa: TRY004 - pydantic collects ValueError only
    found = re.fullmatch(r"([0-9]{1,15}(?:\.[0-9]{1,9})?) ?([kmg]?b?)", str(value).strip().lower())
    if not found or found[2] not in _UNITS:
        raise ValueError(_MESSAGE)
    size = int(Decimal(found[1]) * _UNITS[found[2]])
    if size < 1:
        raise ValueError("must be at least one byte")
    return size


def show_size(size: int) -> str:
    """Write an amount of data in the largest unit that leaves it whole."""
    for unit in ("gb", "mb", "kb"):
        if size % _UNITS[unit] == 0:
            return f"{size // _UNITS[unit]}{unit.upper() if unit != 'kb' else 'kB'}"
    return str(size)


Size = Annotated[
    int,
    BeforeValidator(read_size),
    PlainSerializer(show_size),
    Label("size"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? ?([kKmMgG]?[bB])?$"},
            ]
        }
    ),
]
