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
ACTS = tuple(capabilities(TeamsSection.model_validate(KINDS["teams"].section())).budgets.items())


def _of_the_tenant() -> Iterator[tuple[Act, Budget]]:
    for act, budgets in ACTS:
        for budget in budgets:
            if not budget.per_place:
                yield act, budget


def test_whatever_is_sent_at_all_has_a_budget_of_the_whole_tenant() -> None:
    assert {act for act, _ in _of_the_tenant()} == {Act.POST, Act.UPDATE, Act.PRIVATE, Act.HOME, Act.FILE}


def test_all_bursts_in_one_second_keep_to_what_an_app_may_in_a_tenant() -> None:
    assert sum(budget.rate + budget.burst for _, budget in _of_the_tenant()) <= IN_A_SECOND
    assert sum(budget.rate for _, budget in _of_the_tenant()) <= IN_THE_LONG_RUN


def test_the_busiest_second_of_eight_channels_keeps_to_what_an_app_may_in_a_tenant() -> None:
    budgets, sent = Budgets(), 0
    places = [ExternalRef(f"19:place{number}@thread.tacv2") for number in range(8)]
    for step in range(100):
        now = NOW + timedelta(seconds=step / 100)
        for act, own in ACTS:
            for place in places:
                while own and budgets.delay("teams", [Cost(act, own)], place, now) == 0.0:
                    sent += 1
    assert sent <= IN_A_SECOND
