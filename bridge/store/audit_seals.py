"""Sealing the audit log, and finding out whether it is as it was sealed.

Rules:
1. Sealed is what nobody can add to any more. On PostgreSQL rows get their numbers before they are committed: the sealer
   waits a moment for those who are writing (a lock that keeps writers out), and gives up at once rather than hold
   anybody up; the next turn comes soon.
2. One process seals at a time, by a lock of the database that ends with the transaction, whatever becomes of the
   process. Digests, seal and count are one transaction: a crash leaves nothing half sealed.
3. `counter` says up to which row is sealed (`audit_sealed`), and up to which lines were deleted because their time was
   over (`audit_swept`): seals stay for those.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from bridge.store import audit
from bridge.store.audit_tables import AUDIT, AUDIT_DIGEST, AUDIT_SEAL
from bridge.store.codec import load_mapping
from bridge.store.statements import insert_into
from bridge.store.tables import COUNTER
from core.conversation.effects import AuditAct
from core.features.audit_chain import (
    BEGINNING,
    Finding,
    Flaw,
    Seal,
    digest,
    look_at_batch,
    look_at_seals,
    look_at_sweep,
    seal,
)

SEALED, SWEPT = "audit_sealed", "audit_swept"
BATCH = 500
"""How many lines one seal is for at the most."""

_LOCK = 0x61756469
"""Any number, the same in every bridge."""
_PATIENCE = "50ms"
_NOT_AVAILABLE = "55P03"  # https://www.postgresql.org/docs/current/errcodes-appendix.html


class SealLater(Exception):
    """Somebody is writing, or another process seals: the next turn does it."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at the whole log has found, how much was looked at, and the newest seal."""

    findings: tuple[Finding, ...]
    batches: int
    rows: int
    unsealed: int
    swept: int
    """Lines up to this one were deleted because their time was over."""
    head: str


def has_unsealed(conn: Connection) -> bool:
    """Tell whether there is anything to seal."""
    return _newest(conn) > _counted(conn, SEALED)


def seal_next(conn: Connection, at: datetime) -> Seal | None:
    """Seal the next batch, or give None when there is nothing to seal.

    Raises:
        SealLater: it isn't the moment.
    """
    _keep_writers_out(conn)
    done, newest = _counted(conn, SEALED), _newest(conn)
    rows = audit.between(conn, done + 1, newest, BATCH)
    if not rows:
        return None
    last = rows[-1].id
    before = _last_seal(conn)
    number, previous = (before.number + 1, before.hash) if before is not None else (1, BEGINNING)
    digests = {row.id: digest(row) for row in rows}
    sealed = seal(number, done + 1, last, digests, previous, at)
    conn.execute(insert(AUDIT_DIGEST), [{"id": id, "digest": one} for id, one in digests.items()])
    conn.execute(insert(AUDIT_SEAL), _values(sealed))
    count(conn, SEALED, last)
    return sealed


ALWAYS = datetime.max.replace(tzinfo=UTC)


def verify(conn: Connection, head: str | None = None, too_old: datetime = ALWAYS) -> Verified:
    """Look at the whole log.

    `head` is the hash of the newest seal, or an earlier one, as it was kept elsewhere; what was sealed before `too_old`
    may be gone.
    """
    seals = tuple(_seals(conn))
    sealed, swept = _counted(conn, SEALED), _counted(conn, SWEPT)
    findings = list(look_at_seals(seals, sealed))
    rows = 0
    for one in seals:
        if one.last <= swept:
            continue
        there = audit.between(conn, one.first, one.last)
        rows += len(there)
        findings += look_at_batch(one, _digests(conn, one), there)
    if swept > _swept_by_lines(conn):
        findings.append(Finding(Flaw.SWEEP_UNFOUNDED, 0, swept))
    findings += look_at_sweep(seals, swept, too_old)
    newest = seals[-1].hash if seals else BEGINNING
    if head is not None and head not in {BEGINNING, *(one.hash for one in seals)}:
        findings.append(Finding(Flaw.HEAD_DIFFERS, seals[-1].number if seals else 0))
    unsealed: int = conn.scalar(select(func.count()).select_from(AUDIT).where(AUDIT.c.id > sealed)) or 0
    return Verified(tuple(findings), len(seals), rows, unsealed, swept, newest)


def count(conn: Connection, name: str, value: int) -> None:
    """Set one of the two counters."""
    added = insert_into(conn, COUNTER).values(name=name, value=value)
    conn.execute(added.on_conflict_do_update(index_elements=[COUNTER.c.name], set_={"value": value}))


def _keep_writers_out(conn: Connection) -> None:
    """See that no line with a smaller number can come later, and that nobody else seals."""
    if conn.dialect.name != "postgresql":
        return  # one writer alone
    if not conn.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _LOCK}):
        raise SealLater
    conn.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE}'"))
    try:
        conn.execute(text("LOCK TABLE audit IN SHARE MODE"))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != _NOT_AVAILABLE:
            raise
        raise SealLater from None


def _newest(conn: Connection) -> int:
    return conn.scalar(select(func.max(AUDIT.c.id))) or 0


def _counted(conn: Connection, name: str) -> int:
    return conn.scalar(select(COUNTER.c.value).where(COUNTER.c.name == name)) or 0


def _swept_by_lines(conn: Connection) -> int:
    """Give up to where lines were deleted, by what the log itself says of it."""
    said = select(AUDIT.c.fields).where(AUDIT.c.act == AuditAct.SWEPT.value)
    lines = (load_mapping(fields) for fields in conn.scalars(said))
    # Any number of lines about chats and files may have come since.
    return max((int(one["upto"]) for one in lines if one.get("what") == "audit"), default=0)


def _last_seal(conn: Connection) -> Seal | None:
    row = conn.execute(select(AUDIT_SEAL).order_by(AUDIT_SEAL.c.number.desc()).limit(1)).one_or_none()
    return None if row is None else Seal(*row)


def _seals(conn: Connection) -> Iterator[Seal]:
    for row in conn.execute(select(AUDIT_SEAL).order_by(AUDIT_SEAL.c.number)).all():
        yield Seal(*row)


def _digests(conn: Connection, one: Seal) -> dict[int, str]:
    wanted = select(AUDIT_DIGEST).where(AUDIT_DIGEST.c.id.between(one.first, one.last))
    return {row.id: row.digest for row in conn.execute(wanted).all()}


def _values(one: Seal) -> dict[str, object]:
    return {name: getattr(one, name) for name in AUDIT_SEAL.c.keys()}  # noqa: SIM118 - columns, not a mapping
