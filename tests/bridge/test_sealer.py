"""Lines of the audit log are sealed half a minute after they were written at the latest, batch by batch."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bridge.hints.memory import MemoryHints
from bridge.offered.audit import StoredAuditLog
from bridge.store import audit, audit_seals
from bridge.store.database import Database, open_database
from bridge.workers.sealer import EVERY, Sealer
from core.conversation.effects import Audit, AuditAct
from core.ports import Clock

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINE = Audit(AuditAct.SIGNED_IN, "ada")


class Still:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("the sealer takes its turn without waiting")


_: type[Clock] = Still


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite:///{tmp_path / 'audit.db'}")
    yield opened
    await opened.close()


async def test_what_was_written_is_sealed_when_it_is_time(database: Database) -> None:
    clock = Still()
    sealer = Sealer(database, MemoryHints(), clock)
    await StoredAuditLog(database, clock).write(LINE)

    assert not await sealer.turn()
    assert (await database.read(audit_seals.verify)).unsealed == 1

    clock.at = START + EVERY
    assert await sealer.turn()
    assert not await sealer.turn()
    assert await sealer.next_due() == clock.at + EVERY
    seen = await database.read(audit_seals.verify)
    assert (seen.findings, seen.batches, seen.unsealed) == ((), 1, 0)


async def test_many_lines_are_sealed_in_batches(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_seals, "BATCH", 10)

    def fill(conn: Connection) -> None:
        for _ in range(25):
            audit.add(conn, START, LINE)

    await database.write(fill)
    clock = Still()
    sealer = Sealer(database, MemoryHints(), clock)
    clock.at = START + EVERY
    while await sealer.turn():
        pass

    seen = await database.read(audit_seals.verify)
    assert (seen.findings, seen.batches, seen.rows, seen.unsealed) == ((), 3, 25, 0)


async def test_where_nothing_was_written_nothing_is_sealed(database: Database) -> None:
    clock = Still()
    sealer = Sealer(database, MemoryHints(), clock)
    clock.at = START + EVERY

    assert not await sealer.turn()
    assert (await database.read(audit_seals.verify)).batches == 0
