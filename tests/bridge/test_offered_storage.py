"""What is the matter with the database becomes a word about when to come again (`offered.storage`, `busy`)."""

import sqlite3

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import create_async_engine

from bridge.busy import telling_when_busy
from bridge.offered.storage import AGAIN, OfferedDatabase
from bridge.store.postgres import PostgresDatabase
from core.errors import Conflict, Overloaded


def nothing(conn: Connection) -> object:
    """Ask for next to nothing."""
    return conn.execute(text("SELECT 1")).scalar()


def impossible(conn: Connection) -> object:
    """Break a rule of the table's."""
    conn.execute(text("CREATE TEMPORARY TABLE once (id INTEGER PRIMARY KEY)"))
    return conn.execute(text("INSERT INTO once VALUES (1), (1)"))


async def test_a_pool_that_stays_taken_is_asked_again_later_and_a_wrong_statement_is_a_fault(postgres_url: str) -> None:
    url = make_url(postgres_url).set(drivername="postgresql+asyncpg")
    engine = create_async_engine(url, pool_size=1, max_overflow=0, pool_timeout=0.05)
    offered = OfferedDatabase(PostgresDatabase(engine))
    async with engine.connect():
        for ask in (offered.read, offered.write):
            with pytest.raises(Overloaded) as told:
                await ask(nothing)
            assert told.value.retry_after == AGAIN
    assert await offered.write(nothing) == 1
    with pytest.raises(IntegrityError):
        await offered.write(impossible)
    await offered.close()


LOCKED = OperationalError("UPDATE inbox", {}, sqlite3.OperationalError("database is locked"))


@pytest.mark.parametrize(
    ("trouble", "status", "again"),
    [
        (LOCKED, 503, "5"),
        (Overloaded("too many wait", 2.5), 503, "3"),
        (Conflict("another one was first"), 503, "5"),
        (ConnectionRefusedError(), 503, "5"),
        (IntegrityError("INSERT", {}, sqlite3.IntegrityError("twice")), 500, None),
        (ValueError("ours"), 500, None),
    ],
)
async def test_a_handler_that_cannot_for_now_answers_503_and_one_that_fails_500(
    trouble: Exception, status: int, again: str | None
) -> None:
    async def fails(_: web.Request) -> web.Response:
        raise trouble

    app = web.Application(middlewares=[telling_when_busy])
    app.add_routes([web.get("/", fails)])
    async with TestClient(TestServer(app)) as client:
        for accepts in ("application/json", "text/html"):
            async with client.get("/", headers={"Accept": accepts}) as answer:
                assert (answer.status, answer.headers.get("Retry-After")) == (status, again)
                if status == 503:
                    assert answer.content_type == accepts
                    assert answer.headers["Cache-Control"] == "no-store"


async def test_an_answer_that_has_begun_breaks_off() -> None:
    async def begins(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        answer.content_length = 10
        await answer.prepare(request)
        await answer.write(b"half")
        raise LOCKED

    app = web.Application(middlewares=[telling_when_busy])
    app.add_routes([web.get("/", begins)])
    async with TestClient(TestServer(app)) as client, client.get("/") as answer:
        assert answer.status == 200
        with pytest.raises(Exception, match=r"payload is not completed|Not enough data"):
            await answer.read()
