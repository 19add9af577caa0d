"""A Slack that lies: slow, failing, throttling, losing answers it has acted on, repeating and reordering its events.

What happens is drawn from a seeded chance; `none` of it bends Slack's rules: each is a fault of `playground.faults`.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass

from playground.faults import Faults

POST = "chat.postMessage"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that goes wrong: with what, how, and how often beside the others."""

    target: str
    kind: str
    weight: int
    most_ms: int = 0
    retry_after: int = 1


LIES = (
    Trouble(POST, "delay", 3, 800),
    Trouble(POST, "slow_answer", 4, 800),
    Trouble(POST, "500", 2),
    Trouble(POST, "429", 1),
    Trouble(POST, "reset", 2),
    Trouble(POST, "reset_after_accept", 4),
    Trouble(POST, "timeout_after_accept", 1),
    Trouble("chat.update", "500", 1),
    Trouble("chat.update", "429", 1),
    Trouble("reactions.add", "reset", 1),
    Trouble("reactions.add", "500", 1),
    Trouble("conversations.replies", "500", 1),
    Trouble("conversations.replies", "429", 1),
    Trouble("conversations.replies", "delay", 1, 800),
    Trouble("events", "duplicate", 4),
    Trouble("events", "reorder", 3),
    Trouble("events", "delay", 3, 500),
    Trouble("events", "reset", 2),
    Trouble("events", "reset_after_accept", 2),
    Trouble("events", "timeout_after_accept", 2),
)

OUTAGES = (
    Trouble("*", "outage", 3),
    Trouble("*", "reset", 3),
    Trouble("*", "500", 2),
    Trouble("*", "429", 1),
    Trouble("*", "delay", 1, 400),
    Trouble(POST, "reset_after_accept", 2),
    Trouble("events", "reset", 1),
    Trouble("events", "timeout_after_accept", 1),
)
"""What a whole window of trouble consists of."""


def drawn(chance: random.Random, troubles: tuple[Trouble, ...]) -> Trouble:
    """Draw one."""
    return chance.choices(troubles, [one.weight for one in troubles])[0]


def put(faults: Faults, trouble: Trouble, chance: random.Random, times: int | None) -> int:
    """Put one in force; give its number."""
    delay = chance.randint(20, max(21, trouble.most_ms))
    fault = faults.add(
        trouble.target, trouble.kind, times=times, delay_ms=delay, retry_after=1, copies=chance.choice((2, 2, 3))
    )
    return fault.id


class Lying:
    """Lies now and then, in the background, until it is told to stop."""

    def __init__(self, faults: Faults, chance: random.Random, is_allowed: Callable[[Trouble], bool]) -> None:
        """Take where to put what goes wrong."""
        self._faults, self._chance = faults, chance
        self._troubles = tuple(one for one in LIES if is_allowed(one))
        self._task: asyncio.Task[None] | None = None
        self.number = 0

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._lie())

    async def stop(self) -> None:
        """Lie no more; what is in force ends too."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _lie(self) -> None:
        while True:
            await asyncio.sleep(self._chance.uniform(0.05, 0.35))
            put(self._faults, drawn(self._chance, self._troubles), self._chance, 1)
            self.number += 1
