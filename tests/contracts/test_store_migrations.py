"""The migrations make the tables that the code has, and can be undone."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bridge.store import (
    aside_tables,
    audit_tables,
    ban_tables,
    conversations,
    erasure_tables,
    expert_tables,
    files,
    form_tables,
    guard_tables,
    identity_tables,
    member_tables,
    messages,
    migrations,
    route_tables,
    routing_tables,
    sign_in_tables,
    tables,
    unknown_tables,
    work_tables,
)
from bridge.store.columns import Row
from bridge.store.database import Database, open_database
from bridge.store.errors import DatabaseUnusable
from bridge.store.migrate import migrate, newest, undo
from core.conversation.model import Conversation, Flag
from core.ids import AgentId, ConversationId, FileId
from core.messages import Media
from tests.build import a_conversation, a_message, later


def differences(conn: Connection) -> list[Any]:
    context = MigrationContext.configure(conn, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, Row.metadata))


def shape(conn: Connection) -> dict[str, Any]:
    """Describe what `compare_metadata` does not look at: keys and the conditions of indexes."""
    found = inspect(conn)
    return {
        table: (
            found.get_pk_constraint(table),
            sorted(map(str, found.get_foreign_keys(table))),
            sorted(_index(dict(one)) for one in found.get_indexes(table)),
            sorted(map(str, found.get_unique_constraints(table))),
        )
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def _index(found: dict[str, Any]) -> str:
    options = {name: str(value) for name, value in found.pop("dialect_options", {}).items()}
    return str((sorted(found.items()), sorted(options.items())))


@pytest.fixture
async def own_database(database_url: str) -> AsyncIterator[Database]:
    """A database whose tables a test may change."""
    opened = await open_database(database_url)
    yield opened
    await opened.close()


async def test_migrations_make_the_tables_of_the_code(database: Database) -> None:
    assert await database.write(differences) == []


async def test_keys_and_indexes_of_the_migrations_are_those_of_the_code(own_database: Database) -> None:
    def both(conn: Connection) -> tuple[dict[str, Any], dict[str, Any]]:
        migrated = shape(conn)
        undo(conn)
        Row.metadata.create_all(conn)
        return migrated, shape(conn)

    migrated, declared = await own_database.write(both)

    assert set(migrated) == {
        table.name
        for module in (
            tables,
            work_tables,
            member_tables,
            routing_tables,
            aside_tables,
            audit_tables,
            ban_tables,
            erasure_tables,
            expert_tables,
            form_tables,
            guard_tables,
            identity_tables,
            route_tables,
            sign_in_tables,
            unknown_tables,
        )
        for table in vars(module).values()
        if _is(table)
    }
    assert migrated == declared


def _is(value: object) -> bool:
    return hasattr(value, "primary_key") and hasattr(value, "indexes")


def test_the_newest_revision_is_the_one_that_alembic_goes_to() -> None:
    script = ScriptDirectory(str(Path(migrations.__file__).parent))

    assert newest() == script.get_current_head()


async def test_migrations_can_be_undone_and_done_again(own_database: Database) -> None:
    def down(conn: Connection) -> list[str]:
        undo(conn)
        return inspect(conn).get_table_names()

    assert await own_database.write(down) == ["alembic_version"]
    await own_database.write(migrate)
    assert await own_database.write(differences) == []


OLD_BODY = (
    '{"id":"c1","number":1,"queue":"billing","channel":"web","contact":"v1","customer_name":"Grace",'
    '"opened_at":"2026-03-02T09:00:00Z","status":"active","queued_at":"2026-03-02T09:00:00Z",'
    '"accepted_at":"2026-03-02T09:00:00Z","ended_at":null,"ended_by":null,"participants":[{"agent":"ada",'
    '"role":"agent","joined_at":"2026-03-02T09:00:00Z","masked":false}],"owner":"ada","offer":null,'
    '"invitation":null,"skipped":[],"held":[],"private":[],"private_until":{},"timers":{},"page":null,'
    '"customer_last_at":null,"agent_last_at":null,"unread":0,"customer_gone":false,"told_waiting":false,'
    '"reopened":0,"version":4}'
)


async def test_a_chat_from_before_an_upgrade_goes_on_after_it(own_database: Database) -> None:
    columns = "id, number, version, status, queue, channel, contact, queued_at, opened_at, agents, holders, body"
    values = (
        "'c1', 1, 4, 'active', 'billing', 'web', 'v1', '2026-03-02 09:00:00', '2026-03-02 09:00:00', 'ada', '', :body"
    )

    def upgraded(conn: Connection) -> tuple[Conversation, Conversation]:
        undo(conn, "0001")
        old = text(f"INSERT INTO conversation ({columns}) VALUES ({values})")  # noqa: S608 - our own words
        conn.execute(old, {"body": OLD_BODY})
        migrate(conn)
        found = conversations.get(conn, ConversationId("c1"))
        assert found is not None
        return found, conversations.put(conn, replace(found, flag=Flag(AgentId("ada"), found.opened_at)))

    before, after = await own_database.write(upgraded)

    assert (before.owner, before.version, before.flag, before.priority) == ("ada", 4, None, 0)
    assert after.version == 5
    assert await own_database.read(lambda conn: conversations.get(conn, ConversationId("c1"))) == after
    assert await own_database.write(differences) == []


async def test_files_that_no_message_names_are_found_at_the_upgrade(own_database: Database) -> None:
    sent, unsent = FileId("f" + "a" * 32), FileId("f" + "b" * 32)
    said = (Media(sent, "a.txt", "text/plain", 1),)

    def upgraded(conn: Connection) -> tuple[FileId, ...]:
        for one in (sent, unsent):
            files.add(conn, Media(one, "a.txt", "text/plain", 1), one)
        messages.add(conn, a_message(conversation=conversations.put(conn, a_conversation()).id, parts=said))
        undo(conn, "0018")
        migrate(conn)
        return files.unsent_before(conn, later(0).replace(year=9000), 9)

    assert await own_database.write(upgraded) == (unsent,)


async def test_a_database_of_a_newer_version_is_refused_with_what_to_do(database_url: str) -> None:
    database = await open_database(database_url)
    await database.write(lambda conn: conn.execute(text("UPDATE alembic_version SET version_num = '9999'")).close())
    await database.close()

    with pytest.raises(DatabaseUnusable, match=r"newer version of the bridge \(schema 9999\)\. Start that version"):
        await open_database(database_url)
