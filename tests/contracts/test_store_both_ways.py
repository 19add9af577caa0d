"""On SQLite each declared statement does the same without SQLAlchemy as with it: to the rows, and to what it gives."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta, timezone
from functools import partial
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Connection

import bridge.store
from bridge.store import (
    agents,
    asides,
    audit,
    contacts,
    conversations,
    deliveries,
    feed,
    free,
    inbox,
    journal,
    line,
    messages,
    openings,
    outbox,
    receipts,
    reservations,
    threads,
    timers,
)
from bridge.store.columns import Row
from bridge.store.sqlite import SqliteDatabase
from bridge.store.statements import Statement
from core.agents.model import Agent
from core.conversation.effects import Audit, AuditAct, Record
from core.conversation.expert import ExpertOutcome
from core.conversation.model import Status
from core.ids import (
    AgentId,
    ConversationId,
    DeskName,
    ExternalRef,
    InvitationId,
    MessageId,
    PersonRef,
    QueueId,
)
from core.ports import Opened
from core.sentences import say
from tests.contracts.store_builders import (
    ADA,
    BILLING,
    CONTACT,
    NOW,
    WEB,
    a_conversation,
    a_message,
    a_seat,
    an_inbound,
    an_outbox,
    later,
)

C1, M1 = ConversationId("c1"), MessageId("m1")
SLACK, PLACE, ROOT = DeskName("slack"), ExternalRef("C1"), ExternalRef("C1/1.0")
SALES, NOOR = QueueId("sales"), AgentId("noor")
TOKYO = timezone(timedelta(hours=9))
REPOSITORIES = (
    *(agents, asides, audit, contacts, conversations, deliveries, feed, free, inbox, journal, line, messages, openings),
    *(receipts, reservations, threads, timers),
)


def chats(conn: Connection) -> None:
    """Use what keeps chats and messages."""
    saved = conversations.put(conn, a_conversation())
    messages.add(conn, a_message(text="Zoë's \U0001f600 question?\0"))
    messages.change(conn, a_message(text="planted", edited=True))
    assert messages.get(conn, M1) == messages.get_to_change(conn, M1)
    assert messages.of_customer(conn, C1, 5) == (messages.get(conn, M1),)
    assert messages.quoting(conn, M1) == ()
    saved = conversations.put(conn, saved)
    saved = conversations.put(conn, replace(saved, status=Status.ACTIVE, queued_at=None))
    conversations.put(conn, replace(saved, participants=(a_seat(),)))
    assert conversations.get(conn, C1) is not None
    assert conversations.status_of(conn, C1) == Status.ACTIVE
    assert conversations.contact_of(conn, C1) == (WEB, CONTACT)
    assert conversations.queue_of(conn, C1) == saved.queue
    assert receipts.of(conn, C1, (WEB,)).failed == 0
    ada = agents.put(conn, agents.put(conn, Agent(ADA, capacity=3)))
    assert agents.get(conn, ADA) == ada
    assert agents.many(conn, [ADA]) == (ada,)
    assert agents.unseated(conn) == ()


def places(conn: Connection) -> None:
    """Use what knows where chats and messages are outside."""
    contacts.resolve(conn, WEB, CONTACT, BILLING, "", C1)
    contacts.resolve(conn, WEB, CONTACT, QueueId("other"), "Grace \ud800", ConversationId("c2"))
    assert contacts.get(conn, WEB, CONTACT) is not None
    threads.put(conn, C1, SLACK, Opened(ROOT, ROOT, "https://example.com"), PLACE)
    assert (threads.of(conn, C1, SLACK),) == threads.all_of(conn, C1)
    assert threads.conversation_of(conn, SLACK, ROOT) == C1
    for at in (None, NOW, NOW.astimezone(TOKYO)):
        deliveries.add(conn, M1, "slack", ROOT, "copy", at=at)
    deliveries.set_state(conn, M1, "slack", "failed", say("offline"), at=later(0.5))
    assert deliveries.refs(conn, M1) == deliveries.refs(conn, M1, "slack") != ()
    assert deliveries.message_of(conn, "slack", ROOT) == M1
    outbox.add(conn, an_outbox(destination="desk:slack", body={"kind": "open"}), NOW)
    assert openings.is_one_under_way(conn, SLACK, 0)


def lines(conn: Connection) -> None:
    """Use what is written line by line, and what wakes chats."""
    journal.add(conn, C1, NOW, [Record("queued"), Record("offered", agent=ADA, fields={"half": "\ud800"})])
    for key, at in (("k1", NOW), ("k2", NOW.astimezone(TOKYO)), ("k1", NOW)):
        feed.append(conn, C1, key, at, "message", M1)
    feed.append(conn, C1, "k3", later(1), "status", data={"status": "queued", "text": "Zoë"})
    assert [one.seq for one in feed.since(conn, C1, 1, 9)] == [2, feed.last_seq(conn, C1)]
    for due in (later(5), later(5), later(3).astimezone(TOKYO), None, later(4)):
        timers.set(conn, C1, due)
    assert timers.next_due(conn) == later(4)
    assert timers.due(conn, later(4), 9) == (C1,)


def coming_in(conn: Connection) -> None:
    """Use what keeps what came in."""
    for number in (1, 2, 1):
        inbox.add(conn, an_inbound(f"d{number}", text="planted"), "c1", NOW.astimezone(TOKYO))
    inbox.add_settled(conn, "web", "d3", "c2", NOW)
    inbox.add_settled(conn, "web", "d1", "c2", NOW)
    assert inbox.has_unsettled(conn, "c1")
    assert inbox.is_waiting(conn, "c1")
    assert inbox.last_waiting(conn, "c") == "c1"
    assert len(inbox.unsettled(conn, "c1")) == 2
    assert inbox.claim(conn, "w", later(1), 30, 9, ["c1"]) == ()
    (row,) = inbox.claim(conn, "w", later(1), 30, 9)
    assert inbox.next_at(conn, later(1)) == later(31)
    assert [one.attempts for one in inbox.claim(conn, "w", later(31), 30, 9)] == [2]
    inbox.settle(conn, row.id)


def standing(conn: Connection) -> None:
    """Use what keeps who waits and who is free."""
    line.put(conn, C1, (BILLING, SALES), -1, NOW.astimezone(TOKYO))
    assert [place.queued_at for place in line.of(conn, SALES)] == [NOW]
    assert line.is_anybody_in(conn, (BILLING,))
    assert line.oldest(conn, (BILLING, SALES), 9) == (C1,)
    assert line.everything(conn) == {C1: {(BILLING, -1, NOW), (SALES, -1, NOW)}}
    reservations.add(conn, C1, ADA, NOW)
    assert list(line.of(conn, SALES)) == []
    assert reservations.everything(conn) == ((C1, ADA),)
    assert reservations.agent_for(conn, C1) == ADA
    assert reservations.end(conn, C1, ADA)
    line.leave(conn, C1)
    for since in (NOW.astimezone(TOKYO), None):
        assert free.put(conn, ADA, (BILLING, SALES), since) is (since is not None)
    assert (free.of(conn, BILLING), free.is_anybody_for(conn, SALES)) == ((ADA,), True)
    assert set(free.queues_of(conn, ADA)) == {BILLING, SALES}


def talks(conn: Connection) -> None:
    """Use what keeps the talks with experts."""
    row = asides.AsideRow(InvitationId("i1"), C1, NOOR, SLACK, PersonRef("T1/U1"))
    asides.add(conn, row)
    assert asides.of_person(conn, SLACK, PersonRef("T1/U1")) == (row,)
    asides.opened(conn, row.invitation, Opened(ROOT, ROOT, "https://example.com"))
    found = asides.at(conn, SLACK, ROOT)
    assert found == replace(row, thread=ROOT, card=ROOT, link="https://example.com")
    asides.close(conn, row.invitation, ExpertOutcome.LEFT)
    assert asides.of_chat(conn, C1) == (replace(found, outcome=ExpertOutcome.LEFT),)
    assert asides.get(conn, row.invitation) == asides.of_chat(conn, C1)[0]
    assert asides.lately(conn, SLACK, PersonRef("T1/U1")) == asides.of_chat(conn, C1)


def watched(conn: Connection) -> None:
    """Use what keeps who has seen what."""
    for at in (NOW, later(1)):
        audit.add(conn, at, Audit(AuditAct.MASKED, "ada", "m1", {"spans": "2"}), C1, (WEB, CONTACT))
    assert audit.pseudonym_of(conn, (WEB, CONTACT)) is not None


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> set[Statement]:
    """The statements that were run, each of them both ways, and found to do the same."""
    run: set[Statement] = set()
    both = partial(_both, run)
    raw_rows, raw_count, raw_many = Statement.rows, Statement.count, Statement.many

    def rows(statement: Statement, conn: Connection, /, **values: object) -> object:
        return both(
            statement,
            conn,
            lambda: raw_rows(statement, conn, **values),
            lambda: [tuple(row) for row in statement.through_sqlalchemy(conn, values).all()],
        )

    def count(statement: Statement, conn: Connection, /, **values: object) -> object:
        return both(
            statement,
            conn,
            lambda: raw_count(statement, conn, **values),
            lambda: statement.through_sqlalchemy(conn, values).rowcount,
        )

    def many(statement: Statement, conn: Connection, lines: Sequence[Mapping[str, Any]]) -> object:
        return both(
            statement,
            conn,
            lambda: raw_many(statement, conn, lines),
            lambda: statement.through_sqlalchemy(conn, lines).close(),
        )

    for name, way in (("rows", rows), ("count", count), ("many", many)):
        monkeypatch.setattr(Statement, name, way)
    return run


def _both(
    run: set[Statement], statement: Statement, conn: Connection, raw: Callable[[], object], other: Callable[[], object]
) -> object:
    tried = conn.begin_nested()
    given, stored = raw(), _everything(conn)
    tried.rollback()
    assert other() == given
    assert _everything(conn) == stored
    run.add(statement)
    return given


def _everything(conn: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Give all rows as the file holds them, times as the text that they are there."""
    return {
        name: sorted(map(tuple, conn.exec_driver_sql(f"SELECT * FROM {name}").all()), key=str)  # noqa: S608 - our names
        for name in Row.metadata.tables
    }


def _statements(module: ModuleType) -> Iterator[tuple[str, Statement]]:
    for name, value in vars(module).items():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Statement):
                yield f"{module.__name__}.{name}", one


async def test_with_or_without_sqlalchemy_is_the_same(
    sqlite_database: SqliteDatabase, compared: set[Statement]
) -> None:
    for work in (chats, places, lines, coming_in, standing, talks, watched):
        await sqlite_database.write(work)

    declared = dict(pair for module in REPOSITORIES for pair in _statements(module))
    assert [name for name, statement in declared.items() if statement not in compared] == []


def test_no_statement_is_declared_where_this_is_not_looked_at() -> None:
    modules = [
        importlib.import_module(f"bridge.store.{one.name}") for one in pkgutil.iter_modules(bridge.store.__path__)
    ]
    elsewhere = {module.__name__ for module in modules if module not in REPOSITORIES and [*_statements(module)]}

    assert elsewhere <= {"bridge.store.outbox"}
