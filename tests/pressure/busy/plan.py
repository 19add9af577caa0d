"""What happens in a busy hour: who comes when, to which queue, and how each chat goes. Drawn at random, from a seed.

Rules:
1. 300 chats an hour in six queues, each with a channel of its own; 60 agents, each in two of them.
2. A chat has 8 to 12 messages in 10 to 20 minutes; some are handed over, put on hold, flagged, braked by a mistyped
   command, reacted to, answered too late.
3. `FULL` plays the whole hour, to the end of its last chat; otherwise ten minutes out of its middle: the chats that run
   by then are begun in the first four minutes, with what is left of them, the others come at the rate of the hour.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

FULL = os.environ.get("DESKBRIDGE_PRESSURE") == "full"
HOUR, WINDOW, RUSH = 3600.0, 600.0, 240.0
CHATS, AGENTS, SUPERVISORS = 300, 60, 3
RUNNING = 75
"""So many chats run at any time of the hour."""
QUEUES = ("billing", "orders", "returns", "shipping", "tea", "wholesale")
REMINDER = 60.0
"""After how many seconds an agent is reminded of a customer who waits."""


@dataclass(frozen=True, slots=True)
class Round:
    """Some words of the customer's and the agent's answer; seconds before each."""

    before: float
    words: int
    think: float


@dataclass(frozen=True, slots=True)
class Plan:
    """One chat. Of the extras, each number is the round in which it happens, or -1."""

    number: int
    at: float
    queue: str
    rounds: tuple[Round, ...]
    reaction: float
    pages: int
    note: int = -1
    hold: int = -1
    flag: int = -1
    transfer: int = -1
    slip: int = -1
    emoji: int = -1
    customer_ends: bool = False
    answers_offer: bool = True


def plans(seed: int) -> list[Plan]:
    """Give the chats in the order in which they come."""
    random = Random(seed)
    made = [_plan(random, number, at) for number, at in enumerate(_arrivals(random))]
    running = [] if FULL else [_running(random, len(made) + number) for number in range(RUNNING)]
    return sorted((*made, *running), key=lambda one: one.at)


def _arrivals(random: Random) -> Iterator[float]:
    length = HOUR if FULL else WINDOW
    yield from (random.uniform(0, length) for _ in range(int(CHATS * length / HOUR)))


def _running(random: Random, number: int) -> Plan:
    """Draw a chat that has begun before, with what is left of it."""
    whole = _plan(random, number, random.uniform(0, RUSH))
    return replace(whole, rounds=whole.rounds[: random.randint(1, len(whole.rounds))])


def _plan(random: Random, number: int, at: float) -> Plan:
    count = random.randint(3, 5)
    length = random.uniform(600, 1200)
    rounds = tuple(_round(random, length / count) for _ in range(count))

    def extra(chance: float) -> int:
        return random.randrange(1, count) if random.random() < chance else -1

    return Plan(
        number=number,
        at=at,
        queue=random.choice(QUEUES),
        rounds=rounds,
        reaction=random.uniform(2, 15),
        pages=random.randint(1, 4),
        note=extra(0.25),
        hold=extra(0.12),
        flag=extra(0.06),
        transfer=extra(0.08),
        slip=extra(0.05),
        emoji=extra(0.2),
        customer_ends=random.random() < 0.2,
        answers_offer=random.random() < 0.96,
    )


def _round(random: Random, length: float) -> Round:
    """Draw a round of about that many seconds; one in twelve is answered too late."""
    think = random.uniform(90, 330) if random.random() < 0.08 else random.uniform(10, 55)
    before = max(5.0, random.uniform(0.8, 1.2) * length - think)
    return Round(before, 2 if random.random() < 0.15 else 1, think)
