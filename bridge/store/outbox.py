"""What must go out, until its fate is certain.

Rules:
1. A lane's rows go out one at a time, in the order in which they were added. A row holds up those behind it until it
   is sent or parked, also while it waits for another try and while its fate is uncertain.
2. `begin` is durable before the request leaves. A row found in `sending` after a crash becomes uncertain: it may have
   gone out, so it is never sent again blindly. What had not begun is simply free again.
3. A row with a `coalesce` word is not added while one with the same word is pending: that one is sent with the newest
   body, no later and no less urgent than either.
4. Rows hold ids, enums and sentences; the text of a message is read when it is sent.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Executable,
    Text,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    text,
    update,
)

from bridge.store.codec import dump_mapping
from bridge.store.errors import ClaimLost
from bridge.store.outbox_rows import NewOutbox, OutboxRow, read, stored
from bridge.store.statements import insert_for
from bridge.store.work_tables import OUTBOX, OutboxState
from core.ids import ExternalRef

__all__ = ["NewOutbox", "OutboxRow"]

_PENDING, _LEASED = OutboxState.PENDING.value, OutboxState.LEASED.value
_SENDING, _UNCERTAIN = OutboxState.SENDING.value, OutboxState.UNCERTAIN.value
_SENT, _PARKED = OutboxState.SENT.value, OutboxState.PARKED.value
_FREE = {"owner": None, "lease_until": None}

_earlier = OUTBOX.alias("earlier")
_behind = (
    select(1)
    .select_from(_earlier)
    # Said in the very words of the partial index, or SQLite would not use it.
    .where(_earlier.c.lane == OUTBOX.c.lane, _earlier.c.id < OUTBOX.c.id)
    .where(text("earlier.state NOT IN ('sent', 'parked')"))
    .correlate(OUTBOX)
    .exists()
)

# Built once: building a statement costs more than running it.
_now: BindParameter[datetime] = bindparam("now")
_is_due = or_(OUTBOX.c.due_at.is_(None), OUTBOX.c.due_at <= _now)
_is_expired = (OUTBOX.c.state == _LEASED) & (OUTBOX.c.lease_until <= _now)
_heads = (
    select(OUTBOX)
    .where(_is_due, ~_behind, OUTBOX.c.lane.not_in(bindparam("skipped", expanding=True)))
    .order_by(OUTBOX.c.priority, OUTBOX.c.id)
    .limit(bindparam("most"))
)
_pending_heads = _heads.where(OUTBOX.c.state == _PENDING)
_expired_heads = _heads.where(_is_expired)
_doubtful = select(OUTBOX).where(OUTBOX.c.state == _UNCERTAIN, _is_due).order_by(OUTBOX.c.id).limit(bindparam("most"))
_these = OUTBOX.c.id.in_(bindparam("wanted", expanding=True))
_leasing = (
    update(OUTBOX)
    .where(_these, or_(OUTBOX.c.state == _PENDING, _is_expired), _is_due)
    .values(state=_LEASED, owner=bindparam("by"), lease_until=bindparam("until"))
    .returning(OUTBOX.c.id)
)
_beginning = (
    update(OUTBOX).where(_these, OUTBOX.c.state == _LEASED).values(state=_SENDING, attempts=OUTBOX.c.attempts + 1)
)
_arriving = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("wanted"), OUTBOX.c.state.in_((_LEASED, _SENDING, _UNCERTAIN, _SENT)))
    .values(state=_SENT, ref=func.coalesce(bindparam("address", type_=Text), OUTBOX.c.ref), why=None, **_FREE)
)
_next = (
    select(func.min(OUTBOX.c.due_at)).where(OUTBOX.c.state.in_((_PENDING, _UNCERTAIN)), OUTBOX.c.due_at > _now),
    select(func.min(OUTBOX.c.lease_until)).where(OUTBOX.c.state.in_((_LEASED, _SENDING)), OUTBOX.c.lease_until > _now),
)


def _merge(earlier: ColumnElement[Any] | None) -> Executable:
    """Make what brings a pending row up to date; `earlier` is when it is due."""
    urgency: BindParameter[int] = bindparam("urgency")
    # A row that waits for another try keeps its time: the platform asked for the pause.
    due = case((OUTBOX.c.why.is_not(None), OUTBOX.c.due_at), else_=earlier)
    sooner = case((OUTBOX.c.priority < urgency, OUTBOX.c.priority), else_=urgency)
    pending = text("outbox.state = 'pending' AND outbox.coalesce IS NOT NULL")
    merged = update(OUTBOX).where(OUTBOX.c.coalesce == bindparam("word"), pending)
    newest: dict[str, BindParameter[str]] = {"body": bindparam("newest"), "message": bindparam("about")}
    return merged.values(**newest, priority=sooner, due_at=due).returning(OUTBOX)


_at: BindParameter[datetime] = bindparam("at", type_=OUTBOX.c.due_at.type)
_merging = _merge(None)
_merging_later = _merge(case((OUTBOX.c.due_at > _at, _at), else_=OUTBOX.c.due_at))


def add(conn: Connection, new: NewOutbox, now: datetime | None = None) -> OutboxRow | None:
    """Add a row and give it, or the pending one with which it was merged, as it stands now.

    None when its key is there already. `now` is the row's age and nothing else; without it the machine's clock is read.
    """
    merged = _merged(conn, new)
    if merged is not None:
        return merged
    created_at = now or datetime.now(UTC)
    values = {
        "key": new.key,
        "lane": new.lane,
        "destination": new.destination,
        "act": str(new.act),
        "conversation": new.conversation,
        "message": new.message,
        "body": dump_mapping(new.body),
        "priority": new.priority,
        "coalesce": new.coalesce,
        "due_at": new.not_before,
        "state": _PENDING,
        "attempts": 0,
        "created_at": created_at,
    }
    number: int | None = conn.execute(_adding(conn.dialect.name), values).scalar_one_or_none()
    return None if number is None else stored(new, number, created_at)


@cache
def _adding(dialect: str) -> Executable:
    return insert_for(dialect, OUTBOX).on_conflict_do_nothing().returning(OUTBOX.c.id)


def ready(conn: Connection, now: datetime, limit: int, skip_lanes: Collection[str] = ()) -> tuple[OutboxRow, ...]:
    """Give the due rows that head their lanes, the most urgent (lowest priority number) and then the oldest first."""
    wanted = {"now": now, "most": limit, "skipped": list(skip_lanes)}
    # Two questions, not one with OR: each is answered in the order of the index, however long the backlog is.
    found = [row for heads in (_pending_heads, _expired_heads) for row in conn.execute(heads, wanted).all()]
    rows = sorted((read(row) for row in found), key=lambda row: (row.priority, row.id))
    return tuple(rows[:limit])


def claim(conn: Connection, ids: Iterable[int], owner: str, now: datetime, lease_s: float) -> set[int]:
    """Lease the rows that are still free; give their ids. The others went to another worker."""
    lease = {"by": owner, "until": now + timedelta(seconds=lease_s)}
    return set(conn.scalars(_leasing, {"wanted": list(ids), "now": now, **lease}).all())


def begin(conn: Connection, id: int) -> None:
    """Note, before the request leaves, that it may have left.

    Raises:
        ClaimLost: the row is not leased any more; it must not be sent.
    """
    begin_all(conn, (id,))


def begin_all(conn: Connection, ids: Collection[int]) -> None:
    """Note the same for several rows at once.

    Raises:
        ClaimLost: one of the rows is not leased any more; none of them must be sent.
    """
    if ids and conn.execute(_beginning, {"wanted": list(ids)}).rowcount != len(ids):
        raise ClaimLost(f"one of the outbox rows {', '.join(map(str, ids))} is no longer leased")


def sent(conn: Connection, id: int, ref: ExternalRef | None = None) -> None:
    """Settle a row as sent; `ref` is its address at the platform."""
    conn.execute(_arriving, {"wanted": id, "address": ref})


def retry(conn: Connection, id: int, at: datetime, why: str) -> None:
    """Put back a row that surely was not sent, to be tried again from `at` on."""
    values = {"state": _PENDING, "due_at": at, "why": why, **_FREE}
    _change(conn, OUTBOX.c.id == id, (_LEASED, _SENDING, _UNCERTAIN), values)


def settle_uncertain(conn: Connection, id: int, at: datetime) -> None:
    """Note that a row may have been sent; until `at` the platform's echo may tell, then `uncertain` gives it."""
    _change(conn, OUTBOX.c.id == id, (_LEASED, _SENDING, _UNCERTAIN), {"state": _UNCERTAIN, "due_at": at, **_FREE})


def uncertain(conn: Connection, now: datetime, limit: int) -> tuple[OutboxRow, ...]:
    """Give the rows whose fate is uncertain and whose echo is overdue: to be looked up, or failed as maybe sent."""
    return tuple(read(row) for row in conn.execute(_doubtful, {"now": now, "most": limit}).all())


def fail(conn: Connection, id: int, why: str) -> None:
    """Set a row aside for a person; its lane goes on."""
    values = {"state": _PARKED, "why": why, **_FREE}
    _change(conn, OUTBOX.c.id == id, (_PENDING, _LEASED, _SENDING, _UNCERTAIN), values)


def by_key(conn: Connection, key: str) -> OutboxRow | None:
    """Find a row by its key."""
    row = conn.execute(select(OUTBOX).where(OUTBOX.c.key == key)).one_or_none()
    return None if row is None else read(row)


def last_sent(conn: Connection, lane: str) -> OutboxRow | None:
    """Find the newest row of a lane that arrived and has an address."""
    wanted = select(OUTBOX).where(OUTBOX.c.lane == lane, OUTBOX.c.state == _SENT, OUTBOX.c.ref.is_not(None))
    row = conn.execute(wanted.order_by(OUTBOX.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else read(row)


def is_awaited(conn: Connection, row: OutboxRow) -> bool:
    """Tell whether anything of the same chat, added earlier for the same destination, is still to arrive there."""
    wanted = (
        select(1)
        .where(text("state NOT IN ('sent', 'parked')"), OUTBOX.c.id < row.id)
        .where(OUTBOX.c.conversation == row.conversation, OUTBOX.c.destination == row.destination)
    )
    return conn.scalar(wanted.limit(1)) is not None


def hurry(conn: Connection, destination: str) -> int:
    """Make due at once what waits for another try at a destination; give how many rows."""
    return _change(conn, OUTBOX.c.destination == destination, (_PENDING,), {"due_at": None})


def of_echo(conn: Connection, key: str, ref: ExternalRef) -> bool:
    """Settle as sent the row whose echo the platform showed; False when it was certain already, or is not ours."""
    values = {"state": _SENT, "ref": ref, "why": None, **_FREE}
    return _change(conn, OUTBOX.c.key == key, (_SENDING, _UNCERTAIN), values) > 0


def release_all(conn: Connection, owner: str | None = None) -> tuple[int, int]:
    """At the start: rows that an owner, or anybody, was sending become uncertain, leased ones are free.

    Give how many became uncertain and how many free.
    """
    theirs = OUTBOX.c.id.is_not(None) if owner is None else OUTBOX.c.owner == owner
    doubtful = _change(conn, theirs, (_SENDING,), {"state": _UNCERTAIN, "due_at": None, **_FREE})
    return doubtful, _change(conn, theirs, (_LEASED,), {"state": _PENDING, **_FREE})


def expire(conn: Connection, now: datetime, skip_lanes: Collection[str] = ()) -> int:
    """Make uncertain what a worker was sending when its lease ran out; give how many.

    `skip_lanes` are those that the caller has in hand itself.
    """
    late = (OUTBOX.c.lease_until <= now) & OUTBOX.c.lane.not_in(skip_lanes)
    return _change(conn, late, (_SENDING,), {"state": _UNCERTAIN, "due_at": None, **_FREE})


def forget(conn: Connection, before: datetime, limit: int) -> int:
    """Delete sent rows that were added before a time; give how many. Parked rows stay for a person."""
    old = select(OUTBOX.c.id).where(OUTBOX.c.state == _SENT, OUTBOX.c.created_at < before)
    return conn.execute(delete(OUTBOX).where(OUTBOX.c.id.in_(old.order_by(OUTBOX.c.id).limit(limit)))).rowcount


def counts(conn: Connection) -> Mapping[OutboxState, int]:
    """Count the rows in each state."""
    found = conn.execute(select(OUTBOX.c.state, func.count()).group_by(OUTBOX.c.state)).all()
    return dict.fromkeys(OutboxState, 0) | {OutboxState(state): number for state, number in found}


def next_at(conn: Connection, now: datetime) -> datetime | None:
    """Say when, after now, a row becomes due, an uncertain one is to be looked up, or a lease runs out."""
    found = [moment for moment in (conn.scalar(one, {"now": now}) for one in _next) if moment is not None]
    return min(found, default=None)


def _merged(conn: Connection, new: NewOutbox) -> OutboxRow | None:
    """Bring the pending row with the same word up to date, if there is one, and give it."""
    if new.coalesce is None:
        return None
    values = {"word": new.coalesce, "newest": dump_mapping(new.body), "about": new.message, "urgency": new.priority}
    if new.not_before is None:
        found = conn.execute(_merging, values).one_or_none()
    else:
        found = conn.execute(_merging_later, values | {"at": new.not_before}).one_or_none()
    return None if found is None else read(found)


def _change(conn: Connection, which: ColumnElement[bool], states: tuple[str, ...], values: Mapping[str, object]) -> int:
    return conn.execute(update(OUTBOX).where(which, OUTBOX.c.state.in_(states)).values(dict(values))).rowcount
