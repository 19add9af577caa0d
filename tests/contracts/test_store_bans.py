"""Bans in the store: several of one customer, their ends, and what is turned away, also what was stored before."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection

from adapters.sms.ids import Line
from bridge.erasing.sweeping import sweep_beside
from bridge.handlers import dispatch
from bridge.handlers.office import Office
from bridge.handlers.turning_away import known_contact, turned_away
from bridge.store import bans, contacts, inbox, outbox
from bridge.store.contacts import ContactRow
from bridge.store.database import Database
from bridge.store.outbox import OutboxRow
from bridge.store.work_tables import InboxState, OutboxState
from bridge.workers.sweeper import end_bans
from core.commands.registry import Registry
from core.directory import Directory
from core.features.bans import FOREVER, Ban
from core.ids import AgentId, ChannelName, ConversationId, ExternalRef
from core.inbound import ContactSubject, CustomerDid, CustomerMessage, Inbound
from core.messages import Text
from core.ports import Outcome
from tests.contracts.store_builders import ADA, BILLING, CONTACT, NOW, WEB, an_outbox, later

GRACE = (WEB, CONTACT)
SMS = ChannelName("sms")
OFFICE = Office(directory=Directory, registry=Registry(()), beginnings={SMS: Line.beginning})


def a_ban(id: str = "b1", **changes: Any) -> Ban:
    given: dict[str, Any] = {"until": later(100), "reason": "spam", "contact": CONTACT} | changes
    return Ban(id, WEB, given.pop("contact"), "Grace", 1, None, NOW, AgentId("lin"), **given)


def met(conn: Connection) -> None:
    """Let the customer have been here."""
    contacts.resolve(conn, WEB, CONTACT, BILLING, "Grace", ConversationId("c1"))


def made(*banned: Ban) -> Any:
    def work(conn: Connection) -> None:
        met(conn)
        for ban in banned:
            bans.add(conn, ban)

    return work


async def contact(database: Database) -> ContactRow:
    found = await database.read(lambda conn: contacts.get(conn, WEB, CONTACT))
    assert found is not None
    return found


def said(body: Any = None) -> Inbound:
    subject = ContactSubject(WEB, CONTACT, BILLING)
    return Inbound("web", "say:1", subject, body or CustomerMessage((Text("hello"),)), NOW)


async def test_a_ban_is_read_as_it_was_made(database: Database) -> None:
    endless = a_ban("b2", until=None)
    await database.write(made(a_ban(), endless))

    assert set(await database.read(bans.standing)) == {a_ban(), endless}


async def test_a_contact_is_turned_away_until_the_last_of_its_bans_ends(database: Database) -> None:
    await database.write(made(a_ban(), a_ban("b2", until=later(50))))
    assert (await contact(database)).banned_until == later(100)

    await database.write(lambda conn: bans.add(conn, a_ban("b3", until=None)))
    assert (await contact(database)).banned_until == FOREVER

    assert await database.write(lambda conn: bans.lift(conn, a_ban("b3"), ADA, NOW))
    assert (await contact(database)).banned_until == later(100)

    for id in ("b1", "b2"):
        await database.write(partial(bans.lift, ban=a_ban(id), by=ADA, at=NOW))
    assert (await contact(database)).banned_until is None
    assert await database.read(bans.standing) == ()


async def test_a_ban_is_lifted_once(database: Database) -> None:
    await database.write(made(a_ban()))

    assert await database.write(lambda conn: bans.lift(conn, a_ban(), ADA, NOW))
    assert not await database.write(lambda conn: bans.lift(conn, a_ban(), ADA, NOW))


async def test_bans_whose_time_is_over_are_ended_once_and_others_stay(database: Database) -> None:
    await database.write(made(a_ban(), a_ban("b2", until=None), a_ban("b3", until=later(500))))

    assert await database.write(lambda conn: end_bans(conn, OFFICE, later(100))) == 1
    assert await database.write(lambda conn: end_bans(conn, OFFICE, later(100))) == 0
    assert {one.id for one in await database.read(bans.standing)} == {"b2", "b3"}


async def test_words_of_a_banned_customer_are_counted_and_what_else_they_do_is_not(database: Database) -> None:
    await database.write(made(a_ban()))

    def come(conn: Connection, inbound: Inbound, at: float) -> bool:
        return turned_away(conn, OFFICE, inbound, known_contact(conn, inbound), later(at))

    assert await database.write(lambda conn: come(conn, said(), 10))
    assert await database.write(lambda conn: come(conn, said(CustomerDid("returned")), 20))
    assert not await database.write(lambda conn: come(conn, said(), 100))
    (ban,) = await database.read(bans.standing)
    assert ban.turned_away == 1


async def test_whoever_is_not_banned_and_whoever_was_never_here_is_let_in(database: Database) -> None:
    await database.write(made(a_ban(contact=ExternalRef("visitor-2"))))

    def come(conn: Connection, inbound: Inbound) -> bool:
        return turned_away(conn, OFFICE, inbound, known_contact(conn, inbound), NOW)

    stranger = Inbound("web", "say:1", ContactSubject(WEB, ExternalRef("new"), BILLING), CustomerMessage(()), NOW)
    assert not await database.write(lambda conn: come(conn, said()))
    assert not await database.write(lambda conn: come(conn, stranger))


@pytest.mark.parametrize(
    ("channel", "banned", "other"),
    [
        ("web", "visitor:0a1b", "visitor:0a1c"),
        ("sms", "sms:+436601234567/+1", "sms:+436601234568/+1"),
        ("messenger", "page-1:4711", "page-2:4711"),
    ],
)
async def test_a_ban_is_of_a_visitor_a_number_or_an_id_on_one_page_until_its_time_is_over(
    database: Database, channel: str, banned: str, other: str
) -> None:
    def come(conn: Connection, who: str, at: float) -> bool:
        inbound = replace(said(), subject=ContactSubject(ChannelName(channel), ExternalRef(who), BILLING))
        return turned_away(conn, OFFICE, inbound, known_contact(conn, inbound), later(at))

    def begin(conn: Connection) -> None:
        for number, who in enumerate((banned, other)):
            name, known = ChannelName(channel), ExternalRef(who)
            contacts.resolve(conn, name, known, BILLING, "Grace", ConversationId(f"c{number}"))
        ban = replace(a_ban(contact=ExternalRef(banned), until=later(60)), channel=ChannelName(channel))
        bans.add(conn, ban)

    await database.write(begin)

    assert await database.write(lambda conn: come(conn, banned, 59))
    assert not await database.write(lambda conn: come(conn, other, 59))
    assert not await database.write(lambda conn: come(conn, banned, 60))


async def test_a_numbers_ban_holds_at_a_sender_to_which_it_has_never_written(database: Database) -> None:
    def come(conn: Connection, who: str, at: float) -> bool:
        inbound = replace(said(), subject=ContactSubject(SMS, ExternalRef(who), BILLING))
        return turned_away(conn, OFFICE, inbound, known_contact(conn, inbound), later(at))

    ban = replace(a_ban(contact=ExternalRef("sms:+436601234567/+1"), until=later(60)), channel=SMS)
    await database.write(lambda conn: bans.add(conn, ban))

    assert await database.write(lambda conn: come(conn, "sms:+436601234567/+2", 59))
    assert not await database.write(lambda conn: come(conn, "sms:+43660123456/+2", 59))
    assert not await database.write(lambda conn: come(conn, "sms:+436601234567/+2", 60))
    assert [one.turned_away for one in await database.read(bans.standing)] == [1]


async def test_what_was_stored_before_the_ban_is_turned_away_when_it_is_handled(database: Database) -> None:
    def stored(conn: Connection) -> None:
        met(conn)
        inbox.add(conn, said(), "conversation:c1", NOW)
        bans.add(conn, a_ban())

    def handled(conn: Connection) -> dispatch.Handled:
        (row,) = inbox.claim(conn, "w", NOW, 60, 10)
        return dispatch.handle(conn, OFFICE, row, NOW)

    await database.write(stored)

    assert await database.write(handled) == dispatch.Handled(Outcome())
    assert (await database.read(inbox.counts))[InboxState.SETTLED] == 1
    assert [one.turned_away for one in await database.read(bans.standing)] == [1]


async def test_all_bans_of_a_contact_can_be_deleted(database: Database) -> None:
    await database.write(made(a_ban(), a_ban("b2", until=None)))

    assert await database.write(lambda conn: bans.forget(conn, GRACE)) == 2
    assert (await contact(database)).banned_until is None


async def test_bans_that_are_over_and_what_was_set_aside_go_with_the_time_of_the_chats(database: Database) -> None:
    def fill(conn: Connection) -> None:
        made(a_ban(until=later(10)), a_ban("b2", until=None))(conn)
        end_bans(conn, OFFICE, later(20))
        for number, at in enumerate((NOW, later(100))):
            row = inbox.add(conn, replace(said(), dedupe=f"say:{number}"), "conversation:c1", at)
            inbox.park(conn, row.id, "a fault")
            outbox.fail(conn, added(outbox.add(conn, an_outbox(f"k{number}", lane=f"l{number}"), at)), "a fault")

    await database.write(fill)

    assert await database.write(lambda conn: sweep_beside(conn, later(5))) == 1
    assert await database.read(lambda conn: bans.number_of(conn, GRACE)) == 2
    assert await database.write(lambda conn: sweep_beside(conn, later(50))) == 1
    assert [one.id for one in await database.read(bans.standing)] == ["b2"]
    assert await database.read(lambda conn: bans.number_of(conn, GRACE)) == 1
    assert (await database.read(inbox.counts))[InboxState.PARKED] == 1
    assert (await database.read(outbox.counts))[OutboxState.PARKED] == 1


def added(row: OutboxRow | None) -> int:
    assert row is not None
    return row.id
