"""What came in and was not handled yet is worked off beside what comes in now."""

from datetime import timedelta

from sqlalchemy import Connection, func, select

from adapters.web import inbound
from adapters.web.ids import make_visitor
from adapters.web.inbound import Speaker
from bridge import topics
from bridge.handlers.accepting import accept_for_later
from bridge.store.work_tables import INBOX, InboxState
from core.ids import ChannelName, QueueId
from tests.pressure.shop import FULL, Shop, a_shop

ROWS = 10_000 if FULL else 2_000
CHATS = 100


async def test_what_waits_to_be_handled_keeps_nobody_waiting_who_comes_now() -> None:
    async with a_shop() as shop:
        await _has_waited(shop)
        newcomer = await shop.opens()
        newcomer.says("hello 1")
        await shop.until(lambda: "hello 1" in shop.far.arrived, "the newcomer's words")
        passed = shop.far.arrived.index("hello 1")
        await shop.until(lambda: len(shop.far.arrived) >= ROWS + 1, "all that waited")
        left = await shop.bridge.database.read(_of_customers)
        said = f"{ROWS} rows: a newcomer's words went past after {passed} of them"
        print(said)  # noqa: T201 - numbers for who asked for the full size

    arrived = [int(one.split()[1]) for one in shop.far.arrived if one.startswith("backlog")]
    assert sorted(arrived) == list(range(ROWS))
    for chat in range(CHATS):
        of_chat = [one for one in arrived if one % CHATS == chat]
        assert of_chat == sorted(of_chat)
    assert left == 0
    assert passed < ROWS * 0.1


def _of_customers(conn: Connection) -> int:
    """Count what customers wrote and nobody has handled; what the bridge tells itself may be due later."""
    left = INBOX.c.state.in_((InboxState.PENDING, InboxState.PARKED))
    return conn.scalar(select(func.count()).select_from(INBOX).where(left, INBOX.c.source == "web")) or 0


async def _has_waited(shop: Shop) -> None:
    """Store what customers wrote without handling it, as while the handling was in trouble."""
    speakers = [Speaker(ChannelName("web"), make_visitor(), QueueId("support")) for _ in range(CHATS)]
    office, clock = shop.bridge.office, shop.bridge.clock
    at = clock.now() - timedelta(hours=1)

    def work(conn: Connection) -> None:
        for number in range(ROWS):
            wrote = inbound.wrote(
                speakers[number % CHATS], f"key-{number:08d}", f"backlog {number}", (), inbound.Around(), at
            )
            accept_for_later(conn, office, wrote, clock)

    await shop.bridge.database.write(work)
    shop.bridge.hints.wake([topics.INBOX])
