"""What the log tells of an error: its kind, what it came from, and the places in the code that it passed.

Rule: an error's own words stay out, and so do the values around it: either may hold what a person wrote. Only where the
words can hold nothing of the kind are they told: what the system says of a file or a socket, what SQLite says of
itself, and the detail of our own errors, which is made for the log.
"""

import sqlite3
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

from core.errors import BridgeError

MOST_PLACES = 24
MOST_CAUSES = 6
LONGEST = 200
ROOT = Path(__file__).parents[2]

_Info = tuple[type[BaseException], BaseException, TracebackType | None]


def without_words(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put `error` and `origin` in place of an exception; a processor of structlog."""
    given = event.pop("exc_info", None)
    error = _error(given)
    if error is not None:
        event["error"] = " from ".join(_named(one) for one in _chain(error))
        event["origin"] = origin(error)
    return event


def origin(error: BaseException) -> str:
    """Give the places that an error passed, the innermost first."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST_PLACES:]
    return " < ".join(f"{_short(one.filename)}:{one.lineno} {one.name}" for one in reversed(frames))


def _error(given: object) -> BaseException | None:
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple):
        info: _Info = given
        return info[1]
    if given:  # the error in hand, as `log.exception` means it
        return sys.exc_info()[1]
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    following: BaseException | None = error
    for _ in range(MOST_CAUSES):
        if following is None:
            return
        yield following
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)


def _named(error: BaseException) -> str:
    name, words = type(error).__name__, _words(error)
    return f"{name} ({words[:LONGEST]})" if words else name


def _words(error: BaseException) -> str:
    """Give an error's words where they can hold nothing that a person wrote."""
    if isinstance(error, BridgeError):
        return error.detail
    if isinstance(error, OSError):
        return error.strerror or ""
    return str(error) if isinstance(error, sqlite3.OperationalError) else ""


def _short(file: str) -> str:
    path = Path(file)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else "/".join(path.parts[-2:])
