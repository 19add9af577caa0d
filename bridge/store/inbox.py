"""What came in, until it is settled.

Rules:
1. The same thing delivered twice (same source and dedupe) is stored once.
2. A lane's rows are given out one at a time, in the order of their arrival; a row that waits for another try holds up
   those behind it. A parked row does not.
3. A settled row is blank: only its ids stay, against a later duplicate. A parked row keeps its payload for a person.
4. A claim is a lease: when it runs out the row is given out again. Whoever comes too late to settle gets `ClaimLost`,
   and nothing of that write-set stays.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from bridge.store.codec import check_key, dump, load
from bridge.store.errors import ClaimLost
from bridge.store.statements import Statement, insert_for
from bridge.store.work_tables import INBOX, InboxState
from core.inbound import Inbound

_PENDING = InboxState.PENDING.value
_CLAIMED = InboxState.CLAIMED.value
_FREE = {"owner": None, "lease_until": None}

_earlier = INBOX.alias("earlier")
_behind = (
    select(1)
    .select_from(_earlier)
    # Said in the very words of the partial index, or SQLite would not use it.
    .where(_earlier.c.lane == INBOX.c.lane, _earlier.c.id < INBOX.c.id, text("earlier.state IN ('pending', 'claimed')"))
    .correlate(INBOX)
    .exists()
)
_claimed = INBOX.alias("claimed")
_busy = (  # a row put into this lane from another may be older than the one that is being worked on
    select(1)
    .select_from(_claimed)
    .where(_claimed.c.lane == INBOX.c.lane, text("claimed.state = 'claimed'"))
    .correlate(INBOX)
    .exists()
)


_expiring = Statement(
    update(INBOX)
    .where(INBOX.c.state == _CLAIMED, INBOX.c.lease_until <= bindparam("now"))
    .values(state=_PENDING, **_FREE)
)
_heads = Statement(
    select(INBOX.c.id, INBOX.c.lane, INBOX.c.payload, INBOX.c.attempts, INBOX.c.added_at)
    .where(INBOX.c.state == _PENDING, INBOX.c.due_at <= bindparam("now"), ~_behind, ~_busy)
    .where(INBOX.c.lane.not_in(bindparam("skipped", expanding=True)))
    .order_by(INBOX.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_leasing = Statement(
    update(INBOX)
    .where(INBOX.c.id.in_(bindparam("wanted", expanding=True)))
    .values(attempts=INBOX.c.attempts + 1, state=_CLAIMED, owner=bindparam("by"), lease_until=bindparam("until"))
)
_settling = Statement(
    update(INBOX)
    .where(INBOX.c.id == bindparam("wanted"), INBOX.c.state == _CLAIMED)
    .values(state=InboxState.SETTLED.value, payload="", why=None, **_FREE)
)
_next = (
    Statement(select(func.min(INBOX.c.due_at)).where(INBOX.c.state == _PENDING, INBOX.c.due_at > bindparam("now"))),
    Statement(
        select(func.min(INBOX.c.lease_until)).where(INBOX.c.state == _CLAIMED, INBOX.c.lease_until > bindparam("now"))
    ),
)
_adding = Statement(lambda dialect: insert_for(dialect, INBOX).on_conflict_do_nothing().returning(INBOX.c.id))
_same = Statement(
    select(INBOX.c.id).where(INBOX.c.source == bindparam("given_by"), INBOX.c.dedupe == bindparam("wanted"))
)
_of_lane = (INBOX.c.lane == bindparam("wanted"), text("state IN ('pending', 'claimed')"))
_one_unsettled = Statement(select(1).where(*_of_lane).limit(1))
_one_waiting = Statement(
    select(INBOX.c.id).where(*_of_lane, INBOX.c.state == _PENDING).limit(1).with_for_update(read=True)
)
_last_waiting = Statement(
    select(INBOX.c.lane)
    .where(func.substr(INBOX.c.lane, 1, bindparam("length")) == bindparam("beginning"), INBOX.c.state == _PENDING)
    .where(text("state IN ('pending', 'claimed')"))
    .order_by(INBOX.c.id.desc())
    .limit(1)
)
_unsettled = Statement(select(INBOX.c.payload).where(*_of_lane).order_by(INBOX.c.id))


@dataclass(frozen=True, slots=True)
class InboxAdded:
    """The row's id, and whether the inbound is new."""

    id: int
    new: bool


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A claimed row; `attempts` counts this one too."""

    id: int
    lane: str
    inbound: Inbound
    attempts: int
    added_at: datetime | None = field(default=None, compare=False)


def add(conn: Connection, inbound: Inbound, lane: str, now: datetime) -> InboxAdded:
    """Store an inbound in a lane, once.

    Raises:
        PayloadMalformed: a text in it is no valid Unicode, or its `dedupe` is no word that can be kept.
    """
    check_key(inbound.source, inbound.dedupe, lane)
    values = _row(inbound.source, inbound.dedupe, lane, now)
    values |= {"state": _PENDING, "attempts": 0, "payload": dump(inbound)}
    number = _adding.scalar(conn, **values)
    if number is not None:
        return InboxAdded(number, new=True)
    return InboxAdded(_same.scalar(conn, given_by=inbound.source, wanted=inbound.dedupe), new=False)


def add_settled(conn: Connection, source: str, dedupe: str, lane: str, now: datetime) -> int | None:
    """Store that an inbound came which this transaction handles: settled and blank, against a second delivery.

    Give the row's id, or None when the same inbound was stored before.

    Raises:
        PayloadMalformed: `dedupe` is no word that can be kept.
    """
    check_key(source, dedupe, lane)
    values = _row(source, dedupe, lane, now) | {"state": InboxState.SETTLED.value, "attempts": 1, "payload": ""}
    number: int | None = _adding.scalar(conn, **values)
    return number


def _row(source: str, dedupe: str, lane: str, now: datetime) -> dict[str, object]:
    return {"source": source, "dedupe": dedupe, "lane": lane, "due_at": now, "added_at": now}


def put_off(conn: Connection, id: int, inbound: Inbound, lane: str, at: datetime, *, planned: bool = False) -> None:
    """Make pending what `add_settled` stored here: in that lane, due then; if `planned`, as if it had come then.

    Raises:
        PayloadMalformed: a text in it is no valid Unicode.
    """
    check_key(lane)
    kept = {"lane": lane, "state": _PENDING, "due_at": at, "attempts": 0, "payload": dump(inbound)}
    conn.execute(update(INBOX).where(INBOX.c.id == id).values(kept | _age(at, planned=planned)))


def has(conn: Connection, inbound: Inbound) -> bool:
    """Tell whether the same thing was stored before."""
    return _same.scalar(conn, given_by=inbound.source, wanted=inbound.dedupe) is not None


def has_unsettled(conn: Connection, lane: str) -> bool:
    """Tell whether anything of the lane is still to be handled, begun or not."""
    return _one_unsettled.row(conn, wanted=lane) is not None


def claim(
    conn: Connection,
    owner: str,
    now: datetime,
    lease_s: float,
    limit: int,
    skip_lanes: Collection[str] = (),
) -> tuple[InboxRow, ...]:
    """Lease the oldest due rows that head their lanes; rows whose lease has run out are free again."""
    _expiring.count(conn, now=now)
    rows = _heads.rows(conn, now=now, most=limit, skipped=list(skip_lanes))
    if rows:
        _leasing.count(conn, wanted=[id for id, *_ in rows], by=owner, until=now + timedelta(seconds=lease_s))
    return tuple(InboxRow(id, lane, load(Inbound, payload), tries + 1, at) for id, lane, payload, tries, at in rows)


def settle(conn: Connection, id: int) -> None:
    """Mark a claimed row as done and blank it; part of the write-set that did it.

    Raises:
        ClaimLost: somebody else has settled, parked or released it.
    """
    if _settling.count(conn, wanted=id) != 1:
        raise ClaimLost(f"inbox row {id} is no longer claimed")


def settle_all(conn: Connection, lane: str) -> None:
    """Blank all that a lane has yet to handle; whoever has begun on a row of it can't settle it any more."""
    blank = {"state": InboxState.SETTLED.value, "payload": "", "why": None, **_FREE}
    conn.execute(update(INBOX).where(INBOX.c.lane == lane, text("state IN ('pending', 'claimed')")).values(blank))


def relane(conn: Connection, id: int, lane: str) -> None:
    """Put a claimed row back, into the lane where it belongs; its age decides its place there, its tries begin anew."""
    back = update(INBOX).where(INBOX.c.id == id, INBOX.c.state == _CLAIMED)
    conn.execute(back.values(lane=lane, state=_PENDING, attempts=0, **_FREE))


def wait(conn: Connection, id: int, lane: str, at: datetime, *, planned: bool = False) -> None:
    """Put a claimed row back into a lane, to be looked at again from `at` on, `planned` or not; its looks count on."""
    back = update(INBOX).where(INBOX.c.id == id, INBOX.c.state == _CLAIMED)
    conn.execute(back.values(lane=lane, state=_PENDING, due_at=at, **_FREE, **_age(at, planned=planned)))


def _age(at: datetime, *, planned: bool) -> dict[str, datetime]:
    return {"added_at": at} if planned else {}


def decide(conn: Connection, lane: str, other: str, now: datetime) -> None:
    """Put what waits in a lane into the one where it belongs, due now; its tries begin anew."""
    waiting = update(INBOX).where(INBOX.c.lane == lane, INBOX.c.state == _PENDING)
    conn.execute(waiting.values(lane=other, due_at=now, attempts=0))


def retry(conn: Connection, id: int, at: datetime, *, counted: bool = True) -> None:
    """Put a claimed row back at the head of its lane, to be done again from `at` on; say whether this try counts."""
    back = update(INBOX).where(INBOX.c.id == id, INBOX.c.state == _CLAIMED)
    attempts = INBOX.c.attempts if counted else INBOX.c.attempts - 1
    conn.execute(back.values(state=_PENDING, due_at=at, attempts=attempts, **_FREE))


def park(conn: Connection, id: int, why: str) -> None:
    """Set a row aside for a person; its payload stays, its lane goes on."""
    unsettled = update(INBOX).where(INBOX.c.id == id, INBOX.c.state.in_((_PENDING, _CLAIMED)))
    conn.execute(unsettled.values(state=InboxState.PARKED.value, why=why, **_FREE))


def release_all(conn: Connection, owner: str | None = None) -> int:
    """Free the rows that an owner, or anybody, had claimed; at the start. Give how many there were."""
    claimed = update(INBOX).where(INBOX.c.state == _CLAIMED)
    if owner is not None:
        claimed = claimed.where(INBOX.c.owner == owner)
    return conn.execute(claimed.values(state=_PENDING, **_FREE)).rowcount


def counts(conn: Connection) -> Mapping[InboxState, int]:
    """Count the rows in each state."""
    found = conn.execute(select(INBOX.c.state, func.count()).group_by(INBOX.c.state)).all()
    return dict.fromkeys(InboxState, 0) | {InboxState(state): number for state, number in found}


def next_at(conn: Connection, now: datetime) -> datetime | None:
    """Say when, after now, a row becomes due or a lease runs out."""
    found = [moment for moment in (one.scalar(conn, now=now) for one in _next) if moment is not None]
    return min(found, default=None)


def is_waiting(conn: Connection, lane: str) -> bool:
    """Tell whether a row of the lane waits that nobody has begun on; one such look at a queue is enough.

    Nobody begins on it before this transaction ends: what the row is to look at is seen by whoever does.
    """
    return _one_waiting.row(conn, wanted=lane) is not None


def waiting(conn: Connection, lane: str, most: int) -> tuple[InboxRow, ...]:
    """Give the last rows of a lane that nobody has begun on, in order; nobody does before this transaction ends."""
    wanted = select(INBOX.c.id, INBOX.c.payload, INBOX.c.attempts, INBOX.c.added_at).where(
        INBOX.c.lane == lane, INBOX.c.state == _PENDING
    )
    rows = conn.execute(wanted.order_by(INBOX.c.id.desc()).limit(most).with_for_update()).all()
    return tuple(InboxRow(id, lane, load(Inbound, payload), tries, at) for id, payload, tries, at in reversed(rows))


def rewrite(conn: Connection, id: int, inbound: Inbound) -> None:
    """Overwrite what a row that nobody has begun on holds."""
    pending = update(INBOX).where(INBOX.c.id == id, INBOX.c.state == _PENDING)
    conn.execute(pending.values(payload=dump(inbound)))


def hurry(conn: Connection, id: int, now: datetime) -> None:
    """Let a row that nobody has begun on be due now."""
    conn.execute(update(INBOX).where(INBOX.c.id == id, INBOX.c.state == _PENDING).values(due_at=now))


def last_waiting(conn: Connection, beginning: str) -> str | None:
    """Give the lane of the newest row that waits, of those lanes that begin so; what waits is few, and this is rare."""
    found: str | None = _last_waiting.scalar(conn, beginning=beginning, length=len(beginning))
    return found


def unsettled(conn: Connection, lane: str) -> tuple[Inbound, ...]:
    """Give what a lane has yet to handle, in order."""
    return tuple(load(Inbound, payload) for (payload,) in _unsettled.rows(conn, wanted=lane))


def forget(conn: Connection, before: datetime, limit: int, state: InboxState = InboxState.SETTLED) -> int:
    """Delete settled rows that came in before a time; give how many. Until then they guard against late duplicates."""
    old = select(INBOX.c.id).where(INBOX.c.state == state.value, INBOX.c.added_at < before)
    return conn.execute(delete(INBOX).where(INBOX.c.id.in_(old.order_by(INBOX.c.id).limit(limit)))).rowcount
