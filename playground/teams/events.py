"""Activities that go out in the background: which ones the bot hears of, and handing them over until it answers.

Rules: a channel's message reaches the bot when the app is installed in the team, and is mentioned or may read all
(https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-messages-for-bots-and-agents); an
activity without an answer comes again, the same in every way (msteams-docs issue 6084). A delivery never holds the call
that caused it, and no order is promised.
"""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from playground.faults import Kind
from playground.teams.attempt import Attempt
from playground.teams.delivery import is_no_answer
from playground.teams.model import Json

if TYPE_CHECKING:
    from playground.teams.world import Teams

REORDER_HOLD_SECONDS = 5.0
_EMISSION = frozenset({Kind.DUPLICATE, Kind.REORDER, Kind.DELAY})


class Events:
    """Hands activities to the bot, in the background."""

    def __init__(self, teams: "Teams") -> None:
        """Begin with nothing under way."""
        self._teams = teams
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: list[Json] = []
        self.busy = 0

    @property
    def under_way(self) -> int:
        """How many deliveries have not come to an end, those included that wait for their next try."""
        return len(self._tasks)

    def emit(self, activity: Json) -> None:
        """Send an activity to the bot."""
        if not self._teams.settings.messages_url:
            return
        fault = self._teams.faults.take("teams", "events", _EMISSION)
        if fault and fault.kind is Kind.REORDER:
            self._held.append(activity)
            self.spawn(self._release_later())
            return
        wait = fault.delay_ms / 1000 if fault and fault.kind is Kind.DELAY else 0.0
        for _ in range(fault.copies - 1 if fault and fault.kind is Kind.DUPLICATE else 0):
            self.spawn(self._deliver(activity))
        held, self._held = self._held, []
        self.spawn(self._in_turn([activity, *held], wait))

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` in the background until it ends or the playground stops."""
        self.busy += 1
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.busy -= 1
        self._teams.changes.ring()

    @contextmanager
    def _resting(self) -> Iterator[None]:
        """Wait without counting as busy."""
        self.busy -= 1
        self._teams.changes.ring()
        try:
            yield
        finally:
            self.busy += 1

    async def stop(self) -> None:
        """End every delivery under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._held.clear()

    async def _deliver(self, activity: Json, wait: float = 0.0) -> None:
        settings = self._teams.settings
        for number, pause in enumerate((wait, *settings.redelivery_seconds)):
            if pause:
                await self._pause(pause)
            await self._until_no_outage()
            answer = await self._teams.send(Attempt(activity, number))
            if not is_no_answer(answer, errors_too=settings.redelivers_errors):
                return

    async def _pause(self, seconds: float) -> None:
        with self._resting():
            await self._teams.clock.sleep_until(self._teams.clock.now() + seconds)

    async def _until_no_outage(self) -> None:
        """While Teams itself is down, its deliveries wait with it."""
        outage = frozenset({Kind.OUTAGE})
        while (fault := self._teams.faults.peek("teams", "events", outage)) and fault.times is None:
            with self._resting():
                await self._teams.changes.next()

    async def _in_turn(self, activities: list[Json], wait: float) -> None:
        """Deliver one, and what a fault held back before it."""
        for activity in activities:
            await self._deliver(activity, wait)

    async def _release_later(self) -> None:
        """Let go of what no later activity has released."""
        await self._pause(REORDER_HOLD_SECONDS)
        held, self._held = self._held, []
        await self._in_turn(held, 0.0)
