"""Cursors (https://docs.slack.dev/apis/web-api/pagination)."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from playground.slack.arguments import Arguments
from playground.slack.errors import SlackError
from playground.slack.model import Json

T = TypeVar("T")
MOST = 1000


def page(rows: Sequence[T], args: Arguments, *, default: int = 100) -> tuple[Sequence[T], Json]:
    """Cut out the page that the caller asks for, with the response_metadata that leads to the next.

    Raises SlackError invalid_cursor or invalid_limit.
    """
    limit = args.number("limit", default) or default
    if not 0 < limit <= MOST:
        raise SlackError("invalid_limit")
    start = _offset(args.text("cursor"))
    end = start + limit
    following = base64.b64encode(f"next:{end}".encode()).decode() if end < len(rows) else ""
    return rows[start:end], {"response_metadata": {"next_cursor": following}}


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word == "next":
            return int(number)
    except (binascii.Error, ValueError):
        pass
    raise SlackError("invalid_cursor")
