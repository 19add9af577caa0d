"""Where words stand in a running world: every table, file and line of the log, what went to the desk, what windows had.

Rule: words are looked for as they were written, and the digits of a number in one piece; bytes of files and of the
database's own files included, so that what was overwritten but not wiped is found, too.
"""

import json
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from playground.traffic import Exchange
from tests.scenarios.world import World

SHORTEST = 8
"""Digits of the shortest number that is looked for by its digits alone: the house number of a street is not."""


class Search:
    """What a world has held since this was made."""

    def __init__(self, world: World) -> None:
        """Listen to what goes over the wires from now on."""
        self._world = world
        self._sent: list[Exchange] = []
        world.playground.traffic.listen(self._sent.append)

    async def finds(self, *words: str) -> set[str]:
        """Give the places that hold any of these words."""
        await self._world.quiet()
        wanted = {form for one in words for form in (one, _number(one))}
        held = await self.tables()
        held["log"] = "\n".join(map(str, self._world.log))
        held["desk"] = "\n".join(_written(one) for one in self._sent if one.direction == "to_vendor")
        held["windows"] = "\n".join(str(one.frames) for one in self._world.customers)
        found = {place for place, content in held.items() if any(one in content for one in wanted)}
        return found | {
            place for place, content in self.files().items() if any(one.encode() in content for one in wanted)
        }

    async def tables(self) -> dict[str, str]:
        """Give what each table holds now."""
        tables = await self._world.read(_rows)
        return {f"table {name}": rows for name, rows in tables.items()}

    def files(self) -> dict[str, bytes]:
        """Give what each file holds now."""
        folder: Path = self._world.folder
        return {f"file {one.name}": one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def _rows(conn: Connection) -> dict[str, str]:
    names = inspect(conn).get_table_names()
    # As tuples: a row itself is written with its long values cut.
    found = {name: conn.execute(text(f'select * from "{name}"')).all() for name in names}  # noqa: S608 - our own tables
    return {name: "\n".join(str(tuple(row)) for row in rows) for name, rows in found.items()}


def _number(words: str) -> str:
    """Give the digits in one piece; the words themselves where a time or an id may have them too."""
    digits = "".join(filter(str.isdigit, words))
    return digits if len(digits) >= SHORTEST else words


def _written(exchange: Exchange) -> str:
    return json.dumps([exchange.path, exchange.request], ensure_ascii=False, default=str)
