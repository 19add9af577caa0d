"""The bench at Teams: the echo that it is measured against checks tokens, and both sides of a copied chat can write."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bridge.bench import slow_sends
from bridge.bench.measure import Trouble
from bridge.bench.open_chats import open_shop
from bridge.bench.shop import Shop
from bridge.bench.stand import start_module
from bridge.bench.teams_relay import agent_says, floor_hears
from bridge.bench.teams_side import TeamsSide
from bridge.bench.template import make_template
from bridge.bench.wire import lines


async def test_the_echo_says_back_what_it_hears_and_nothing_with_a_wrong_token() -> None:
    async with AsyncExitStack() as stack:
        floor = TeamsSide()
        stack.callback((await floor.start()).close)
        port, _ = await start_module(stack, "bridge.bench.teams_floor", str(floor.port))
        (line,) = await lines(port, 1)

        await floor_hears(floor, port)(line, 3, None)
        await floor.ledger.settle()
        forged = floor.says(port, "agent", "words", "19:bench00@thread.tacv2", "1700000000000")
        assert await line.ask(forged.replace(b"Bearer ey", b"Bearer ex")) != 200
        assert floor.calls["keys"] >= 1

    assert (floor.ledger.wrongs(), len(floor.ledger.arrivals), len(floor.posted)) == ([], 1, 1)


async def test_sends_to_a_slow_connector_wait_beside_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_sends, "SLOW", 1.0)
    template = await make_template(tmp_path / "template", "teams")
    async with open_shop(tmp_path / "shop", template, 100, talking=100, desk="teams") as shop:
        await _an_agent_writes(shop)
        found = await slow_sends.measure_slow_sends(shop)
        assert shop.far.ledger.wrongs() == []

    whole, lag = found.results
    assert 1.0 <= whole.value < 0.5 * slow_sends.SENDS
    assert lag.value > 0


async def _an_agent_writes(shop: Shop) -> None:
    (line,) = await lines(shop.port, 1)
    await agent_says(shop)(line, 7, None)
    await shop.ledger.settle()
    line.close()
    assert shop.ledger.wrongs() == []


def test_too_few_chats_for_slow_sends_are_told() -> None:
    assert len(set(slow_sends.chosen(list(range(1, 101))))) == slow_sends.SENDS
    with pytest.raises(Trouble, match="40 chats in 8 channels are needed"):
        slow_sends.chosen(list(range(1, 60)))
