"""What every database promises: atomic works, durable when told so, refused rather than half done."""

import asyncio
import threading
import time

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.util.concurrency import await_only

from bridge.store import conversations, inbox, messages, timers
from bridge.store.database import FEW, Database, open_database
from bridge.store.errors import DatabaseClosed, DatabaseUnusable, Instead
from bridge.store.postgres import POOL_SIZE
from core.errors import Conflict
from core.ids import ConversationId
from tests.contracts.store_builders import NOW, a_chat, a_conversation, a_message, add_inbound, count_inbox

C1 = ConversationId("c1")


async def test_what_was_written_is_there_after_opening_again(database_url: str) -> None:
    first = await open_database(database_url)
    await first.write(add_inbound("d1"))
    await first.close()

    second = await open_database(database_url)
    found = await second.read(count_inbox)
    await second.close()

    assert found == 1


async def test_a_failing_work_leaves_nothing_behind(database: Database) -> None:
    def half(conn: Connection) -> None:
        add_inbound("d1")(conn)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(half)

    assert await database.read(count_inbox) == 0


async def test_of_two_writers_the_second_gets_conflict_and_nothing_of_its_write_set_stays(database: Database) -> None:
    seen = await database.write(lambda conn: conversations.put(conn, a_conversation()))
    await database.write(lambda conn: conversations.put(conn, seen))

    def second(conn: Connection) -> None:
        add_inbound("d1")(conn)
        messages.add(conn, a_message())
        timers.set(conn, C1, NOW)
        conversations.put(conn, seen)

    with pytest.raises(Conflict):
        await database.write(second)

    assert await database.read(count_inbox) == 0
    assert await database.read(lambda conn: messages.of_conversation(conn, C1, 9)) == ()
    assert await database.read(timers.next_due) is None


async def test_of_many_writers_at_once_exactly_one_wins(database: Database) -> None:
    seen = await database.write(lambda conn: conversations.put(conn, a_conversation()))

    results = await asyncio.gather(
        *(database.write(lambda conn: conversations.put(conn, seen)) for _ in range(20)), return_exceptions=True
    )

    assert sum(isinstance(one, Conflict) for one in results) == 19
    assert [one.version for one in results if not isinstance(one, BaseException)] == [2]


async def test_one_failing_work_harms_no_other(database: Database) -> None:
    def failing(conn: Connection) -> None:
        add_inbound("bad")(conn)
        conn.execute(text("SELECT no_such_column FROM inbox"))

    works = [failing if number == 25 else add_inbound(f"d{number}") for number in range(50)]
    results = await asyncio.gather(*(database.write(work) for work in works), return_exceptions=True)

    assert [number for number, one in enumerate(results) if isinstance(one, BaseException)] == [25]
    assert await database.read(count_inbox) == 49


async def test_errors_do_not_quote_what_people_wrote(database: Database) -> None:
    await database.write(a_chat("Hello"))
    planted = "my secret is 4711"

    with pytest.raises(IntegrityError) as caught:
        await database.write(lambda conn: messages.add(conn, a_message("m1", planted)))

    assert planted not in str(caught.value)


async def test_a_read_sees_one_state_while_others_write(database: Database) -> None:
    started, go_on = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    await database.write(add_inbound("d1"))

    async def write_meanwhile() -> None:
        await asyncio.to_thread(started.wait, 10)
        await database.write(add_inbound("d2"))
        go_on.set()

    def twice(conn: Connection) -> tuple[int, int]:
        first = count_inbox(conn)
        started.set()
        if database.kind == "sqlite":  # this work runs on a thread of its own and may wait there
            asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(10)
        else:
            await_only(go_on.wait())
        return first, count_inbox(conn)

    writing = asyncio.create_task(write_meanwhile())
    assert await database.read(twice) == (1, 1)
    await writing
    assert await database.read(count_inbox) == 2


async def test_reads_can_not_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        await database.read(add_inbound("d1"))

    assert await database.read(count_inbox) == 0


async def test_close_finishes_what_is_queued(database_url: str) -> None:
    database = await open_database(database_url)
    writing = [asyncio.create_task(database.write(add_inbound(f"d{number}"))) for number in range(60)]
    await asyncio.sleep(0)  # lets each task hand in its work
    await database.close()
    await asyncio.gather(*writing)

    again = await open_database(database_url)
    found = await again.read(count_inbox)
    await again.close()
    assert found == 60


async def test_a_closed_database_refuses_work_and_can_be_closed_again(database_url: str) -> None:
    database = await open_database(database_url)
    await database.close()
    await database.close()

    with pytest.raises(DatabaseClosed):
        await database.write(add_inbound("d1"))
    with pytest.raises(DatabaseClosed):
        await database.read(count_inbox)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "no address of a database"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("mysql://root@localhost/x", "kind 'mysql'"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "can't be used"),
    ],
)
async def test_an_address_that_can_not_be_used_is_refused_in_words(url: str, says: str) -> None:
    with pytest.raises(DatabaseUnusable, match=says) as caught:
        await open_database(url)

    assert "secret" not in str(caught.value)


async def test_a_cancelled_wait_leaves_the_database_usable(database: Database) -> None:
    waiting = asyncio.create_task(database.write(add_inbound("d1")))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    await database.write(add_inbound("d2"))
    assert await database.read(count_inbox) in (1, 2)


async def test_what_is_done_instead_stands_and_what_was_written_before_it_does_not(database: Database) -> None:
    def half(conn: Connection) -> None:
        add_inbound("d1")(conn)
        add_inbound("d2")(conn)
        raise Instead(add_inbound("d3"))

    await database.write(half)

    assert await database.read(count_inbox) == 1


MANY = FEW + POOL_SIZE + 1
"""Works of which more than a few wait, on every database."""


async def handed_in(database: Database, number: int) -> "asyncio.Future[list[inbox.InboxAdded]]":
    """Hand in works at one moment, of which none is begun yet or has got further than to its connection."""
    works = [asyncio.create_task(database.write(add_inbound(f"d{one}"))) for one in range(number)]
    await asyncio.sleep(0)  # lets each task hand in its work
    return asyncio.gather(*works)


async def test_a_database_for_which_many_wait_tells_for_how_long_and_is_level_again_when_they_are_done(
    database: Database,
) -> None:
    assert database.behind == 0
    began = time.perf_counter()
    many = await handed_in(database, MANY)
    first, then = database.behind, database.behind
    assert 0 < first < then <= time.perf_counter() - began

    await many
    assert database.behind == 0
    assert await database.read(count_inbox) == MANY


async def test_a_database_for_which_few_wait_is_not_behind(database: Database) -> None:
    few = await handed_in(database, FEW)
    assert database.behind == 0

    await few
    assert database.behind == 0


async def test_a_database_is_level_again_when_those_who_waited_have_given_up(database: Database) -> None:
    many = await handed_in(database, MANY)
    assert database.behind > 0

    many.cancel()
    with pytest.raises(asyncio.CancelledError):
        await many
    await database.write(add_inbound("after them"))
    assert database.behind == 0
