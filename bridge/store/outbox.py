"""What must go out, until its fate is certain.

Rules:
1. A lane's rows go out one at a time, in the order in which they were added. A row holds up those behind it until it
   is sent or parked, also while it waits for another try and while its fate is uncertain.
2. `begin` is durable before the request leaves, and refuses what is not at the head of its lane, whatever the caller
   believes. A row found in `sending` after a crash becomes uncertain: it may have gone out, so it is never sent again
   blindly.
3. A row with a `coalesce` word is not added while one with the same word is pending: that one is sent with the newest
   body, no later and no less urgent than either.
4. A row may be begun as it is added, when nothing of its lane is before it.
5. Rows hold ids, enums and sentences; the text of a message is read when it is sent.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
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
from sqlalchemy.sql.dml import ReturningUpdate

from bridge.store.codec import dump_mapping
from bridge.store.outbox_rows import COLUMNS, NewOutbox, OutboxRow, Start, read, stored
from bridge.store.statements import Statement, insert_for
from bridge.store.work_tables import OUTBOX, OutboxState
from core.ids import ConversationId, ExternalRef

__all__ = ["NewOutbox", "OutboxRow", "Start"]

SENT_KEPT = timedelta(days=7)
"""How long a sent row is kept, and with it where that stands which it has put on a desk."""

_PENDING, _SENDING, _UNCERTAIN = OutboxState.PENDING.value, OutboxState.SENDING.value, OutboxState.UNCERTAIN.value
_SENT, _PARKED = OutboxState.SENT.value, OutboxState.PARKED.value
_FREE = {"owner": None, "lease_until": None}

# Said in the very words of the partial index, or SQLite would not use it.
_OPEN = "state NOT IN ('sent', 'parked')"
_earlier = OUTBOX.alias("earlier")
_behind = (
    select(1)
    .select_from(_earlier)
    .where(_earlier.c.lane == OUTBOX.c.lane, _earlier.c.id < OUTBOX.c.id, text(f"earlier.{_OPEN}"))
    .correlate(OUTBOX)
    .exists()
)

_now: BindParameter[datetime] = bindparam("now")
_is_due = or_(OUTBOX.c.due_at.is_(None), OUTBOX.c.due_at <= _now)
# Not as a column that has an index: SQLite would look through all that waits instead of at the ids.
_is_pending = func.coalesce(OUTBOX.c.state, "") == _PENDING
_beginning = Statement(
    update(OUTBOX)
    .where(OUTBOX.c.id.in_(bindparam("wanted", expanding=True)), _is_pending, _is_due, ~_behind)
    .values(state=_SENDING, attempts=OUTBOX.c.attempts + 1, owner=bindparam("by"), lease_until=bindparam("until"))
    .returning(*COLUMNS)
)
_arrived = update(OUTBOX).values(
    state=_SENT, ref=func.coalesce(bindparam("address", type_=Text), OUTBOX.c.ref), why=None, **_FREE
)
_is_wanted = OUTBOX.c.id == bindparam("wanted")
_arriving = Statement(_arrived.where(_is_wanted, text("outbox.state IN ('sending', 'uncertain')")))
_arriving_again = Statement(_arrived.where(_is_wanted, text("outbox.state = 'sent'")))
_doubtful = select(*COLUMNS).where(OUTBOX.c.state == _UNCERTAIN, _is_due).order_by(OUTBOX.c.id).limit(bindparam("most"))
_lane = Statement(
    select(*COLUMNS)
    .where(OUTBOX.c.lane == bindparam("of"), text(f"outbox.{_OPEN}"))
    .order_by(OUTBOX.c.id)
    .limit(bindparam("most"))
)
_waiting = Statement(
    select(*COLUMNS).where(
        OUTBOX.c.coalesce == bindparam("word"), text("outbox.state = 'pending' AND outbox.coalesce IS NOT NULL")
    )
)
_first_open = Statement(select(OUTBOX.c.id).where(OUTBOX.c.lane == bindparam("of"), text(f"outbox.{_OPEN}")).limit(1))
# From lane to lane in the index of open rows: however many rows a lane has, only its head is read.
_heads = text(f"""
    WITH RECURSIVE lanes (name, number) AS (
        SELECT min(outbox.lane), 1 FROM outbox WHERE outbox.lane > :after AND outbox.{_OPEN}
        UNION ALL
        SELECT (SELECT min(later.lane) FROM outbox AS later WHERE later.lane > lanes.name AND later.{_OPEN}), number + 1
        FROM lanes WHERE lanes.name IS NOT NULL AND number < :most
    )
    SELECT {", ".join(f"outbox.{column.name}" for column in COLUMNS)}
    FROM lanes JOIN outbox ON outbox.id =
        (SELECT min(first.id) FROM outbox AS first WHERE first.lane = lanes.name AND first.{_OPEN})
    ORDER BY outbox.lane
""").columns(*COLUMNS)  # noqa: S608 - names of our own columns


def _merge(earlier: ColumnElement[Any] | None) -> ReturningUpdate[Any]:
    """Make what brings a pending row up to date; `earlier` is when it is due."""
    urgency: BindParameter[int] = bindparam("urgency")
    # A row that waits for another try keeps its time: the platform asked for the pause.
    due = case((OUTBOX.c.why.is_not(None), OUTBOX.c.due_at), else_=earlier)
    sooner = case((OUTBOX.c.priority < urgency, OUTBOX.c.priority), else_=urgency)
    pending = text("outbox.state = 'pending' AND outbox.coalesce IS NOT NULL")
    merged = update(OUTBOX).where(OUTBOX.c.coalesce == bindparam("word"), pending)
    newest: dict[str, BindParameter[str]] = {"body": bindparam("newest"), "message": bindparam("about")}
    return merged.values(**newest, priority=sooner, due_at=due).returning(*COLUMNS)


_at: BindParameter[datetime] = bindparam("at", type_=OUTBOX.c.due_at.type)
_merging = Statement(_merge(None))
_merging_later = Statement(_merge(case((OUTBOX.c.due_at > _at, _at), else_=OUTBOX.c.due_at)))
_adding = Statement(lambda dialect: insert_for(dialect, OUTBOX).on_conflict_do_nothing().returning(OUTBOX.c.id))


def add(conn: Connection, new: NewOutbox, now: datetime | None = None, start: Start | None = None) -> OutboxRow | None:
    """Add a row and give it, or the pending one with which it was merged, as it stands now.

    None when its key is there already. `now` is the row's age and nothing else; without it the machine's clock is read.
    With `start` the row is begun at once, unless something of its lane is before it.
    """
    merged = _merged(conn, new)
    if merged is not None:
        return merged
    created_at = now or datetime.now(UTC)
    begun = start is not None and _first_open.row(conn, of=new.lane) is None
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
        "state": _SENDING if begun else _PENDING,
        "attempts": 1 if begun else 0,
        "owner": start.owner if start and begun else None,
        "lease_until": start.until if start and begun else None,
        "created_at": created_at,
    }
    number: int | None = _adding.scalar(conn, **values)
    return None if number is None else stored(new, number, created_at, begun=begun)


def begin(conn: Connection, ids: Collection[int], owner: str, now: datetime, lease_s: float) -> tuple[OutboxRow, ...]:
    """Note, before the requests leave, that they may have left; give the rows as they stand now, the oldest first.

    Left out is what must not be sent now: not pending any more, not due, or not at the head of its lane.
    """
    rows = _beginning.rows(conn, wanted=list(ids), now=now, by=owner, until=now + timedelta(seconds=lease_s))
    return tuple(sorted(map(read, rows), key=lambda row: row.id))


def heads(conn: Connection, after: str, limit: int) -> tuple[OutboxRow, ...]:
    """Give what heads each lane, in whatever state it is: lanes in the order of their names, from behind one on."""
    return tuple(read(tuple(row)) for row in conn.execute(_heads, {"after": after, "most": limit}).all())


def of_lane(conn: Connection, lane: str, limit: int) -> tuple[OutboxRow, ...]:
    """Give a lane's first rows that are neither sent nor parked."""
    return tuple(read(row) for row in _lane.rows(conn, of=lane, most=limit))


def sent(conn: Connection, id: int, ref: ExternalRef | None = None) -> bool:
    """Settle a row as sent; `ref` is its address at the platform. False when it was known to be sent already."""
    if _arriving.count(conn, wanted=id, address=ref):
        return True
    return not _arriving_again.count(conn, wanted=id, address=ref)


def retry(conn: Connection, id: int, at: datetime, why: str) -> None:
    """Put back a row that surely was not sent, to be tried again from `at` on."""
    values = {"state": _PENDING, "due_at": at, "why": why, **_FREE}
    _change(conn, OUTBOX.c.id == id, (_SENDING, _UNCERTAIN), values)


def settle_uncertain(conn: Connection, id: int, at: datetime) -> None:
    """Note that a row may have been sent; until `at` the platform's echo may tell, then `uncertain` gives it."""
    _change(conn, OUTBOX.c.id == id, (_SENDING, _UNCERTAIN), {"state": _UNCERTAIN, "due_at": at, **_FREE})


def uncertain(conn: Connection, now: datetime, limit: int) -> tuple[OutboxRow, ...]:
    """Give the rows whose fate is uncertain and whose echo is overdue: to be looked up, or failed as maybe sent."""
    return tuple(read(tuple(row)) for row in conn.execute(_doubtful, {"now": now, "most": limit}).all())


def fail(conn: Connection, id: int, why: str) -> None:
    """Set a row aside for a person; its lane goes on."""
    values = {"state": _PARKED, "why": why, **_FREE}
    _change(conn, OUTBOX.c.id == id, (_PENDING, _SENDING, _UNCERTAIN), values)


def sent_after_all(conn: Connection, id: int, ref: ExternalRef | None) -> bool:
    """Settle as sent what was set aside because nobody could know. False when it is set aside no more."""
    return _change(conn, OUTBOX.c.id == id, (_PARKED,), {"state": _SENT, "ref": ref, "why": None, **_FREE}) > 0


def by_key(conn: Connection, key: str) -> OutboxRow | None:
    """Find a row by its key."""
    row = conn.execute(select(*COLUMNS).where(OUTBOX.c.key == key)).one_or_none()
    return None if row is None else read(tuple(row))


def last_sent(conn: Connection, lane: str) -> OutboxRow | None:
    """Find the newest row of a lane that arrived and has an address."""
    wanted = select(*COLUMNS).where(OUTBOX.c.lane == lane, OUTBOX.c.state == _SENT, OUTBOX.c.ref.is_not(None))
    row = conn.execute(wanted.order_by(OUTBOX.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else read(tuple(row))


def is_awaited(conn: Connection, row: OutboxRow) -> bool:
    """Tell whether anything of the same chat, added earlier for the same destination, is still to arrive there."""
    wanted = (
        select(1)
        .where(text("state NOT IN ('sent', 'parked')"), OUTBOX.c.id < row.id)
        .where(OUTBOX.c.conversation == row.conversation, OUTBOX.c.destination == row.destination)
    )
    return conn.scalar(wanted.limit(1)) is not None


def is_under_way(conn: Connection, conversation: ConversationId, destination: str) -> bool:
    """Tell whether anything of a chat may have arrived at a destination without our knowing yet."""
    wanted = select(1).where(text("state IN ('sending', 'uncertain')"), OUTBOX.c.conversation == conversation)
    return conn.scalar(wanted.where(OUTBOX.c.destination == destination).limit(1)) is not None


def hurry(conn: Connection, destination: str) -> int:
    """Make due at once what waits for another try at a destination; give how many rows."""
    return _change(conn, OUTBOX.c.destination == destination, (_PENDING,), {"due_at": None})


def release_all(conn: Connection, owner: str | None = None) -> int:
    """At the start: rows that an owner, or anybody, was sending become uncertain; give how many.

    Those that were uncertain already are looked at anew: nobody was there to hear their echo.
    """
    theirs = OUTBOX.c.id.is_not(None) if owner is None else OUTBOX.c.owner == owner
    return _change(conn, theirs, (_SENDING, _UNCERTAIN), {"state": _UNCERTAIN, "due_at": None, **_FREE})


def expire(conn: Connection, now: datetime, skip_lanes: Collection[str] = ()) -> int:
    """Make uncertain what a worker was sending when its lease ran out; give how many.

    `skip_lanes` are those that the caller has in hand itself.
    """
    late = (OUTBOX.c.lease_until <= now) & OUTBOX.c.lane.not_in(skip_lanes)
    return _change(conn, late, (_SENDING,), {"state": _UNCERTAIN, "due_at": None, **_FREE})


def forget(conn: Connection, before: datetime, limit: int, state: OutboxState = OutboxState.SENT) -> int:
    """Delete sent rows that were added before a time; give how many. Parked rows stay for a person."""
    old = select(OUTBOX.c.id).where(OUTBOX.c.state == state.value, OUTBOX.c.created_at < before)
    return conn.execute(delete(OUTBOX).where(OUTBOX.c.id.in_(old.order_by(OUTBOX.c.id).limit(limit)))).rowcount


def waiting(conn: Connection, word: str) -> OutboxRow | None:
    """Give the pending row with which a new one of the same `coalesce` word would be merged."""
    found = _waiting.row(conn, word=word)
    return None if found is None else read(found)


def counts(conn: Connection) -> Mapping[OutboxState, int]:
    """Count the rows in each state."""
    found = conn.execute(select(OUTBOX.c.state, func.count()).group_by(OUTBOX.c.state)).all()
    return dict.fromkeys(OutboxState, 0) | {OutboxState(state): number for state, number in found}


def _merged(conn: Connection, new: NewOutbox) -> OutboxRow | None:
    """Bring the pending row with the same word up to date, if there is one, and give it."""
    if new.coalesce is None:
        return None
    values = {"word": new.coalesce, "newest": dump_mapping(new.body), "about": new.message, "urgency": new.priority}
    if new.not_before is None:
        found = _merging.row(conn, **values)
    else:
        found = _merging_later.row(conn, **values, at=new.not_before)
    return None if found is None else read(found)


def _change(conn: Connection, which: ColumnElement[bool], states: tuple[str, ...], values: Mapping[str, object]) -> int:
    return conn.execute(update(OUTBOX).where(which, OUTBOX.c.state.in_(states)).values(dict(values))).rowcount
