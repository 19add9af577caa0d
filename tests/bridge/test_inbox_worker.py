"""The worker of what came in: whoever waits for the outcome of a row hears of it, whoever handles the row."""

import asyncio
from functools import partial
from pathlib import Path

from bridge.handlers.office import Office
from bridge.hints.memory import MemoryHints
from bridge.store import inbox
from bridge.store.database import open_database
from bridge.workers.inbox import InboxWorker
from core.commands.registry import Registry
from core.directory import Directory
from core.ids import QueueId
from core.inbound import Inbound, QueueSubject, RouteQueue
from core.ports import Outcome
from tests.clock import FakeClock


async def test_whoever_waits_for_a_row_that_another_worker_took_is_told_that_it_is_not_settled(tmp_path: Path) -> None:
    clock = FakeClock().bridge
    database = await open_database(f"sqlite:///{tmp_path}/bridge.db")
    office = Office(directory=Directory, registry=Registry((), "!"))
    worker = InboxWorker(database, office, MemoryHints(), clock, "w1")
    inbound = Inbound("test", "one", QueueSubject(QueueId("tea")), RouteQueue(), clock.now())
    future = office.waiters.enter(inbound)
    office.waiters.promise(inbound)
    added = await database.write(lambda conn: inbox.add(conn, inbound, "queue:tea", clock.now()))

    assert await worker.turn()
    await database.write(partial(inbox.settle, id=added.id))  # ahead of the worker, which has only claimed it
    await worker.drain()

    assert await asyncio.wait_for(future, 30) == Outcome(settled=False)
    await database.close()
