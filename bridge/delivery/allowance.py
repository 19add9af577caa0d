"""Whether a row may go now: its place is this process's, and its budgets have room."""

from collections.abc import Iterable
from datetime import datetime
from math import inf
from typing import cast

import structlog

from bridge.delivery.budgets import Budgets
from bridge.delivery.costs import costs_of
from bridge.delivery.courier import Courier, name_of
from bridge.delivery.ownership import Always, Ownership, key_of, shared
from bridge.delivery.places import Places, Sharing
from bridge.delivery.schedule import Group
from bridge.store.outbox import OutboxRow
from core.capabilities import Act
from core.ids import DeskName

NEVER = inf
"""The delay of a row in another process's place: that one sees to it."""

ROUNDING = 0.001
"""Seconds added to the wait for a budget, so that it has surely filled up when we wake."""

MOST_MET = 10_000
"""Of how many rows it is remembered that their process was told."""

log = structlog.get_logger(__name__)


class Allowance:
    """Asks the budgets of this process's places."""

    def __init__(self, courier: Courier, places: Places, ownership: Ownership | None) -> None:
        """Begin with full budgets. Without an ownership, every place is this process's."""
        self._places = places
        self._meter = courier.office.meter
        self._ownership = None if isinstance(ownership, Always) else ownership
        self._mine: frozenset[str] = frozenset()
        self._budgets = Budgets()
        self._met: set[int] = set()
        self.met_others = False
        """Whether there was a new row in another process's place; whoever tells that process clears it."""

    async def learn(self, groups: Iterable[Group]) -> None:
        """Learn which of the places where something may go are this process's."""
        if self._ownership is not None:
            keys = {_key(cast(Sharing, group)) for group in groups} - {None}
            self._mine = await self._ownership.mine(cast(set[str], keys)) if keys else frozenset()

    def close(self, row: OutboxRow, now: datetime, seconds: float) -> None:
        """Let nothing of a row's act through at its desk for a time: the platform has said so."""
        if isinstance(row.act, Act):
            self._budgets.close(name_of(row.destination), row.act, now, seconds)

    def delay(self, row: OutboxRow, now: datetime) -> float:
        """Take a row's budget, or give the seconds until there will be one.

        A row whose budget can't be told may go: carrying it out says what is wrong with it.
        """
        try:
            delay = self._delay(row, now)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this row's alone
            log.warning("outbox_without_budget", row=row.id, destination=row.destination, why=type(error).__name__)
            return 0.0
        if delay <= 0 or delay == NEVER:
            return delay
        self._meter.budget_waited(row.destination)
        return delay + ROUNDING

    def _delay(self, row: OutboxRow, now: datetime) -> float:
        desk = self._places.desk_of(row)
        if desk is None or not isinstance(row.act, Act):
            return 0.0
        sharing = self._places.sharing_of(row)
        place = sharing.place if sharing else None
        costs = costs_of(row.act, row.body, desk.capabilities())
        if self._ownership is not None:
            name = DeskName(desk.name)
            if key_of(name, place) not in self._mine:
                self._meet(row)
                return NEVER
            if place is not None:  # what happens in no place is one process's, and so is all of its budget
                costs = shared(costs, self._ownership.share(name))
        return self._budgets.delay(desk.name, costs, place, now)

    def _meet(self, row: OutboxRow) -> None:
        """Have a row's process be told, once: else two that wait for budgets would wake each other for ever."""
        if row.id not in self._met:
            if len(self._met) >= MOST_MET:
                self._met.clear()
            self._met.add(row.id)
            self.met_others = True


def _key(sharing: Sharing) -> str | None:
    """Name the place where a group's rows happen, or None for what is no desk's."""
    if not sharing.destination.startswith("desk:"):
        return None
    return key_of(DeskName(name_of(sharing.destination)), sharing.place)
