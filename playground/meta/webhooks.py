"""Webhooks: what happens is told to the app until it takes it, or Meta gives up.

Rules: what is not answered with 200 in time is tried again at once, then with growing waits, for 36 hours
(https://developers.facebook.com/docs/graph-api/webhooks/getting-started) or for WhatsApp 7 days
(https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview); the waits between are
no page's and unverified, as is the time for an answer of WhatsApp's. The order of events is not promised; what
happens to one message goes in turn unless a fault says otherwise.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from playground.in_turn import InTurn
from playground.meta.hook import CALLBACKS, EVENTS, MESSENGER, Event, Hook, payload
from playground.meta.model import GivenUp, Json
from playground.meta.signature import headers, raw

if TYPE_CHECKING:
    from playground.meta.world import Meta

ANSWER_SECONDS = 20.0
_HOUR = 3600.0
_LASTS = {"messenger": 36 * _HOUR, "whatsapp": 7 * 24 * _HOUR}
_FIRST_WAIT, _LONGEST_WAIT = 15.0, 6 * _HOUR


class Webhooks(InTurn[Hook]):
    """Tells the app, in the background."""

    def __init__(self, meta: "Meta") -> None:
        """Begin with nothing under way."""
        super().__init__(meta, "meta", CALLBACKS)
        self._meta = meta
        self._gathered: dict[tuple[str, str], list[Event]] = defaultdict(list)

    def about(self, what: Hook) -> str:
        """Name the message that a request is about."""
        return what.events[0].about

    async def stop(self) -> None:
        """End every delivery under way."""
        await super().stop()
        self._gathered.clear()

    def tell(self, event: Event, target: str = EVENTS) -> None:
        """Tell of an event, alone or with those that happen at the same time."""
        if not self.url(event.product):
            return
        if self._meta.settings.batch == 1:
            self._tell(Hook(target, (event,)))
            return
        waiting = self._gathered[event.product, target]
        waiting.append(event)
        if len(waiting) == 1:
            self.spawn(self._tell_together(event.product, target))

    async def ring_after(self, seconds: float) -> None:
        """Let whoever looks see that something has ended by itself."""
        await self.pause(seconds)
        self._meta.changes.ring()

    def url(self, product: str) -> str:
        """Give the app's address for a product."""
        settings = self._meta.settings
        return settings.messenger_url if product == MESSENGER else settings.whatsapp_url

    def signed(self, body: Json) -> tuple[bytes, dict[str, str]]:
        """Write and sign a payload as a good request would be."""
        data = raw(body)
        return data, headers(self._meta.settings.app_secret, data)

    async def deliver(self, what: Hook, wait: float = 0.0) -> None:
        """Tell until the app has taken it, or its time is over."""
        await self.pause(wait)
        ends = self._meta.clock.now() + _LASTS[what.product]
        for pause in _pauses():
            await self.until_no_outage()
            url = self.url(what.product)
            if not url or await self._meta.delivery.attempt(what, url, ANSWER_SECONDS):
                return
            if self._meta.clock.now() + pause > ends:
                break
            await self.pause(pause)
        given_up = GivenUp(self._meta.clock.now(), what.product, url, payload(what, self._meta.clock.now()))
        self._meta.given_up.append(given_up)
        self._meta.changes.ring()

    def _tell(self, hook: Hook) -> None:
        if hook.target == CALLBACKS:
            self.changed(hook)
        else:
            self.hand_over(hook)

    async def _tell_together(self, product: str, target: str) -> None:
        await asyncio.sleep(0)
        events = self._gathered.pop((product, target), [])
        size = self._meta.settings.batch
        for at in range(0, len(events), size):
            self._tell(Hook(target, tuple(events[at : at + size])))


def _pauses() -> Iterator[float]:
    """Give the waits between two tries: none before the second one, then twice as long each time."""
    yield 0.0
    wait = _FIRST_WAIT
    while True:
        yield wait
        wait = min(wait * 2, _LONGEST_WAIT)
