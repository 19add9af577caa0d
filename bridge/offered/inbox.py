"""The inbox as the adapters see it: stored when it is accepted, and mostly handled too.

Whatever goes wrong in handling is no reason to refuse what came: it is stored as pending then, and the inbox's worker
tries it as often as its rules say. Only what can't be stored is refused.
"""

import asyncio
from collections.abc import Hashable
from functools import partial
from time import monotonic

import structlog
from sqlalchemy import Connection

from bridge.delivery.trouble import is_of_storage
from bridge.handlers.accepting import StoredBefore, accept_at_once, accept_for_later
from bridge.handlers.departures import Leaving
from bridge.handlers.dispatch import Handled
from bridge.handlers.office import Office
from bridge.hints.memory import MemoryHints
from bridge.offered.overheard import Beside
from bridge.offered.turns import Turns
from bridge.store.database import Database
from bridge.store.errors import Instead
from core.errors import Conflict
from core.features.detecting import screened
from core.inbound import ContactSubject, Inbound, Subject, ThreadSubject
from core.ports import Clock, Outcome
from core.ports import Inbox as InboxPort

CONFLICTS = 3
"""How often an inbound that meets another writer is handled anew before it is left to the inbox's worker."""

log = structlog.get_logger(__name__)


class StoredInbox:
    """Stores inbounds, handles what can be handled at once, and wakes those whom it concerns."""

    def __init__(
        self, database: Database, office: Office, hints: MemoryHints, clock: Clock, *, at_once: bool = True
    ) -> None:
        """Take what is needed to store, to handle and to wake. Not `at_once`: all handling is left to the worker."""
        self.at_once = at_once
        self._database = database
        self._office = office
        self._hints = hints
        self._clock = clock
        self._turns = Turns() if database.kind == "postgresql" else None
        self._beside = Beside(database, office, clock) if database.kind == "postgresql" else None

    async def accept(self, inbound: Inbound) -> bool:
        """Store an inbound; False when it was stored before, or its sender is banned. Raises `Overloaded`."""
        tracing = self._office.tracing
        if tracing is None:
            return await self._accept(inbound)
        with tracing.accept(inbound) as traced:
            return await self._accept(traced)

    async def _accept(self, inbound: Inbound) -> bool:
        began, meter = monotonic(), self._office.meter
        try:
            handled = await self._in_turn(inbound)
        except StoredBefore:
            self._office.pacing.came_before(inbound)
            meter.duplicate(inbound.source)
            return False
        except Exception as error:
            meter.refused(inbound.source, error)
            raise
        if handled.turned_away:
            self._hints.wake(handled.wakes)
            return False
        meter.accepted(inbound, monotonic() - began, handled=handled.outcome is not None)
        self._office.departures.offer(handled.added)
        self._hints.wake(handled.wakes)
        self._hints.announce(handled.announced)
        if handled.outcome is not None:
            self._office.waiters.resolve(inbound, handled.outcome)
        return True

    async def accept_and_wait(self, inbound: Inbound, seconds: float) -> Outcome:
        """Store an inbound and wait for its outcome; one that was stored before has none to wait for."""
        future = self._office.waiters.enter(inbound)
        try:
            if not await self.accept(inbound):
                self._office.waiters.withdraw(inbound)
                return Outcome(settled=False)
        except BaseException:
            self._office.waiters.withdraw(inbound)
            raise
        done, _ = await asyncio.wait({future}, timeout=seconds)
        if not done and self._office.waiters.withdraw(inbound):
            return Outcome(settled=False)
        return await future

    async def _in_turn(self, inbound: Inbound) -> Handled:
        """Accept what one sender sends in the order in which it came."""
        if self._turns is None:
            return await self._accepted(inbound)
        if self.at_once and self._beside is not None and await self._beside.take(inbound):
            return Handled(Outcome())
        async with self._turns.of(_sender(inbound.subject)):
            return await self._accepted(inbound)

    async def _accepted(self, inbound: Inbound) -> Handled:
        """Store and handle at once; where that can't be done, store for the worker."""
        screen = screened(inbound, self._office.masking)
        masked = screen if screen is not inbound else None
        is_over = self._office.pacing.is_over(inbound)
        for _ in range(CONFLICTS if self.at_once else 0):
            leaving = self._office.departures.leaving()
            try:
                return await self._database.write(partial(self._at_once, inbound, masked, leaving, is_over=is_over))
            except Exception as error:  # not when we are cancelled: then it may be stored all the same
                if leaving is not None:
                    leaving.give_back()
                if not isinstance(error, Conflict):
                    raise
                self._office.meter.troubled(inbound, "conflict")
                log.info("inbound_conflict", source=inbound.source)
        return await self._database.write(partial(self._for_later, inbound, masked, is_over=is_over))

    def _at_once(
        self, inbound: Inbound, masked: Inbound | None, leaving: Leaving | None, conn: Connection, *, is_over: bool
    ) -> Handled:
        try:
            return accept_at_once(conn, self._office, inbound, self._clock, leaving, masked, is_over=is_over)
        except (StoredBefore, Conflict):
            raise
        except Exception as error:
            if leaving is not None:
                leaving.give_back()
            why = None if is_of_storage(error) else error
            log.warning("inbound_not_at_once", source=inbound.source, kind=inbound.body.kind, exc_info=why)
            raise Instead(partial(self._for_later, inbound, masked, is_over=is_over)) from error

    def _for_later(self, inbound: Inbound, masked: Inbound | None, conn: Connection, *, is_over: bool) -> Handled:
        return accept_for_later(conn, self._office, inbound, self._clock, masked, is_over=is_over)


def _sender(subject: Subject) -> Hashable:
    """Name whose messages keep their order among each other: a customer's, a thread's."""
    match subject:
        case ContactSubject(channel=channel, contact=contact):
            return channel, contact
        case ThreadSubject(desk=desk, thread=thread):
            return desk, thread
        case _:
            return subject


_: type[InboxPort] = StoredInbox
