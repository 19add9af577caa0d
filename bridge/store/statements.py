"""Statements that run for each message: declared in SQLAlchemy's Core, and on SQLite carried out without it.

Rules:
1. A `Statement` is declared once, at module level. Core stays its language, so that schema and SQL can't drift apart.
2. On SQLite it is compiled at its first run and given to the driver's own connection, with the columns' own types
   around the values: what is stored and read is the same as through SQLAlchemy. On PostgreSQL it runs through
   SQLAlchemy.
3. Its values are named, and the same names at each run.
4. Rows are plain tuples, in the order of the columns.
5. A driver's error comes out as SQLAlchemy's, and never says a value: values are what people wrote.

It deliberately knows no transactions: outside one it leaves the connection to SQLAlchemy, which begins it.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import add
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Dialect, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Process = Callable[[Any], Any]
Values = Mapping[str, Any]
Tuple = tuple[Any, ...]

# Where SQLAlchemy writes as many places as an `IN` has values, each time anew. With all of them in one value the text
# stays the same, and SQLite has the statement ready. https://www.sqlite.org/json1.html#jeach
_LIST = re.compile(r"\(__\[POSTCOMPILE_(\w+)\]\)")
_FROM_JSON = "(SELECT value FROM json_each(?))"
DRIVER = "deskbridge_driver"
"""The execution option in which a connection has the driver's own; to go there through SQLAlchemy costs more."""
_as_json = json.JSONEncoder(separators=(",", ":")).encode


def insert_into(conn: Connection, table: Table) -> postgresql.Insert:
    """Begin an INSERT that may say `ON CONFLICT`; both dialects spell it alike."""
    return insert_for(conn.dialect.name, table)


def insert_for(dialect: str, table: Table) -> postgresql.Insert:
    """Begin the same for a named dialect: for statements that are built once, as building costs more than running."""
    if dialect == "sqlite":
        return cast(postgresql.Insert, sqlite.insert(table))
    return postgresql.insert(table)


def with_driver(conn: Connection) -> Connection:
    """Let the driver's own connection be found at once, of a connection that stays open."""
    return conn.execution_options(**{DRIVER: conn.connection.driver_connection})


class Statement:
    """A statement that is declared once and run often."""

    __slots__ = ("_build", "_raw")

    def __init__(self, statement: Executable | Callable[[str], Executable]) -> None:
        """Run this statement; one that each dialect words in its own way is given as a function of the dialect."""
        self._build = cache(statement) if not isinstance(statement, Executable) else lambda _: statement
        self._raw: _Raw | None = None

    def rows(self, conn: Connection, /, **values: object) -> list[Tuple]:
        """Give all rows that it selects or returns."""
        driver = _driver(conn)
        if driver is None:
            return [tuple(row) for row in self.through_sqlalchemy(conn, values).all()]
        raw = self._raw or self._compiled(conn.dialect, values)
        rows = raw.run(driver, values).fetchall()
        return rows if raw.plain else [raw.read(row) for row in rows]

    def row(self, conn: Connection, /, **values: object) -> Tuple | None:
        """Give its first row, or None."""
        rows = self.rows(conn, **values)
        return rows[0] if rows else None

    def scalar(self, conn: Connection, /, **values: object) -> Any:
        """Give the first column of its first row, or None."""
        rows = self.rows(conn, **values)
        return rows[0][0] if rows else None

    def count(self, conn: Connection, /, **values: object) -> int:
        """Run it and tell how many rows it changed."""
        driver = _driver(conn)
        if driver is None:
            return self.through_sqlalchemy(conn, values).rowcount
        raw = self._raw or self._compiled(conn.dialect, values)
        return raw.run(driver, values).rowcount

    def many(self, conn: Connection, lines: Sequence[Values]) -> None:
        """Run it once with each of these values; with none of them it does nothing."""
        if not lines:
            return
        driver = _driver(conn)
        if driver is None:
            self.through_sqlalchemy(conn, lines)
            return
        raw = self._raw or self._compiled(conn.dialect, lines[0])
        raw.run_many(driver, lines)

    def through_sqlalchemy(self, conn: Connection, values: Values | Sequence[Values]) -> CursorResult[Any]:
        """Run it as any other statement; a database for which nothing else is made, and tests that compare."""
        return conn.execute(self._build(conn.dialect.name), cast(Any, values))

    def _compiled(self, dialect: Dialect, values: Values) -> "_Raw":
        self._raw = _Raw(self._build(dialect.name), dialect, frozenset(values))
        return self._raw


class _Raw:
    """A statement as SQLite's driver takes it."""

    __slots__ = ("_binds", "_dialect", "_names", "_results", "plain", "sql")

    def __init__(self, statement: Executable, dialect: Dialect, names: frozenset[str]) -> None:
        compiled = cast(SQLCompiler, cast(Any, statement).compile(dialect=dialect, column_keys=sorted(names)))
        self._dialect = dialect
        self._names = names
        self.sql = _LIST.sub(_FROM_JSON, compiled.string)
        self._binds: list[tuple[str, Process | None]] = []
        pieces = self.sql.split("?")
        places = compiled.positiontup or []
        if len(pieces) != len(places) + 1 or compiled.insert_prefetch or compiled.update_prefetch:
            raise TypeError(f"only SQLAlchemy itself can run this: {self.sql}")
        self.sql = pieces[0] + "".join(map(add, (self._bind(compiled, name) for name in places), pieces[1:]))
        if missing := names - {name for name, _ in self._binds}:
            raise TypeError(f"no place for {', '.join(sorted(missing))} in: {self.sql}")
        columns = getattr(statement, "exported_columns", ())
        found = [_reader(column.type, dialect) for column in columns]
        self._results = [(place, read) for place, read in enumerate(found) if read is not None]
        self.plain = not self._results
        """Whether the driver's rows are right as they come."""

    def run(self, driver: sqlite3.Connection, values: Values) -> sqlite3.Cursor:
        parameters = self._parameters(values)
        try:
            return driver.execute(self.sql, parameters)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def run_many(self, driver: sqlite3.Connection, lines: Sequence[Values]) -> None:
        parameters = [self._parameters(values) for values in lines]
        try:
            driver.executemany(self.sql, parameters)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def read(self, row: Tuple) -> Tuple:
        """Give a row of the driver as the columns' types mean it."""
        values = list(row)
        for place, process in self._results:
            values[place] = process(values[place])
        return tuple(values)

    def _parameters(self, values: Values) -> list[Any]:
        try:
            given = [values[name] if process is None else process(values[name]) for name, process in self._binds]
        except Exception as error:
            self._require_names(values)
            raise self._told(error) from error
        if len(values) != len(self._names):  # each of ours was among them
            self._require_names(values)
        return given

    def _require_names(self, values: Values) -> None:
        if values.keys() != self._names:
            raise TypeError(f"wants {', '.join(sorted(self._names))}, not {', '.join(sorted(values))}: {self.sql}")

    def _bind(self, compiled: SQLCompiler, name: str) -> str:
        """Give what stands in the statement for a value: a place for it, or the value where it is always the same."""
        bind = compiled.binds[name]
        process = bind.type.dialect_impl(self._dialect).bind_processor(self._dialect)
        if name in self._names:
            self._binds.append((name, _lister(process) if bind.expanding else process))
            return "?"
        if bind.required:
            raise TypeError(f"no value for {name}: {self.sql}")
        return _literal(bind.effective_value if process is None else process(bind.effective_value))

    def _told(self, error: Exception) -> BaseException:
        """Give the error that SQLAlchemy would raise, without the values."""
        return DBAPIError.instance(self.sql, None, error, sqlite3.Error, hide_parameters=True, dialect=self._dialect)


def _driver(conn: Connection) -> sqlite3.Connection | None:
    """Give SQLite's own connection, while it is in a transaction."""
    driver: sqlite3.Connection | None = conn.get_execution_options().get(DRIVER)
    if driver is None:
        if conn.dialect.name != "sqlite":
            return None
        driver = cast(sqlite3.Connection, conn.connection.driver_connection)
    return driver if driver.in_transaction else None


def _literal(value: object) -> str:
    """Word a value. As a place it would make SQLite plan the statement anew each time that a partial index may fit.

    https://www.sqlite.org/c3ref/prepare.html (sqlite3_prepare_v2, the third difference)
    """
    match value:
        case None:
            return "NULL"
        case int():
            return str(int(value))
        case str() if "\0" not in value:
            return "'" + value.replace("'", "''") + "'"
        case _:
            raise TypeError(f"a {type(value).__name__} can't be part of a statement")


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Process | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _lister(process: Process | None) -> Process:
    if process is None:
        return lambda values: _as_json(list(values))
    return lambda values: _as_json([process(value) for value in values])
