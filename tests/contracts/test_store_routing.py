"""The tables by which routing finds who waits and who is free."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from bridge.store import conversations, free, line, reservations, seats
from bridge.store.database import Database
from core.conversation.model import Status
from core.errors import Conflict
from core.ids import ConversationId, ExternalRef, QueueId
from tests.build import ADA, BILLING, BOB, CLEO, NOW, a_conversation, later

SALES = QueueId("sales")


def chats(conn: Connection, many: int) -> list[ConversationId]:
    """Store waiting chats, and give their ids."""
    return [conversations.put(conn, a_conversation(id=f"c{one:03}", number=one)).id for one in range(1, many + 1)]


def whose_turn(conn: Connection, queue: QueueId) -> list[str]:
    """Give a line's chats in order."""
    return [place.conversation for place in line.of(conn, queue)]


async def test_a_line_goes_by_priority_and_then_by_the_time_waited(database: Database) -> None:
    def work(conn: Connection) -> list[str]:
        first, second, urgent = chats(conn, 3)
        line.put(conn, second, (BILLING,), 0, later(1))
        line.put(conn, first, (BILLING, SALES), 0, NOW)
        line.put(conn, urgent, (BILLING,), -5, later(2))
        return whose_turn(conn, BILLING)

    assert await database.write(work) == ["c003", "c001", "c002"]
    assert await database.read(lambda conn: whose_turn(conn, SALES)) == ["c001"]


async def test_a_long_line_is_given_whole_and_in_order(database: Database) -> None:
    many = line.FIRST_PAGE + 2 * line.PAGE + 1

    def work(conn: Connection) -> None:
        for number, chat in enumerate(chats(conn, many)):
            line.put(conn, chat, (BILLING,), -(number % 3), later(number // 2))

    await database.write(work)
    found = await database.read(lambda conn: list(line.of(conn, BILLING)))
    assert len({place.conversation for place in found}) == many
    assert found == sorted(found, key=lambda place: (place.rank, place.queued_at, place.conversation))


async def test_a_chat_for_which_somebody_is_reserved_is_passed_over_until_that_ends(database: Database) -> None:
    def work(conn: Connection) -> tuple[list[str], list[str]]:
        first, second = chats(conn, 2)
        for chat in (first, second):
            line.put(conn, chat, (BILLING,), 0, NOW)
        reservations.add(conn, first, ADA, NOW)
        before = whose_turn(conn, BILLING)
        assert not reservations.end(conn, first, BOB)
        assert reservations.end(conn, first, ADA)
        assert not reservations.end(conn, first, ADA)
        return before, whose_turn(conn, BILLING)

    assert await database.write(work) == (["c002"], ["c001", "c002"])


async def test_only_one_agent_can_be_reserved_for_a_chat(database: Database) -> None:
    def work(conn: Connection) -> None:
        (chat,) = chats(conn, 1)
        reservations.add(conn, chat, ADA, NOW)

    await database.write(work)
    with pytest.raises(Conflict):
        await database.write(lambda conn: reservations.add(conn, ConversationId("c001"), BOB, NOW))
    assert await database.read(lambda conn: reservations.agent_for(conn, ConversationId("c001"))) == ADA
    assert await database.read(reservations.everything) == ((ConversationId("c001"), ADA),)


async def test_who_leaves_the_line_is_in_no_line(database: Database) -> None:
    def work(conn: Connection) -> tuple[bool, bool]:
        (chat,) = chats(conn, 1)
        line.put(conn, chat, (BILLING, SALES), 0, NOW)
        there = line.is_anybody_in(conn, (SALES,))
        line.leave(conn, chat)
        return there, line.is_anybody_in(conn, (BILLING, SALES))

    assert await database.write(work) == (True, False)
    assert not await database.read(lambda conn: line.is_anybody_in(conn, ()))


async def test_the_oldest_of_several_lines_are_given_each_once(database: Database) -> None:
    def work(conn: Connection) -> tuple[str, ...]:
        first, second, third = chats(conn, 3)
        line.put(conn, first, (SALES,), 0, later(2))
        line.put(conn, second, (BILLING, SALES), 0, later(1))
        line.put(conn, third, (BILLING,), 0, NOW)
        return line.oldest(conn, (BILLING, SALES), 2)

    assert await database.write(work) == ("c003", "c002")


async def test_what_does_not_wait_is_taken_out_of_all_lines(database: Database) -> None:
    def work(conn: Connection) -> int:
        waits, _ = chats(conn, 2)
        busy = conversations.put(conn, a_conversation(Status.ACTIVE, id="busy", number=9)).id
        line.put(conn, waits, (BILLING, SALES), -1, NOW)
        line.put(conn, busy, (BILLING, SALES), 0, NOW)
        return line.leave_stray(conn)

    assert await database.write(work) == 2
    assert await database.read(line.everything) == {"c001": {(BILLING, -1, NOW), (SALES, -1, NOW)}}


async def test_chats_are_found_by_where_they_stand_and_agents_by_their_seats(database: Database) -> None:
    def work(conn: Connection) -> None:
        chats(conn, 2)
        conversations.put(conn, a_conversation(Status.ACTIVE, id="busy", number=9))
        conversations.put(conn, a_conversation(Status.WRAP_UP, id="ended", number=10))

    await database.write(work)
    waiting = await database.read(lambda conn: conversations.in_status(conn, (Status.QUEUED, Status.OFFERED)))
    assert [chat.id for chat in waiting] == ["c001", "c002"]
    assert await database.read(seats.agents) == (ADA,)


async def test_the_longest_idle_are_given_first_and_those_with_chats_last(database: Database) -> None:
    def work(conn: Connection) -> tuple[str, ...]:
        free.put(conn, BOB, (BILLING, SALES), None)
        free.put(conn, ADA, (BILLING,), later(5))
        free.put(conn, CLEO, (BILLING,), NOW - timedelta(hours=1))
        return free.of(conn, BILLING)

    assert await database.write(work) == (CLEO, ADA, BOB)
    assert await database.read(lambda conn: free.of(conn, SALES)) == (BOB,)
    assert set(await database.read(lambda conn: free.queues_of(conn, BOB))) == {BILLING, SALES}


async def test_it_is_told_whether_somebody_has_become_free(database: Database) -> None:
    def work(conn: Connection) -> list[bool]:
        return [
            free.put(conn, ADA, (BILLING,), NOW),
            free.put(conn, ADA, (BILLING,), NOW),
            free.put(conn, ADA, (BILLING,), later(1)),
            free.put(conn, ADA, (BILLING, SALES), NOW),
            free.put(conn, ADA, (SALES,), NOW),
            free.put(conn, ADA, (), None),
        ]

    assert await database.write(work) == [True, False, False, True, False, False]
    assert not await database.read(lambda conn: free.is_anybody_for(conn, SALES))


async def test_earlier_chats_of_a_customer_are_counted(database: Database) -> None:
    mine = [replace(a_conversation(id=f"c{one}", number=one), contact=ExternalRef("grace")) for one in (1, 2, 3)]

    def work(conn: Connection) -> None:
        for chat in (*mine, a_conversation(id="other", number=9)):
            conversations.put(conn, chat)

    await database.write(work)
    first, *_, last = mine
    assert await database.read(lambda conn: conversations.earlier(conn, first)) == (0, None)
    assert await database.read(lambda conn: conversations.earlier(conn, last)) == (2, NOW)
    found = await database.read(lambda conn: conversations.last_of(conn, last.channel, last.contact))
    assert found is not None
    assert found.id == "c3"
    assert await database.read(lambda conn: conversations.last_of(conn, last.channel, ExternalRef("nobody"))) is None
