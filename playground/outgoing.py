"""How a vendor calls out: one HTTP session, deadlines by the clock, and the proxy that may stand before the app.

Rules: a fake clock never times out by itself; what begins with the app's public address is sent to where it is reached,
with what a proxy adds on the way. It deliberately knows nothing of what is called.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

import aiohttp

from playground.clock import Clock

T = TypeVar("T")


class Proxied(Protocol):
    """The settings that are needed here."""

    public_url: str
    reached_at: str


class Outgoing:
    """Calls out."""

    def __init__(self, clock: Clock, settings: Proxied) -> None:
        """Open no HTTP session before the first request."""
        self._clock, self._settings = clock, settings
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Close the HTTP session."""
        if self._session:
            await self._session.close()
            self._session = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """What calls go out by."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None), connector=connector)
        return self._session

    def reached(self, url: str) -> tuple[str, dict[str, str]]:
        """Say where an address leads, and what a proxy on the way adds."""
        settings = self._settings
        if not (settings.public_url and settings.reached_at and url.startswith(settings.public_url)):
            return url, {}
        there = urlsplit(settings.public_url)
        added = {"Host": there.netloc, "X-Forwarded-Proto": there.scheme, "X-Forwarded-For": "203.0.113.7"}
        return settings.reached_at + url.removeprefix(settings.public_url), added

    async def within(self, work: Coroutine[Any, Any, T], seconds: float) -> T | None:
        """Race work against the clock (a fake one never times out by itself); nothing when the clock wins."""
        task = asyncio.ensure_future(work)
        timer = asyncio.ensure_future(self._clock.sleep_until(self._clock.now() + seconds))
        try:
            await asyncio.wait({task, timer}, return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            task.cancel()
            timer.cancel()
