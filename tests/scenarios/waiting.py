"""Waiting for what must come, and for everything to be quiet.

Rules:
1. A wait has a deadline in real time, because what it waits for is real I/O.
2. While a wait goes on and nothing can be done at this moment, the clock moves to the next one by itself, as far as the
   wait's patience reaches and never up to a chat's own timer: budgets and pauses pass, offers and wrap-ups stay.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection

from bridge.store import feed, outbox, timers
from bridge.store.work_tables import OutboxState
from core.ids import ConversationId
from tests.scenarios.lasting import Lasting

if TYPE_CHECKING:
    from tests.scenarios.customer import Customer
    from tests.scenarios.world import World

T = TypeVar("T")

LOOK = 0.004
"""Real seconds between two looks."""

DEADLINE = 90.0
"""Real seconds for a condition: only a bound for what fails, long enough for a machine that is busy with other work."""

TOGETHER = 0.3
"""Real seconds of stillness before the clock moves on, where several processes share the work: they tell each other of
it in real time, and look every second of the clock whether a place has become theirs."""

NOTHING_MORE = 3.0
"""Real seconds of stillness after which nothing more will come."""

BEHIND = 2.0
"""Real seconds for what a desk does behind its acknowledgements, which may itself wait for the clock."""

TYPING = 1.0
"""Real seconds for which somebody waits for what they typed to be handed over; where it isn't, a test looks at that."""

UNSENT = (OutboxState.PENDING, OutboxState.SENDING, OutboxState.UNCERTAIN)


class Waiting:
    """The waits of one world."""

    def __init__(self, world: "World") -> None:
        """Take the world to watch."""
        self._world = world

    async def until(self, look: Callable[[], T | None], what: str | Callable[[], str], patience: float = 30.0) -> T:
        """Return the first truthy answer of `look`. Raises `AssertionError` when it doesn't come."""
        loop = asyncio.get_running_loop()
        limit, deadline, stillness = self._world.clock.seconds + patience, loop.time() + DEADLINE, Lasting()
        while not (found := look()):
            await asyncio.sleep(LOOK)
            still = stillness.look(is_so=self._is_still())
            first = TOGETHER if self._world.running.is_shared else 0.0
            if still and still > first and await self._moves_on(limit):
                stillness = Lasting()
            elif loop.time() > deadline or (still and still > NOTHING_MORE):
                wanted = what if isinstance(what, str) else what()
                raise AssertionError(f"it did not come: {wanted} ({self._doings()})")
        return found

    async def comes(self, work: Callable[[Connection], object], what: str) -> None:
        """Wait until a look at the database finds something; the clock stands still."""
        deadline = asyncio.get_running_loop().time() + DEADLINE
        while not await self._world.read(work):
            await asyncio.sleep(LOOK)
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"it did not come: {what} ({self._doings()})")

    async def handed_over(self) -> None:
        """Wait until what was typed has been handed over, as it would be before anybody could type the next.

        Slack promises no order of its events: two that set out together arrive in either order on a busy machine
        (https://docs.slack.dev/apis/events-api/). A test of that lets people type at once, by `asyncio.gather`.
        """
        for _ in range(round(TYPING / LOOK)):
            if not self._world.desk.platform.deliveries:
                break
            await asyncio.sleep(LOOK)

    async def quiet(self, patience: float = 120.0) -> None:
        """Wait until nothing is due, nothing is on the wire and every customer's window is up to date."""
        limit = self._world.clock.seconds + patience
        while True:
            await self.still()
            if not await self._unsent() or await self._next(limit) is None:
                break
            await self._moves_on(limit)
        await self._windows()

    async def passes(self, seconds: float) -> None:
        """Let time pass; what falls due on the way is done at its own moment."""
        clock = self._world.clock
        target = clock.seconds + seconds
        while True:
            await self.still()
            at = clock.next_wake()
            if at is None or at > target:
                break
            await clock.advance_to(at)
        await clock.advance_to(target)
        await self.still()

    async def still(self) -> None:
        """Wait until nothing can be done at this moment."""
        deadline = asyncio.get_running_loop().time() + DEADLINE
        looks = 0
        while looks < 2:
            await asyncio.sleep(LOOK)
            looks = looks + 1 if self._is_still() else 0
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"it did not become still: {self._doings()}")
        await asyncio.wait_for(self._world.running.settle(), DEADLINE)

    def _doings(self) -> str:
        world = self._world
        wire = f"{world.desk.platform.deliveries} deliveries of the platform; {world.running.doings()}"
        return f"{wire}; the clock stands at {world.clock.seconds}, troubles: {world.troubles()}"

    def _is_still(self) -> bool:
        return self._world.desk.platform.deliveries == 0 and self._world.running.is_idle

    async def _moves_on(self, limit: float) -> bool:
        """Move to the next moment, when there is one and nothing can be done at this one."""
        at = await self._next(limit)
        if at is None:
            return False
        await self._behind()
        if not self._is_still():
            return False
        await self._world.clock.advance_to(at)
        return True

    async def _next(self, limit: float) -> float | None:
        """Give the next moment, when it lies within the limit and before any chat's timer."""
        at = self._world.clock.next_wake()
        if at is None or at > limit:
            return None
        due = await self._world.read(timers.next_due)
        return None if due is not None and due <= datetime.fromtimestamp(at, UTC) else at

    async def _behind(self) -> None:
        """Wait for what goes on behind an acknowledgement: a form must be opened within seconds of the clock."""
        settling = asyncio.create_task(self._world.running.settle())
        done, _ = await asyncio.wait({settling}, timeout=BEHIND)
        for one in done:
            one.result()

    async def _unsent(self) -> int:
        counts = await self._world.read(outbox.counts)
        return sum(counts.get(state, 0) for state in UNSENT)

    async def _windows(self) -> None:
        for customer in self._world.customers:
            conversation, _ = customer.place_in_log
            if customer.is_here and conversation:
                await self._window(customer, conversation)

    async def _window(self, customer: "Customer", conversation: str) -> None:
        last = await self._world.read(lambda conn: feed.last_seq(conn, ConversationId(conversation)))

        def is_up_to_date() -> bool:
            shown, seq = customer.place_in_log
            return shown != conversation or seq >= last

        await self.until(is_up_to_date, "the last lines in the customer's window", patience=0)
