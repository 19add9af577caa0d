"""The audit log in the store: written once, sealed, and shown to be as it was written, after an erasure too."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from bridge.erasing.sweeping import sweep_audit
from bridge.handlers.unit import Unit
from bridge.store import audit, audit_seals, conversations
from bridge.store.audit import Wanted
from bridge.store.audit_seals import Verified, seal_next, verify
from bridge.store.audit_tables import AUDIT, AUDIT_DIGEST, AUDIT_KEY, AUDIT_SEAL
from bridge.store.database import Database
from bridge.store.tables import COUNTER
from core.conversation.effects import SYSTEM, Audit, AuditAct
from core.features.audit_chain import AuditRow, Finding, Flaw
from core.ids import Contact, ConversationId, ExternalRef
from tests.contracts.store_builders import CONTACT, NOW, WEB, a_conversation, later

GRACE: Contact = (WEB, CONTACT)
OMAR: Contact = (WEB, ExternalRef("visitor-2"))
MASKED = Audit(AuditAct.MASKED, "ada", "m1", {"spans": "2"})


def filled(rows: int = 5, contact: Contact = GRACE) -> Callable[[Connection], None]:
    """Write lines and seal them, two a batch and the rest by itself."""

    def work(conn: Connection) -> None:
        for number in range(rows):
            audit.add(conn, later(number), MASKED, ConversationId("c1"), contact)
            if number % 2:
                seal_next(conn, later(number))

    return work


async def found(database: Database, **wanted: Any) -> tuple[AuditRow, ...]:
    """Read lines."""
    return await database.read(lambda conn: audit.find(conn, Wanted(**wanted)))


async def looked(database: Database, head: str | None = None) -> Verified:
    """Verify the whole log."""
    return await database.read(lambda conn: verify(conn, head))


async def test_a_line_holds_who_did_what_when_and_a_pseudonym(database: Database) -> None:
    await database.write(lambda conn: audit.add(conn, NOW, MASKED, ConversationId("c1"), GRACE))

    (line,) = await found(database)

    assert (line.at, line.act, line.by, line.about) == (NOW, "masked", "ada", "m1")
    assert (line.conversation, line.fields) == ("c1", '{"spans":"2"}')
    assert line.contact is not None
    assert len(line.contact) == 64
    assert CONTACT not in line.contact


async def test_a_line_about_a_chat_is_its_contacts(database: Database) -> None:
    def written(conn: Connection) -> None:
        conversations.put(conn, a_conversation())
        audit.add(conn, NOW, MASKED, ConversationId("c1"))
        audit.add(conn, NOW, MASKED, ConversationId("c1"), OMAR)
        audit.add(conn, NOW, Audit(AuditAct.SIGNED_IN, "ada"))

    await database.write(written)
    ours, theirs = await database.read(lambda conn: (audit.pseudonym_of(conn, GRACE), audit.pseudonym_of(conn, OMAR)))

    assert ours != theirs
    assert [line.contact for line in await found(database)] == [ours, theirs, None]


async def test_long_words_are_cut_off(database: Database) -> None:
    entry = Audit(AuditAct.MASKED, "ada" * 100, "m" * 500, {"form": "x" * 500})
    await database.write(lambda conn: audit.add(conn, NOW, entry))

    (line,) = await found(database)

    assert max(len(line.by), len(line.about)) == audit.LONGEST
    assert len(line.fields) < 2 * audit.LONGEST


async def test_lines_are_found_by_what_is_asked_for(database: Database) -> None:
    def written(conn: Connection) -> None:
        audit.add(conn, NOW, MASKED, ConversationId("c1"), GRACE)
        audit.add(conn, later(60), Audit(AuditAct.BANNED, "bea"), ConversationId("c2"), OMAR)

    await database.write(written)
    theirs = await database.read(lambda conn: audit.pseudonym_of(conn, OMAR))

    assert [one.id for one in await found(database)] == [1, 2]
    for wanted in ({"act": "banned"}, {"by": "bea"}, {"conversation": "c2"}, {"contact": theirs}, {"since": later(1)}):
        assert [one.id for one in await found(database, **wanted)] == [2]
    assert [one.id for one in await found(database, until=later(60))] == [1]
    assert [one.id for one in await database.read(lambda conn: audit.find(conn, Wanted(), after=1))] == [2]


CHANGES = {
    "change a line": update(AUDIT).where(AUDIT.c.id == 1).values(who="mallory"),
    "change a digest": update(AUDIT_DIGEST).where(AUDIT_DIGEST.c.id == 1).values(digest="0"),
    "change a seal": update(AUDIT_SEAL).where(AUDIT_SEAL.c.number == 1).values(hash="0"),
    "delete a line": delete(AUDIT).where(AUDIT.c.id == 1),
    "delete a digest": delete(AUDIT_DIGEST).where(AUDIT_DIGEST.c.id == 1),
    "delete a seal": delete(AUDIT_SEAL).where(AUDIT_SEAL.c.number == 1),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_the_database_refuses_to(database: Database, change: str) -> None:
    await database.write(filled())

    with pytest.raises(DBAPIError, match="append-only"):
        await database.write(lambda conn: conn.execute(CHANGES[change]).close())

    assert (await looked(database)).findings == ()


async def test_a_log_as_it_was_written_is_whole_and_what_is_not_sealed_is_counted(database: Database) -> None:
    await database.write(filled(5))

    seen = await looked(database)

    assert (seen.findings, seen.batches, seen.rows, seen.unsealed) == ((), 2, 4, 1)


async def test_an_empty_log_is_whole(database: Database) -> None:
    assert (await looked(database)).findings == ()
    assert await database.write(lambda conn: seal_next(conn, NOW)) is None


def unguarded(*statements: Any) -> Callable[[Connection], None]:
    """Do what somebody with all rights over the database can do."""

    def work(conn: Connection) -> None:
        for table in ("audit", "audit_digest", "audit_seal"):
            if conn.dialect.name == "postgresql":
                conn.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            else:
                conn.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_unchanged")
                conn.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_undeleted")
        for statement in statements:
            conn.execute(statement)
        if conn.dialect.name == "postgresql":
            for table in ("audit", "audit_digest", "audit_seal"):
                conn.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    return work


_line = update(AUDIT).where(AUDIT.c.id == 3)
FOUND = {
    "when": (_line.values(at=later(999)), Finding(Flaw.ROW_ALTERED, 2, 3)),
    "act": (_line.values(act="unmasked"), Finding(Flaw.ROW_ALTERED, 2, 3)),
    "who": (_line.values(who="mallory"), Finding(Flaw.ROW_ALTERED, 2, 3)),
    "about": (_line.values(about=""), Finding(Flaw.ROW_ALTERED, 2, 3)),
    "chat": (_line.values(conversation=None), Finding(Flaw.ROW_ALTERED, 2, 3)),
    "contact": (_line.values(contact=None), Finding(Flaw.ROW_ALTERED, 2, 3)),
    "fields": (_line.values(fields="{}"), Finding(Flaw.ROW_ALTERED, 2, 3)),
    "gone": (delete(AUDIT).where(AUDIT.c.id == 3), Finding(Flaw.ROW_REMOVED, 2, 3)),
    "moved": (_line.values(id=30), Finding(Flaw.ROW_REMOVED, 2, 3)),
    "digest": (update(AUDIT_DIGEST).where(AUDIT_DIGEST.c.id == 3).values(digest="0"), Finding(Flaw.DIGESTS_ALTERED, 2)),
    "seal": (update(AUDIT_SEAL).where(AUDIT_SEAL.c.number == 2).values(hash="0"), Finding(Flaw.SEAL_ALTERED, 2)),
    "last seal": (delete(AUDIT_SEAL).where(AUDIT_SEAL.c.number == 2), Finding(Flaw.SEAL_MISSING, 2)),
    "count": (update(COUNTER).where(COUNTER.c.name == "audit_sealed").values(value=9), Finding(Flaw.SEAL_MISSING, 3)),
}


@pytest.mark.parametrize("what", FOUND)
async def test_one_change_by_somebody_with_all_rights_is_found(database: Database, what: str) -> None:
    statement, finding = FOUND[what]
    await database.write(filled(4))

    await database.write(unguarded(statement))

    assert finding in (await looked(database)).findings


async def test_a_line_that_was_put_in_afterwards_is_found(database: Database) -> None:
    await database.write(filled(4))
    before = await found(database)
    added = insert(AUDIT).values(
        id=3, at=NOW, act="masked", who="ada", about="", conversation=None, contact=None, fields="{}"
    )

    await database.write(unguarded(delete(AUDIT).where(AUDIT.c.id == 3), added))

    assert (await found(database))[2] != before[2]
    assert (await looked(database)).findings == (Finding(Flaw.ROW_ALTERED, 2, 3),)


async def test_a_chain_that_was_made_anew_is_found_by_a_seal_that_was_kept_elsewhere(database: Database) -> None:
    await database.write(filled(4))
    kept = (await looked(database)).head
    anew = (delete(table) for table in (AUDIT_SEAL, AUDIT_DIGEST))
    await database.write(unguarded(update(AUDIT).where(AUDIT.c.id == 1).values(who="mallory"), *anew))
    await database.write(lambda conn: audit_seals.count(conn, "audit_sealed", 0))
    await database.write(lambda conn: seal_next(conn, NOW))

    assert (await looked(database)).findings == ()
    assert (await looked(database, kept)).findings == (Finding(Flaw.HEAD_DIFFERS, 1),)


async def test_a_seal_that_was_kept_elsewhere_is_known_after_further_ones(database: Database) -> None:
    await database.write(filled(2))
    kept = (await looked(database)).head
    await database.write(filled(2))

    assert (await looked(database, kept)).findings == ()


async def test_the_chain_holds_after_an_erasure_and_nobody_can_tell_whose_lines_they_were(database: Database) -> None:
    await database.write(filled(4))
    before = await found(database)

    assert await database.write(lambda conn: audit.forget(conn, GRACE))

    assert await found(database) == before
    assert (await looked(database)).findings == ()
    assert await database.read(lambda conn: audit.pseudonym_of(conn, GRACE)) is None
    assert await database.read(lambda conn: conn.scalars(select(AUDIT_KEY.c.contact)).all()) == []
    await database.write(filled(2))
    assert len({one.contact for one in await found(database)}) == 2


def swept(conn: Connection) -> None:
    """Delete the lines that are sealed, as too old, and write of many sweeps of other kinds."""
    unit = cast("Unit", SimpleNamespace(conn=conn, now=later(60)))
    assert sweep_audit(unit, later(60)) == 2
    for number in range(200):
        fields = {"what": ("chats", "files")[number % 2], "number": "20"}
        audit.add(conn, later(60 + number), Audit(AuditAct.SWEPT, SYSTEM, fields=fields))


async def test_a_sweep_is_founded_however_many_of_chats_and_files_come_after_it(database: Database) -> None:
    await database.write(filled(4))
    await database.write(swept)
    await database.write(lambda conn: seal_next(conn, later(999)))

    seen = await looked(database)

    assert (seen.findings, seen.swept, seen.rows) == ((), 4, 201)


async def test_lines_that_were_deleted_as_if_too_old_without_a_line_that_says_so_are_found(database: Database) -> None:
    await database.write(filled(4))
    chats = Audit(AuditAct.SWEPT, SYSTEM, fields={"what": "chats", "number": "20", "upto": "4"})
    await database.write(lambda conn: audit.add(conn, NOW, chats))
    await database.write(lambda conn: audit_seals.count(conn, "audit_swept", 4))
    await database.write(lambda conn: conn.execute(delete(AUDIT).where(AUDIT.c.id <= 4)).close())

    assert (await looked(database)).findings == (Finding(Flaw.SWEEP_UNFOUNDED, 0, 4),)


@pytest.mark.parametrize(("too_old", "early"), [(later(4), ()), (later(3), (2,)), (later(1), (1,)), (NOW, (1,))])
async def test_lines_that_were_deleted_as_too_old_and_are_not_are_found_by_their_seals(
    database: Database, too_old: datetime, early: tuple[int, ...]
) -> None:
    await database.write(filled(4))  # sealed one and three seconds later
    await database.write(swept)

    seen = await database.read(lambda conn: verify(conn, None, too_old))

    assert seen.findings == tuple(Finding(Flaw.SWEPT_TOO_EARLY, batch, 4) for batch in early)


async def test_a_sealing_that_breaks_off_leaves_nothing_behind(database: Database) -> None:
    await database.write(filled(1))

    def broken(conn: Connection) -> None:
        seal_next(conn, NOW)
        raise RuntimeError("the process ends here")

    with pytest.raises(RuntimeError):
        await database.write(broken)

    assert (await looked(database)).batches == 0
    assert await database.write(lambda conn: seal_next(conn, NOW)) is not None
    assert (await looked(database)).findings == ()


async def test_numbers_that_were_never_used_are_no_flaw(database: Database) -> None:
    def undone(conn: Connection) -> None:
        audit.add(conn, NOW, MASKED)
        raise RuntimeError("undone")

    await database.write(filled(2))
    with pytest.raises(RuntimeError):
        await database.write(undone)
    await database.write(filled(2))

    seen = await looked(database)

    assert (seen.findings, seen.batches, seen.rows) == ((), 2, 4)
