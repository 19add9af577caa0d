"""Whether a visitor has a window open, over all sockets; tells the core when the last one is gone for good.

Rules: a reload or a move to the next page is no departure, so it is told only after a while; only a chat that is
open has somebody to tell. What is pending when the bridge stops is handed to the store, with the time when it is due;
a bridge that is killed forgets it. Windows that the stop itself closes have not left: they reconnect. That somebody has
left may have been told by another process, or before a start: the store knows.
"""

import asyncio
import secrets
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.web import inbound
from adapters.web.inbound import Speaker
from core.errors import BridgeError
from core.ids import ExternalRef
from core.ports import Clock, Feed, Inbox

OPEN = frozenset({"waiting", "active"})


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody's last window is gone; when it is due it is told."""

    speaker: Speaker
    due: datetime
    task: asyncio.Task[None]


class Presence:
    """Counts each visitor's sockets."""

    def __init__(self, inbox: Inbox, feed: Feed, clock: Clock, away_after: timedelta) -> None:
        self._inbox = inbox
        self._feed = feed
        self._clock = clock
        self._away_after = away_after.total_seconds()
        self._here: Counter[ExternalRef] = Counter()
        self._departures: dict[ExternalRef, Departure] = {}
        self._away: set[ExternalRef] = set()
        self._is_stopped = False

    def count(self, contact: ExternalRef) -> int:
        """Give the number of the visitor's sockets."""
        return self._here[contact]

    async def enter(self, speaker: Speaker) -> None:
        """Note one more socket; one who was told to have left has returned."""
        contact = speaker.visitor.contact
        self._here[contact] += 1
        departure = self._departures.pop(contact, None)
        if departure is not None:
            departure.task.cancel()
        was_told = contact in self._away
        self._away.discard(contact)
        is_first = self._here[contact] == 1 and departure is None
        with suppress(BridgeError):  # a notice of comfort: the window opens without it
            if was_told or (is_first and await self._feed.is_away(speaker.channel, contact)):
                await self._inbox.accept(inbound.returned(speaker, secrets.token_hex(8), self._clock.now()))

    def leave(self, speaker: Speaker) -> None:
        """Note one socket less; after the last one a time begins to run."""
        contact = speaker.visitor.contact
        self._here[contact] -= 1
        if self._here[contact] <= 0:
            del self._here[contact]
        if contact not in self._here and not self._is_stopped:
            due = self._clock.now() + timedelta(seconds=self._away_after)
            self._departures[contact] = Departure(speaker, due, asyncio.create_task(self._depart(speaker)))

    def ends(self) -> tuple[Departure, ...]:
        """Wait for nobody any more; give the departures that are pending. Who goes from now on has not left."""
        self._is_stopped = True
        pending = tuple(self._departures.values())
        self._departures.clear()
        for one in pending:
            one.task.cancel()
        return pending

    async def hand_over(self, pending: Sequence[Departure]) -> None:
        """Tell of departures with the time when they are due."""
        await asyncio.gather(*(one.task for one in pending), return_exceptions=True)
        await asyncio.gather(*(self._tell(one.speaker, one.due) for one in pending))

    async def _depart(self, speaker: Speaker) -> None:
        await self._clock.sleep(self._away_after)
        self._departures.pop(speaker.visitor.contact, None)
        await self._tell(speaker)

    async def _tell(self, speaker: Speaker, due: datetime | None = None) -> None:
        contact = speaker.visitor.contact
        with suppress(BridgeError):  # a notice of comfort: the chat itself does not depend on it
            state = await self._feed.state(speaker.channel, contact)
            if state.status in OPEN:
                await self._inbox.accept(inbound.left(speaker, secrets.token_hex(8), self._clock.now(), due))
                self._away.add(contact)
                await self._see_who_came_back(speaker)

    async def _see_who_came_back(self, speaker: Speaker) -> None:
        """Say that somebody is back who came while their leaving was being told, and so was not known to have left."""
        contact = speaker.visitor.contact
        if contact in self._here:
            self._away.discard(contact)
            await self._inbox.accept(inbound.returned(speaker, secrets.token_hex(8), self._clock.now()))
