"""What is nobody's is stored many at a time on PostgreSQL; what could be somebody's is left to the usual way."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, select

from bridge.store import conversations, outbox, threads
from bridge.store.database import Database, open_database
from bridge.store.ingest import Overheard, store_overheard
from bridge.store.outbox import NewOutbox
from bridge.store.work_tables import INBOX
from core.capabilities import Act
from core.ids import ConversationId, DeskName, ExternalRef
from core.ports import Opened
from tests.contracts.store_builders import NOW, a_conversation, add_inbound

SLACK = DeskName("slack")


def said(dedupe: str, thread: str = "t1", wider: str = "") -> Overheard:
    return Overheard("slack", dedupe, f"thread:slack:{thread}", "slack", thread, wider)


@pytest.fixture
async def postgres(postgres_url: str) -> AsyncIterator[Database]:
    """A database on the server, made by the migrations."""
    opened = await open_database(postgres_url)
    yield opened
    await opened.close()


async def stored(database: Database, *came: Overheard) -> list[str]:
    found = await database.write(lambda conn: store_overheard(conn, came, NOW))
    return sorted(dedupe for _, dedupe in found)


async def test_what_is_nobodys_is_settled_and_blank_from_the_start(postgres: Database) -> None:
    assert await stored(postgres, said("d1"), said("d2", "t2")) == ["d1", "d2"]

    rows = await postgres.read(lambda conn: conn.execute(select(INBOX.c.state, INBOX.c.payload)).all())
    assert [tuple(row) for row in rows] == [("settled", "")] * 2


async def test_what_was_stored_before_is_left_out(postgres: Database) -> None:
    await stored(postgres, said("d1"))

    assert await stored(postgres, said("d1"), said("d2")) == ["d2"]


async def test_what_is_in_a_chats_thread_is_left_out(postgres: Database) -> None:
    def a_chat(conn: Connection) -> None:
        conversations.put(conn, a_conversation("c1", 1))
        opened = Opened(ExternalRef("t1"), ExternalRef("card"), "https://slack.example/1")
        threads.put(conn, ConversationId("c1"), SLACK, opened, ExternalRef("C1"))

    await postgres.write(a_chat)

    assert await stored(postgres, said("d1"), said("d2", "t2", wider="t1"), said("d3", "t3")) == ["d3"]


async def test_what_would_overtake_its_lane_is_left_out(postgres: Database) -> None:
    await postgres.write(add_inbound("earlier", lane="thread:slack:t1"))

    assert await stored(postgres, said("d1"), said("d2", "t2")) == ["d2"]


async def test_while_a_thread_is_being_opened_nothing_is_nobodys_for_certain(postgres: Database) -> None:
    opening = NewOutbox(key="k1", lane="l1", destination="desk:slack", act=Act.POST, body={"kind": "open"})
    await postgres.write(lambda conn: outbox.add(conn, opening, NOW))

    assert await stored(postgres, said("d1")) == []
