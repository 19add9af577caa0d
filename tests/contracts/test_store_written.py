"""What a transaction has written of a message is not read again by what follows in it."""

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection

from bridge.handlers.office import Office
from bridge.handlers.unit import Unit
from bridge.store import messages
from bridge.store.database import open_database
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.directory import Directory
from core.ids import MessageId
from core.messages import Message, Text
from tests.contracts.store_builders import NOW, a_chat, a_message

M2 = MessageId("m2")


async def in_a_chat(tmp_path: Path, work: Any) -> list[str]:
    """Do something in a unit of work, in whose database c1 is a chat; give what was said to the database."""
    database = await open_database(f"sqlite:///{tmp_path}/written.db")
    office = Office(directory=Directory, registry=Registry(ALL), desks={})
    said: list[str] = []

    def traced(conn: Connection) -> None:
        driver = cast(Any, conn.connection.driver_connection)
        driver.set_trace_callback(said.append)
        try:
            work(Unit(conn, office, NOW))
        finally:
            driver.set_trace_callback(None)

    try:
        await database.write(a_chat("Hello"))
        await database.write(traced)
    finally:
        await database.close()
    return [one for one in said if one.startswith("SELECT")]


async def test_a_message_that_was_just_stored_or_changed_is_known_as_it_stands(tmp_path: Path) -> None:
    given = a_message("m2", "One")
    known: list[Message | None] = []

    def work(unit: Unit) -> None:
        unit.add_message(given)
        known.append(unit.message(M2))
        unit.change_message(replace(given, parts=(Text("Two"),), edited=True))
        known.append(unit.message(M2))
        known.append(messages.get(unit.conn, M2))

    read = await in_a_chat(tmp_path, work)

    changed = replace(given, parts=(Text("Two"),), edited=True)
    assert known == [given, changed, changed]
    assert len(read) == 1


async def test_a_message_of_an_earlier_transaction_is_read(tmp_path: Path) -> None:
    found: list[Message | None] = []

    read = await in_a_chat(tmp_path, lambda unit: found.append(unit.message(MessageId("m1"))))

    assert found == [a_message("m1", "Hello")]
    assert len(read) == 1
