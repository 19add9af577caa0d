"""By which routes chats go that have gone on in another channel: each finds them."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bridge.erasing.scrubbing import chats_of, scrub
from bridge.store import contacts, conversations, past, routes
from bridge.store.database import Database
from core.conversation.model import Conversation, Status
from core.conversation.routes import moved_to
from core.ids import ChannelName, Contact, ConversationId, ExternalRef, QueueId

WEB: Contact = (ChannelName("web"), ExternalRef("visitor:1"))
SMS: Contact = (ChannelName("sms"), ExternalRef("sms:+12025550188/+12025550100"))
AT = datetime(2026, 11, 22, tzinfo=UTC)
C1, C2, C3 = ConversationId("c1"), ConversationId("c2"), ConversationId("c3")
SCOPE = past.Scope(None, 10, AT)


def a_chat(id: ConversationId, number: int) -> Conversation:
    """Make a chat of the web that has ended."""
    at = AT + timedelta(minutes=number)
    return Conversation(id, number, QueueId("support"), *WEB, "Maya", at, Status.HANDLED, ended_at=at)


def moved(conn: Connection) -> Conversation:
    """Keep a chat that has never moved, and one that goes on by a telephone."""
    contacts.resolve(conn, *WEB, QueueId("support"), "", C1)
    past.add(conn, conversations.put(conn, a_chat(C1, 1)))
    chat = conversations.put(conn, a_chat(C2, 2))
    chat = conversations.put(conn, moved_to(chat, SMS))
    routes.keep(conn, chat, AT)
    past.add(conn, chat)
    return chat


async def test_a_chat_that_has_moved_is_found_by_each_of_its_routes(database: Database) -> None:
    chat = await database.write(moved)

    for route, all_of_it in ((WEB, [C2, C1]), (SMS, [C2])):

        def found(conn: Connection, route: Contact = route) -> tuple[object, ...]:
            last = conversations.last_of(conn, *route)
            listed = [one.id for one in chats_of(conn, route)]
            ended = past.ended_since(conn, *route, AT)
            return past.of_contact(conn, *route, SCOPE), listed[::-1], last and last.id, list(ended)[::-1]

        assert (all_of_it, all_of_it, C2, all_of_it) == await database.read(found)
    assert await database.read(lambda conn: routes.of(conn, C2)) == (SMS, WEB)
    assert await database.read(lambda conn: routes.of(conn, C1)) == (WEB,)
    assert chat == await database.read(lambda conn: conversations.get(conn, C2))
    assert (1, AT + timedelta(minutes=1)) == await database.read(
        lambda conn: conversations.earlier(conn, replace(chat, channel=WEB[0], contact=WEB[1]))
    )


async def test_of_a_chat_that_is_erased_no_route_is_left(database: Database) -> None:
    chat = await database.write(moved)
    await database.write(lambda conn: scrub(conn, chat))

    assert await database.read(lambda conn: routes.moved_by(conn, SMS)) == []
    assert [one.id for one in await database.read(lambda conn: chats_of(conn, WEB))] == [C1]
    assert not await database.read(lambda conn: routes.is_of(conn, C2, SMS))


async def test_an_address_that_is_known_better_takes_the_place_of_the_old_one(database: Database) -> None:
    chat = await database.write(moved)
    known = replace(chat, taken=((WEB[0], ExternalRef("user:maya")), SMS))
    await database.write(lambda conn: routes.keep(conn, known, AT))

    assert await database.read(lambda conn: routes.moved_by(conn, WEB)) == []
    assert await database.read(lambda conn: routes.moved_by(conn, known.taken[0])) == [C2]


async def test_where_nobody_has_ever_written_from_nobody_has_after_the_chat_was_opened_again(
    database: Database,
) -> None:
    def opened_again(conn: Connection) -> contacts.ContactRow | None:
        assert contacts.claim(conn, *SMS, QueueId("support"), C1)
        contacts.close(conn, *SMS, C1)
        assert contacts.reopen(conn, *SMS, C1)
        return contacts.get(conn, *SMS)

    row = await database.write(opened_again)
    assert row is not None
    assert (row.open_conversation, row.last_conversation) == (C1, None)


async def test_of_an_address_only_a_chat_that_goes_on_and_has_moved_is_known_to_live(database: Database) -> None:
    chat = await database.write(moved)
    assert [await lives(database, route) for route in (WEB, SMS)] == [None, None]

    again = replace(chat, status=Status.QUEUED, ended_at=None)
    again = await database.write(lambda conn: conversations.put(conn, again))
    assert [await lives(database, route) for route in (WEB, SMS)] == [C2, C2]
    assert await lives(database, an_address(1)) is None

    newer = await database.write(lambda conn: also_moved(conn, C3, 3))
    assert [await lives(database, route) for route in (WEB, SMS)] == [newer.id, newer.id]

    await database.write(lambda conn: conversations.put(conn, replace(newer, status=Status.HANDLED)))
    assert [await lives(database, route) for route in (WEB, SMS)] == [C2, C2]


async def lives(database: Database, route: Contact) -> ConversationId | None:
    """Give the moved chat that goes on at a route."""
    return await database.read(lambda conn: routes.live_by(conn, route))


def also_moved(conn: Connection, id: ConversationId, number: int) -> Conversation:
    """Keep another chat that goes on by the telephone."""
    chat = conversations.put(conn, replace(a_chat(id, number), status=Status.QUEUED, ended_at=None))
    chat = conversations.put(conn, moved_to(chat, SMS))
    routes.keep(conn, chat, AT)
    return chat


async def test_of_a_chat_taken_back_and_a_new_one_at_once_both_who_write_find_the_same(database: Database) -> None:
    for number in range(20):
        there = an_address(number)
        await writes(database, there, C3)
        await frees(database, there, C3)
        works = [takes_back(database, there, C1), writes(database, there, C2)]
        answers = await asyncio.gather(*(works[::-1] if number % 2 else works))
        taken, is_new = answers[::-1] if number % 2 else answers

        assert taken is not is_new
        assert await open_at(database, there) == (C1 if taken else C2)


async def takes_back(database: Database, there: Contact, chat: ConversationId) -> bool:
    """Let a chat have its address again; tell whether it does."""
    return await database.write(lambda conn: contacts.reopen(conn, *there, chat))


async def test_of_a_switch_and_a_first_word_at_the_same_moment_one_has_the_address_and_both_know_it(
    database: Database,
) -> None:
    for number in range(40):
        there, first = an_address(number % 20), number % 2
        works = [claims(database, there, C1), writes(database, there, C2)]
        answers = await asyncio.gather(*(works[::-1] if first else works))
        claimed, is_new = answers[::-1] if first else answers
        opened = await open_at(database, there)

        assert claimed is not is_new
        assert opened == (C1 if claimed else C2)
        await frees(database, there, opened)


async def test_of_two_chats_that_go_on_at_one_address_at_once_one_has_it(database: Database) -> None:
    for number in range(20):
        there = an_address(number)
        first, second = await asyncio.gather(claims(database, there, C1), claims(database, there, C2))

        assert first is not second
        assert await open_at(database, there) == (C1 if first else C2)


def an_address(number: int) -> Contact:
    """Give one of many telephones."""
    return SMS[0], ExternalRef(f"sms:{number}")


async def claims(database: Database, there: Contact, chat: ConversationId) -> bool:
    """Let a chat go on there; tell whether it does."""
    return await database.write(lambda conn: contacts.claim(conn, *there, QueueId("support"), chat))


async def writes(database: Database, there: Contact, chat: ConversationId) -> bool:
    """Let somebody write from there; tell whether it opens a chat."""
    return await database.write(lambda conn: contacts.resolve(conn, *there, QueueId("support"), "", chat)[1])


async def open_at(database: Database, there: Contact) -> ConversationId:
    """Give the chat that is open there."""
    row = await database.read(lambda conn: contacts.get(conn, *there))
    assert row is not None
    assert row.open_conversation is not None
    return row.open_conversation


async def frees(database: Database, there: Contact, chat: ConversationId) -> None:
    """Let the next word from there open another chat."""
    await database.write(lambda conn: contacts.close(conn, *there, chat))
