"""What the door counts as in hand has left again, however it ended; or the door would close, bit by bit, for good."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bridge.admission import EVENTS
from tests.pressure.doors import Caller, House, calling, opened, posted, until


def in_hand(house: House) -> tuple[int, int]:
    """Give what the door counts, and what the bound behind it counts."""
    return house.admission.events, house.admission.requests


@asynccontextmanager
async def full(house: House) -> AsyncIterator[list[Caller]]:
    """Let as many events be in hand as there is room for."""
    async with AsyncExitStack() as stack:
        callers = [await stack.enter_async_context(calling(house.port)) for _ in range(EVENTS)]
        for caller in callers:
            await caller.says(posted("wait"))
        await until(lambda: in_hand(house) == (EVENTS, EVENTS))
        yield callers


async def test_an_event_above_the_bound_is_turned_away_and_whoever_has_left_makes_room() -> None:
    house = House()
    async with opened(house), full(house) as callers, calling(house.port) as late:
        assert [await late.asks(posted("late")) for _ in range(3)] == [503, 503, 503]
        assert in_hand(house) == (EVENTS, EVENTS)
        assert house.meter.turnings_away.counts == {("requests",): 3}
        house.gate.set()
        assert {(await caller.hears())[0] for caller in callers} == {200}
        await until(lambda: in_hand(house) == (0, 0))
        assert await late.asks(posted("late")) == 200
        assert house.came.count("late") == 1


async def test_whoever_hangs_up_in_the_middle_of_a_request_makes_room_once() -> None:
    house = House()
    async with opened(house), full(house) as callers, calling(house.port) as late:
        for caller in callers[:10]:
            caller.writer.transport.abort()
        await until(lambda: house.admission.events == EVENTS - 10)
        assert house.admission.requests == EVENTS  # what they asked for is still being done
        assert await late.asks(posted("late")) == 200
        house.gate.set()
        await until(lambda: in_hand(house) == (0, 0))
        assert await late.asks(posted("again")) == 200
        await until(lambda: in_hand(house) == (0, 0))


async def test_a_request_that_ends_in_an_error_makes_room() -> None:
    house = House()
    async with opened(house), calling(house.port) as caller:
        assert await caller.asks(posted("trouble")) == 500
        assert await caller.is_hung_up()
        await until(lambda: in_hand(house) == (0, 0))
        assert house.came == ["trouble"]


async def test_a_request_that_the_server_can_not_read_makes_room() -> None:
    house = House()
    async with opened(house), calling(house.port) as caller:
        assert await caller.asks(posted("one", "No header\r\n")) == 400
        assert await caller.is_hung_up()
        await until(lambda: in_hand(house) == (0, 0))
        assert house.came == []


async def test_requests_that_are_turned_away_behind_the_door_make_room() -> None:
    house = House(most=1)
    async with opened(house), calling(house.port) as first, calling(house.port) as second:
        await first.says(posted("wait"), posted("two"), posted("three"))
        await asyncio.wait_for(house.has_come.wait(), 10)
        await until(lambda: house.admission.events == 3)
        assert await second.asks(posted("four")) == 503
        house.gate.set()
        assert [(await first.hears())[0] for _ in range(3)] == [200, 200, 200]
        await until(lambda: in_hand(house) == (0, 0))
        assert await second.asks(posted("five")) == 200
