"""Conversations and agents: saved only from the version that was read, found by what they are in."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bridge.store import agents, conversations, messages, needs, threads
from bridge.store.database import Database
from core.agents.model import Agent, Engagement, Stage
from core.conversation.model import Conversation, Held, HoldReason, Invitation, Offer, Page, Status, Timer
from core.errors import Conflict
from core.ids import (
    AgentId,
    ConversationId,
    DeskName,
    ExternalRef,
    InvitationId,
    MessageId,
    OfferId,
    PersonRef,
    QueueId,
)
from core.messages import Span, Text
from core.ports import Opened
from core.routing.queues import OfferMode
from tests.contracts.store_builders import ADA, BILLING, NOW, WEB, a_chat, a_conversation, a_message, a_seat, later

BOB = AgentId("bob")
C1 = ConversationId("c1")


async def saved(database: Database, *states: Conversation) -> tuple[Conversation, ...]:
    return await database.write(lambda conn: tuple(conversations.put(conn, state) for state in states))


async def found_ids(database: Database, agent: AgentId) -> list[str]:
    return [one.id for one in await database.read(lambda conn: conversations.of_agent(conn, agent))]


async def test_a_conversation_comes_back_as_it_was_saved(database: Database) -> None:
    state = a_conversation(
        status=Status.ACTIVE,
        participants=(a_seat(),),
        owner=ADA,
        offer=Offer(OfferId("o1"), OfferMode.BROADCAST, (ADA, BOB), NOW, later(30)),
        skipped=frozenset({BOB}),
        held=(Held(MessageId("m1"), DeskName("slack"), PersonRef("T1/U1"), None, HoldReason.BOT, NOW),),
        timers={Timer.OFFER: later(30)},
        page=Page("https://example.com/shop", "Shop"),
    )

    (given,) = await saved(database, state)

    assert given == replace(state, version=1)
    assert await database.read(lambda conn: conversations.get(conn, C1)) == given


async def test_an_unknown_conversation_is_none(database: Database) -> None:
    assert await database.read(lambda conn: conversations.get(conn, C1)) is None
    assert await database.read(lambda conn: conversations.by_number(conn, 1)) is None


async def test_each_save_raises_the_version_and_an_old_one_is_refused(database: Database) -> None:
    (first,) = await saved(database, a_conversation())
    (second,) = await saved(database, replace(first, unread=1))

    assert (first.version, second.version) == (1, 2)
    for stale in (first, replace(second, version=3)):
        with pytest.raises(Conflict, match="c1 is no longer at version"):
            await saved(database, stale)


async def test_a_conversation_is_new_only_once(database: Database) -> None:
    await saved(database, a_conversation())

    with pytest.raises(Conflict):
        await saved(database, a_conversation())


async def test_numbers_are_never_given_twice_and_find_their_conversation(database: Database) -> None:
    first = await database.write(conversations.next_number)
    second = await database.write(conversations.next_number)
    await saved(database, a_conversation(number=second))

    assert (first, second) == (1, 2)
    assert await database.read(lambda conn: conversations.by_number(conn, second)) == C1


async def test_what_an_agent_holds_without_a_part_in_it_is_found(database: Database) -> None:
    seat = a_conversation("c1", 1, status=Status.ACTIVE, participants=(a_seat(),))
    others = a_conversation("c2", 2, status=Status.ACTIVE, participants=(a_seat(BOB),))
    await saved(database, seat, others)
    held = {ConversationId(id): Engagement(Stage.ACTIVE, 1, NOW) for id in ("c1", "c2", "gone")}
    await database.write(lambda conn: [agents.put(conn, one) for one in (Agent(ADA, 3, chats=held), Agent(BOB, 3))])

    assert await database.read(agents.unseated) == ((ADA, ConversationId("c2")), (ADA, ConversationId("gone")))


async def test_chats_that_are_not_handled_are_counted_by_what_they_need(
    database: Database,
) -> None:
    await saved(
        database,
        a_conversation("c1", 1),
        a_conversation("c2", 2, status=Status.ACTIVE),
        a_conversation("c3", 3, status=Status.HANDLED),
        a_conversation("c4", 4, status=Status.WRAP_UP, queue=QueueId("sales")),
    )
    thread = Opened(ExternalRef("t4"), ExternalRef("t4"), "")
    slack, place = DeskName("slack"), ExternalRef("C1")
    await database.write(lambda conn: threads.put(conn, ConversationId("c4"), slack, thread, place))

    sales = QueueId("sales")
    assert await database.read(needs.queues) == (BILLING, sales)
    assert await database.read(needs.channels) == (WEB,)
    assert await database.read(needs.desks) == (slack,)
    assert await database.read(lambda conn: needs.of_queue(conn, BILLING)) == 2
    assert await database.read(lambda conn: needs.of_channel(conn, WEB)) == 3
    assert await database.read(lambda conn: needs.on_desk(conn, sales, slack)) == 1
    assert await database.read(lambda conn: needs.on_desk(conn, BILLING, slack)) == 0


async def test_an_agents_chats_are_those_with_a_seat_an_offer_or_an_invitation(database: Database) -> None:
    offer = Offer(OfferId("o1"), OfferMode.RING, (ADA,), NOW, later(30))
    invitation = Invitation(InvitationId("i1"), ADA, BOB, NOW, later(60))
    await saved(
        database,
        a_conversation("c1", 1, status=Status.ACTIVE, participants=(a_seat(),)),
        a_conversation("c2", 2, status=Status.OFFERED, offer=offer),
        a_conversation("c3", 3, status=Status.ACTIVE, participants=(a_seat(BOB),), invitation=invitation),
        a_conversation("c4", 4, status=Status.WRAP_UP, participants=(a_seat(),)),
        a_conversation("c5", 5, status=Status.HANDLED, participants=(a_seat(),)),
        a_conversation("c6", 6, status=Status.QUEUED),
    )

    assert await found_ids(database, ADA) == ["c1", "c2", "c3", "c4"]
    assert await found_ids(database, BOB) == ["c3"]


async def test_an_agents_chats_follow_each_change(database: Database) -> None:
    (first,) = await saved(database, a_conversation(status=Status.ACTIVE, participants=(a_seat(),)))
    (second,) = await saved(database, replace(first, participants=(a_seat(BOB),)))
    assert (await found_ids(database, ADA), await found_ids(database, BOB)) == ([], ["c1"])

    await saved(database, replace(second, status=Status.HANDLED))
    assert await found_ids(database, BOB) == []


async def held_ids(database: Database, author: str) -> list[str]:
    desk, person = DeskName("slack"), PersonRef(author)
    return [one.id for one in await database.read(lambda conn: conversations.holding(conn, desk, person))]


def a_held(author: str, message: str = "m1") -> Held:
    return Held(MessageId(message), DeskName("slack"), PersonRef(author), None, HoldReason.ENDED, NOW)


async def test_the_chats_that_hold_a_persons_texts_are_found_wherever_they_stand(database: Database) -> None:
    await saved(
        database,
        a_conversation("c1", 1, held=(a_held("T1/U1"), a_held("T1/U1", "m2"), a_held("T1/U2", "m3"))),
        a_conversation("c2", 2, status=Status.HANDLED, held=(a_held("T1/U1"),)),
        a_conversation("c3", 3),
    )

    assert await held_ids(database, "T1/U1") == ["c1", "c2"]
    assert await held_ids(database, "T1/U2") == ["c1"]
    assert await database.read(lambda conn: conversations.holding(conn, DeskName("teams"), PersonRef("T1/U1"))) == ()


async def test_the_chats_that_hold_a_persons_texts_follow_each_change(database: Database) -> None:
    (first,) = await saved(database, a_conversation(status=Status.ACTIVE, participants=(a_seat(),)))
    (second,) = await saved(database, replace(first, held=(a_held("T1/U1"),)))
    (third,) = await saved(database, replace(second, participants=(a_seat(BOB),)))
    assert (await held_ids(database, "T1/U1"), await found_ids(database, BOB)) == (["c1"], ["c1"])

    await saved(database, replace(third, held=()))
    assert (await held_ids(database, "T1/U1"), await found_ids(database, BOB)) == ([], ["c1"])


async def test_the_first_words_are_read_from_the_customers_first_message(database: Database) -> None:
    given = await database.write(a_chat("Where is my parcel?", "Hello?"))
    assert given.first_words == ""

    read = await database.read(lambda conn: conversations.get(conn, C1))
    assert read is not None
    assert read.first_words == "Where is my parcel?"
    await saved(database, replace(read, first_words="what a caller makes of them"))
    again = await database.read(lambda conn: conversations.in_status(conn, [read.status]))
    assert [one.first_words for one in again] == ["Where is my parcel?"]


@pytest.mark.parametrize("change", [{"deleted": True}, {"masks": (Span(0, 5),)}])
async def test_the_first_words_go_with_a_mask_or_a_deletion(database: Database, change: dict[str, Any]) -> None:
    await database.write(a_chat("4711 0815"))
    await database.write(lambda conn: messages.change(conn, replace(a_message(), parts=(Text("x"),), **change)))

    read = await database.read(lambda conn: conversations.get(conn, C1))
    assert read is not None
    assert read.first_words == ""


async def test_an_agent_comes_back_as_saved_and_an_old_version_is_refused(database: Database) -> None:
    state = Agent(ADA, 2, ready=True, chats={C1: Engagement(Stage.ACTIVE, 1, NOW)}, idle_since=NOW)
    first = await database.write(lambda conn: agents.put(conn, state))
    second = await database.write(lambda conn: agents.put(conn, replace(first, note="lunch")))

    assert first == replace(state, version=1)
    assert await database.read(lambda conn: agents.get(conn, ADA)) == second
    for stale in (first, state):
        with pytest.raises(Conflict, match="ada"):
            await database.write(partial(agents.put, agent=stale))


async def test_many_agents_are_those_that_were_saved(database: Database) -> None:
    await database.write(lambda conn: [agents.put(conn, Agent(one, 1)) for one in (BOB, ADA)])

    found = await database.read(lambda conn: agents.many(conn, (ADA, BOB, AgentId("eve"))))

    assert [one.id for one in found] == [ADA, BOB]
    assert await database.read(lambda conn: agents.many(conn, ())) == ()
    assert await database.read(lambda conn: agents.get(conn, AgentId("eve"))) is None
