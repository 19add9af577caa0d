"""The hour's time: everybody in it sleeps on the fake clock, and it moves when all of them do and nothing is under way.

Rules:
1. Nothing waits for real time but real I/O, which is waited for wherever the clock stands.
2. It moves to the next moment at which somebody wants to be woken, and at least by `STEP`: what falls due within a step
   is done at its end. So nothing is early, and nothing late by more than a step.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from tests.scenarios.world import World

STEP = 0.25
"""Seconds of the clock."""
LOOK = 0.002
"""Real seconds between two looks."""
DEADLINE = 120.0
"""Real seconds in which everything that is under way must have come to its end."""


class Pace:
    """Moves the clock."""

    def __init__(self, world: World) -> None:
        """Begin where the world's clock stands."""
        self._world = world
        self._clock = world.clock
        self._begun = world.clock.seconds
        self._awake = 0
        self._lives: set[asyncio.Task[None]] = set()
        self._over = False

    @property
    def now(self) -> float:
        """Give the seconds since the beginning."""
        return self._clock.seconds - self._begun

    @property
    def clock(self) -> float:
        """Give the seconds since 1970, as Slack's timestamps have them."""
        return self._clock.seconds

    def is_over(self) -> bool:
        """Tell whether nothing more is to be begun."""
        return self._over

    def ends(self) -> None:
        """Let nothing more be begun."""
        self._over = True

    def live(self, life: Coroutine[Any, Any, None]) -> None:
        """Let somebody live beside the others; what goes wrong with them ends the hour."""
        self._awake += 1
        task = asyncio.create_task(life)
        self._lives.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, _: asyncio.Task[None]) -> None:
        self._awake -= 1

    async def sleep(self, seconds: float) -> None:
        """Do nothing for a time."""
        await self.until(self.now + seconds)

    async def until(self, at: float) -> None:
        """Do nothing until a moment."""
        self._awake -= 1
        try:
            await self._clock.sleep_until(self._begun + at)
        finally:
            self._awake += 1

    async def passes(self, until: Callable[[], bool], each: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Let time pass until something is so; `each` looks at the world after each step."""
        while not until():
            await self.still()
            await each()
            at = self._clock.next_wake() or 0.0
            await self._clock.advance_to(max(at, self._clock.seconds + STEP))
        await self.still()

    async def still(self) -> None:
        """Wait until nobody is awake and nothing is under way."""
        deadline = asyncio.get_running_loop().time() + DEADLINE
        looks = 0
        while looks < 2:  # what the first look has let begin is seen by the second
            await asyncio.sleep(LOOK)
            for life in [one for one in self._lives if one.done()]:
                self._lives.discard(life)
                life.result()
            looks = looks + 1 if self._is_still() else 0
            assert asyncio.get_running_loop().time() < deadline, f"it did not become still: {self._world.troubles()}"
        await self._world.running.settle()

    def _is_still(self) -> bool:
        if self._awake or self._world.playground.slack.events.busy:
            return False
        return self._world.running.is_idle

    @property
    def alive(self) -> int:
        """Give how many still live."""
        return sum(not one.done() for one in self._lives)
