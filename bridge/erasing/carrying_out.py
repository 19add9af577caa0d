"""An erasure, carried out by a bridge that runs: one transaction begins it, outbox and sweeper do the rest."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection

from bridge import topics
from bridge.bootstrap import Bridge
from bridge.erasing import erasing
from bridge.erasing.whom import Found
from bridge.handlers.unit import Unit
from bridge.store import erasures
from bridge.store.erasures import Copy


async def carry_out(
    bridge: Bridge, found: Sequence[Found], by: str, *, lifts_bans: bool = False, left: Sequence[Copy] = ()
) -> str:
    """Erase a customer; give the erasure's id. What stands elsewhere goes after this has returned.

    `left` is what else there may be of theirs, for the report.

    Raises:
        NobodyThere: nothing is kept of such a customer.
        StillGoesOn: a chat of theirs isn't over.
    """
    return await _written(bridge, partial(_begun, bridge, found, by, lifts_bans=lifts_bans, left=left))


async def try_again(bridge: Bridge, erasure: str) -> str:
    """Try what has failed of an erasure once more. Raises `NobodyThere`."""
    return await _written(bridge, partial(_tried_again, bridge, erasure))


def has_ended(conn: Connection, erasure: str) -> bool:
    """Tell whether nothing of an erasure is still to be done."""
    return erasures.exists(conn, erasure) and not erasures.is_pending(conn, erasure)


def _begun(
    bridge: Bridge, found: Sequence[Found], by: str, conn: Connection, *, lifts_bans: bool, left: Sequence[Copy]
) -> tuple[str, Unit]:
    unit = Unit(conn, bridge.office, bridge.clock.now())
    erasure = erasing.begin(unit, found, by, lifts_bans=lifts_bans)
    for copy in left:
        erasing.note(unit, erasure, copy)
    return erasure, unit


def _tried_again(bridge: Bridge, erasure: str, conn: Connection) -> tuple[str, Unit]:
    unit = Unit(conn, bridge.office, bridge.clock.now())
    erasing.again(unit, erasure)
    return erasure, unit


async def _written(bridge: Bridge, work: "partial[tuple[str, Unit]]") -> str:
    erasure, unit = await bridge.database.write(work)
    bridge.office.departures.offer(unit.added)
    bridge.hints.wake(unit.wakes | {topics.OUTBOX, topics.SWEEPING})
    return erasure
