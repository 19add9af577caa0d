"""Works that run side by side keep the order of one sender."""

import asyncio

import pytest

from bridge.admission import EVENTS
from bridge.offered.turns import MOST_WAITING, Turns
from core.errors import Overloaded


async def test_one_sender_is_served_in_the_order_of_arrival_however_long_each_takes() -> None:
    turns, done = Turns(), list[int]()

    async def one(number: int) -> None:
        async with turns.of("ada"):
            for _ in range(10 - number):
                await asyncio.sleep(0)
            done.append(number)

    await asyncio.gather(*(one(number) for number in range(10)))

    assert done == list(range(10))


async def test_senders_do_not_wait_for_each_other() -> None:
    turns = Turns()
    async with turns.of("ada"), asyncio.timeout(30), turns.of("grace"):
        pass


async def test_a_sender_of_too_much_is_refused_and_others_are_not() -> None:
    turns, end = Turns(), asyncio.Event()

    async def waits() -> None:
        async with turns.of("ada"):
            await end.wait()

    waiting = [asyncio.create_task(waits()) for _ in range(MOST_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        async with turns.of("ada"):
            pass
    async with turns.of("grace"):
        pass
    end.set()
    await asyncio.gather(*waiting)
    async with turns.of("ada"):
        pass


def test_three_that_are_stuck_leave_places_at_the_door_and_a_hundred_clicks_on_one_offer_fit() -> None:
    assert 100 < MOST_WAITING < EVENTS / 3


async def test_whoever_gives_up_waiting_holds_up_nobody() -> None:
    turns = Turns()
    async with turns.of("ada"):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01), turns.of("ada"):
                pass
    async with asyncio.timeout(30), turns.of("ada"):
        pass
