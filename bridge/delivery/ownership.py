"""Whose task it is to speak in a place of a desk, where several processes could.

Rules:
1. A place is one process's at a time: its budget, its order and what may be merged there live in that process. Order
   itself is kept by the outbox's lanes, whoever sends; so a change of owner, or two owners for a moment, may cost a
   platform's refusal, never a message or its place.
2. What has no budget of a place's (cards, marks, home pages, words to a person) belongs to the desk's own name: one
   process does it for the whole workspace, with all of its budget.
3. What is done in a place uses budgets of the whole workspace too (posts a minute, files). They are split among the
   owners, each getting the share of the desk's places that it owns.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Protocol

from bridge.delivery.budgets import Cost
from core.capabilities import Budget
from core.ids import DeskName, ExternalRef


def key_of(desk: DeskName, place: ExternalRef | None) -> str:
    """Name a place among those of all desks."""
    return f"{desk} {place or ''}"


class Ownership(Protocol):
    """Which places are this process's."""

    async def mine(self, keys: Collection[str]) -> frozenset[str]:
        """Give those of these places that are this process's; what is nobody's becomes its own.

        Answered from memory but for places that nobody is known to own.
        """
        ...

    def share(self, desk: DeskName) -> float:
        """Give the share of a desk's places that is this process's, above 0 and at most 1."""
        ...


class Always:
    """The ownership of a process that is alone: every place is its own."""

    async def mine(self, keys: Collection[str]) -> frozenset[str]:
        """Give them all."""
        return frozenset(keys)

    def share(self, desk: DeskName) -> float:
        """Give all of it."""
        return 1.0


_: type[Ownership] = Always


def shared(costs: tuple[Cost, ...], share: float) -> tuple[Cost, ...]:
    """Give the costs with this process's share of the budgets that are a whole workspace's."""
    if share >= 1:
        return costs
    return tuple(replace(cost, budgets=tuple(_part(budget, share) for budget in cost.budgets)) for cost in costs)


def _part(budget: Budget, share: float) -> Budget:
    if budget.per_place:
        return budget
    return replace(budget, rate=budget.rate * share, burst=max(1, int(budget.burst * share)))
