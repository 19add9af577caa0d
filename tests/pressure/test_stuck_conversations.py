"""Conversations that another process holds fast wait for themselves alone: the door stays open to all others."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bridge.admission import EVENTS
from bridge.offered.turns import MOST_WAITING
from bridge.store.database import open_database
from playground.slack.seed import SIGNING_SECRET
from playground.slack.signature import signed_headers
from tests import servers
from tests.pressure.doors import calling, until
from tests.scenarios.running import SHARED, Shared
from tests.scenarios.scenes import talking
from tests.scenarios.shown import Root
from tests.scenarios.slack.kind import TEAM, USERS
from tests.scenarios.world import World, a_world

STUCK = 3
EACH = EVENTS // STUCK + 1
"""Together they would take all the places at the door."""

LIFTED = {"desks": {"slack": {"post_limit": "none"}}}


@pytest.fixture
def postgres(postgres_server: servers.Postgres, redis_url: str) -> Iterator[str]:
    """The address of a database that the worlds of this test use."""

    def prepare(url: str) -> None:
        async def migrated() -> None:
            await (await open_database(url)).close()

        asyncio.run(migrated())

    with postgres_server.database(postgres_server.template("store", prepare)) as url:
        SHARED.append(Shared(url, redis_url))
        yield url
        SHARED.clear()


@asynccontextmanager
async def held_fast(url: str, number: int) -> AsyncIterator[None]:
    """Keep the first conversations locked, as another process in the middle of a transaction does."""
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://", 1))
    try:
        async with engine.begin() as other:
            taken = await other.execute(
                text("SELECT id FROM conversation WHERE number <= :n FOR UPDATE"), {"n": number}
            )
            assert len(taken.all()) == number
            yield
    finally:
        await engine.dispose()


def words(number: int) -> str:
    """Give what is said in an event."""
    return f"answer {number}."


def said(world: World, thread: Root, user: str, number: int) -> bytes:
    """Give the request that tells of somebody's words in a thread."""
    message = {"type": "message", "user": user, "channel": thread.place, "channel_type": "channel", "team": TEAM}
    root = thread.ref.partition("/")[2]
    event = {**message, "ts": f"{int(world.clock.seconds)}.{number:06d}", "thread_ts": root, "text": words(number)}
    head = {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{number:08d}", "event_time": 1749990000}
    body = json.dumps({**head, "event": event}).encode()
    headers = {**signed_headers(SIGNING_SECRET, body, world.clock.seconds), "Content-Type": "application/json"}
    lines = [f"{name}: {value}" for name, value in (headers | {"Content-Length": str(len(body))}).items()]
    return "\r\n".join(["POST /slack/events HTTP/1.1", "Host: here", *lines, "", ""]).encode() + body


async def test_stuck_conversations_take_a_few_places_at_the_door_and_leave_the_rest_to_others(postgres: str) -> None:
    async with a_world(LIFTED) as world, AsyncExitStack() as stack:
        customers = [(await talking(world, name))[1] for name in (*["ada"] * STUCK, "grace")]
        roots = [await world.desk.root(customer) for customer in customers]
        await world.quiet()
        await world.passes(2)  # what is said from now on was said after they had accepted
        port = world.running.bridge.config.server.port
        callers = [await stack.enter_async_context(calling(port)) for _ in range(STUCK * EACH + 1)]
        others = callers.pop()
        async with held_fast(postgres, STUCK):
            for number, caller in enumerate(callers):
                await caller.says(said(world, roots[number % STUCK], USERS["ada"], number))
            answers = [asyncio.create_task(caller.hears()) for caller in callers]
            await until(lambda: sum(one.done() for one in answers) == STUCK * (EACH - MOST_WAITING))
            assert {one.result()[0] for one in answers if one.done()} == {503}

            assert await others.asks(said(world, roots[STUCK], USERS["grace"], len(callers))) == 200
            await customers[STUCK].hears(words(len(callers)))

        statuses = [(await one)[0] for one in answers]
        assert Counter(statuses) == {503: STUCK * (EACH - MOST_WAITING), 200: STUCK * MOST_WAITING}
        kept = [words(number) for number, status in enumerate(statuses) if status == 200]
        await world.quiet()
        heard = [line for customer in customers[:STUCK] for line in customer.texts()]
        assert sorted(line for line in heard if line.startswith("answer")) == sorted(kept)
