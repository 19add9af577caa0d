"""Marks of a chat that are behind their budget: those that say "arrived" become one, all others stay."""

from sqlalchemy import Connection

from bridge.delivery.jobs import MarkJob
from bridge.delivery.rows import outgoing
from bridge.store import outbox
from bridge.store.database import Database
from bridge.store.outbox import OutboxRow
from core.ids import ConversationId, MessageId
from tests.contracts.store_builders import NOW
from tests.contracts.store_outbox_steps import LEASE

CHAT = ConversationId("c1")


def arrived(message: str) -> MarkJob:
    """Ask for a first mark, which says that the message has arrived."""
    return MarkJob(MessageId(message), settled=True, first=True)


async def added(database: Database, *jobs: MarkJob) -> list[OutboxRow]:
    """Add the rows of these jobs; give each as it stood then."""

    def work(conn: Connection) -> list[OutboxRow | None]:
        return [outbox.add(conn, outgoing(job, CHAT, "desk:slack", f"k{place}"), NOW) for place, job in enumerate(jobs)]

    return [row for row in await database.write(work) if row is not None]


async def test_of_marks_that_say_arrived_only_the_newest_waits(database: Database) -> None:
    rows = await added(database, *(arrived(f"m{number}") for number in range(9)))

    assert {row.id for row in rows} == {rows[0].id}
    assert (rows[-1].message, rows[-1].body["message"]) == ("m8", "m8")


async def test_a_mark_that_says_anything_else_is_merged_with_no_other_messages(database: Database) -> None:
    failed, held_before = MarkJob(MessageId("m2"), first=True), MarkJob(MessageId("m3"), settled=True)
    again = MarkJob(MessageId("m4"))

    rows = await added(database, arrived("m1"), failed, held_before, again, again, arrived("m5"))

    assert [row.message for row in rows] == ["m1", "m2", "m3", "m4", "m4", "m5"]
    first, *others, last = rows
    assert last.id == first.id
    assert len({row.id for row in others}) == 3
    assert first.id not in {row.id for row in others}


async def test_a_mark_on_its_way_keeps_its_message_and_the_next_waits_behind_it(database: Database) -> None:
    (first,) = await added(database, arrived("m1"))
    (begun,) = await database.write(lambda conn: outbox.begin(conn, [first.id], "w1", NOW, LEASE))

    second = await database.write(lambda conn: outbox.add(conn, outgoing(arrived("m2"), CHAT, "desk:slack", "k9"), NOW))

    assert begun.message == "m1"
    assert second is not None
    assert (second.id != first.id, second.lane) == (True, first.lane)
