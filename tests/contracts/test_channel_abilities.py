"""Every customer channel: what it has not is declared, with the reason, and is true."""

import re
from pathlib import Path

import pytest

from core.ports import FindsSent
from tests.contracts.channels.stage import Ability, ChannelStage, VendorStage
from tests.contracts.channels.stages import CHANNELS

ROOT = Path(__file__).parents[2]
TEST = re.compile(r"(tests/[\w/]+\.py)::(\w+)")


@pytest.mark.parametrize("name", list(CHANNELS))
def test_what_a_channel_has_not_is_declared_with_a_reason_and_the_tests_that_it_names_are_there(name: str) -> None:
    for reason in CHANNELS[name].lacks.values():
        assert len(reason.split()) > 3
        for file, test in TEST.findall(reason):
            assert f"def {test}(" in (ROOT / file).read_text()


@pytest.mark.parametrize("ability", list(Ability))
def test_each_ability_is_shown_by_some_channel(ability: Ability) -> None:
    assert any(ability not in one.lacks for one in CHANNELS.values())


async def test_a_channel_has_what_it_does_not_declare_as_missing(
    channel: ChannelStage, request: pytest.FixtureRequest
) -> None:
    lacks = CHANNELS[request.node.callspec.params["channel"]].lacks

    assert isinstance(channel.channel, FindsSent) == (Ability.FINDS not in lacks)
    assert isinstance(channel, VendorStage) == (set(lacks) != set(Ability))
