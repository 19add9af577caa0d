"""What the tables of earlier versions held is filled in where newer ones ask for more."""

import json
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, text

from bridge.store.database import Database, open_database
from bridge.store.migrate import migrate, undo

LINE = "whatsapp:12025550177/100000000000004"
"""Somebody who wrote to a number of ours before she was known by an id, too."""
USER = "US.13491208655302741918"
NOTES = {
    ("whatsapp", f"reached:{LINE}"): json.dumps({"number": "12025550177", "user": USER}),
    ("whatsapp", "who:12025550177/100000000000004"): "12025550177",
    ("whatsapp", f"who:{USER}/100000000000004"): "12025550177",
    ("whatsapp", "sent:key-1"): "{}",
    ("whatsapp", "sent:forgotten"): "{}",
    ("messenger", "name:messenger:5000000000000001/100000000000002"): "Mia Chen",
    ("messenger", "echo:key-1:0"): "{}",
    ("slack", "bot"): "B0",
}
WHOSE = {
    ("whatsapp", f"reached:{LINE}"): (LINE, None),
    ("whatsapp", "who:12025550177/100000000000004"): (LINE, None),
    ("whatsapp", f"who:{USER}/100000000000004"): (LINE, None),
    ("whatsapp", "sent:key-1"): (None, "c1"),
    ("whatsapp", "sent:forgotten"): (None, None),
    ("messenger", "name:messenger:5000000000000001/100000000000002"): (
        "messenger:5000000000000001/100000000000002",
        None,
    ),
    ("messenger", "echo:key-1:0"): (None, "c1"),
    ("slack", "bot"): (None, None),
}


@pytest.fixture
async def own_database(database_url: str) -> AsyncIterator[Database]:
    """A database whose tables a test may change."""
    opened = await open_database(database_url)
    yield opened
    await opened.close()


def as_before(conn: Connection) -> None:
    """Keep notes and a sending as a version did that did not say whose they are."""
    undo(conn, "0014")
    for (adapter, key), body in NOTES.items():
        values = {"adapter": adapter, "key": key, "body": body}
        conn.execute(text("INSERT INTO memory (adapter, key, body) VALUES (:adapter, :key, :body)"), values)
    columns = "key, lane, destination, act, conversation, body, priority, state, attempts, created_at"
    row = "'key-1', 'l', 'channel:whatsapp', 'send', 'c1', '{}', 0, 'sent', 1, '2026-03-02 09:00:00'"
    conn.execute(text(f"INSERT INTO outbox ({columns}) VALUES ({row})"))  # noqa: S608 - our own words


async def test_notes_of_an_earlier_version_say_whose_they_are(own_database: Database) -> None:
    def upgraded(conn: Connection) -> dict[tuple[str, str], tuple[str | None, str | None]]:
        as_before(conn)
        migrate(conn)
        kept = conn.execute(text("SELECT adapter, key, contact, conversation FROM memory")).all()
        return {(adapter, key): (contact, chat) for adapter, key, contact, chat in kept}

    assert await own_database.write(upgraded) == WHOSE


async def test_a_number_and_an_id_that_were_noted_together_are_one_persons(own_database: Database) -> None:
    def upgraded(conn: Connection) -> set[tuple[str, str, str]]:
        as_before(conn)
        migrate(conn)
        kept = conn.execute(text("SELECT channel, beginning, person FROM known_as")).all()
        return {(channel, beginning, one) for channel, beginning, one in kept}

    person = "whatsapp:12025550177/"
    assert await own_database.write(upgraded) == {
        ("whatsapp", person, person),
        ("whatsapp", f"whatsapp:{USER}/", person),
    }
