"""What a platform posts as JSON, read with care: nothing is where one expects it until it was looked for.

Rule: a field that nobody here knows is no error. Platforms add fields without notice.
"""

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from core.errors import PayloadMalformed

Fields = Mapping[str, Any]
_LATEST = 4_102_444_800
"""The year 2100, in seconds: what lies behind it is no time of a platform's."""


def read_json(body: bytes) -> Fields:
    """Read a body as the object that a platform sends.

    Raises:
        PayloadMalformed: it is none.
    """
    try:
        read = json.loads(body)
        json.dumps(read).encode()
    except (ValueError, RecursionError):
        raise PayloadMalformed("the body is no JSON") from None
    if not isinstance(read, dict):
        raise PayloadMalformed("the body is no object")
    return read


def mapping(of: Fields, name: str) -> Fields:
    """Give an object by its name; an empty one where there is none."""
    found = of.get(name)
    return found if isinstance(found, dict) else {}


def listed(of: Fields, name: str) -> list[Fields]:
    """Give the objects of a list by its name."""
    found = of.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def text(of: Fields, name: str) -> str:
    """Give a text by its name, without what no database keeps; a number counts as its digits."""
    found = of.get(name)
    if isinstance(found, str):
        return found.replace("\0", "").encode(errors="replace").decode()
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else ""


def number(of: Fields, name: str) -> int | None:
    """Give a whole number by its name, also one that is written as text."""
    found = text(of, name)
    return int(found) if found.isascii() and found.isdigit() and len(found) < 20 else None  # noqa: PLR2004 - far above any time


def decimal(of: Fields, name: str) -> float | None:
    """Give a number by its name; None where there is no usable one."""
    found = of.get(name)
    if not isinstance(found, int | float) or isinstance(found, bool) or not math.isfinite(found):
        return None
    return float(found) if abs(found) < 1e6 else None  # noqa: PLR2004 - degrees


def moment(seconds: float | None, otherwise: datetime) -> datetime:
    """Give a time as a platform tells it; `otherwise` where it tells none that can be."""
    if seconds is None or not 0 < seconds < _LATEST:
        return otherwise
    return min(datetime.fromtimestamp(seconds, UTC), otherwise)
