"""Reading JSON that came from outside: nothing here raises, whatever shape it has.

Rule: a value of another type than expected counts as missing.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

Json = Mapping[str, Any]
_NOTHING: Json = {}
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_FRACTION = re.compile(r"\.(\d+)")
_MICROSECONDS = 6


def mapping(value: object) -> Json:
    """Give an object, or an empty one."""
    return value if isinstance(value, dict) else _NOTHING


def part(source: Json, *path: str) -> Json:
    """Give the object at a path of keys, or an empty one."""
    for key in path:
        source = mapping(source.get(key))
    return source


def text(source: Json, key: str) -> str:
    """Give the string under a key, or an empty one; without what no database takes (NUL, halves of characters)."""
    value = source.get(key)
    if not isinstance(value, str):
        return ""
    return value if value.isprintable() else _UNSTORABLE.sub("\ufffd", value)


def objects(source: Json, key: str) -> tuple[Json, ...]:
    """Give the objects in the list under a key."""
    value = source.get(key)
    return tuple([one for one in value if isinstance(one, dict)]) if value and isinstance(value, list) else ()


def moment(written: str) -> datetime | None:
    """Read a time with a zone, with as many digits as Teams sends (seven), or give None."""
    shortened = _FRACTION.sub(lambda found: f".{found[1][:_MICROSECONDS]}", written, count=1)
    try:
        found = datetime.fromisoformat(shortened)
        return found.astimezone(UTC) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
