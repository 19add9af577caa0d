"""All budgets of a Teams desk together keep to what Microsoft allows an app in a tenant.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
"""

from collections.abc import Iterator
from datetime import timedelta

from adapters.teams.capabilities import capabilities
from adapters.teams.config import TeamsSection
from bridge.delivery.budgets import Budgets, Cost
from core.capabilities import Act, Budget
from core.ids import ExternalRef
from tests.build import NOW
from tests.scenarios.played import KINDS

IN_A_SECOND, IN_THE_LONG_RUN = 50, 30
REACTIONS, A_CALL = 2, 0.4
"""Reactions that are put or taken back in a second, in all conversations together, and the seconds that one may take.

https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/agent-reactions
"""
ACTS = tuple(capabilities(TeamsSection.model_validate(KINDS["teams"].section())).budgets.items())


def _of_the_tenant() -> Iterator[tuple[Act, Budget]]:
    for act, budgets in ACTS:
        for budget in budgets:
            if not budget.per_place:
                yield act, budget


def test_whatever_is_sent_at_all_has_a_budget_of_the_whole_tenant() -> None:
    assert {act for act, _ in _of_the_tenant()} == {Act.POST, Act.UPDATE, Act.MARK, Act.PRIVATE, Act.HOME, Act.FILE}


def test_all_bursts_in_one_second_keep_to_what_an_app_may_in_a_tenant() -> None:
    others = [budget for act, budget in _of_the_tenant() if act is not Act.MARK]
    marks = sum(2 * budget.rate for act, budget in _of_the_tenant() if act is Act.MARK)

    assert sum(budget.rate + budget.burst for budget in others) + REACTIONS <= IN_A_SECOND
    assert sum(budget.rate for budget in others) + marks <= IN_THE_LONG_RUN + 1e-9


def test_the_busiest_second_of_eight_channels_keeps_to_what_an_app_may_in_a_tenant() -> None:
    budgets, sent = Budgets(), 0
    places = [ExternalRef(f"19:place{number}@thread.tacv2") for number in range(8)]
    for step in range(100):
        now = NOW + timedelta(seconds=step / 100)
        for act, own in ACTS:
            for place in places:
                while own and budgets.delay("teams", [Cost(act, own)], place, now) == 0.0:
                    sent += 2 if act is Act.MARK else 1
    assert sent <= IN_A_SECOND


def test_marks_keep_to_two_reactions_a_second_where_each_takes_the_place_of_another() -> None:
    budgets, calls = Budgets(), list[float]()
    cost = [Cost(Act.MARK, dict(ACTS)[Act.MARK])]
    for step in range(1000):
        if budgets.delay("teams", cost, None, NOW + timedelta(seconds=step / 100)) == 0.0:
            calls += [step / 100, step / 100 + A_CALL]

    assert all(sum(at <= other < at + 1 for other in calls) <= REACTIONS for at in calls)
    assert len(calls) >= 2 * 7
