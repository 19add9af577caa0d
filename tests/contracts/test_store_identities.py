"""Which addresses are one customer's, as agents have said: kept, taken apart, forgotten."""

from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection

from bridge.erasing.scrubbing import forget_contact
from bridge.handlers import lanes
from bridge.store import contacts, identities, inbox
from bridge.store.database import Database
from core.ids import AgentId, ChannelName, Contact, ConversationId, ExternalRef, QueueId
from tests.contracts.store_builders import an_inbound

WEB: Contact = (ChannelName("web"), ExternalRef("visitor:1"))
OTHER: Contact = (ChannelName("web"), ExternalRef("visitor:2"))
SMS: Contact = (ChannelName("sms"), ExternalRef("sms:+12025550188/+12025550100"))
CHAT: Contact = (ChannelName("whatsapp"), ExternalRef("whatsapp:12025550188/1"))
ADA, LIN = AgentId("ada"), AgentId("lin")
AT = datetime(2026, 11, 22, tzinfo=UTC)


def joined(conn: Connection) -> None:
    """Let Ada have been told a number of the visitor's."""
    contacts.resolve(conn, *WEB, QueueId("support"), "", ConversationId("c1"))
    identities.join(conn, WEB, (SMS, CHAT), ADA, AT, "p1")


def known(conn: Connection, contact: Contact) -> set[Contact]:
    """Give whose it is said to be."""
    return {one.contact for one in identities.of(conn, contact)}


async def test_whoever_is_joined_is_found_by_each_address_and_by_whom_it_was_told(database: Database) -> None:
    await database.write(joined)

    assert await database.read(lambda conn: known(conn, SMS)) == {WEB, SMS, CHAT}
    assert await database.read(lambda conn: known(conn, OTHER)) == set()
    assert {(one.by, one.at) for one in await database.read(lambda conn: identities.of(conn, WEB))} == {(ADA, AT)}


async def test_what_is_joined_with_two_customers_makes_them_one_and_an_address_has_one_row(database: Database) -> None:
    await database.write(joined)
    await database.write(lambda conn: identities.join(conn, OTHER, (SMS,), LIN, AT, "p2"))

    found = await database.read(lambda conn: identities.of(conn, OTHER))
    assert sorted(one.contact for one in found) == sorted((WEB, OTHER, SMS, CHAT))
    assert next(one.by for one in found if one.contact == SMS) == ADA


async def test_whoever_is_left_alone_has_no_row(database: Database) -> None:
    await database.write(joined)
    await database.write(lambda conn: identities.part(conn, CHAT))
    assert await database.read(lambda conn: known(conn, WEB)) == {WEB, SMS}
    await database.write(lambda conn: identities.part(conn, SMS))

    assert await database.read(lambda conn: known(conn, WEB)) == set()


async def test_with_whoever_is_forgotten_goes_what_was_only_told_of_them(database: Database) -> None:
    await database.write(joined)
    await database.write(lambda conn: forget_contact(conn, WEB))

    assert await database.read(lambda conn: known(conn, SMS) | known(conn, CHAT)) == set()


async def test_with_whoever_is_forgotten_goes_what_waits_of_theirs(database: Database) -> None:
    waits = (lanes.of_contact(*WEB), lanes.of_closed_window(*WEB))
    for lane in (*waits, lanes.of_closed_window(*OTHER)):
        await database.write(partial(inbox.add, inbound=an_inbound(lane), lane=lane, now=AT))
    await database.write(lambda conn: forget_contact(conn, WEB))

    assert not await database.read(lambda conn: any(inbox.has_unsettled(conn, lane) for lane in waits))
    assert await database.read(lambda conn: inbox.has_unsettled(conn, lanes.of_closed_window(*OTHER)))


async def test_whoever_has_been_here_stays_joined_with_the_others(database: Database) -> None:
    await database.write(joined)
    await database.write(lambda conn: contacts.resolve(conn, *OTHER, QueueId("support"), "", ConversationId("c2")))
    await database.write(lambda conn: identities.join(conn, WEB, (OTHER,), LIN, AT, "p2"))
    await database.write(lambda conn: forget_contact(conn, WEB))

    assert await database.read(lambda conn: known(conn, OTHER)) == {OTHER, SMS, CHAT}


async def test_what_was_told_of_a_browser_is_told_of_the_person_who_signs_in_there(database: Database) -> None:
    await database.write(joined)
    await database.write(lambda conn: identities.move(conn, WEB, OTHER, "p2"))

    assert await database.read(lambda conn: known(conn, OTHER)) == {OTHER, SMS, CHAT}
    assert await database.read(lambda conn: known(conn, WEB)) == set()
