"""Redis dies under load and comes back: nothing is lost, and customers hear as quickly as before."""

import asyncio
import statistics
import time

from tests.scenarios.customer import Customer
from tests.workers.deployment import Deployment, until

NORMAL = 1.0
"""Seconds from an agent's word to the customer's window, in the middle, on a machine that has other work to do.
The looks under all hints are two seconds apart: alone they would take a second in the middle."""
BACK = 5.0
"""Seconds after its return in which Redis must be used again."""


class Talk:
    """An agent who writes as soon as the last word was heard, and the customer, at another machine, who hears."""

    def __init__(self, deployment: Deployment, customer: Customer, thread: str) -> None:
        """Take who writes where."""
        self._deployment = deployment
        self._customer = customer
        self._thread = thread
        self.said: list[str] = []
        self.answers: list[str] = []

    async def goes_on(self, words: int) -> float:
        """Let so many words be said and heard, and the last be answered; give the seconds for one, in the middle."""
        took = []
        for _ in range(words):
            began = time.monotonic()
            self.said.append(f"word {len(self.said)}")
            await self._deployment.ada_writes(self.said[-1], self._thread)
            await until(lambda: self.said[-1] in self._customer.texts(), f"{self.said[-1]!r} at the customer")
            took.append(time.monotonic() - began)
        self.answers.append(f"heard {self.said[-1]}")
        await self._customer.says(self.answers[-1])
        return statistics.median(took)


async def _stage(deployment: Deployment) -> Talk:
    taking, showing = await deployment.machine(), await deployment.machine()
    await deployment.introduce(taking.url)
    customer = await showing.customer()
    return Talk(deployment, customer, await deployment.chat(customer, "hello"))


async def test_nothing_is_lost_while_redis_is_away_and_all_is_quick_again_when_it_is_back(
    deployment: Deployment,
) -> None:
    talk = await _stage(deployment)
    await until(lambda: deployment.redis.listeners() == 2, "both machines at Redis")
    before = await talk.goes_on(10)

    talking = asyncio.create_task(talk.goes_on(20))
    await until(lambda: len(talk.said) > 12, "the talk under way")
    deployment.redis.stop()
    await talking
    without = await talk.goes_on(10)
    deployment.redis.start()
    await until(lambda: deployment.redis.listeners() == 2, "both machines at Redis again", BACK)
    again = await talk.goes_on(10)

    assert max(before, without, again) < NORMAL
    assert deployment.customers[0].texts() == talk.said
    await until(lambda: set(talk.answers) <= set(deployment.posted()), "the customer's words in the thread")
    assert [text for text in deployment.posted() if text in talk.answers] == talk.answers


async def test_two_machines_without_redis_wake_each_other_through_postgresql(deployment: Deployment) -> None:
    deployment.redis.stop()
    talk = await _stage(deployment)

    assert await talk.goes_on(10) < NORMAL
