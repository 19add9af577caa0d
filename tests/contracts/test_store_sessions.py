"""Agents' sessions as the store keeps them: whose they are, how they began, and that an end is an end everywhere."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, text

from bridge.store import sessions
from bridge.store.database import Database
from bridge.store.looking import change, look
from bridge.store.sessions import SessionRow
from core.ids import AgentId, DeskName, PersonRef
from tests.contracts.store_builders import ADA, NOW, later

BEA = AgentId("bea")


def a_session(digest: str, agent: AgentId = ADA, **changes: Any) -> SessionRow:
    row = SessionRow(digest, agent, DeskName("slack"), PersonRef("T1/U1"), NOW, NOW, "code", "Firefox on Linux")
    return replace(row, **changes)


async def keep(database: Database, *rows: SessionRow) -> None:
    def write(conn: Connection) -> None:
        for row in rows:
            sessions.add(conn, row)

    await database.write(write)


async def test_what_is_kept_of_a_session_is_given_back(database: Database) -> None:
    row = a_session("d1")
    await keep(database, row)

    assert await database.read(lambda conn: sessions.get(conn, "d1")) == row
    assert await database.read(lambda conn: sessions.get(conn, "d2")) is None


async def test_a_session_from_before_the_upgrade_has_neither_way_nor_browser(database: Database) -> None:
    def old(conn: Connection) -> None:
        columns = "digest, agent, desk, account, at, seen"
        times = "'2026-03-01 12:00:00.000000', '2026-03-01 12:00:00.000000'"
        if database.kind == "postgresql":
            times = "'2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z'"
        conn.execute(text(f"INSERT INTO agent_session ({columns}) VALUES ('d0', 'ada', 'slack', 'T1/U1', {times})"))  # noqa: S608 - our own words

    await database.write(old)

    assert await database.read(lambda conn: sessions.of_agent(conn, ADA)) == (a_session("d0", way="", browser=""),)


async def test_an_agents_sessions_are_theirs_alone_and_the_last_that_was_there_comes_first(database: Database) -> None:
    first, last = a_session("d1"), a_session("d2", seen=later(60))
    others = a_session("d3", BEA, seen=later(120))
    await keep(database, first, others, last)

    assert await database.read(lambda conn: sessions.of_agent(conn, ADA)) == (last, first)
    assert await database.read(sessions.everybody) == (last, first, others)
    assert await database.read(lambda conn: sessions.of_agent(conn, AgentId("nobody"))) == ()


async def test_a_session_ends_once(database: Database) -> None:
    await keep(database, a_session("d1"), a_session("d2"))

    assert [await database.write(lambda conn: sessions.end(conn, "d1")) for _ in range(2)] == [True, False]
    assert [row.digest for row in await database.read(sessions.everybody)] == ["d2"]


async def test_what_points_at_a_session_tells_nothing_of_its_digest(database: Database) -> None:
    rows = [a_session(f"{number:064x}") for number in range(50)]

    assert len({row.handle for row in rows}) == 50
    assert {len(row.handle) for row in rows} == {16}
    assert [row for row in rows if row.handle in row.digest or row.digest in row.handle] == []


async def test_a_session_that_is_ended_beside_the_bridge_is_over_for_the_bridge(
    database: Database, store_url: str
) -> None:
    await keep(database, a_session("d1"), a_session("d2"))

    assert len(await look(store_url, sessions.everybody)) == 2
    assert await change(store_url, lambda conn: sessions.end(conn, "d1"))
    assert await database.read(lambda conn: sessions.get(conn, "d1")) is None
    await keep(database, a_session("d3"))  # and the bridge goes on writing
    assert [row.digest for row in await look(store_url, sessions.everybody)] == ["d2", "d3"]


async def test_a_change_beside_the_bridge_that_fails_leaves_nothing_behind(database: Database, store_url: str) -> None:
    await keep(database, a_session("d1"))

    def fail(conn: Connection) -> None:
        sessions.end(conn, "d1")
        raise LookupError

    try:
        await change(store_url, fail)
    except LookupError:
        assert await database.read(lambda conn: sessions.get(conn, "d1")) is not None
    else:
        raise AssertionError("the error is the caller's")
