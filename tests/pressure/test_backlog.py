"""A backlog drains while new traffic flows past it, and memory holds only a part of it."""

import asyncio

from sqlalchemy import Connection, func, insert, select

from bridge import topics
from bridge.delivery import backlog
from bridge.store.codec import dump_mapping
from bridge.store.tables import CONVERSATION
from bridge.store.work_tables import OUTBOX, OutboxState
from bridge.workers.outbox import OutboxWorker
from core.ids import ConversationId
from tests.pressure.shop import DEADLINE, FULL, Shop, a_shop

ROWS = 100_000 if FULL else 10_000
A_LANE = 100
"""Rows of each lane: more than memory keeps of one."""


async def test_a_backlog_drains_in_order_while_new_chats_are_carried_at_once() -> None:
    async with a_shop() as shop:
        before = await _a_chat(shop)
        worker = next(one for one in shop.bridge.workers if isinstance(one, OutboxWorker))
        mirror, most = worker._backlog, 0  # noqa: SLF001 - nothing else tells what is in memory
        await _has_waited(shop, before)
        began = len(shop.far.arrived)
        passed: list[int] = []
        for number in range(1, 4):
            since = len(shop.far.arrived)
            newcomer = await shop.opens()
            newcomer.says(f"hello {number}")
            words = f"hello {number}"
            await shop.until(lambda words=words: words in shop.far.arrived, words)  # type: ignore[misc]
            passed.append(shop.far.arrived.index(words) - since)
            most = max(most, len(mirror))
        while len(shop.far.arrived) < began + ROWS + 3:
            seen = len(shop.far.arrived)
            await shop.until(lambda seen=seen: len(shop.far.arrived) > seen, "more of the backlog")  # type: ignore[misc]
            most = max(most, len(mirror))
        await _is_settled(shop)
    said = f"{ROWS} rows: new words went past after {passed} of them; at most {most} rows in memory"
    print(said)  # noqa: T201 - numbers for who asked for the full size

    arrived = [int(one.split()[1]) for one in shop.far.arrived if one.startswith("backlog")]
    assert sorted(arrived) == list(range(ROWS))
    assert all(arrived_of == sorted(arrived_of) for arrived_of in _by_lane(arrived))
    assert max(passed) < ROWS * 0.05
    assert most <= 2 * backlog.MOST


async def _a_chat(shop: Shop) -> ConversationId:
    """Let somebody begin a chat; give it once its thread is there."""
    visit = await shop.opens()
    visit.says("hello 0")
    await shop.until(lambda: "hello 0" in shop.far.arrived, "the first chat's words")
    return await shop.bridge.database.read(lambda conn: ConversationId(conn.scalars(select(CONVERSATION.c.id)).one()))


async def _has_waited(shop: Shop, chat: ConversationId) -> None:
    """Put a backlog into the outbox, as an outage leaves it behind."""
    now = shop.bridge.clock.now()

    def work(conn: Connection) -> None:
        for start in range(0, ROWS, 5_000):
            rows = [_row(number, chat) | {"created_at": now} for number in range(start, min(ROWS, start + 5_000))]
            conn.execute(insert(OUTBOX), rows)

    await shop.bridge.database.write(work)
    shop.bridge.hints.wake([topics.OUTBOX])


def _row(number: int, chat: ConversationId) -> dict[str, object]:
    sentence = {"key": "thread_failed", "args": {"reason": f"backlog {number}"}}
    return {
        "key": f"backlog-{number}",
        "lane": f"backlog-{number % (ROWS // A_LANE)}",
        "destination": "desk:slack",
        "act": "post",
        "conversation": chat,
        "body": dump_mapping({"kind": "notice", "sentence": sentence}),
        "priority": 2,
        "state": OutboxState.PENDING.value,
        "attempts": 0,
    }


def _by_lane(arrived: list[int]) -> list[list[int]]:
    lanes = ROWS // A_LANE
    return [[one for one in arrived if one % lanes == lane] for lane in range(lanes)]


async def _is_settled(shop: Shop) -> None:
    """Wait until every row of the backlog is written down as sent."""
    wanted = select(func.count()).where(OUTBOX.c.key.like("backlog-%"), OUTBOX.c.state == OutboxState.SENT.value)
    deadline = asyncio.get_running_loop().time() + DEADLINE
    while await shop.bridge.database.read(lambda conn: conn.scalar(wanted)) != ROWS:
        await asyncio.sleep(0.02)
        assert asyncio.get_running_loop().time() < deadline
