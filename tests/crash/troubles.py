"""A platform that lies: slow, failing, throttling, losing answers it has acted on, repeating and reordering its events.

What happens is drawn from a seeded chance; each is a fault of `playground.faults`, and bends no rule of the platform's.
"""

import asyncio
import random
from collections.abc import Sequence
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
    vendor: str = "slack"


SLACK_LIES = (
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

SLACK_OUTAGES = (
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


def _of_teams(target: str, kind: str, weight: int, most_ms: int = 0) -> Trouble:
    return Trouble(target, kind, weight, most_ms, "teams")


TEAMS_LIES = (
    _of_teams("send", "delay", 3, 800),
    _of_teams("send", "slow_answer", 4, 800),
    _of_teams("send", "500", 2),
    _of_teams("send", "502", 2),
    _of_teams("send", "429", 1),
    _of_teams("send", "412", 1),
    _of_teams("send", "reset", 2),
    _of_teams("send", "reset_after_accept", 4),
    _of_teams("send", "timeout_after_accept", 1),
    _of_teams("create", "502", 1),
    _of_teams("create", "reset_after_accept", 2),
    _of_teams("update", "500", 1),
    _of_teams("update", "502", 1),
    _of_teams("update", "429", 1),
    _of_teams("update", "reset_after_accept", 1),
    _of_teams("history", "500", 1),
    _of_teams("history", "429", 1),
    _of_teams("history", "delay", 1, 800),
    _of_teams("token", "500", 1),
    _of_teams("keys", "reset", 1),
    _of_teams("events", "duplicate", 4),
    _of_teams("events", "reorder", 3),
    _of_teams("events", "delay", 3, 500),
    _of_teams("events", "reset", 2),
    _of_teams("events", "reset_after_accept", 2),
    _of_teams("events", "timeout_after_accept", 2),
)

TEAMS_OUTAGES = (
    _of_teams("*", "outage", 3),
    _of_teams("*", "reset", 3),
    _of_teams("*", "500", 2),
    _of_teams("*", "502", 2),
    _of_teams("*", "429", 1),
    _of_teams("*", "delay", 1, 400),
    _of_teams("send", "reset_after_accept", 2),
    _of_teams("events", "reset", 1),
    _of_teams("events", "timeout_after_accept", 1),
)


def drawn(chance: random.Random, troubles: Sequence[Trouble]) -> Trouble:
    """Draw one."""
    return chance.choices(troubles, [one.weight for one in troubles])[0]


def put(faults: Faults, trouble: Trouble, chance: random.Random, times: int | None) -> int:
    """Put one in force; give its number."""
    delay = chance.randint(20, max(21, trouble.most_ms))
    fault = faults.add(
        trouble.target,
        trouble.kind,
        vendor=trouble.vendor,
        times=times,
        delay_ms=delay,
        retry_after=1,
        copies=chance.choice((2, 2, 3)),
    )
    return fault.id


class Lying:
    """Lies now and then, in the background, until it is told to stop."""

    def __init__(self, faults: Faults, chance: random.Random, troubles: Sequence[Trouble]) -> None:
        """Take where to put what goes wrong, and what may."""
        self._faults, self._chance = faults, chance
        self._troubles = troubles
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
