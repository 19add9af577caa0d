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
6. Memory is the schedule (`delivery.backlog`), the table is the truth: rows of this process are offered after their
   commit, and the table is looked at from the start on every few seconds, when somebody else says so, and after
   trouble.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from sqlalchemy import Connection

from bridge import topics
from bridge.delivery.allowance import Allowance
from bridge.delivery.backlog import MOST_OF_LANE
from bridge.delivery.courier import Courier
from bridge.delivery.fates import Fate, Fates
from bridge.delivery.gate import LEASE, OutboxGate
from bridge.delivery.looking import Seen, look
from bridge.delivery.ownership import Ownership
from bridge.delivery.passing import PassingBacklog
from bridge.delivery.places import Places
from bridge.delivery.successor import Successor
from bridge.delivery.trying import Tries
from bridge.delivery.uncertain import look_up
from bridge.hints.memory import MemoryHints
from bridge.observing.tracing import following
from bridge.store import outbox
from bridge.store.outbox import OutboxRow
from bridge.store.work_tables import OutboxState
from bridge.workers.loop import Worker

AT_ONCE = 64
"""How many lanes are served at the same time."""

LOOK_UPS = 8
"""How many of them are lanes whose last send is looked up: a platform that answers slowly leaves the others room."""

LOOK = 2.0
"""Seconds between two looks at the table: real ones, as other processes keep no time of ours."""

PAGE = 500
"""How many lanes are looked at in one turn."""

READ = 64
"""How many lanes' next rows, or places, are read in one turn."""

EXPIRY = timedelta(seconds=10)
"""How often it is looked for rows that nobody is sending any more, though they were begun."""


class OutboxWorker(Worker):
    """Takes the heads of lanes whose budgets allow it, and carries each out."""

    def __init__(self, courier: Courier, hints: MemoryHints, owner: str, ownership: Ownership | None = None) -> None:
        """Take the couriers; `ownership` says which places are this process's where there are several."""
        super().__init__(topics.OUTBOX, hints, courier.clock)
        self._courier = courier
        self._hints = hints
        self._owner = owner
        self._expiry_due = courier.clock.now()
        self._places = Places(courier)
        self._allowance = Allowance(courier, self._places, ownership)
        self._tries = Tries(courier, self._allowance)
        self._backlog = PassingBacklog(self._places.sharing_of)
        self._fates = Fates(courier, hints)
        self._looked_up: set[str] = set()
        self._others = hints.subscribe(topics.OUTBOX)
        self._looks_from: str | None = ""
        self._look_due = 0.0
        self._gate = OutboxGate(self._backlog, self._places, self._allowance, courier, self._may_begin)
        self._gate.stand()
        courier.office.departures.listen(self._offered)

    async def turn(self) -> bool:
        """Begin on what may go now; True when something was begun, or there is more to look at."""
        looked = await self._look()
        await self._expire()
        await self._gate.ask_after_lost(self._take_begun)
        looked |= await self._read_lanes()
        await self._begin_look_ups()
        room = AT_ONCE - len(self._in_hand)
        if room <= 0:
            await asyncio.wait(self._in_hand.values(), return_when=asyncio.FIRST_COMPLETED)
            return True
        now = self._clock.now()
        self._backlog.ripen(now)
        looked |= await self._place_heads()
        await self._allowance.learn(self._backlog.open_groups())
        chosen = self._backlog.choose(now, room, lambda row: self._allowance.delay(row, now))
        await self._tell_others()
        if chosen:
            await self._begin(chosen, now)
        return looked or bool(chosen)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is in hand either."""
        return super().is_idle and not self._in_hand

    async def next_due(self) -> datetime | None:
        """Give when a row is due again, a look-up is to be made, or a budget has filled up."""
        return self._backlog.next_at(with_look_ups=len(self._looked_up) < LOOK_UPS)

    async def stop(self) -> None:
        """End; what can't be written now is not waited for."""
        self._fates.end()
        await self._gate.close()
        await super().stop()
        self._courier.office.departures.leave(self._offered)
        self._others.close()

    async def drain(self) -> None:
        """Finish the sends in hand."""
        if self._in_hand:
            await asyncio.wait(self._in_hand.values())

    def _offered(self, rows: Sequence[OutboxRow]) -> None:
        waiting = [row for row in rows if row.state is not OutboxState.SENDING]
        for row in rows:
            if row.state is OutboxState.SENDING:
                self._pass(row)
        self._backlog.offer(waiting)
        for row in waiting:
            self._wake_by(row.not_before)

    def _pass(self, row: OutboxRow) -> None:
        """Carry out a row that was begun as it was added."""
        seen = self._gate.passed(row)
        if seen is not None:
            self._take_begun(row, seen)

    def _take_begun(self, row: OutboxRow, seen: Seen | Exception) -> None:
        self._take_in_hand(row, partial(self._tries.fate, seen=seen))

    def _may_begin(self) -> str | None:
        """Give the name under which a row may be begun now; None when there is no room, or none will be."""
        return None if self._stopping or len(self._in_hand) >= AT_ONCE else self._owner

    async def _look(self) -> bool:
        """Look at the table, a page a turn, when it is time or somebody says so; True when there are more pages."""
        if self._others.is_awake:
            await self._others.wait()
            self._looks_from = ""
        elif self._looks_from is None and monotonic() >= self._look_due:
            self._looks_from = ""
        if self._looks_from is None:
            return False
        after, since = self._looks_from, self._backlog.moment
        heads = await self._courier.database.read(lambda conn: outbox.heads(conn, after, PAGE))
        self._backlog.found(heads, since)
        is_all = len(heads) < PAGE
        self._looks_from = None if is_all else heads[-1].lane
        self._look_due = monotonic() + LOOK
        return not is_all

    async def _tell_others(self) -> None:
        """Wake the processes whose places rows of ours are for, and not ourselves."""
        if self._allowance.met_others:
            self._allowance.met_others = False
            was_awake = self._others.is_awake
            self._hints.wake([topics.OUTBOX])
            if not was_awake:
                await self._others.wait()

    async def _read_lanes(self) -> bool:
        """Read what comes next in lanes of which memory holds nothing more, or was wrong."""
        lanes = self._backlog.unread(READ)
        if lanes:
            rows = await self._courier.database.read(
                lambda conn: [outbox.of_lane(conn, lane, MOST_OF_LANE + 1) for lane in lanes]
            )
            for lane, of_lane in zip(lanes, rows, strict=True):
                self._backlog.read(lane, of_lane)
        return bool(lanes)

    async def _place_heads(self) -> bool:
        """Find the places of heads that have none yet."""
        rows = self._backlog.groupless(READ)
        if rows:
            for row, sharing in zip(rows, await self._places.look_up(rows), strict=True):
                self._backlog.place(row, sharing)
        return bool(rows)

    async def _begin(self, chosen: Sequence[OutboxRow], now: datetime) -> None:
        """Begin rows in the table, see what they are about, and carry them out."""
        ids = [row.id for row in chosen]
        office = self._courier.office

        def work(conn: Connection) -> list[tuple[OutboxRow, Seen | Exception]]:
            rows = outbox.begin(conn, ids, self._owner, now, LEASE)
            return [(row, look(conn, office, row)) for row in rows]

        begun: list[tuple[OutboxRow, Seen | Exception]] = []
        try:
            begun = await self._courier.database.write(work)
        finally:
            taken = {row.id for row, _ in begun}
            for row in chosen:
                if row.id not in taken:
                    self._backlog.read_again(row.lane)
        for row, seen in begun:
            self._take_begun(row, seen)

    def _take_in_hand(self, row: OutboxRow, work: Callable[[OutboxRow], Awaitable[Fate]]) -> None:
        self._in_hand[row.lane] = asyncio.create_task(self._finish(row, work))

    async def _finish(self, row: OutboxRow, work: Callable[[OutboxRow], Awaitable[Fate]]) -> None:
        try:
            while True:
                with following(self._courier.office.tracing, row):
                    fate = await work(row)
                    successor = self._successor(row, fate)
                    await self._fates.settle(row, fate, successor)
                if successor is None or successor.begun is None:
                    break
                row, seen = successor.begun
                self._backlog.went_on(row)
                work = partial(self._tries.fate, seen=seen)
            self._settled(row, fate, successor)
        finally:
            was_full = len(self._in_hand) >= AT_ONCE
            self._in_hand.pop(row.lane, None)
            if was_full or row.lane in self._looked_up or not self._backlog.is_empty(row.lane):
                self._wake.wake()
            self._looked_up.discard(row.lane)

    def _successor(self, row: OutboxRow, fate: Fate) -> Successor | None:
        """Give what may go next in a lane, with the fate of the one before it; None when it must wait its turn."""
        if self._stopping or fate.state is None or fate.at is not None:
            return None
        now = self._clock.now()
        following = self._backlog.following(row.lane, lambda one: self._allowance.delay(one, now))
        return None if following is None else Successor(following, self._owner)

    def _settled(self, row: OutboxRow, fate: Fate, successor: Successor | None) -> None:
        """Go on in a lane after a fate that stands."""
        if successor is not None:
            self._backlog.fell_back(successor.row)
        elif fate.state is None:
            self._backlog.read_again(row.lane)
        elif fate.at is not None:
            self._backlog.back(replace(row, state=fate.state, not_before=fate.at))
        else:
            self._backlog.done(row)

    async def _expire(self) -> None:
        """Make uncertain what a process was sending when it died, or could not write down."""
        now = self._clock.now()
        if now < self._expiry_due:
            return
        self._expiry_due = now + EXPIRY
        busy = frozenset(self._in_hand)
        if await self._courier.database.write(lambda conn: outbox.expire(conn, now, busy)):
            self._others.wake()

    async def _begin_look_ups(self) -> None:
        """Look up the rows whose echo has not come, some at a time."""
        room = min(LOOK_UPS - len(self._looked_up), AT_ONCE - len(self._in_hand))
        lanes = self._backlog.uncertain(self._clock.now(), room)
        if not lanes:
            return
        try:
            rows = await self._courier.database.read(lambda conn: [outbox.of_lane(conn, lane, 1) for lane in lanes])
        except BaseException:
            for lane in lanes:
                self._backlog.read_again(lane)
            raise
        for lane, found in zip(lanes, rows, strict=True):
            self._begin_look_up(lane, found)

    def _begin_look_up(self, lane: str, found: Sequence[OutboxRow]) -> None:
        """Look up a lane's head, if it is still uncertain: an echo may have come."""
        row = self._backlog.take(lane, found)
        if row is not None:
            self._looked_up.add(lane)
            self._take_in_hand(row, partial(look_up, self._courier))
