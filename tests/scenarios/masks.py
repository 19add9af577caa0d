"""Where a secret stands: everything that anybody in a world sees, and everything that the bridge keeps of it."""

import re
from collections.abc import Iterator

from sqlalchemy import Connection, inspect, text

from tests.scenarios.settings import Settings
from tests.scenarios.world import World

SECRET = "kumquat 4711"
"""What is to be masked."""
TRIES = 5
"""How often it is looked for, a second apart."""
SCOURED = 2
"""Seconds in which the log of an SQLite file is cut, even when somebody is reading in it first."""
ROLES: Settings = {
    "roles": {"keeper": {"rights": ["mask", "unmask"]}},
    "agents": {"ada": {"roles": ["keeper"]}},
}
"""Ada may mask and unmask."""


async def seen(world: World) -> dict[str, str]:
    """Give where the secret is seen now: by people at the desk, and in customers' windows."""
    await world.quiet()
    platform = world.desk.platform
    found: dict[str, str] = {}
    for customer in world.customers:
        root = await world.desk.root(customer)
        found |= {f"thread {number}": one.whole for number, one in enumerate(platform.thread(root))}
        found["window"] = str([one for one in customer.messages() if not one["deleted"]])
    if world.phone is not None:
        root = await world.desk.root()
        found |= {f"thread {number}": one.whole for number, one in enumerate(platform.thread(root))}
    for name in ("ada", "grace", "lin", "sam"):
        person = world.desk.agent(name)
        found |= {f"{name} {number}": one.whole for number, one in enumerate(platform.private(person.user))}
        found[f"{name}'s home"] = person.home()
        found[f"{name}'s form"] = person.modal.words()
    return {where: words for where, words in found.items() if _has(words)}


async def is_nowhere(world: World) -> None:
    """See that nobody sees the secret, once what was masked has been shown anew in every place."""
    for _ in range(TRIES):
        if not await seen(world):
            return
        await world.passes(1)  # a platform's budget may hold a change back
    assert await seen(world) == {}


async def nothing_is_kept(world: World) -> None:
    """See that the bridge keeps the secret nowhere, once the log is cut in which somebody may have been reading.

    Whether somebody reads then is up to the machine; the next try is a second away, by the world's clock.
    """
    if await kept(world):
        await world.passes(SCOURED)
    assert await kept(world) == []


async def kept(world: World) -> list[str]:
    """Give where the bridge keeps the secret: tables, files of its own, lines of the log."""
    await world.quiet()
    found = list(await world.read(lambda conn: list(_rows(conn))))
    found += [f"file: {path.name}" for path in world.folder.rglob("*") if path.is_file() and _has(path.read_bytes())]
    return found + [str(line) for line in world.log if _has(str(line))]


def _rows(conn: Connection) -> Iterator[str]:
    for table in inspect(conn).get_table_names():
        for row in conn.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608 - names of our own tables
            if _has(str(tuple(row))):
                yield f"{table}: {row}"


def _has(words: str | bytes) -> bool:
    if isinstance(words, bytes):
        return b"kumquat" in words.lower()
    # Ids have digits, too, and a UUID groups of four.
    return bool(re.search(r"kumquat|(?<![\w-])4711(?![\w-])", words, re.IGNORECASE))
