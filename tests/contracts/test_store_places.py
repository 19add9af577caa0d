"""Threads, contacts, timers, the journal and files."""

import asyncio
from functools import partial

from sqlalchemy import Connection

from bridge.store import contacts, conversations, files, journal, threads, timers
from bridge.store.database import Database
from core.conversation.effects import Record
from core.conversation.model import Status
from core.ids import AgentId, ConversationId, DeskName, ExternalRef, FileId, MessageId, PersonRef, QueueId
from core.messages import Media
from core.ports import Opened
from tests.contracts.store_builders import ADA, BILLING, CONTACT, NOW, WEB, a_chat, a_conversation, later

C1, C2, C3 = ConversationId("c1"), ConversationId("c2"), ConversationId("c3")
SLACK = DeskName("slack")
HELP, MORE = ExternalRef("C-help"), ExternalRef("C-more")


def opened(name: str) -> Opened:
    return Opened(ExternalRef(f"{name}/thread"), ExternalRef(f"{name}/card"), f"https://example.com/{name}")


async def test_a_thread_leads_to_its_chat_and_back(database: Database) -> None:
    await database.write(a_chat())
    await database.write(lambda conn: threads.put(conn, C1, SLACK, opened("a"), HELP))

    row = threads.ThreadRow(C1, SLACK, ExternalRef("a/thread"), ExternalRef("a/card"), "https://example.com/a", HELP)
    assert await database.read(lambda conn: threads.of(conn, C1, SLACK)) == row
    assert await database.read(lambda conn: threads.of(conn, C1, DeskName("teams"))) is None
    assert await database.read(lambda conn: threads.all_of(conn, C1)) == (row,)
    assert await database.read(lambda conn: threads.conversation_of(conn, SLACK, row.thread)) == C1
    assert await database.read(lambda conn: threads.conversation_of(conn, SLACK, HELP)) is None


async def test_a_later_thread_takes_the_place_of_an_earlier_one(database: Database) -> None:
    await database.write(a_chat())

    def work(conn: Connection) -> None:
        threads.put(conn, C1, SLACK, opened("a"), HELP)
        threads.put(conn, C1, SLACK, opened("b"), MORE)

    await database.write(work)

    (row,) = await database.read(lambda conn: threads.all_of(conn, C1))
    assert (row.thread, row.place) == ("b/thread", MORE)
    assert await database.read(lambda conn: threads.conversation_of(conn, SLACK, ExternalRef("a/thread"))) is None


async def test_the_load_of_places_counts_open_chats_and_names_empty_places(database: Database) -> None:
    def work(conn: Connection) -> None:
        for number, status in enumerate((Status.ACTIVE, Status.QUEUED, Status.WRAP_UP, Status.HANDLED), start=1):
            conversations.put(conn, a_conversation(f"c{number}", number, status=status))
            threads.put(conn, ConversationId(f"c{number}"), SLACK, opened(str(number)), HELP)

    await database.write(work)

    assert await database.read(lambda conn: threads.load_of_places(conn, SLACK, (MORE, HELP))) == {HELP: 2, MORE: 0}


async def test_a_contact_has_one_open_conversation_until_it_is_closed(database: Database) -> None:
    async def resolve(mint: ConversationId, queue: QueueId = BILLING, name: str = "") -> tuple[str, bool]:
        return await database.write(lambda conn: contacts.resolve(conn, WEB, CONTACT, queue, name, mint))

    assert await resolve(C1, name="Grace") == (C1, True)
    assert await resolve(C2, QueueId("sales")) == (C1, False)
    assert await database.read(lambda conn: contacts.get(conn, WEB, CONTACT)) == contacts.ContactRow(
        WEB, CONTACT, BILLING, "Grace", C1, C1
    )

    await database.write(lambda conn: contacts.close(conn, WEB, CONTACT, C2))  # not the open one: changes nothing
    assert await resolve(C3) == (C1, False)
    await database.write(lambda conn: contacts.close(conn, WEB, CONTACT, C1))
    closed = await database.read(lambda conn: contacts.get(conn, WEB, CONTACT))
    assert closed is not None
    assert (closed.open_conversation, closed.last_conversation) == (None, C1)
    assert await resolve(C2, QueueId("sales"), "Grace H.") == (C2, True)
    assert await database.read(lambda conn: contacts.get(conn, WEB, CONTACT)) == contacts.ContactRow(
        WEB, CONTACT, QueueId("sales"), "Grace H.", C2, C2
    )


async def test_of_many_first_messages_at_once_one_opens_the_conversation(database: Database) -> None:
    mints = [ConversationId(f"c{number}") for number in range(20)]

    results = await asyncio.gather(
        *(
            database.write(partial(contacts.resolve, channel=WEB, contact=CONTACT, queue=BILLING, name="", mint=mint))
            for mint in mints
        )
    )

    assert len({conversation for conversation, _ in results}) == 1
    assert sum(new for _, new in results) == 1


async def test_an_ended_conversation_is_opened_again_unless_another_is_open(database: Database) -> None:
    def ended(conn: Connection) -> None:
        contacts.resolve(conn, WEB, CONTACT, BILLING, "", C1)
        contacts.close(conn, WEB, CONTACT, C1)

    await database.write(ended)
    assert await database.write(lambda conn: contacts.reopen(conn, WEB, CONTACT, C1))
    assert await database.write(lambda conn: contacts.resolve(conn, WEB, CONTACT, BILLING, "", C2)) == (C1, False)
    assert not await database.write(lambda conn: contacts.reopen(conn, WEB, CONTACT, C3))
    assert await database.read(lambda conn: contacts.get(conn, WEB, ExternalRef("nobody"))) is None


async def test_a_conversation_has_one_due_time_and_the_earliest_comes_first(database: Database) -> None:
    def work(conn: Connection) -> None:
        for number, due in enumerate((30, 10, 20), start=1):
            conversations.put(conn, a_conversation(f"c{number}", number))
            timers.set(conn, ConversationId(f"c{number}"), later(due))
        timers.set(conn, C1, later(15))
        timers.set(conn, C3, None)

    await database.write(work)

    assert await database.read(timers.next_due) == later(10)
    assert await database.write(lambda conn: timers.due(conn, later(9), 9)) == ()
    assert await database.write(lambda conn: timers.due(conn, later(15), 9)) == (C2, C1)
    assert await database.write(lambda conn: timers.due(conn, later(15), 1)) == (C2,)


async def test_nothing_is_due_when_no_timer_is_set(database: Database) -> None:
    await database.write(a_chat())
    await database.write(lambda conn: timers.set(conn, C1, None))

    assert await database.read(timers.next_due) is None


async def test_the_journal_keeps_its_lines_in_order_and_counts_them(database: Database) -> None:
    accepted = Record("accepted", ADA, fields={"after": "12"})
    held = Record("held", None, PersonRef("T1/U1"), MessageId("m1"))
    await database.write(a_chat())

    def work(conn: Connection) -> None:
        journal.add(conn, C1, NOW, [accepted, held])
        journal.add(conn, C1, later(60), [Record("accepted", ADA)])
        journal.add(conn, None, later(60), [Record("ready", AgentId("bob"))])
        journal.add(conn, C1, later(99), [])

    await database.write(work)

    lines = await database.read(lambda conn: journal.of_conversation(conn, C1))
    assert [(one.at, one.record) for one in lines] == [
        (NOW, accepted),
        (NOW, held),
        (later(60), Record("accepted", ADA)),
    ]
    assert await database.read(lambda conn: journal.counts(conn, NOW, later(61))) == (
        journal.JournalCount("accepted", ADA, BILLING, 2),
        journal.JournalCount("held", None, BILLING, 1),
        journal.JournalCount("ready", AgentId("bob"), None, 1),
    )
    assert len(await database.read(lambda conn: journal.counts(conn, NOW, later(60)))) == 2


async def test_what_names_its_queue_is_counted_there_wherever_the_chat_has_gone(database: Database) -> None:
    sales = QueueId("sales")
    await database.write(a_chat())
    there = Record("offered", ADA, fields={"queue": sales})
    await database.write(lambda conn: journal.add(conn, C1, NOW, [there, there, Record("offered", ADA)]))

    assert await database.read(lambda conn: journal.counts(conn, NOW, later(1))) == (
        journal.JournalCount("offered", ADA, BILLING, 1),
        journal.JournalCount("offered", ADA, sales, 2),
    )


async def test_a_file_is_found_by_its_id(database: Database) -> None:
    media = Media(FileId("f1"), "Rechnung 🧾.pdf", "application/pdf", 5_000_000_000)
    await database.write(lambda conn: files.add(conn, media, "ab/f1"))

    assert await database.read(lambda conn: files.get(conn, FileId("f1"))) == files.FileRow(media, "ab/f1")
    assert await database.read(lambda conn: files.get(conn, FileId("f2"))) is None
