"""Carries out what must go out: in order within a lane, within the platforms' budgets, each fate settled for certain.

Rules:
1. `begin` is durable before a request leaves. Whatever is found begun after a crash is uncertain, never simply
   repeated.
2. A row that waits for its budget is not claimed and holds up only its own lane.
3. Not sent and worth another try: it heads its lane and goes again later. Blocked by its place: kept, tried now and
   then. Impossible: set aside, its lane goes on, people are told. Perhaps sent: settled by an echo or a look-up, else
   told.
4. A look-up is work in its lane like a send: no other lane waits for it.
5. Only carrying out decides that a send failed. That its fate can't be written yet is no failure: `delivery.fates`.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from bridge import topics
from bridge.delivery import settling
from bridge.delivery.budgets import Budgets
from bridge.delivery.costs import costs_of
from bridge.delivery.courier import Courier, job_of, name_of
from bridge.delivery.fates import Fate, Fates
from bridge.delivery.jobs import (
    AskJob,
    CardJob,
    ChangeJob,
    NoticeJob,
    OfferJob,
    OpenChannelJob,
    OpeningJob,
    OpenThreadJob,
    PostJob,
)
from bridge.delivery.places import Places
from bridge.delivery.route import carry, is_repeatable
from bridge.delivery.trouble import is_of_storage
from bridge.delivery.uncertain import look_up
from bridge.hints.memory import MemoryHints
from bridge.observing.meter import Became
from bridge.store import outbox
from bridge.store.outbox import OutboxRow
from bridge.workers.loop import Worker
from core.capabilities import Act
from core.errors import Blocked, DeliveryFailed, Permanent, Transient, Uncertain
from core.ids import DeskName

AT_ONCE = 64
"""How many lanes are served at the same time."""

LOOK_UPS = 8
"""How many of them are lanes whose last send is looked up: a platform that answers slowly leaves the others room."""

PAGE = 128
MOST_SEEN = 4096
"""How many lanes are looked at in one turn, in pages, for rows whose budget allows them."""

LEASE = 120.0
"""Seconds for which a claimed row is this worker's; above every adapter's own time-out."""

EXPIRY = timedelta(seconds=10)
"""How often it is looked for rows that nobody is sending any more, though they were begun."""

ECHO = 3.0
"""Seconds to wait for a platform's echo of a post whose answer was lost, before it is looked up."""

KEPT = (OpenThreadJob, OpenChannelJob, PostJob, NoticeJob, CardJob, ChangeJob, AskJob, OfferJob)
"""What is kept for a place that must be mended.

Marks, home pages and private answers would come too late to mean anything.
"""

BLOCKED = 30.0
"""Seconds between tries at a place that a person must mend."""

LONGEST = 30.0
"""The longest pause between tries, in seconds."""

ROUNDING = timedelta(milliseconds=1)
"""Added to the wait for a budget, so that it has surely filled up when we wake."""

log = structlog.get_logger(__name__)


class OutboxWorker(Worker):
    """Claims rows whose lanes are free and whose budgets allow it, and carries each out."""

    def __init__(self, courier: Courier, hints: MemoryHints, owner: str) -> None:
        """Take the couriers."""
        super().__init__(topics.OUTBOX, hints, courier.clock)
        self._courier = courier
        self._owner = owner
        self._meter = courier.office.meter
        self._budgets = Budgets()
        self._expiry_due = courier.clock.now()
        self._places = Places(courier)
        self._fates = Fates(courier, hints)
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._looked_up: set[str] = set()
        self._budget_due: datetime | None = None

    async def turn(self) -> bool:
        """Begin on what may go now; True when something was begun."""
        await self._expire()
        await self._begin_look_ups()
        room = AT_ONCE - len(self._in_hand)
        if room <= 0:
            await asyncio.wait(self._in_hand.values(), return_when=asyncio.FIRST_COMPLETED)
            return True
        now = self._clock.now()
        self._budget_due = None  # found anew below: one that has passed would wake us without end
        chosen = await self._choose(now, room)
        if not chosen:
            return False
        ids = [row.id for row in chosen]
        claimed = await self._courier.database.write(lambda conn: self._claim(conn, ids, now))
        for row in chosen:
            if row.id in claimed:
                begun = replace(row, attempts=row.attempts + 1)
                self._take_in_hand(begun, self._send)
        return bool(claimed)

    async def _choose(self, now: datetime, room: int) -> list[OutboxRow]:
        """Find rows that may go, the most urgent first.

        A place without budget keeps no other place's rows from being seen.
        """
        chosen: list[OutboxRow] = []
        seen = set(self._in_hand)
        while len(chosen) < room and len(seen) < MOST_SEEN:
            page = partial(outbox.ready, now=now, limit=PAGE, skip_lanes=frozenset(seen))
            rows = await self._courier.database.read(page)
            for row in rows:
                seen.add(row.lane)
                if len(chosen) < room and await self._may_go(row, now):
                    chosen.append(row)
            if len(rows) < PAGE:
                break
        return chosen

    def _claim(self, conn: Connection, ids: list[int], now: datetime) -> set[int]:
        claimed = outbox.claim(conn, ids, self._owner, now, LEASE)
        outbox.begin_all(conn, claimed)
        return claimed

    @property
    def is_idle(self) -> bool:
        """Whether nothing is in hand either."""
        return super().is_idle and not self._in_hand

    async def next_due(self) -> datetime | None:
        """Give when a row is due again, or a budget has filled up."""
        now = self._clock.now()
        due = await self._courier.database.read(lambda conn: outbox.next_at(conn, now))
        return min((moment for moment in (due, self._budget_due) if moment is not None), default=None)

    async def stop(self) -> None:
        """End; what can't be written now is not waited for."""
        self._fates.end()
        await super().stop()

    async def drain(self) -> None:
        """Finish the sends in hand."""
        if self._in_hand:
            await asyncio.wait(self._in_hand.values())

    async def _may_go(self, row: OutboxRow, now: datetime) -> bool:
        """Take the row's budget; when there is none, remember when there will be.

        A row whose budget can't be told may go: carrying it out says what is wrong with it.
        """
        try:
            delay = await self._delay(row, now)
        except Exception as error:
            if is_of_storage(error):
                raise
            log.warning("outbox_without_budget", row=row.id, destination=row.destination, why=type(error).__name__)
            return True
        if delay <= 0:
            return True
        self._meter.budget_waited(row.destination)
        due = now + timedelta(seconds=delay) + ROUNDING
        self._budget_due = due if self._budget_due is None else min(self._budget_due, due)
        return False

    async def _delay(self, row: OutboxRow, now: datetime) -> float:
        desk = self._courier.desks.get(DeskName(name_of(row.destination)))
        if not row.destination.startswith("desk:") or desk is None or not isinstance(row.act, Act):
            return 0.0
        place = await self._places.of(desk, row)
        return self._budgets.delay(desk.name, costs_of(row.act, row.body, desk.capabilities()), place, now)

    def _take_in_hand(self, row: OutboxRow, work: Callable[[OutboxRow], Awaitable[None]]) -> None:
        self._in_hand[row.lane] = asyncio.create_task(self._finish(row, work))

    async def _finish(self, row: OutboxRow, work: Callable[[OutboxRow], Awaitable[None]]) -> None:
        try:
            await work(row)
        finally:
            self._in_hand.pop(row.lane, None)
            self._looked_up.discard(row.lane)
            self._wake.wake()

    async def _send(self, row: OutboxRow) -> None:
        await self._fates.settle(row, await self._fate(row))

    async def _fate(self, row: OutboxRow) -> Fate:
        """Carry a row out and tell what became of it. What the storage spoilt may have been sent."""
        began = self._clock.now()
        try:
            result = await carry(self._courier, row)
        except Uncertain as doubt:
            return self._doubt(row, doubt)
        except Transient as trouble:
            return self._again(row, trouble)
        except Blocked as trouble:
            self._meter.tried(row, Became.BLOCKED)
            log.warning("outbox_blocked", row=row.id, destination=row.destination, why=trouble.detail)
            return self._blocked(row, trouble)
        except DeliveryFailed as failure:
            return self._failed(row, failure)
        except Exception as error:
            if is_of_storage(error):
                return self._doubt(row, Uncertain(f"storage: {type(error).__name__}"))
            log.exception("outbox_failed", row=row.id, kind=row.body.get("kind"))
            return self._failed(row, Permanent(type(error).__name__))
        self._meter.arrived(row, began, self._clock.now())
        ref = settling.ref_of(result)
        return Fate(partial(settling.sent, row=row, result=result), partial(outbox.sent, id=row.id, ref=ref))

    def _blocked(self, row: OutboxRow, trouble: Blocked) -> Fate:
        """Keep a row whose place a person must mend; a thread that could open elsewhere is tried there at once."""
        job = job_of(row)
        if not isinstance(job, KEPT):
            return self._failed(row, trouble)
        elsewhere = isinstance(job, OpeningJob) and row.attempts < len(job.places)
        at = self._clock.now() + timedelta(seconds=0 if elsewhere else BLOCKED)
        blocked = partial(settling.blocked, row=row, trouble=trouble, at=at, tell=not elsewhere)
        return Fate(blocked, partial(outbox.retry, id=row.id, at=at, why=trouble.detail))

    def _failed(self, row: OutboxRow, failure: DeliveryFailed) -> Fate:
        self._meter.tried(row, Became.PARKED)
        log.warning("outbox_parked", row=row.id, destination=row.destination, why=failure.detail)
        failed = partial(settling.failed, row=row, why=failure.detail, reason=failure.reason)
        return Fate(failed, partial(outbox.fail, id=row.id, why=failure.detail))

    def _again(self, row: OutboxRow, trouble: Transient) -> Fate:
        self._meter.tried(row, Became.THROTTLED if trouble.throttled else Became.RETRIED)
        pause = trouble.retry_after
        if pause is None:
            pause = min(LONGEST, 0.25 * 2.0 ** min(row.attempts, 10)) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
        elif isinstance(row.act, Act) and trouble.throttled:
            self._budgets.close(name_of(row.destination), row.act, self._clock.now(), pause)
        at = self._clock.now() + timedelta(seconds=pause)
        return _plain(partial(outbox.retry, id=row.id, at=at, why=trouble.detail))

    def _doubt(self, row: OutboxRow, doubt: Uncertain) -> Fate:
        """Repeat what may be repeated; wait for the echo of what may not."""
        log.warning("outbox_uncertain", row=row.id, destination=row.destination, why=doubt.detail)
        if is_repeatable(job_of(row)):
            return self._again(row, Transient(doubt.detail))
        self._meter.tried(row, Became.UNCERTAIN)
        at = self._clock.now() + timedelta(seconds=ECHO)
        return _plain(partial(outbox.settle_uncertain, id=row.id, at=at))

    async def _expire(self) -> None:
        """Make uncertain what a process was sending when it died, or could not write down."""
        now = self._clock.now()
        if now < self._expiry_due:
            return
        self._expiry_due = now + EXPIRY
        busy = frozenset(self._in_hand)
        await self._courier.database.write(lambda conn: outbox.expire(conn, now, busy))

    async def _begin_look_ups(self) -> None:
        """Look up the rows whose echo has not come, some at a time."""
        busy, now = frozenset(self._in_hand), self._clock.now()  # before reading: what is in hand may be settled then
        rows = await self._courier.database.read(lambda conn: outbox.uncertain(conn, now, AT_ONCE))
        for row in rows:
            if len(self._looked_up) >= LOOK_UPS or len(self._in_hand) >= AT_ONCE:
                break
            if row.lane not in busy and row.lane not in self._in_hand:
                self._looked_up.add(row.lane)
                self._take_in_hand(row, self._look_up)

    async def _look_up(self, row: OutboxRow) -> None:
        await self._fates.settle(row, await look_up(self._courier, row))


def _plain(write: Callable[[Connection], object]) -> Fate:
    """Make a fate from which nothing follows but its writing."""
    return Fate(lambda unit: write(unit.conn), write)
