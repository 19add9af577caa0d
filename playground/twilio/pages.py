"""Lists in pages (https://www.twilio.com/docs/usage/twilios-response#pagination).

Rules: 50 rows a page unless asked, 1,000 at the most; the addresses of pages have no host, those of the newer APIs'
(`listing`) have one. Tokens are offsets (Twilio's are not: what comes in between shifts the rows of a later page).
"""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode

from playground.twilio.errors import TwilioError
from playground.twilio.model import Json
from playground.twilio.rest import Ask

Row = TypeVar("Row")
_USUAL, _MOST = 50, 1000


def page(ask: Ask, uri: str, name: str, rows: list[Row], write: Callable[[Row], Json]) -> Json:
    """Write one page of rows.

    Raises TwilioError 20001 for a size or number that is none.
    """
    size, number = _size(ask)
    start = number * size
    shown = rows[start : start + size]
    address = _addresses(ask, uri, size)
    return {
        name: [write(row) for row in shown],
        "end": max(start, start + len(shown) - 1),
        "first_page_uri": address(0),
        "next_page_uri": address(number + 1) if start + size < len(rows) else None,
        "page": number,
        "page_size": size,
        "previous_page_uri": address(number - 1) if number else None,
        "start": start,
        "uri": address(number),
    }


def listing(ask: Ask, url: str, name: str, rows: list[Row], write: Callable[[Row], Json]) -> Json:
    """Write one page as the newer APIs do: what is about it stands in `meta`.

    Raises TwilioError 20001 for a size or number that is none.
    """
    size, number = _size(ask)
    start = number * size
    address = _addresses(ask, url, size)
    return {
        name: [write(row) for row in rows[start : start + size]],
        "meta": {
            "first_page_url": address(0),
            "key": name,
            "next_page_url": address(number + 1) if start + size < len(rows) else None,
            "page": number,
            "page_size": size,
            "previous_page_url": address(number - 1) if number else None,
            "url": address(number),
        },
    }


def _addresses(ask: Ask, uri: str, size: int) -> Callable[[int], str]:
    kept = [(key, value) for key, value in ask.query.items() if key not in {"Page", "PageSize", "PageToken"}]

    def address(at: int) -> str:
        token = [("PageToken", f"PA{at * size}")] if at else []
        return f"{uri}?{urlencode([*kept, ('PageSize', str(size)), ('Page', str(at)), *token])}"

    return address


def _size(ask: Ask) -> tuple[int, int]:
    """Give how many rows a page has, and which one is asked for."""
    return min(_number(ask, "PageSize", _USUAL, 1), _MOST), _number(ask, "Page", 0, 0)


def _number(ask: Ask, name: str, default: int, least: int) -> int:
    text = ask.query.get(name, str(default))
    if not text.isdigit() or int(text) < least:
        raise TwilioError(20001, f"{name}={text}")
    return int(text)
