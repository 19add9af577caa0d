"""Very many windows on one process: they stay, cost no task or timer of their own, and each hears what is for it."""

import asyncio
from collections.abc import Awaitable, Callable

from adapters.web.ids import make_contact
from bridge.file_handles import allow_many
from bridge.store import contacts
from core.conversation.model import Status
from core.ids import ChannelName
from core.ports import CustomerChannel, Outbound
from tests.pressure.shop import FULL, Shop, Visit, a_shop

HANDLES = 2
"""Of each window: both of its ends are in this process."""
WINDOWS = min(10_000, (allow_many() - 1_000) // HANDLES) if FULL else 500
AT_ONCE = 32
WEB = ChannelName("web")


async def test_each_of_very_many_idle_windows_hears_its_own_word() -> None:
    async with a_shop() as shop:
        await _open(shop, 1)
        before = _tasks()
        await _open(shop, WINDOWS)
        assert _tasks() - before <= {"RequestHandler.start"}
        await _each(shop, _writes)
        await _each(shop, _told)
        await shop.until(lambda: all(map(_has_been_told, range(WINDOWS), shop.visits)), "each window's word")

        print(f"{WINDOWS} idle windows, all there")  # noqa: T201 - the system may allow fewer than 10,000
        assert len(shop.visits) == WINDOWS
        assert all(one.window.transport and not one.window.transport.is_closing() for one in shop.visits)
        strangers = [one for number, one in enumerate(shop.visits) if one.has_heard(_word(number + 1))]
        assert strangers == []


async def _open(shop: Shop, number: int) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one() -> None:
        async with gate:
            await shop.opens()

    await asyncio.gather(*(one() for _ in range(number - len(shop.visits))))


def _tasks() -> set[str]:
    """Give the kinds of tasks that run for ever; aiohttp has one for each connection."""
    return {task.get_coro().__qualname__ for task in asyncio.all_tasks()}  # type: ignore[union-attr]  # coroutines only


def _word(number: int) -> str:
    return f"word {number} for you"


async def _each(shop: Shop, what: Callable[[Shop, int, Visit], Awaitable[None]]) -> None:
    """Do something with each window, some at a time."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(number: int, visit: Visit) -> None:
        async with gate:
            await what(shop, number, visit)

    await asyncio.gather(*(one(number, visit) for number, visit in enumerate(shop.visits)))


async def _writes(shop: Shop, number: int, visit: Visit) -> None:
    visit.says(f"hello {number}")
    await shop.until(lambda: visit.has_heard('"ack"'), "the acknowledgement")


async def _told(shop: Shop, number: int, visit: Visit) -> None:
    """Write something into one visitor's log."""
    contact = make_contact(visit.visitor.id)
    known = await shop.bridge.database.read(lambda conn: contacts.get(conn, WEB, contact))
    assert known is not None
    assert known.open_conversation is not None
    said = Outbound(f"w{number}", known.open_conversation, contact, "status", text=_word(number), status=Status.QUEUED)
    port = shop.bridge.adapters[WEB].port
    assert isinstance(port, CustomerChannel)
    await port.send(said)


def _has_been_told(number: int, visit: Visit) -> bool:
    return visit.has_heard(_word(number))
