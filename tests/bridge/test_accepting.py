"""What is accepted is stored and handled in one transaction; what can't be handled waits for the worker, in order."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bridge.handlers.office import Office
from bridge.hints.memory import MemoryHints
from bridge.offered.inbox import StoredInbox
from bridge.store import inbox
from bridge.store.database import Database, open_database
from bridge.store.work_tables import InboxState
from core.commands.registry import Registry
from core.directory import Directory
from core.ids import ConversationId, DeskName, QueueId
from core.inbound import ConversationSubject, DeskTrouble, Inbound, QueueSubject, RouteQueue
from tests.clock import FakeClock

TEA = QueueId("tea")


@asynccontextmanager
async def _an_inbox(folder: Path) -> AsyncIterator[tuple[StoredInbox, Database]]:
    database = await open_database(f"sqlite:///{folder}/bridge.db")
    office = Office(directory=Directory, registry=Registry((), "!"))
    yield StoredInbox(database, office, MemoryHints(), FakeClock().bridge), database
    await database.close()


def _routing(dedupe: str) -> Inbound:
    return Inbound("test", dedupe, QueueSubject(TEA), RouteQueue(), FakeClock().bridge.now())


async def _states(database: Database) -> dict[InboxState, int]:
    counted = await database.read(inbox.counts)
    return {state: number for state, number in counted.items() if number}


async def test_what_is_accepted_is_settled_by_the_same_commit(tmp_path: Path) -> None:
    async with _an_inbox(tmp_path) as (stored, database):
        assert await stored.accept(_routing("one"))
        assert await _states(database) == {InboxState.SETTLED: 1}


async def test_what_was_accepted_and_handled_is_known_when_it_comes_again(tmp_path: Path) -> None:
    async with _an_inbox(tmp_path) as (stored, database):
        assert await stored.accept(_routing("one"))
        assert not await stored.accept(_routing("one"))
        assert await _states(database) == {InboxState.SETTLED: 1}


async def test_what_can_not_be_handled_is_kept_for_the_worker_and_holds_up_its_lane(tmp_path: Path) -> None:
    async with _an_inbox(tmp_path) as (stored, database):
        broken = Inbound(
            "test", "one", QueueSubject(TEA), DeskTrouble(DeskName("slack"), "unarchived"), FakeClock().bridge.now()
        )
        await database.write(lambda conn: inbox.add(conn, broken, "queue:tea", FakeClock().bridge.now()))
        assert await stored.accept(_routing("two"))
        assert await _states(database) == {InboxState.PENDING: 2}


async def test_an_inbound_whose_handling_fails_is_kept_as_pending_and_nothing_of_its_handling(tmp_path: Path) -> None:
    async with _an_inbox(tmp_path) as (stored, database):
        nowhere = Inbound(
            "test",
            "one",
            ConversationSubject(ConversationId("c1")),
            RouteQueue(),  # routing in a conversation's lane: no handler can take it
            FakeClock().bridge.now(),
        )
        assert await stored.accept(nowhere)
        assert await _states(database) == {InboxState.PENDING: 1}
        assert not await stored.accept(nowhere)
