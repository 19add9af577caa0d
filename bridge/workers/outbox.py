"""Carries out what must go out: in order within a lane, within the platforms' budgets, each fate settled for certain.

Rules:
1. `begin` is durable before a request leaves. Whatever is found begun after a crash is uncertain, never simply
   repeated.
2. A row that waits for its budget is not claimed and holds up only its own lane.
3. Not sent and worth another try: it heads its lane and goes again later. Blocked by its place: kept, tried now and
   then. Impossible: set aside, its lane goes on, people are told. Perhaps sent: settled by an echo or a look-up, else
   told.
"""

import asyncio
import random
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from bridge import topics
from bridge.delivery import settling
from bridge.delivery.budgets import Budgets
from bridge.delivery.costs import costs_of
from bridge.delivery.courier import Courier, Result, job_of, name_of
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
from bridge.delivery.uncertain import look_up
from bridge.handlers.unit import Unit
from bridge.hints.memory import MemoryHints
from bridge.store import outbox
from bridge.store.outbox import OutboxRow
from bridge.workers.loop import Worker
from core.capabilities import Act
from core.errors import Blocked, Conflict, DeliveryFailed, Permanent, Transient, Uncertain
from core.ids import DeskName

AT_ONCE = 64
"""How many lanes are served at the same time."""

PAGE = 128
MOST_SEEN = 4096
"""How many lanes are looked at in one turn, in pages, for rows whose budget allows them."""

LEASE = 120.0
"""Seconds for which a claimed row is this worker's; above every adapter's own time-out."""

EXPIRY = timedelta(seconds=10)
"""How often, with several processes, it is looked whether one of them died while it was sending."""

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
        self._hints = hints
        self._owner = owner
        self._budgets = Budgets()
        self._expiry_due = courier.clock.now()
        self._places = Places(courier)
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._budget_due: datetime | None = None

    async def turn(self) -> bool:
        """Begin on what may go now; True when something was begun."""
        await self._settle_uncertain()
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
                self._in_hand[row.lane] = asyncio.create_task(self._work(begun))
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

    async def drain(self) -> None:
        """Finish the sends in hand."""
        if self._in_hand:
            await asyncio.wait(self._in_hand.values())

    async def _may_go(self, row: OutboxRow, now: datetime) -> bool:
        """Take the row's budget; when there is none, remember when there will be."""
        desk = self._courier.desks.get(DeskName(name_of(row.destination)))
        if not row.destination.startswith("desk:") or desk is None or not isinstance(row.act, Act):
            return True
        place = await self._places.of(desk, row)
        delay = self._budgets.delay(desk.name, costs_of(row.act, row.body, desk.capabilities()), place, now)
        if delay <= 0:
            return True
        due = now + timedelta(seconds=delay) + ROUNDING
        self._budget_due = due if self._budget_due is None else min(self._budget_due, due)
        return False

    async def _work(self, row: OutboxRow) -> None:
        try:
            await self._carry(row)
        except Conflict:
            log.info("outbox_conflict", row=row.id)
        except Exception as error:
            log.exception("outbox_failed", row=row.id, kind=row.body.get("kind"))
            await self._fail(row, Permanent(type(error).__name__))
        finally:
            self._in_hand.pop(row.lane, None)
            self._wake.wake()

    async def _carry(self, row: OutboxRow) -> None:
        try:
            result = await carry(self._courier, row)
        except Uncertain as doubt:
            await self._doubt(row, doubt)
        except Transient as trouble:
            await self._again(row, trouble)
        except Blocked as trouble:
            log.warning("outbox_blocked", row=row.id, destination=row.destination, why=trouble.detail)
            await self._blocked(row, trouble)
        except DeliveryFailed as failure:
            await self._fail(row, failure)
        else:
            await self._settled(row, result)

    async def _blocked(self, row: OutboxRow, trouble: Blocked) -> None:
        """Keep a row whose place a person must mend; a thread that could open elsewhere is tried there at once."""
        job = job_of(row)
        if not isinstance(job, KEPT):
            await self._fail(row, trouble)
            return
        elsewhere = isinstance(job, OpeningJob) and row.attempts < len(job.places)
        at = self._clock.now() + timedelta(seconds=0 if elsewhere else BLOCKED)
        await self._write(lambda unit: settling.blocked(unit, row, trouble, at, tell=not elsewhere))

    async def _settled(self, row: OutboxRow, result: Result) -> None:
        await self._write(lambda unit: settling.sent(unit, row, result))

    async def _fail(self, row: OutboxRow, failure: DeliveryFailed) -> None:
        log.warning("outbox_parked", row=row.id, destination=row.destination, why=failure.detail)
        await self._write(lambda unit: settling.failed(unit, row, failure.detail, failure.reason))

    async def _again(self, row: OutboxRow, trouble: Transient) -> None:
        pause = trouble.retry_after
        if pause is None:
            pause = min(LONGEST, 0.25 * 2.0 ** min(row.attempts, 10)) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
        elif isinstance(row.act, Act) and trouble.throttled:
            self._budgets.close(name_of(row.destination), row.act, self._clock.now(), pause)
        await self._put_back(row, pause, trouble.detail)

    async def _put_back(self, row: OutboxRow, seconds: float, why: str) -> None:
        at = self._clock.now() + timedelta(seconds=seconds)
        await self._write(lambda unit: outbox.retry(unit.conn, row.id, at, why))

    async def _doubt(self, row: OutboxRow, doubt: Uncertain) -> None:
        """Repeat what may be repeated; wait for the echo of what may not."""
        log.warning("outbox_uncertain", row=row.id, destination=row.destination, why=doubt.detail)
        if is_repeatable(job_of(row)):
            await self._again(row, Transient(doubt.detail))
            return
        at = self._clock.now() + timedelta(seconds=ECHO)
        await self._write(lambda unit: outbox.settle_uncertain(unit.conn, row.id, at))

    async def _settle_uncertain(self) -> None:
        """Look up the rows whose echo has not come."""
        now = self._clock.now()
        if self._courier.database.kind == "postgresql" and now >= self._expiry_due:
            self._expiry_due = now + EXPIRY
            await self._courier.database.write(lambda conn: outbox.expire(conn, now))
        rows = await self._courier.database.read(lambda conn: outbox.uncertain(conn, now, AT_ONCE))
        for row in rows:
            if row.lane in self._in_hand:
                continue
            verdict = await look_up(self._courier, row)
            await self._write(verdict)

    async def _write(self, work: "settling.Work") -> None:
        """Write what follows from a fate, and wake those whom it concerns."""
        office, now = self._courier.office, self._clock.now()

        def write(conn: Connection) -> set[str]:
            unit = Unit(conn, office, now)
            work(unit)
            return unit.wakes

        self._hints.wake(await self._courier.database.write(write))
