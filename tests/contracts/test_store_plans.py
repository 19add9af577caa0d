"""How SQLite carries out what the desk asks of its store: by an index, however much has happened before."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import cast

import pytest
from sqlalchemy import Connection, create_engine

from bridge.store import (
    agents,
    attributes,
    canned,
    conversations,
    floor,
    inbox,
    intake,
    journal,
    line,
    line_up,
    messages,
    past,
    routes,
    survey,
    threads,
)
from bridge.store.columns import Row
from core.features.past_chats import wanted
from core.ids import AgentId, ChannelName, ConversationId, DeskName, ExternalRef, MessageId, PersonRef, QueueId, TeamId
from tests.build import a_conversation

NOW, TODAY = datetime(2026, 11, 21, tzinfo=UTC), date(2026, 11, 21)
ADA, CHAT, QUEUE, SLACK = AgentId("ada"), ConversationId("c1"), QueueId("billing"), DeskName("slack")
MINE = past.Scope([QUEUE, QueueId("sales")], 11, NOW)
EVERY = past.Scope(None, 11, NOW)

LOOKS: dict[str, Callable[[Connection], object]] = {
    "the last offer": lambda conn: journal.last_offer(conn, ADA, NOW),
    "a person's last line": lambda conn: journal.last_of_person(conn, CHAT, PersonRef("p"), ("asked",), NOW),
    "a chat's journal": lambda conn: journal.of_conversation(conn, CHAT),
    "figures": lambda conn: journal.counts(conn, NOW, NOW),
    "who waits": line_up.waiting,
    "how long others waited": lambda conn: tuple(line_up.answered(conn, NOW)),
    "what waits in the queues": floor.lines,
    "the oldest in line": lambda conn: line.oldest(conn, [QUEUE], 20),
    "an agent's chats": lambda conn: conversations.of_agent(conn, ADA),
    "held texts": lambda conn: conversations.holding(conn, SLACK, PersonRef("p")),
    "a chat by its number": lambda conn: conversations.by_number(conn, 7),
    "a customer's last chat": lambda conn: conversations.last_of(conn, ChannelName("web"), ExternalRef("v")),
    "a customer's earlier chats": lambda conn: conversations.earlier(conn, a_conversation()),
    "a chat's notes": lambda conn: messages.notes(conn, CHAT),
    "what quotes a message": lambda conn: messages.quoting(conn, MessageId("m1")),
    "a chat's words": lambda conn: messages.of_conversation(conn, CHAT, 50),
    "scores": lambda conn: survey.scores(conn, NOW, NOW),
    "a score": lambda conn: survey.get(conn, CHAT),
    "what is known before": lambda conn: intake.read(conn, CHAT),
    "attributes": lambda conn: attributes.of(conn, CHAT),
    "canned texts": lambda conn: canned.of(conn, ADA, [TeamId("tea")]),
    "agents": lambda conn: agents.many(conn, [ADA]),
    "open chats of places": lambda conn: threads.load_of_places(conn, SLACK, [ExternalRef("place")]),
    "whether something waits": lambda conn: inbox.is_waiting(conn, "lane"),
    "the last word that waits": lambda conn: inbox.last_waiting(conn, "undecided:slack:T1/U1:"),
    "past chats of a customer": lambda conn: past.of_contact(conn, ChannelName("web"), ExternalRef("v"), MINE),
    "a chat that goes on, by an address": lambda conn: routes.live_by(conn, (ChannelName("web"), ExternalRef("v"))),
    "past chats of a day": lambda conn: past.find(conn, wanted("2026-11-20", TODAY), EVERY),
    "past chats by words": lambda conn: past.find(conn, wanted("teapot", TODAY), MINE),
    "past chats by number": lambda conn: past.find(conn, wanted("#7", TODAY), MINE),
}
"""What agents and windows make the store look for; each is asked often, or while others wait to write."""


WHOLE = ("SCAN line", "SCAN newest")
"""What is meant as a whole: all who wait, and the newest past chats that were found by an index."""


@pytest.fixture
def connection() -> Iterator[Connection]:
    """Give a connection to the tables of the code."""
    engine = create_engine("sqlite://")
    Row.metadata.create_all(engine)
    with engine.connect() as conn:
        yield conn
    engine.dispose()


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_that_the_desk_asks_for_reads_a_whole_table(connection: Connection, look: str) -> None:
    driver = cast(sqlite3.Connection, connection.connection.driver_connection)
    said: list[str] = []
    driver.set_trace_callback(said.append)
    LOOKS[look](connection)
    driver.set_trace_callback(None)

    asked = [statement for statement in said if statement.lstrip().startswith("SELECT")]
    plans = [row[3] for statement in asked for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}")]

    assert any(step.startswith("SEARCH") for step in plans)
    assert [step for step in plans if step.startswith("SCAN") and step not in WHOLE] == []
