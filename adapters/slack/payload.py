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
_LATEST = 253402300799.0  # the last second that a datetime can be


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


def number(source: Json, key: str) -> int:
    """Give the whole number under a key, or 0; Slack sends some numbers as strings."""
    value = source.get(key)
    if isinstance(value, bool):
        return 0
    if isinstance(value, int):
        return value
    is_number = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19  # noqa: PLR2004 - 64 bits
    return int(value) if is_number and isinstance(value, str) else 0


def objects(source: Json, key: str) -> tuple[Json, ...]:
    """Give the objects in the list under a key."""
    value = source.get(key)
    return tuple([one for one in value if isinstance(one, dict)]) if value and isinstance(value, list) else ()


def moment(ts: str) -> datetime | None:
    """Read one of Slack's timestamps, or give None."""
    try:
        seconds = float(ts)
    except ValueError:
        return None
    return datetime.fromtimestamp(seconds, UTC) if 0 <= seconds <= _LATEST else None
