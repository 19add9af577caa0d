"""The desks that the contract suite runs on. Another desk is one more line here."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest

from core.ports import AgentDesk
from tests.contracts.desks.on_chains import ReplyChainStage, reply_chain_stage
from tests.contracts.desks.on_slack import SlackStage, slack_stage
from tests.contracts.desks.stage import Stage
from tests.contracts.desks.teams_stage import TeamsStage, teams_stage

Opening = Callable[[], AbstractAsyncContextManager[Stage]]

DESKS: dict[str, tuple[type[AgentDesk], Opening]] = {
    "slack": (SlackStage.desk_class, slack_stage),
    "teams": (TeamsStage.desk_class, teams_stage),
    "reply_chain": (ReplyChainStage.desk_class, reply_chain_stage),
}


@asynccontextmanager
async def stage_of(name: str) -> AsyncIterator[Stage]:
    """Set a desk up at work."""
    async with DESKS[name][1]() as stage:
        yield stage


def on_desks_that(ability: type[Any]) -> pytest.MarkDecorator:
    """Run a test on the desks that have an optional ability."""
    names = [name for name, (desk, _) in DESKS.items() if issubclass(desk, ability)]
    assert names, f"no desk has {ability.__name__}: its tests would test nothing"
    return pytest.mark.parametrize("stage", names, indirect=True)


def on_desks_without(ability: type[Any]) -> pytest.MarkDecorator:
    """Run a test on the desks that have not."""
    names = [name for name, (desk, _) in DESKS.items() if not issubclass(desk, ability)]
    return pytest.mark.parametrize("stage", names, indirect=True)
