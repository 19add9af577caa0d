"""The steps of an outbound row, as the tests of the outbox take them."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bridge.store import outbox
from bridge.store.database import Database
from bridge.store.outbox import OutboxRow
from core.ids import ExternalRef
from tests.contracts.store_builders import NOW, an_outbox

LEASE = 30.0
REF = ExternalRef("C1/1700000000.000100")


def add(*keys: str, **changes: Any) -> Callable[[Connection], list[OutboxRow | None]]:
    """Add rows named `lane/key`, in that order."""
    return lambda conn: [outbox.add(conn, an_outbox(key, key.partition("/")[0], **changes), NOW) for key in keys]


async def heads(database: Database, *, after: str = "", limit: int = 9) -> list[str]:
    """Give the keys of what heads its lane."""
    rows = await database.read(partial(outbox.heads, after=after, limit=limit))
    return [row.key for row in rows]


async def ready(database: Database, *, at: datetime = NOW) -> list[str]:
    """Give the keys of what may be begun, by trying to begin everything and taking it back."""
    everything = partial(outbox.begin, ids=range(1, 1000), owner="w0", now=at, lease_s=LEASE)
    keys: list[str] = []

    def work(conn: Connection) -> None:
        keys.extend(row.key for row in everything(conn))
        raise UndoneError

    with suppress(UndoneError):
        await database.write(work)
    return keys


class UndoneError(Exception):
    """Takes back what a work has done."""


async def row_of(database: Database, key: str) -> OutboxRow:
    row = await database.read(partial(outbox.by_key, key=key))
    assert row is not None
    return row


async def begun(database: Database, key: str, *, at: datetime = NOW, owner: str = "w1") -> int:
    id = (await row_of(database, key)).id
    rows = await database.write(partial(outbox.begin, ids=[id], owner=owner, now=at, lease_s=LEASE))
    assert [row.id for row in rows] == [id]
    return id
