"""Platform budgets are asked before a platform has to refuse."""

from datetime import UTC, datetime, timedelta

import pytest

from bridge.delivery.budgets import Budgets, Cost
from bridge.delivery.costs import costs_of
from bridge.delivery.jobs import Job, NoticeJob, PostJob
from bridge.delivery.rows import outgoing
from core.capabilities import Act, Budget, DeskCapabilities
from core.ids import ExternalRef, MessageId
from core.sentences import say

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEA, SALES = ExternalRef("T/TEA"), ExternalRef("T/SALES")
ONE_A_SECOND = (Budget(rate=1.0, burst=2, per_place=True),)


def ask(budgets: Budgets, place: ExternalRef, at: datetime, limits: tuple[Budget, ...] = ONE_A_SECOND) -> float:
    """Ask to post in a place."""
    return budgets.delay("slack", [Cost(Act.POST, limits)], place, at)


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


UPLOADS = (Budget(rate=0.5, burst=4),)


def ask_with_files(budgets: Budgets, files: int, at: datetime) -> float:
    """Ask to post with files."""
    return budgets.delay("slack", [Cost(Act.POST, ONE_A_SECOND), Cost(Act.FILE, UPLOADS, files)], TEA, at)


def test_each_file_of_a_post_costs_of_the_budget_for_files() -> None:
    budgets = Budgets()

    assert ask_with_files(budgets, 3, NOW) == 0.0
    assert ask_with_files(budgets, 3, NOW) == 4.0
    assert ask_with_files(budgets, 1, NOW) == 0.0


def test_post_that_waits_for_its_files_takes_nothing_of_the_budget_for_posts() -> None:
    budgets = Budgets()
    ask_with_files(budgets, 4, NOW)
    assert ask_with_files(budgets, 1, NOW) > 0

    assert ask(budgets, TEA, NOW) == 0.0


def test_more_files_than_a_bucket_holds_wait_for_a_full_one() -> None:
    budgets = Budgets()

    assert ask_with_files(budgets, 20, NOW) == 0.0
    assert ask_with_files(budgets, 20, NOW) == 8.0


def test_closed_budget_for_files_holds_up_posts_with_files_only() -> None:
    budgets = Budgets()
    budgets.close("slack", Act.FILE, NOW, 30)

    assert ask_with_files(budgets, 1, NOW) == pytest.approx(30.0)
    assert ask(budgets, TEA, NOW) == 0.0


@pytest.mark.parametrize(
    ("job", "acts"),
    [
        (PostJob(MessageId("m1"), files=2), [(Act.POST, 1), (Act.FILE, 2)]),
        (PostJob(MessageId("m1")), [(Act.POST, 1)]),
        (NoticeJob(say("thread_left", agent="ada")), [(Act.POST, 1)]),
    ],
)
def test_only_a_post_with_files_costs_of_the_budget_for_files(job: Job, acts: list[tuple[Act, int]]) -> None:
    desk = DeskCapabilities(text_max=100, budgets={Act.POST: ONE_A_SECOND, Act.FILE: UPLOADS})
    row = outgoing(job, None, "desk:slack", "k")

    assert [(cost.act, cost.times) for cost in costs_of(Act.POST, row.body, desk)] == acts
