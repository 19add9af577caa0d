"""The steps of an outbound row, as the tests of the outbox take them."""

from collections.abc import Callable
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


async def ready(database: Database, *, at: datetime = NOW, limit: int = 9, skip: tuple[str, ...] = ()) -> list[str]:
    rows = await database.read(partial(outbox.ready, now=at, limit=limit, skip_lanes=skip))
    return [row.key for row in rows]


async def row_of(database: Database, key: str) -> OutboxRow:
    row = await database.read(partial(outbox.by_key, key=key))
    assert row is not None
    return row


async def claimed(database: Database, key: str, *, at: datetime = NOW) -> int:
    id = (await row_of(database, key)).id
    assert await database.write(partial(outbox.claim, ids=[id], owner="w1", now=at, lease_s=LEASE)) == {id}
    return id


async def begun(database: Database, key: str, *, at: datetime = NOW) -> int:
    id = await claimed(database, key, at=at)
    await database.write(partial(outbox.begin, id=id))
    return id
