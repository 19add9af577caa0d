"""One try at a send, and what becomes of the row by it.

Rules:
1. Only carrying out decides that a send failed. What the storage spoilt on the way may have been sent.
2. What is kept for a place that must be mended is tried again now and then; what would come too late is set aside.
3. What may be repeated is repeated when its answer was lost; what may not waits for its echo.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from bridge.delivery import settling
from bridge.delivery.allowance import Allowance
from bridge.delivery.courier import Courier, Result, Seen, job_of
from bridge.delivery.fates import Fate
from bridge.delivery.jobs import (
    AskJob,
    CardJob,
    ChangeJob,
    NoticeJob,
    OfferJob,
    OpenChannelJob,
    OpeningJob,
    OpenThreadJob,
    PlaceCardJob,
    PostJob,
    WrapUpCardJob,
)
from bridge.delivery.receipt_jobs import FailureCardJob
from bridge.delivery.route import carry, is_repeatable
from bridge.delivery.trouble import is_of_storage
from bridge.observing.meter import Became
from bridge.store import outbox
from bridge.store.outbox import OutboxRow
from bridge.store.work_tables import OutboxState
from core.errors import Blocked, DeliveryFailed, Permanent, Transient, Uncertain, Unreachable

ECHO = 3.0
"""Seconds to wait for a platform's echo of a post whose answer was lost, before it is looked up."""

KEPT = (
    OpenThreadJob,
    WrapUpCardJob,
    FailureCardJob,
    OpenChannelJob,
    PostJob,
    NoticeJob,
    CardJob,
    ChangeJob,
    AskJob,
    OfferJob,
    PlaceCardJob,
)
"""What is kept for a place that must be mended.

Marks, home pages and private answers would come too late to mean anything.
"""

BLOCKED = 30.0
"""Seconds between tries at a place that a person must mend."""

LONGEST = 30.0
"""The longest pause between tries, in seconds."""

log = structlog.get_logger(__name__)


class Tries:
    """Carries rows out and tells their fates."""

    def __init__(self, courier: Courier, allowance: Allowance) -> None:
        """Take the couriers, and the budgets that a platform's refusal closes."""
        self._courier = courier
        self._allowance = allowance
        self._clock = courier.clock
        self._meter = courier.office.meter

    async def fate(self, row: OutboxRow, seen: Seen | Exception) -> Fate:
        """Carry a row out and tell what became of it. What the storage spoilt may have been sent."""
        began = self._clock.now()
        try:
            result = await self._carried(row, seen)
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
        bare = partial(outbox.retry, id=row.id, at=at, why=trouble.detail)
        return Fate(blocked, bare, OutboxState.PENDING, at)

    def _failed(self, row: OutboxRow, failure: DeliveryFailed) -> Fate:
        self._meter.tried(row, Became.PARKED)
        log.warning("outbox_parked", row=row.id, destination=row.destination, why=failure.detail)
        gone = isinstance(failure, Blocked | Unreachable)
        failed = partial(settling.failed, row=row, why=failure.detail, reason=failure.reason, gone=gone)
        return Fate(failed, partial(outbox.fail, id=row.id, why=failure.detail), OutboxState.PARKED)

    def _again(self, row: OutboxRow, trouble: Transient) -> Fate:
        self._meter.tried(row, Became.THROTTLED if trouble.throttled else Became.RETRIED)
        pause = trouble.retry_after
        if pause is None:
            pause = min(LONGEST, 0.25 * 2.0 ** min(row.attempts, 10)) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
        elif trouble.throttled:
            self._allowance.close(row, self._clock.now(), pause)
        at = self._clock.now() + timedelta(seconds=pause)
        return _plain(partial(outbox.retry, id=row.id, at=at, why=trouble.detail), OutboxState.PENDING, at)

    def _doubt(self, row: OutboxRow, doubt: Uncertain) -> Fate:
        """Repeat what may be repeated; wait for the echo of what may not."""
        log.warning("outbox_uncertain", row=row.id, destination=row.destination, why=doubt.detail)
        if is_repeatable(job_of(row)):
            return self._again(row, Transient(doubt.detail))
        self._meter.tried(row, Became.UNCERTAIN)
        at = self._clock.now() + timedelta(seconds=ECHO)
        return _plain(partial(outbox.settle_uncertain, id=row.id, at=at), OutboxState.UNCERTAIN, at)

    async def _carried(self, row: OutboxRow, seen: Seen | Exception) -> Result:
        """Carry a row out. Raises `DeliveryFailed`, or what is wrong with what it is about."""
        if isinstance(seen, Exception):
            raise seen
        return await carry(self._courier, row, seen)


def _plain(write: Callable[[Connection], object], state: OutboxState, at: datetime) -> Fate:
    """Make a fate from which nothing follows but its writing."""
    return Fate(lambda unit: write(unit.conn), write, state, at)
