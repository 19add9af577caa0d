"""Tells windows whose chat waits how many are before it, and how long it may take.

Rules:
1. One look for all windows: soon after one began to wait or left the line, and every LOOK_S while any waits. Nobody
   waits: nothing runs.
2. A window is told when its own number or wait changes, and of nothing else; a lost word is made good by the next look.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

import structlog

from core.errors import BridgeError
from core.ids import ConversationId
from core.ports import Clock, FeedState, Place, Places

LOOK_S, SOON_S = 10.0, 1.0
STEP_S = 30
"""A wait is told in steps of so many seconds, and rounded up."""

log = structlog.get_logger(__name__)
Told = tuple[int | None, int | None]


class Waiter(Protocol):
    """A window, as the line sees it."""

    @property
    def state(self) -> FeedState:
        """Give how its chat stands."""
        ...

    @property
    def conversation(self) -> ConversationId | None:
        """Give its chat."""
        ...

    async def hint(self, frame: dict[str, Any]) -> None:
        """Show something that stands in no log."""
        ...


@dataclass(slots=True)
class WaitingLine:
    """The waiting windows of one web channel."""

    places: Places
    clock: Clock
    _told: dict[Waiter, Told] = field(default_factory=dict)
    _changed: bool = False
    _task: asyncio.Task[None] | None = None

    def turned(self, reader: Waiter) -> None:
        """Note how a window's chat stands by now."""
        if reader.state.status == "waiting":
            self._told.setdefault(reader, (None, None))
        elif self._told.pop(reader, None) is None:
            return
        self._changed = True
        if self._told and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._run())

    def leave(self, reader: Waiter) -> None:
        """Forget a window that has gone."""
        self._told.pop(reader, None)
        if not self._told and self._task is not None:
            self._task.cancel()

    async def stop(self) -> None:
        """Tell nobody any more."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        since = LOOK_S
        while self._told:
            await self.clock.sleep(SOON_S)
            since += SOON_S
            if self._changed or since >= LOOK_S:
                self._changed, since = False, 0.0
                await self._tell()

    async def _tell(self) -> None:
        try:
            places = await self.places.of_queues()
        except BridgeError:
            return  # a word of comfort: the next look will say it
        except Exception:
            log.exception("waiting_line_not_read")
            return
        for reader, told in list(self._told.items()):
            place = places.get(reader.conversation) if reader.conversation is not None else None
            if reader in self._told and (now := _shown(place)) != told:
                self._told[reader] = now
                await _say(reader, now)


def _shown(place: Place | None) -> Told:
    if place is None:
        return None, None
    return place.position, _rounded(place.wait)


def _rounded(wait: timedelta | None) -> int | None:
    if wait is None:
        return None
    steps = -(-int(wait.total_seconds()) // STEP_S)
    return max(1, steps) * STEP_S


async def _say(reader: Waiter, told: Told) -> None:
    frame: dict[str, Any] = {"t": "line", "position": told[0], "wait": told[1]}
    try:
        await reader.hint(frame)
    except ConnectionError:
        return  # the window closed while we were writing to it
