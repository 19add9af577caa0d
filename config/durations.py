"""Lengths of time as people write them: `30s`, `5m`, `1h30m`, `7d`, or whole seconds."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from config.labels import Label

_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
PATTERN = r"(?:(?P<d>[0-9]{1,5})d)?(?:(?P<h>[0-9]{1,6})h)?(?:(?P<m>[0-9]{1,7})m)?(?:(?P<s>[0-9]{1,9})s?)?"
_WRITTEN = r"^(?=.)([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s?)?$"
"""The same for editors, which know no named groups."""
_MESSAGE = "must be a length of time such as 30s, 5m or 1h30m"


def read_duration(value: object) -> timedelta:
    """Read a length of time.

    Raises:
        ValueError: it is not one, or it is zero.
    """
    length = _read(value)
    if not length:
        raise ValueError("must be longer than nothing")
    return length


def read_duration_or_off(value: object) -> timedelta | None:
    """Read a length of time; nothing, or no time at all, is None.

    Raises:
        ValueError: it is neither.
    """
    return None if value is None or value == "" else _read(value) or None


def _read(value: object) -> timedelta:
    if isinstance(value, timedelta):
        return value
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(_MESSAGE)  # noqa: TRY004 - pydantic collects ValueError only
    found = re.fullmatch(PATTERN, str(value).strip())
    if not found or not str(value).strip():
        raise ValueError(_MESSAGE)
    return timedelta(**{_UNITS[unit]: int(amount) for unit, amount in found.groupdict().items() if amount})


def show_duration(length: timedelta) -> str:
    """Write a length of time the way it is read."""
    seconds = int(length.total_seconds())
    parts = ((seconds // 86400, "d"), (seconds // 3600 % 24, "h"), (seconds // 60 % 60, "m"), (seconds % 60, "s"))
    return "".join(f"{amount}{unit}" for amount, unit in parts if amount) or "0s"


Duration = Annotated[
    timedelta,
    BeforeValidator(read_duration),
    PlainSerializer(show_duration),
    Label("duration"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "string", "pattern": _WRITTEN},
            ]
        }
    ),
]

DurationOrOff = Annotated[
    timedelta | None,
    BeforeValidator(read_duration_or_off),
    PlainSerializer(lambda length: show_duration(length) if length else None),
    Label("duration"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {"type": "string", "pattern": _WRITTEN},
                {"type": "null"},
            ]
        }
    ),
]
