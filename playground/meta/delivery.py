"""One try to hand something to the app: a POST with Meta's signature; and what Meta fetches itself.

Rules: the signature is over the very bytes; only 200 counts as taken
(https://developers.facebook.com/docs/graph-api/webhooks/getting-started); every try is in the traffic log, its
signature never. It deliberately does not repeat: `webhooks` does.
"""

import asyncio
from typing import TYPE_CHECKING

import aiohttp
from yarl import URL

from playground.faults import Kind
from playground.meta.hook import Hook, payload
from playground.meta.model import File, Json
from playground.meta.signature import headers, raw
from playground.outgoing import Outgoing
from playground.traffic import Exchange

if TYPE_CHECKING:
    from playground.meta.world import Meta

_LOSSES = frozenset({Kind.RESET, Kind.TIMEOUT_AFTER_ACCEPT, Kind.RESET_AFTER_ACCEPT, Kind.OUTAGE})
_OK = 200
_FETCH_SECONDS = 75.0  # https://developers.facebook.com/docs/messenger-platform/send-messages (video by URL)


class Delivery(Outgoing):
    """Calls the app."""

    def __init__(self, meta: "Meta") -> None:
        """Open no HTTP session before the first request."""
        super().__init__(meta.clock, meta.settings)
        self._meta = meta

    async def attempt(self, hook: Hook, url: str, seconds: float) -> bool:
        """Call once and wait so many seconds by the clock for a 200."""
        fault = self._meta.faults.take("meta", hook.target, _LOSSES)
        if fault and fault.kind in {Kind.RESET, Kind.OUTAGE}:
            return False
        body = payload(hook, self._meta.clock.now())
        started = asyncio.get_running_loop().time()
        status = await self.within(self._post(url, body), seconds) or 0
        self._note(hook, url, body, status, asyncio.get_running_loop().time() - started)
        return status == _OK and fault is None

    async def challenge(self, url: str, token: str, word: str) -> bool:
        """Ask an address whether it is the app's.

        https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
        """
        query = {"hub.mode": "subscribe", "hub.challenge": word, "hub.verify_token": token}
        address, added = self.reached(url)
        try:
            async with self.session.get(URL(address).update_query(query), headers=added) as response:
                return response.status == _OK and (await response.text()).strip() == word
        except (aiohttp.ClientError, ConnectionError, ValueError):
            return False

    async def fetched(self, url: str, most: int) -> File | None:
        """Fetch a file that a message names by its address; one byte too many shows that it is too large."""
        return await self.within(self._fetch(url, most), _FETCH_SECONDS)

    async def _fetch(self, url: str, most: int) -> File | None:
        address, added = self.reached(url)
        try:
            async with self.session.get(URL(address, encoded=True), headers=added) as response:
                if response.status != _OK:
                    return None
                content = b""
                while len(content) <= most and (more := await response.content.read(most + 1)):
                    content += more
                mimetype = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
                named = response.content_disposition.filename if response.content_disposition else ""
                return File(named or URL(address, encoded=True).name or "file", mimetype, content)
        except (aiohttp.ClientError, ConnectionError, ValueError):
            return None

    async def _post(self, url: str, body: Json) -> int:
        address, added = self.reached(url)
        data = raw(body)
        sent = {**headers(self._meta.settings.app_secret, data), **added}
        try:
            async with self.session.post(URL(address, encoded=True), data=data, headers=sent) as response:
                await response.read()
                return response.status
        except (aiohttp.ClientError, ConnectionError, ValueError):
            return 0

    def _note(self, hook: Hook, url: str, body: Json, status: int, seconds: float) -> None:
        said = "" if status == _OK else " — not taken"
        seen = Exchange(
            at=self._meta.clock.now(),
            direction="to_bridge",
            path=url.partition("?")[0],
            status=status,
            ms=seconds * 1000,
            vendor="meta",
            method="POST",
            summary=f"{hook.summary}{said}",
            request=body,
        )
        self._meta.traffic.record(seen)
