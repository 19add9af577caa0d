"""Hints: whoever carries them, they reach whoever waits, in each process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy.engine import make_url

from bridge.hints.memory import MemoryHints
from bridge.hints.notify import NotifyCarrier
from bridge.hints.port import Carrier
from bridge.hints.redis import RedisCarrier
from bridge.hints.shared import MOST_WAITING, SharedHints
from config.redis import parse
from core.ids import ConversationId
from core.ports import FeedNews

DEADLINE = 30.0


@dataclass(frozen=True, slots=True)
class Two:
    """The hints of two processes; with hints in memory it is one process twice."""

    here: MemoryHints
    there: MemoryHints


@pytest.fixture(params=["memory", "redis", "notify"])
def make_carrier(request: pytest.FixtureRequest) -> Callable[[], Carrier] | None:
    """Each way between processes; none where there is one process."""
    if request.param == "redis":
        redis: str = request.getfixturevalue("redis_url")
        return lambda: RedisCarrier(parse(redis), "contract")
    if request.param == "notify":
        database: str = request.getfixturevalue("shared_postgres")
        return lambda: NotifyCarrier(make_url(database))
    return None


@pytest.fixture
async def two(make_carrier: Callable[[], Carrier] | None) -> AsyncIterator[Two]:
    if make_carrier is None:
        alone = MemoryHints()
        yield Two(alone, alone)
        return
    here, there = SharedHints("here", [make_carrier()]), SharedHints("there", [make_carrier()])
    async with _connected(here, there):
        yield Two(here, there)


@asynccontextmanager
async def _connected(*hints: SharedHints) -> AsyncIterator[None]:
    for one in hints:
        await one.start()
    await _until(lambda: all(one.carrier for one in hints))
    yield
    for one in hints:
        await one.stop()


async def _until(look: Callable[[], object]) -> None:
    async with asyncio.timeout(DEADLINE):
        while not look():  # noqa: ASYNC110 - it is real I/O that is waited for
            await asyncio.sleep(0.005)


async def test_a_wake_up_reaches_whoever_waits(two: Two) -> None:
    wanted, other = two.there.subscribe("wanted"), two.there.subscribe("other")
    two.here.wake(["wanted"])

    await asyncio.wait_for(wanted.wait(), DEADLINE)
    assert not other.is_awake


async def test_a_wake_up_is_heard_at_once_where_it_was_given(two: Two) -> None:
    wanted = two.here.subscribe("wanted")
    two.here.wake(["wanted"])

    assert wanted.is_awake


async def test_thousands_of_wake_ups_arrive(two: Two) -> None:
    lines = [two.there.subscribe(f"contact:web:visitor-{number}") for number in range(3000)]
    two.here.wake(f"contact:web:visitor-{number}" for number in range(3000))

    await _until(lambda: all(line.is_awake for line in lines))


async def test_whoever_has_left_is_woken_no_more(two: Two) -> None:
    left, there = two.there.subscribe("wanted"), two.there.subscribe("wanted")
    left.close()
    two.here.wake(["wanted"])

    await asyncio.wait_for(there.wait(), DEADLINE)
    assert not left.is_awake


async def test_an_announcement_wakes_its_followers(two: Two) -> None:
    calls: list[str] = []
    two.there.follow("contact:web:ada", lambda: calls.append("woken"))
    two.here.announce([("contact:web:ada", FeedNews(ConversationId("c1"), "active"))])

    await _until(lambda: calls)


async def test_who_types_is_known_and_forgotten(two: Two) -> None:
    wakes = two.there.subscribe("typing:c1")
    two.here.typing("typing:c1", "customer", on=True)
    await asyncio.wait_for(wakes.wait(), DEADLINE)
    assert two.there.who_types("typing:c1") == {"customer"}

    two.here.typing("typing:c1", "customer", on=False)
    await asyncio.wait_for(wakes.wait(), DEADLINE)
    assert two.there.who_types("typing:c1") == frozenset()


async def test_without_any_connection_a_wake_up_is_heard_here_and_fails_nobody() -> None:
    nowhere = SharedHints("me", [RedisCarrier(parse("redis://127.0.0.1:9"), "contract")])
    await nowhere.start()
    wanted = nowhere.subscribe("wanted")
    nowhere.wake(["wanted"])
    assert wanted.is_awake
    assert nowhere.carrier is None
    await nowhere.stop()


async def test_what_waits_to_be_carried_is_bounded() -> None:
    nowhere = SharedHints("me", [])
    await nowhere.start()
    nowhere.wake(f"topic {number}" for number in range(MOST_WAITING + 5000))
    assert nowhere.waiting == MOST_WAITING
    await nowhere.stop()


@pytest.mark.parametrize(
    "text", ["", "no JSON", "[]", '{"from": "other"}', '{"from": "other", "wake": 3, "typing": []}']
)
async def test_what_somebody_else_says_on_the_channel_is_passed_over(text: str) -> None:
    hints = SharedHints("me", [])
    hints._hear(text)  # noqa: SLF001 - a stranger's text can come in any shape
    assert hints.heard == 0


async def test_two_installations_on_one_redis_do_not_hear_each_other(redis_url: str) -> None:
    ours = SharedHints("ours", [RedisCarrier(parse(redis_url), "ours")])
    theirs = SharedHints("theirs", [RedisCarrier(parse(redis_url), "theirs")])
    async with _connected(ours, theirs):
        ours.wake(["wanted"])
        await _until(lambda: ours.said == 1)
        theirs.wake(["another"])
        await _until(lambda: theirs.said == 1)

        assert (ours.heard, theirs.heard) == (0, 0)
