"""Several processes on PostgreSQL: who lives, whose a place is, and what becomes of what the dead had."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import pytest
from sqlalchemy import Connection, select, text, update

from bridge.store import conversations, inbox, members, timers
from bridge.store.database import Database, open_database
from bridge.store.member_tables import WORKER
from bridge.store.work_tables import INBOX, OUTBOX
from core.ids import ConversationId
from tests.contracts.store_builders import a_conversation, add_inbound, later

SILENCE = 6.0


@pytest.fixture
async def postgres(postgres_url: str) -> AsyncIterator[Database]:
    """A database on the server, made by the migrations."""
    opened = await open_database(postgres_url)
    yield opened
    await opened.close()


async def falls_silent(database: Database, worker: str) -> None:
    """Let a process have said nothing for a minute."""
    past = update(WORKER).where(WORKER.c.id == worker).values(seen_at=WORKER.c.seen_at - text("interval '1 minute'"))
    await database.write(lambda conn: conn.execute(past).close())


async def beat(database: Database, worker: str, url: str = "") -> members.Look:
    return await database.write(partial(members.beat, me=worker, silence=SILENCE, url=url))


async def test_processes_that_say_so_live_and_know_each_other(postgres: Database) -> None:
    assert (await beat(postgres, "one")).known is False
    await beat(postgres, "two")

    look = await beat(postgres, "one")
    urls = {"one": "", "two": ""}
    assert look == members.Look(known=True, buried=(), living=frozenset({"one", "two"}), owners={}, urls=urls)


async def test_each_process_says_where_people_find_it_and_the_silent_count_no_more(postgres: Database) -> None:
    await beat(postgres, "one", "https://one.example")
    assert (await beat(postgres, "two", "https://two.example")).urls["one"] == "https://one.example"
    await beat(postgres, "two", "https://three.example")
    urls = partial(members.urls, silence=SILENCE)
    assert await postgres.read(urls) == ["https://one.example", "https://three.example"]

    await falls_silent(postgres, "one")
    assert await postgres.read(urls) == ["https://three.example"]


async def test_a_place_is_the_first_takers_until_it_lets_go(postgres: Database) -> None:
    for worker in ("one", "two"):
        await beat(postgres, worker)
    take = partial(members.take, places=["slack C1", "slack C2"])
    assert await postgres.write(partial(take, me="one")) == {"slack C1": "one", "slack C2": "one"}
    assert await postgres.write(partial(take, me="two")) == {"slack C1": "one", "slack C2": "one"}

    await postgres.write(partial(members.let_go, places=["slack C1"], me="one"))
    assert await postgres.write(partial(take, me="two")) == {"slack C1": "two", "slack C2": "one"}


async def test_of_many_who_take_a_place_at_once_one_has_it(postgres: Database) -> None:
    workers = [f"w{number}" for number in range(6)]
    for worker in workers:
        await beat(postgres, worker)
    places = [f"slack C{number}" for number in range(5)]

    owners = await asyncio.gather(
        *(postgres.write(partial(members.take, places=places, me=worker)) for worker in workers)
    )
    again = await postgres.write(partial(members.take, places=places, me="w0"))
    assert [owner for owner in owners if dict(owner) != dict(again)] == []


async def test_what_a_silent_process_had_is_free_and_what_it_was_sending_uncertain(postgres: Database) -> None:
    for worker in ("dead", "living"):
        await beat(postgres, worker)
    await postgres.write(add_inbound("d1"))
    await postgres.write(lambda conn: inbox.claim(conn, "dead", later(0), 3600, 9))
    await postgres.write(partial(members.take, places=["slack C1"], me="dead"))
    await postgres.write(_sends)
    await falls_silent(postgres, "dead")

    look = await beat(postgres, "living")
    states = await postgres.read(lambda conn: (conn.scalar(select(INBOX.c.state)), conn.scalar(select(OUTBOX.c.state))))
    urls = {"living": ""}
    assert look == members.Look(known=True, buried=("dead",), living=frozenset({"living"}), owners={}, urls=urls)
    assert states == ("pending", "uncertain")


async def test_a_process_that_was_taken_for_dead_learns_it(postgres: Database) -> None:
    for worker in ("paused", "living"):
        await beat(postgres, worker)
    await falls_silent(postgres, "paused")
    await beat(postgres, "living")

    assert (await beat(postgres, "paused")).known is False
    assert (await beat(postgres, "living")).buried == ()


async def test_a_due_time_is_handed_in_by_one_of_two_processes(postgres: Database) -> None:
    def a_timer(conn: Connection) -> None:
        conversations.put(conn, a_conversation("c1", 1))
        timers.set(conn, ConversationId("c1"), later(1))

    def hands_in(conn: Connection) -> tuple[ConversationId, ...]:
        due = timers.due(conn, later(9), 9)
        conn.execute(text("SELECT pg_sleep(0.2)"))  # the other looks meanwhile
        for one in due:
            timers.set(conn, one, None)
        return due

    await postgres.write(a_timer)
    found = await asyncio.gather(*(postgres.write(hands_in) for _ in range(2)))

    assert sorted(map(len, found)) == [0, 1]


def _sends(conn: Connection) -> None:
    conn.execute(
        OUTBOX.insert().values(
            key="k1", lane="l1", destination="desk:slack", act="post", body="{}", priority=1, state="sending",
            owner="dead", lease_until=later(3600), attempts=1, created_at=later(0),
        )
    )  # fmt: skip
