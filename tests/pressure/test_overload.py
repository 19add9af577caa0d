"""The database stands still while people and Slack go on: nobody is told that something is kept which is not.

The file is really taken: another connection holds its write lock, as a backup or a person with a tool may.
"""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import ClientSession, WSMsgType
from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from adapters.slack.interactions import BUSY
from bridge import admission
from bridge.store.sqlite import SqliteDatabase
from playground.slack.errors import HumanError
from playground.slack.seed import SIGNING_SECRET
from playground.slack.signature import signed_headers
from tests.pressure.doors import calling, until
from tests.scenarios.attachments import PDF
from tests.scenarios.customer import Customer
from tests.scenarios.scenes import ready, talking
from tests.scenarios.slack.kind import TEAM
from tests.scenarios.world import World, a_world

LIMIT = 5
"""Works that may wait in these tests; a bridge lets a thousand wait."""

LIFTED = {"desks": {"slack": {"post_limit": "none"}}}


def database_of(world: World) -> SqliteDatabase:
    """Give the bridge's database."""
    database = world.running.bridge.database
    assert isinstance(database, SqliteDatabase)
    return database


@contextmanager
def taken(world: World, limit: int = LIMIT) -> Iterator[None]:
    """Take the file's write lock away from the bridge; so many works may wait for it."""
    writer = database_of(world)._writer  # noqa: SLF001 - a short queue is full sooner
    before, writer._limit = writer._limit, limit  # noqa: SLF001
    path = make_url(world.running.bridge.config.storage.url.get_secret_value()).database
    assert path is not None
    other = sqlite3.connect(path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE").close()
        yield
    finally:
        other.execute("ROLLBACK").close()
        other.close()
        writer._limit = before  # noqa: SLF001


@asynccontextmanager
async def full(world: World) -> AsyncIterator[None]:
    """Take the file, and let as much wait for it as may."""
    database = database_of(world)
    with taken(world):
        waiting = [asyncio.create_task(database.write(_nothing)) for _ in range(LIMIT)]
        await until(lambda: database.load.waiting >= LIMIT)
        yield
    await asyncio.gather(*waiting, return_exceptions=True)  # some found the queue full by what others wrote


def _nothing(_: Connection) -> None:
    """Stand in the queue."""


async def repeats(world: World, customer: Customer, say: dict[str, Any]) -> dict[str, Any]:
    """Say something under its own id once more; give the answer."""
    customer.frames.clear()
    await customer.sends(json.dumps(say))
    answers = {"ack", "refused"}
    return await world.until(
        lambda: next((one for one in customer.frames if one["t"] in answers), None), "an answer", patience=0
    )


def deliveries(world: World, kind: str) -> list[int]:
    """Give the answers to Slack's requests at one of our addresses, but for those that tell of our own messages."""
    rows = [row for row in world.playground.traffic.after(0) if row["direction"] == "to_bridge"]
    return [row["status"] for row in rows if row["path"].endswith(kind) and "message_changed" not in row["summary"]]


async def test_what_slack_brings_while_the_database_stands_still_is_refused_and_kept_once_when_it_comes_again() -> None:
    texts = [f"answer {number}" for number in range(60)]
    async with a_world(LIFTED) as world:
        ada, customer = await talking(world)
        await world.quiet()
        before = len(deliveries(world, "events"))
        with taken(world):
            await asyncio.gather(*(ada.writes(words) for words in texts))
            await world.until(
                lambda: len(deliveries(world, "events")) - before >= len(texts) - LIMIT - 1, "refusals", patience=0
            )
            assert set(deliveries(world, "events")[before:]) == {503}
            assert customer.texts() == []
        await world.passes(400)
        await world.quiet()
        assert sorted(customer.texts()) == sorted(texts)


async def test_of_very_many_large_events_no_more_are_held_than_allowed_and_none_is_called_kept() -> None:
    async with a_world({"server": {"bodies_at_once": "4MB"}}) as world, ClientSession() as session:
        with taken(world, limit=100):  # so that nobody is turned away for want of room in the queue
            tasks = [asyncio.create_task(_posts(world, session, number)) for number in range(200)]
            await until(lambda: sum(task.done() for task in tasks) >= len(tasks) - HELD)
            assert {task.result() for task in tasks if task.done()} == {(503, "1")}
            assert world.running.bridge.office.meter.turnings_away.counts["bytes",] >= len(tasks) - HELD
        await asyncio.gather(*tasks)
        answers = [await _posts(world, session, number) for number in (1, 2, 1)]
        assert answers == [(200, None)] * 3


HELD = 4
"""How many bodies of nearly 1 MiB 4 MB have room for."""


async def _posts(world: World, session: ClientSession, number: int) -> tuple[int, str | None]:
    """Bring a large event as Slack does; give the answer's status and when to come again."""
    headers, body = _event(world, number, 1_000_000)
    async with session.post(f"{world.url}/slack/events", data=body, headers=headers) as answer:
        await answer.read()
        return answer.status, answer.headers.get("Retry-After")


def _event(world: World, number: int, padding: int = 0) -> tuple[dict[str, str], bytes]:
    """Give an event in a thread that is nobody's chat: its headers, signed, and its body."""
    ts = f"1749990000.{number:06d}"
    words = {"type": "message", "user": "U0ADA", "channel": "C0RANDOM", "channel_type": "channel", "ts": ts}
    event = {**words, "thread_ts": "1749980000.000001", "text": "hi", "team": TEAM, "padding": "x" * padding}
    head = {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{number:08d}", "event_time": 1749990000}
    body = json.dumps({**head, "event": event}).encode()
    signed = signed_headers(SIGNING_SECRET, body, world.clock.seconds)
    return {**signed, "Content-Type": "application/json"}, body


def _in_one_piece(world: World, number: int) -> bytes:
    """Give an event's request as it comes over the wire."""
    headers, body = _event(world, number)
    lines = [f"{name}: {value}" for name, value in (headers | {"Content-Length": str(len(body))}).items()]
    return "\r\n".join(["POST /slack/events HTTP/1.1", "Host: here", *lines, "", ""]).encode() + body


async def test_an_event_above_the_bound_at_the_door_leaves_no_row_until_it_comes_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(admission, "EVENTS", 3)

    async def rows(world: World) -> int:
        count = "SELECT count(*) FROM inbox WHERE source = 'slack'"
        return int(await world.read(lambda conn: conn.exec_driver_sql(count).scalar_one()))

    async with a_world() as world, AsyncExitStack() as stack:
        await world.quiet()
        before, port = await rows(world), world.running.bridge.config.server.port
        callers = [await stack.enter_async_context(calling(port)) for _ in range(4)]
        with taken(world):
            for number, caller in enumerate(callers[:3]):
                await caller.says(_in_one_piece(world, number))
            await until(lambda: database_of(world).load.waiting == 3)
            assert await callers[3].asks(_in_one_piece(world, 3)) == 503
            assert await rows(world) == before
        assert [(await caller.hears())[0] for caller in callers[:3]] == [200] * 3
        assert await rows(world) == before + 3
        assert await callers[3].asks(_in_one_piece(world, 3)) == 200
        assert await rows(world) == before + 4


async def test_a_window_keeps_its_words_when_all_is_full_and_they_are_stored_once_when_said_again() -> None:
    async with a_world(LIFTED) as world:
        _, customer = await talking(world)
        await world.quiet()
        say = {"t": "say", "text": "important", "files": [], "id": str(uuid4())}
        async with full(world):
            answer = await repeats(world, customer, say)
            assert (answer["t"], answer["code"]) == ("refused", "slow_down")
            assert answer["retry_after"] > 0
        assert (await repeats(world, customer, say))["t"] == "ack"
        assert (await repeats(world, customer, say))["t"] == "ack"
        assert (await world.desk.lines()).count("important") == 1


async def test_an_upload_is_told_to_come_again_when_all_is_full() -> None:
    async with a_world() as world:
        customer = await world.customer()
        async with full(world), customer.upload("label.pdf", PDF) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
        assert await customer.uploads("label.pdf", PDF)


async def test_a_click_and_a_command_are_told_to_come_again_when_all_is_full() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await ada.is_rung()
        await world.quiet()
        before = len(deliveries(world, "interactivity"))
        async with full(world):
            with pytest.raises(HumanError, match="503"):
                await ada.clicks("Accept")
            assert deliveries(world, "interactivity")[before:] == [503]
            await ada.command("away")
            await ada.is_told(BUSY)
        world.log[:] = [line for line in world.log if line["event"] != "slack_interaction_not_stored"]
        await ada.accepts(customer)


async def test_who_comes_while_nothing_can_be_read_is_asked_to_come_in_a_moment() -> None:
    async with a_world() as world:
        customer = await world.customer()
        file = await customer.uploads("label.pdf", PDF)
        await customer.says("look", file)
        await customer.hears("label.pdf")
        address = customer.files()[0]["url"]
        readers = database_of(world)._readers._queue  # noqa: SLF001 - no room at all is full at once
        before, readers._limit = readers._limit, 0  # noqa: SLF001
        assert await _hello(world, customer) == 1013
        async with ClientSession() as session, session.get(f"{world.url}{address}") as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
        refused = await customer.tries("once more", file)
        assert (refused["t"], refused["code"]) == ("refused", "slow_down")
        readers._limit = before  # noqa: SLF001
        await customer.says("once more", file)


async def _hello(world: World, customer: Customer) -> int | None:
    """Open one more window of a customer's; give the code with which it is closed."""
    headers, token = {"Origin": world.playground.url}, customer._token  # noqa: SLF001 - the same visitor's
    hello: dict[str, Any] = {"t": "hello", "v": 1, "token": token, "conversation": None, "last_seq": 0}
    async with ClientSession() as session, session.ws_connect(f"{world.url}/widget/socket", headers=headers) as socket:
        await socket.send_json(hello)
        message = await socket.receive(timeout=10)
        assert message.type is WSMsgType.CLOSE
        return socket.close_code
