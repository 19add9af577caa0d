"""A ban and a switch at the same moment: a chat goes to no address that is banned, or the ban finds it there (H5)."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from adapters.sms.ids import Line
from bridge.handlers import lanes
from bridge.handlers.carrying import contact
from bridge.handlers.changes.bans import ban_made
from bridge.handlers.office import Office
from bridge.handlers.unit import Unit
from bridge.store import contacts, conversations, inbox
from bridge.store.database import Database
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation import effects as do
from core.conversation.model import Conversation, Status
from core.conversation.routes import moved_to, present
from core.directory import Directory
from core.errors import Conflict
from core.features.bans import Ban, BanMade
from core.ids import AgentId, ChannelName, Contact, ConversationId, ExternalRef, QueueId

WEB: Contact = (ChannelName("web"), ExternalRef("visitor:1"))
SMS = ChannelName("sms")
AT = datetime(2026, 11, 22, tzinfo=UTC)
OFFICE = Office(directory=Directory, registry=Registry(ALL), beginnings={SMS: Line.beginning})
OURS, OTHERS = "+12025550111", "+12025550122"


def an_address(number: int, sender: str) -> Contact:
    """Give one of many telephones, at a number of ours."""
    return SMS, Line(f"+1202555{1000 + number}", sender).contact


async def goes_on(database: Database, number: int) -> bool:
    """Let a chat of the site go on at a telephone, as a switch does it; tell whether it does."""
    id = ConversationId(f"c{number}")
    chat = Conversation(id, number, QueueId("support"), *WEB, "Mia", AT, Status.ACTIVE)

    def work(conn: Connection) -> None:
        there = moved_to(conversations.put(conn, chat), an_address(number, OURS))
        contact.claim(Unit(conn, OFFICE, AT), there, do.ClaimContact(present(chat)))

    try:
        await database.write(work)
    except Conflict:
        return False
    return True


async def is_banned(database: Database, number: int, sender: str) -> None:
    """Ban whoever has a telephone, for what they wrote to a number of ours."""
    where = an_address(number, sender)
    ban = Ban(f"b{number}", *where, "Mia", 1, None, AT, AgentId("lin"), None, "spam")
    await database.write(lambda conn: ban_made(Unit(conn, OFFICE, AT), None, BanMade(ban)))


async def is_found(database: Database, number: int) -> bool:
    """Tell whether the ban has told the chat to end."""
    lane = lanes.of_conversation(ConversationId(f"c{number}"))
    return await database.write(lambda conn: inbox.is_waiting(conn, lane))


@pytest.mark.parametrize("sender", [OURS, OTHERS])
async def test_a_chat_does_not_go_on_where_a_ban_was_made_since_the_ways_were_read(
    database: Database, sender: str
) -> None:
    await is_banned(database, 1, sender)

    assert not await goes_on(database, 1)
    there = await database.read(lambda conn: contacts.get(conn, *an_address(1, OURS)))
    assert there is None or there.open_conversation is None
    assert await database.read(lambda conn: conversations.get(conn, ConversationId("c1"))) is None


@pytest.mark.parametrize("sender", [OURS, OTHERS])
async def test_of_a_switch_and_a_ban_at_once_the_chat_stays_or_the_ban_ends_it(database: Database, sender: str) -> None:
    went = 0
    for number in range(1, 41):
        works = [goes_on(database, number), is_banned(database, number, sender)]
        if number % 2:
            has_gone, _ = await asyncio.gather(*works)
        else:
            _, has_gone = await asyncio.gather(*works[::-1])
        assert has_gone is await is_found(database, number)
        went += bool(has_gone)
    assert went
