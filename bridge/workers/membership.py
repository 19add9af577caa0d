"""One process among several: says that it lives, takes over from those that don't, and shares the desks' places.

Rules:
1. It goes by real time and by a connection of its own, so that a long queue for the database can't make it look dead.
2. Whoever can't say that it lives stops calling places its own before others take them: its own patience is shorter
   than theirs.
3. A place is taken by whoever first needs it, handed over when the owner has clearly more than others, and let go when
   it was not needed for a while.
4. Who leaves in order lets go at once.
5. Where processes have different public addresses, each says so: what one makes for people does not hold at the other.
"""

import asyncio
import math
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import partial

import structlog

from bridge import topics
from bridge.delivery.ownership import Ownership, key_of
from bridge.delivery.trouble import is_of_storage
from bridge.hints.port import Hints
from bridge.store import members
from bridge.store.database import Database
from core.errors import Conflict
from core.ids import DeskName

BEAT = 1.5
"""Seconds between two signs of life."""

SILENCE = 6.0
"""Seconds without a sign after which a process counts as dead. What it had moves within another beat."""

PATIENCE = 4.0
"""Seconds after its last sign of life in which a process calls its places its own."""

UNUSED = 60.0
"""Seconds after which a place that was not needed is let go."""

SLACK = 1
"""How many places more than its even share a process keeps, so that places don't wander for nothing."""

log = structlog.get_logger(__name__)


class Membership:
    """This process's place among the others."""

    def __init__(self, database: Database, hints: Hints, me: str, public_url: str = "") -> None:
        """Take a database of few connections that nobody else waits for, and where people find this process."""
        self._database = database
        self._hints = hints
        self._me = me
        self._public_url = public_url
        self._elsewhere: tuple[str, ...] = ()
        self._owners: dict[str, str] = {}
        self._living: frozenset[str] = frozenset()
        self._needed: dict[str, float] = {}
        self._signed_at = -math.inf
        self._leaving = False
        self._ending = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def living(self) -> frozenset[str]:
        """Give the processes that live, as last seen."""
        return self._living

    async def start(self) -> None:
        """Be known to live before anything is claimed; go on saying so."""
        await self._turn()
        self._task = asyncio.create_task(self._run(), name="membership")

    async def resign(self) -> None:
        """Own nothing any more: another process may go on where this one stops."""
        self._leaving = True
        self._owners.clear()
        await self._quietly(partial(members.let_go_of_all, me=self._me))
        self._hints.wake([topics.OUTBOX])

    async def stop(self) -> None:
        """Say goodbye, when nothing is in hand any more."""
        task, self._task = self._task, None
        if task is not None:
            self._ending.set()
            await task
            await self._quietly(partial(members.leave, me=self._me))
            self._hints.wake([topics.INBOX, topics.OUTBOX])
        await self._database.close()

    async def mine(self, keys: Collection[str]) -> frozenset[str]:
        """Give those of these places that are this process's; what is nobody's becomes its own."""
        if self._leaving or time.monotonic() - self._signed_at > PATIENCE:
            return frozenset()
        unknown = [key for key in keys if key not in self._owners]
        if unknown:
            taken = await self._database.write(partial(members.take, places=unknown, me=self._me))
            self._owners.update(taken)
        mine = frozenset(key for key in keys if self._owners.get(key) == self._me)
        self._needed.update(dict.fromkeys(mine, time.monotonic()))
        return mine

    def share(self, desk: DeskName) -> float:
        """Give the share of a desk's places that this process owns."""
        itself = key_of(desk, None)
        owners = [owner for key, owner in self._owners.items() if key.startswith(itself) and key != itself]
        return max(1, owners.count(self._me)) / max(1, len(owners))

    async def _run(self) -> None:
        while not await _within(BEAT, self._ending):
            try:
                await self._turn()
                await self._balance()
            except Conflict:
                continue
            except Exception as error:
                if not is_of_storage(error):
                    log.exception("membership_failed")
                else:
                    log.warning("membership_waits_for_storage", why=type(error).__name__)

    async def _turn(self) -> None:
        """Say that this process lives, and see who else does."""
        now = time.monotonic()
        saying = partial(members.beat, me=self._me, silence=SILENCE, url=self._public_url)
        look = await self._database.write(saying)
        if not look.known and self._signed_at > 0:
            log.warning("worker_was_taken_for_dead", worker=self._me)
        self._signed_at = now
        self._living = look.living
        self._compare(other_urls(look.urls.values(), self._public_url))
        gained = {key for key, owner in look.owners.items() if owner == self._me and self._owners.get(key) != self._me}
        free = self._owners.keys() - look.owners.keys()
        if not self._leaving:
            self._owners = dict(look.owners)
        if look.buried:
            log.warning("worker_died", workers=look.buried)
            self._hints.wake([topics.INBOX, topics.OUTBOX])
        elif gained or free:
            self._hints.wake_here([topics.OUTBOX])

    def _compare(self, elsewhere: tuple[str, ...]) -> None:
        """Say when processes are found elsewhere, and when they are no longer; once each time."""
        before, self._elsewhere = self._elsewhere, elsewhere
        if elsewhere and elsewhere != before:
            log.warning("public_urls_differ", here=self._public_url, elsewhere=elsewhere)
        elif before and not elsewhere:
            log.info("public_urls_agree", here=self._public_url)

    async def _balance(self) -> None:
        """Let go of what is not needed; give what is too much to whoever has least."""
        now = time.monotonic()
        mine = sorted(key for key, owner in self._owners.items() if owner == self._me)
        unused = [key for key in mine if now - self._needed.setdefault(key, now) > UNUSED]
        if unused:
            await self._database.write(partial(members.let_go, places=unused, me=self._me))
            self._forget(unused)
        others = self._living - {self._me}
        spare = len(mine) - len(unused) - math.ceil(len(self._owners) / max(1, len(self._living))) - SLACK
        if spare <= 0 or not others or self._leaving:
            return
        owned = list(self._owners.values())
        poorest = min(sorted(others), key=owned.count)
        given = [key for key in mine if key not in unused][:spare]
        await self._database.write(partial(members.hand_over, places=given, me=self._me, to=poorest))
        for key in given:
            self._owners[key] = poorest
        self._hints.wake([topics.OUTBOX])

    def _forget(self, keys: Collection[str]) -> None:
        for key in keys:
            self._owners.pop(key, None)
            self._needed.pop(key, None)

    async def _quietly(self, work: partial[None]) -> None:
        """Write what others would find out in seconds anyway."""
        try:
            await self._database.write(work)
        except Exception as error:
            if not is_of_storage(error):
                raise
            log.warning("membership_not_ended", why=type(error).__name__)


def other_urls(urls: Iterable[str], mine: str) -> tuple[str, ...]:
    """Give the public addresses that are another than mine; a process that is too old to say its own has none."""
    return tuple(sorted({one for one in urls if one} - {mine}))


async def _within(seconds: float, event: asyncio.Event) -> bool:
    """Wait so long at the most; True when the event has come."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    return event.is_set()


_: type[Ownership] = Membership
