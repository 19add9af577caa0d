"""Platform budgets are asked before a platform has to refuse."""

from datetime import UTC, datetime, timedelta

import pytest

from bridge.budgets import Budgets
from core.capabilities import Act, Budget
from core.ids import ExternalRef

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEA, SALES = ExternalRef("T/TEA"), ExternalRef("T/SALES")
ONE_A_SECOND = (Budget(rate=1.0, burst=2, per_place=True),)


def ask(budgets: Budgets, place: ExternalRef, at: datetime, limits: tuple[Budget, ...] = ONE_A_SECOND) -> float:
    """Ask to post in a place."""
    return budgets.delay("slack", Act.POST, limits, place, at)


def test_a_burst_passes_and_the_next_waits_for_its_second() -> None:
    budgets = Budgets()

    assert [ask(budgets, TEA, NOW) for _ in range(3)] == [0.0, 0.0, 1.0]
    assert ask(budgets, TEA, NOW + timedelta(seconds=1)) == 0.0


def test_one_place_without_budget_holds_up_no_other() -> None:
    budgets = Budgets()
    for _ in range(3):
        ask(budgets, TEA, NOW)

    assert ask(budgets, SALES, NOW) == 0.0


def test_a_budget_of_the_whole_workspace_counts_every_place() -> None:
    budgets = Budgets()
    limits = (*ONE_A_SECOND, Budget(rate=1.0, burst=1))

    assert ask(budgets, TEA, NOW, limits) == 0.0
    assert ask(budgets, SALES, NOW, limits) == 1.0


def test_what_is_refused_takes_nothing_from_any_bucket() -> None:
    budgets = Budgets()
    scarce = (*ONE_A_SECOND, Budget(rate=0.1, burst=1))
    ask(budgets, TEA, NOW, scarce)
    for _ in range(5):
        assert ask(budgets, TEA, NOW, scarce) > 0

    assert ask(budgets, TEA, NOW) == 0.0


def test_a_closed_act_stays_closed_as_long_as_the_platform_said() -> None:
    budgets = Budgets()
    budgets.close("slack", Act.POST, NOW, 30)

    assert ask(budgets, TEA, NOW + timedelta(seconds=10)) == pytest.approx(20.0)
    assert ask(budgets, TEA, NOW + timedelta(seconds=30)) == 0.0


def test_time_that_goes_backwards_gives_no_budget() -> None:
    budgets = Budgets()
    for _ in range(2):
        ask(budgets, TEA, NOW)

    assert ask(budgets, TEA, NOW - timedelta(hours=1)) > 0
