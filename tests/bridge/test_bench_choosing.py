"""The bench's halls: what is offered there is what the bridge offers, and only that is on the account."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bridge.bench.choosing import MANY, free_desk, full_line
from bridge.bench.measure import Trouble
from bridge.bench.waiting_hall import BLOCK, Hall, Size, directory_of, open_hall
from bridge.store import agents, journal, line
from core.agents.machine import SaidReady
from core.features.reports import FIGURES
from core.ids import AgentId, QueueId

SMALL = Size(agents=6, queues=2 * BLOCK, chats=10, spared=1)


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    """A hall of two blocks, in the first of which chats wait."""
    async with open_hall(tmp_path / "hall.db", SMALL) as opened:
        yield opened


async def in_line(hall: Hall) -> list[str]:
    """Give who waits, queue by queue."""
    queues = [QueueId(f"q{number}") for number in range(SMALL.queues)]
    return await hall.database.read(lambda conn: [one.conversation for id in queues for one in line.of(conn, id)])


async def figures(hall: Hall) -> Counter[str]:
    """Count what the journal says of offers."""
    day = (hall.now - timedelta(days=1), hall.now + timedelta(days=1))
    found: Counter[str] = Counter()
    for one in await hall.database.read(lambda conn: journal.counts(conn, *day)):
        if one.what in FIGURES:
            found[one.what] += one.count
    return found


def test_the_agents_of_a_block_serve_the_same_queues_in_halls_of_all_sizes() -> None:
    served = {one.queues for one in directory_of(MANY).profiles.values()}
    assert len(served) == MANY.queues // BLOCK
    assert {len(one) for one in served} == {BLOCK}


async def test_a_hall_is_filled_but_for_the_blocks_that_are_spared(hall: Hall) -> None:
    assert len(await in_line(hall)) == SMALL.chats
    await hall.says(hall.block(1)[0], SaidReady(hall.now))
    assert await hall.rung(hall.block(1)[0]) is None


async def test_a_full_line_offers_its_first_chat_twice_and_keeps_its_length(hall: Hall) -> None:
    before = await in_line(hall)
    await full_line(hall, 0)

    assert await figures(hall) == {"offered": 2, "rejected": 1, "unanswered": 1}
    after = await in_line(hall)
    assert len(after) == len(before)
    assert len(set(before) - set(after)) == 1
    assert hall.spent > 0


async def test_a_free_desk_offers_a_new_chat_to_one_after_the_other(hall: Hall) -> None:
    await free_desk(hall, 0)

    assert await figures(hall) == {"offered": 3, "rejected": 1, "unanswered": 1}
    states = await hall.database.read(lambda conn: agents.many(conn, hall.block(1)))
    assert sorted(one.ready for one in states) == [False, False, True]


async def test_what_is_swept_and_looked_at_is_not_on_the_account(hall: Hall) -> None:
    hall.spent = 0.0
    await hall.sweep()
    await hall.rung(AgentId("agent0"))
    assert hall.spent == 0.0


async def test_a_line_with_nobody_in_it_is_trouble(tmp_path: Path) -> None:
    async with open_hall(tmp_path / "empty.db", Size(agents=2, queues=BLOCK, chats=0)) as empty:
        with pytest.raises(Trouble, match="nobody of the line is offered"):
            await full_line(empty, 0)
