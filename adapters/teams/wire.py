"""One request to Microsoft, and its answer whatever it looks like.

Rules:
1. Every request has a time limit and follows no redirect. What is answered is read up to a limit.
2. An answer's status and its `Retry-After` are never lost, whether the body is JSON, HTML or breaks off.
3. `NoAnswer` says whether the request may have arrived: only what surely never left was not sent.
4. Nothing here is logged: bodies hold what people wrote, headers hold tokens.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import orjson
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientSSLError,
    ClientTimeout,
    ConnectionTimeoutError,
    InvalidURL,
)
from yarl import URL

from adapters.teams.payload import Json, mapping

CALL = ClientTimeout(total=20, connect=5, sock_connect=5)
"""`connect` covers the wait for a free connection too; when it runs out nothing has left yet."""
LARGEST = 4 * 1024 * 1024
BROKEN = (ClientError, TimeoutError, OSError, RuntimeError, ValueError)
"""What aiohttp raises when there is no answer."""
_NEVER_LEFT = (ClientConnectorError, ClientSSLError, ConnectionTimeoutError, InvalidURL)
_MOST_SECONDS = 3_600.0

Session = Callable[[], ClientSession]


class NoAnswer(Exception):
    """Nothing came back. `sent` says whether the request may have been carried out all the same."""

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `body` is empty where it was no JSON object."""

    status: int
    headers: Mapping[str, str]
    body: Json = field(default_factory=dict)
    whole: bool = True
    """False when the body broke off or was too long."""

    @property
    def ok(self) -> bool:
        """Tell whether it is a success."""
        return 200 <= self.status < 300  # noqa: PLR2004 - what HTTP calls a success

    @property
    def retry_after(self) -> float | None:
        """Give for how many seconds we are asked to wait, if we are."""
        return _seconds(self.headers)


async def ask(
    session: Session, method: str, url: str, *, headers: Mapping[str, str], limits: ClientTimeout = CALL, **what: Any
) -> Answer:
    """Make a request; `url` is sent as it is written.

    Raises:
        NoAnswer: no answer began.
    """
    body = orjson.dumps(what.pop("json")) if "json" in what else None
    if body is not None:
        headers = {**headers, "Content-Type": "application/json; charset=utf-8"}
        what["data"] = body
    try:
        request = session().request(
            method,
            URL(url, encoded=True),
            headers=headers,
            timeout=limits,
            allow_redirects=False,
            proxy=proxy_for(url),
            **what,
        )
        async with request as response:
            return await _read(response)
    except BROKEN as error:
        raise NoAnswer(type(error).__name__, sent=_may_have_left(error)) from None


def proxy_for(url: str) -> str | None:
    """Give the proxy that the environment names for an address, but for those that it exempts."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in ("localhost", "127.0.0.1", "::1") or proxy_bypass(host):
        return None
    return getproxies().get(parts.scheme)


async def _read(response: ClientResponse) -> Answer:
    read = bytearray()
    whole = True
    try:
        async for piece in response.content.iter_any():
            read += piece
            if len(read) > LARGEST:
                whole = False
                break
    except BROKEN:
        whole = False
    return Answer(response.status, response.headers, _object(bytes(read)) if whole else {}, whole)


def _object(body: bytes) -> Json:
    try:
        return mapping(json.loads(body))
    except (ValueError, RecursionError):
        return {}


def _may_have_left(error: Exception) -> bool:
    return not (isinstance(error, _NEVER_LEFT) or (isinstance(error, RuntimeError) and "closed" in str(error)))


def _seconds(headers: Mapping[str, str]) -> float | None:
    """Read `Retry-After`: seconds, or a moment beside the answer's own.

    https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
    """
    written = headers.get("Retry-After", "")
    try:
        seconds = float(written)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(written) - parsedate_to_datetime(headers["Date"])).total_seconds()
        except (ValueError, TypeError, KeyError):
            return None
    return min(max(seconds, 0.0), _MOST_SECONDS) if seconds == seconds else None  # noqa: PLR0124 - NaN
