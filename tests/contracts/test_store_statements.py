"""A statement declared once gives the same on each database, and what it says when it fails holds nobody's words."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from bridge.store.columns import Moment
from bridge.store.database import Database, open_database
from bridge.store.sqlite import SqliteDatabase
from bridge.store.sqlite_engine import writer_engine
from bridge.store.statements import Statement, insert_for
from bridge.store.tables import AGENT, JOURNAL
from bridge.store.work_tables import INBOX, TIMER
from tests.contracts.store_builders import NOW, a_chat, later

TOKYO = timezone(timedelta(hours=9))

_add = Statement(insert(AGENT))
_add_once = Statement(lambda dialect: insert_for(dialect, AGENT).on_conflict_do_nothing().returning(AGENT.c.id))
_all = Statement(select(AGENT.c.id, AGENT.c.version, AGENT.c.body).order_by(AGENT.c.id))
_of_version = Statement(select(AGENT.c.id).where(AGENT.c.version == bindparam("wanted")).order_by(AGENT.c.id))
_these = Statement(select(AGENT.c.id).where(AGENT.c.id.in_(bindparam("wanted", expanding=True))).order_by(AGENT.c.id))
_others = Statement(select(AGENT.c.id).where(AGENT.c.id.not_in(bindparam("but", expanding=True))).order_by(AGENT.c.id))
_rename = Statement(
    update(AGENT).where(AGENT.c.version == bindparam("seen")).values(body="it's ? :new", version=bindparam("new"))
)
_remove = Statement(delete(AGENT).where(AGENT.c.id == bindparam("wanted")))
_broken = Statement(text("SELECT x FROM nowhere WHERE y = :word").bindparams(bindparam("word")))
_note = Statement(insert(JOURNAL))
_noted = Statement(select(JOURNAL.c.at).where(JOURNAL.c.at == bindparam("then")))
_wake = Statement(insert(TIMER))
_at_these = Statement(select(TIMER.c.due_at).where(TIMER.c.due_at.in_(bindparam("times", expanding=True))))
_latest = Statement(select(func.max(JOURNAL.c.at)))


def agent(id: str, version: int = 1, body: str = "{}") -> dict[str, Any]:
    """Make an agent's row."""
    return {"id": id, "version": version, "body": body}


def three(conn: Connection) -> None:
    """Store three agents."""
    _add.many(conn, [agent("ada"), agent("bob", 2), agent("cleo", 2)])


def line(at: datetime) -> dict[str, Any]:
    """Make a journal's row."""
    return dict.fromkeys(("conversation", "agent", "person", "message")) | {"at": at, "what": "x", "fields": "{}"}


async def test_rows_are_tuples_in_the_order_of_the_columns(database: Database) -> None:
    def work(conn: Connection) -> tuple[object, ...]:
        three(conn)
        found = _all.rows(conn)
        return found[0], type(found[0]), _of_version.row(conn, wanted=2), _of_version.row(conn, wanted=7)

    assert await database.write(work) == (("ada", 1, "{}"), tuple, ("bob",), None)


async def test_a_scalar_is_the_first_value_or_none(database: Database) -> None:
    def work(conn: Connection) -> tuple[object, ...]:
        three(conn)
        return _of_version.scalar(conn, wanted=2), _of_version.scalar(conn, wanted=7)

    assert await database.write(work) == ("bob", None)


async def test_a_change_tells_how_many_rows_it_changed(database: Database) -> None:
    def work(conn: Connection) -> tuple[object, ...]:
        three(conn)
        changed = _rename.count(conn, seen=2, new=3), _rename.count(conn, seen=2, new=3)
        return *changed, _remove.count(conn, wanted="ada"), _all.rows(conn)

    text = "it's ? :new"
    assert await database.write(work) == (2, 0, 1, [("bob", 3, text), ("cleo", 3, text)])


async def test_the_same_row_again_is_not_added_and_gives_nothing(database: Database) -> None:
    def work(conn: Connection) -> tuple[object, ...]:
        found = _add_once.scalar(conn, **agent("ada")), _add_once.scalar(conn, **agent("ada"))
        return *found, _add_once.rows(conn, **agent("ada"))

    assert await database.write(work) == ("ada", None, [])


async def test_lists_may_be_empty_or_long(database: Database) -> None:
    many = [f"agent {number} with \"'\\ and ü" for number in range(2_000)]

    def work(conn: Connection) -> tuple[object, ...]:
        _add.many(conn, [agent(one) for one in many])
        found = _these.rows(conn, wanted=many[:1500]), _these.rows(conn, wanted=[]), _others.rows(conn, but=[])
        return *map(len, found), _others.rows(conn, but=many[1:])

    assert await database.write(work) == (1500, 0, 2000, [(many[0],)])


async def test_no_lines_are_no_work(database: Database) -> None:
    await database.write(lambda conn: _add.many(conn, []))

    assert await database.read(_all.rows) == []


async def test_times_are_compared_and_given_in_utc_whatever_zone_they_came_in(database: Database) -> None:
    def work(conn: Connection) -> list[tuple[Any, ...]]:
        _note.many(conn, [line(NOW), line(NOW.astimezone(TOKYO)), line(later(0.000001))])
        return _noted.rows(conn, then=NOW.astimezone(TOKYO))

    found = await database.write(work)

    assert found == [(NOW,), (NOW,)]
    assert {one.tzinfo for (one,) in found} == {UTC}
    assert await database.read(_latest.scalar) == later(0.000001)


async def test_times_in_a_list_are_written_as_in_a_column(database: Database) -> None:
    def work(conn: Connection) -> list[tuple[Any, ...]]:
        a_chat()(conn)
        _wake.count(conn, conversation="c1", due_at=NOW)
        return _at_these.rows(conn, times=[NOW.astimezone(TOKYO), later(1)])

    assert await database.write(work) == [(NOW,)]


@given(st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29), timezones=st.timezones()))  # noqa: DTZ001
def test_on_sqlite_a_time_is_the_text_that_sqlalchemy_would_write(moment: datetime) -> None:
    dialect, ours, theirs = sqlite.dialect(), Moment().dialect_impl(sqlite.dialect()), cast(Any, sqlite.DATETIME)()
    universal = moment.astimezone(UTC)

    text = cast(Any, ours.bind_processor(dialect))(moment)

    assert text == theirs.bind_processor(dialect)(universal.replace(tzinfo=None))
    assert theirs.result_processor(dialect, None)(text) == universal.replace(tzinfo=None)
    assert cast(Any, ours.result_processor(dialect, None))(text) == universal


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="has no zone"):
        await database.write(lambda conn: _noted.rows(conn, then=datetime(2026, 3, 1)))  # noqa: DTZ001


async def test_other_names_than_at_first_are_refused(sqlite_database: SqliteDatabase) -> None:
    await sqlite_database.write(lambda conn: _remove.count(conn, wanted="ada"))

    for values in ({}, {"wanted": "ada", "more": 1}, {"other": "ada"}):
        with pytest.raises(TypeError, match="wants wanted, not "):
            await sqlite_database.write(lambda conn, values=values: _remove.count(conn, **values))  # type: ignore[misc]


@pytest.mark.parametrize("wrong", [{}, {"wanted": "ada", "more": 1}])
async def test_names_that_do_not_fit_are_refused_at_the_first_run(
    sqlite_database: SqliteDatabase, wrong: dict[str, object]
) -> None:
    never_run = Statement(delete(AGENT).where(AGENT.c.id == bindparam("wanted")))

    with pytest.raises(TypeError, match=r"no (value|place) for (wanted|more)"):
        await sqlite_database.write(lambda conn: never_run.count(conn, **wrong))


async def test_a_doubled_row_is_an_integrity_error_that_quotes_nobody(database: Database) -> None:
    def work(conn: Connection) -> None:
        _add.many(conn, [agent("ada", body="planted-words")] * 2)

    with pytest.raises(IntegrityError) as caught:
        await database.write(work)

    assert "planted-words" not in str(caught.value)
    assert "INSERT INTO agent" in str(caught.value)


async def test_a_statement_that_fails_is_the_error_that_sqlalchemy_would_raise(
    sqlite_database: SqliteDatabase,
) -> None:
    with pytest.raises(OperationalError) as raw:
        await sqlite_database.read(lambda conn: _broken.rows(conn, word="planted-words"))
    with pytest.raises(OperationalError) as through_sqlalchemy:
        await sqlite_database.read(lambda conn: _broken.through_sqlalchemy(conn, {"word": "planted-words"}).all())

    assert str(raw.value.orig) == str(through_sqlalchemy.value.orig)
    assert type(raw.value.orig) is type(through_sqlalchemy.value.orig)
    assert raw.value.statement == through_sqlalchemy.value.statement
    assert "planted-words" not in str(raw.value)
    assert raw.value.params is None


async def test_outside_a_transaction_it_begins_one_as_any_statement_does(tmp_path: Path) -> None:
    path = tmp_path / "bridge.db"
    await (await open_database(f"sqlite:///{path}")).close()
    engine = writer_engine(path)
    with engine.connect() as conn:
        _add.many(conn, [agent("ada")])
        conn.rollback()

        assert _all.rows(conn) == []
    engine.dispose()


async def test_what_never_changes_stands_in_the_statement_so_that_sqlite_plans_it_once(
    sqlite_database: SqliteDatabase,
) -> None:
    pending = Statement(
        select(INBOX.c.id).where(INBOX.c.state == "pending", INBOX.c.lane == bindparam("chat")).limit(1)
    )
    await sqlite_database.read(lambda conn: pending.rows(conn, chat="c1"))
    said: list[str] = []

    def work(conn: Connection) -> None:
        driver: Any = conn.connection.driver_connection
        driver.set_trace_callback(said.append)
        pending.rows(conn, chat="c1")
        driver.set_trace_callback(None)

    await sqlite_database.read(work)

    assert "state = 'pending'" in said[0]
    assert "LIMIT 1 OFFSET 0" in said[0]
