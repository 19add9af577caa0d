"""The processes that share one PostgreSQL database: who lives, and which of them speaks in which place.

Rules:
1. A process lives as long as it says so, by the database's clock: machines may disagree about the time.
2. Whoever has been silent too long is buried, by one of the others: what it had claimed is free again, what it was
   sending is uncertain, its places are anybody's. All of that in one transaction.
3. A place has one owner. It is taken by an INSERT that loses against an earlier one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Interval, Row, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from bridge.store import inbox, outbox
from bridge.store.columns import Moment
from bridge.store.member_tables import OWNERSHIP, WORKER

_now = func.clock_timestamp(type_=Moment())
_silent: ColumnElement[bool] = WORKER.c.seen_at < _now - bindparam("silence", type_=Interval())
_url: ColumnElement[str] = bindparam("url", type_=WORKER.c.public_url.type)
_saying = insert(WORKER).values(id=bindparam("me"), seen_at=_now, public_url=_url)
_beating = _saying.on_conflict_do_update(index_elements=[WORKER.c.id], set_={"seen_at": _now, "public_url": _url})
_known = select(1).where(WORKER.c.id == bindparam("me"))
_dead = select(WORKER.c.id).where(_silent, WORKER.c.id != bindparam("me")).with_for_update(skip_locked=True)
_orphans = delete(OWNERSHIP).where(OWNERSHIP.c.owner.not_in(select(WORKER.c.id)))
_taking = insert(OWNERSHIP).on_conflict_do_nothing()
_these = OWNERSHIP.c.place.in_(bindparam("places", expanding=True))
_owners = select(OWNERSHIP.c.place, OWNERSHIP.c.owner)


@dataclass(frozen=True, slots=True)
class Look:
    """What a process sees when it has said that it lives."""

    known: bool
    """Whether it was known to live; else it was buried, or is new."""
    buried: tuple[str, ...]
    living: frozenset[str]
    owners: Mapping[str, str]
    urls: Mapping[str, str]
    """Where people find each of the living, by its own configuration."""


def beat(conn: Connection, me: str, silence: float, url: str = "") -> Look:
    """Say that a process lives, and where; bury those that were silent for so many seconds, and look around."""
    known = conn.scalar(_known, {"me": me}) is not None
    conn.execute(_beating, {"me": me, "url": url})
    dead = tuple(conn.scalars(_dead, {"me": me, "silence": timedelta(seconds=silence)}).all())
    for one in dead:
        _bury(conn, one)
    conn.execute(_orphans)
    urls = {row.id: row.public_url or "" for row in conn.execute(select(WORKER.c.id, WORKER.c.public_url))}
    return Look(known, dead, frozenset(urls), _read(conn.execute(_owners).all()), urls)


def urls(conn: Connection, silence: float) -> Sequence[str]:
    """Give where people find each process that lives, as it says itself."""
    alive = select(func.coalesce(WORKER.c.public_url, "")).where(~_silent).order_by(WORKER.c.public_url)
    return conn.scalars(alive, {"silence": timedelta(seconds=silence)}).all()


def leave(conn: Connection, me: str) -> None:
    """Say goodbye: what a process still has is anybody's at once."""
    _bury(conn, me)


def take(conn: Connection, places: Collection[str], me: str) -> Mapping[str, str]:
    """Own the places that nobody owns; give the owner of each."""
    for place in sorted(places):  # in the same order everywhere, so that two takers can't lock each other out
        conn.execute(_taking, {"place": place, "owner": me})
    return _read(conn.execute(_owners.where(_these), {"places": list(places)}).all())


def hand_over(conn: Connection, places: Collection[str], me: str, to: str) -> None:
    """Give places to another process."""
    conn.execute(update(OWNERSHIP).where(_these, OWNERSHIP.c.owner == me).values(owner=to), {"places": list(places)})


def let_go(conn: Connection, places: Collection[str], me: str) -> None:
    """Let places be anybody's."""
    conn.execute(delete(OWNERSHIP).where(_these, OWNERSHIP.c.owner == me), {"places": list(places)})


def let_go_of_all(conn: Connection, me: str) -> None:
    """Let all of a process's places be anybody's."""
    conn.execute(delete(OWNERSHIP).where(OWNERSHIP.c.owner == me))


def _bury(conn: Connection, one: str) -> None:
    inbox.release_all(conn, one)
    outbox.release_all(conn, one)
    let_go_of_all(conn, one)
    conn.execute(delete(WORKER).where(WORKER.c.id == one))


def _read(rows: Sequence[Row[Any, Any]]) -> Mapping[str, str]:
    return {row.place: row.owner for row in rows}
