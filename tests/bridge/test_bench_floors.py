"""The floors do the work that they are floors of: verify, keep, answer, post. And what fills the bridge fits it."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing
from pathlib import Path

import pytest

from bridge.bench.copies import Copies
from bridge.bench.flood import Drop, flood
from bridge.bench.ledger import text_of
from bridge.bench.many_chats import make_pending
from bridge.bench.measure import Trouble
from bridge.bench.paced import Pace, moments
from bridge.bench.shop import Shop
from bridge.bench.slack_side import SlackSide, event, signed
from bridge.bench.stand import FloorProcess, Stand, start_floor
from bridge.bench.stand import heard as heard_by
from bridge.bench.template import Template, make_template
from bridge.bench.window import address, open_window
from bridge.bench.wire import Door, lines

POSTING = ("relay", "durable-relay", "bolt", "bolt-documented")
EVENTS = "/slack/events"


async def told(floor: FloorProcess, request: bytes) -> int:
    (line,) = await lines(floor.port, 1)
    try:
        return await line.ask(request)
    finally:
        line.close()


@pytest.mark.parametrize("kind", POSTING)
async def test_a_floor_that_posts_answers_200_and_posts_what_it_heard_once(kind: str, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        floor = await start_floor(stack, kind, str(tmp_path / "floor.db"))
        number = floor.side.ledger.send(3)
        body = event(text_of("a", 3, number), "C0BENCH00", "1600000000.000003")

        assert await told(floor, signed(floor.port, EVENTS, body)) == 200
        await floor.side.ledger.settle()

    assert floor.side.ledger.wrongs() == []
    assert len(floor.side.ledger.arrivals) == 1


@pytest.mark.parametrize("kind", [*POSTING, "ingest"])
async def test_a_floor_refuses_what_is_not_signed(kind: str, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        floor = await start_floor(stack, kind, str(tmp_path / "floor.db"))
        request = signed(floor.port, EVENTS, event("words", "C0BENCH00", "1600000000.000003"))

        assert await told(floor, request.replace(b"v0=", b"v0=0")) == 401


async def test_what_the_ingest_floor_has_acknowledged_is_in_its_database_once(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        floor = await start_floor(stack, "ingest", str(tmp_path / "floor.db"))
        request = signed(floor.port, EVENTS, event("words", "C0BENCH00", "1600000000.000003"))

        assert [await told(floor, request), await told(floor, request)] == [200, 200]
        with closing(sqlite3.connect(floor.database)) as conn:
            assert conn.execute("SELECT count(*) FROM inbox").fetchone() == (1,)


async def test_the_socket_floor_says_back_what_it_hears(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        floor = await start_floor(stack, "sockets", "")
        heard: asyncio.Queue[bytes] = asyncio.Queue()
        window = await open_window(floor.port, 99, "hello", b"hello", heard.put_nowait, path="/")
        window.say("x" * 200)
        async with asyncio.timeout(20):
            assert [await heard.get(), await heard.get()] == [b"hello", b"x" * 200]
        window.close()


async def test_a_window_that_is_refused_says_so() -> None:
    def refuse(_: bytes, __: bytes) -> bytes:
        return b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"

    server = await asyncio.get_running_loop().create_server(lambda: Door(refuse), "127.0.0.1", 0)
    with pytest.raises(Trouble, match="403"):
        await open_window(server.sockets[0].getsockname()[1], 1, "hello", b"live", lambda _: None, path="/")
    server.close()


def test_no_address_has_more_windows_than_the_bridge_lets_it_open() -> None:
    used = [address(number) for number in range(12_000)]

    assert max(used.count(one) for one in set(used)) <= 60


async def test_an_open_loop_does_not_wait_for_answers(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        floor = await start_floor(stack, "relay", str(tmp_path / "floor.db"))
        pace = Pace(floor.side.ledger, [1, 2, 3], heard_by(floor), floor.port)
        seen = await pace.window(100, 0.2)
        pace.close()

    assert (seen.total, floor.side.ledger.wrongs()) == (20, [])


async def test_moments_come_in_their_number_and_order() -> None:
    seen = [at async for at in moments(1_000, 0.01)]

    assert len(seen) == 10
    assert seen == sorted(seen)


async def flooded(answers: Iterator[bytes]) -> tuple[int, int, list[str]]:
    refused: list[str] = []
    server = await asyncio.get_running_loop().create_server(lambda: Door(lambda _, __: next(answers)), "127.0.0.1", 0)
    drops = [Drop(b"GET / HTTP/1.1\r\n\r\n", refused=lambda: refused.append("refused")) for _ in range(4)]
    try:
        found = await flood(server.sockets[0].getsockname()[1], 0, drops, 1_000)
    finally:
        server.close()
    return len(found.acknowledged), len(found.refused), refused


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
LATER = b"HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
NO_WORD = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"


async def test_under_overload_a_refusal_with_retry_after_is_counted_and_no_fault() -> None:
    assert await flooded(iter([OK, LATER, OK, LATER])) == (2, 2, ["refused", "refused"])


async def test_under_overload_any_other_answer_fails_the_run() -> None:
    with pytest.raises(Trouble, match="503 without Retry-After"):
        await flooded(iter([OK, NO_WORD, OK, OK]))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return asyncio.run(make_template(tmp_path_factory.mktemp("template")))


def test_each_copy_of_a_chat_has_everything_that_the_chat_has(made: Template, tmp_path: Path) -> None:
    database = tmp_path / "bridge.db"
    Copies(made, agents=3).fill(database, 50)
    with closing(sqlite3.connect(database)) as conn:
        for table, rows in made.chat.items():
            found = conn.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - a name from the database itself
            assert found.fetchone() == (50 * len(rows),), table
        assert conn.execute("SELECT count(DISTINCT thread), count(DISTINCT place) FROM thread").fetchone() == (50, 20)
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def test_in_copies_both_sides_can_write(made: Template, tmp_path: Path) -> None:
    far = SlackSide()
    server = await far.start()
    shop = Shop(tmp_path, far, agents=3, chats_each=10)
    copies = Copies(made, agents=3)
    copies.fill(shop.database, 20)
    shop.chats = {number: copies.chat(number) for number in (4, 17)}
    async with AsyncExitStack() as stack:
        stack.callback(server.close)
        stack.push_async_callback(shop.stop)
        await shop.start()
        await shop.enter([4, 17])
        stand = Stand(shop, [4, 17], tmp_path, stack)
        (line,) = await lines(shop.port, 1)
        for chat in stand.chats:
            await stand.customer_says(None, chat, None)
            await stand.agent_says(line, chat, None)
        await far.ledger.settle()
        await shop.ledger.settle()
        await stand.check()
        line.close()

    assert (len(far.ledger.arrivals), len(shop.ledger.arrivals)) == (2, 2)


def test_so_many_rows_wait_as_are_asked_for(made: Template, tmp_path: Path) -> None:
    database = tmp_path / "bridge.db"
    Copies(made, agents=3).fill(database, 30)

    assert make_pending(database, 7, 5) == (7, 5)
    with closing(sqlite3.connect(database)) as conn:
        assert conn.execute("SELECT count(*) FROM outbox WHERE state = 'pending'").fetchone() == (7,)
        assert conn.execute("SELECT count(DISTINCT lane) FROM inbox WHERE state = 'pending'").fetchone() == (5,)
