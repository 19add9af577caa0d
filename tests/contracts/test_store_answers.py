"""Between the choice and the bell: what routing promised, and what happened to the chat or the agent meanwhile."""

from datetime import timedelta

from bridge.handlers.reservations import release_strays
from bridge.handlers.vetoes import AGAIN
from bridge.store import line_up
from bridge.store.database import Database
from core.agents.machine import SaidNotReady
from core.agents.model import Presence, Stage
from core.conversation.events import CustomerEnded, Ended, TimersDue
from core.conversation.model import Status
from core.features.waiting import places
from core.ids import ConversationId, QueueId
from core.policy.overflow import Overflow
from core.routing.queues import OfferMode, WrapUp, WrapUpMode
from tests.build import ADA, BILLING, BOB, CLEO, a_directory, a_profile, a_queue
from tests.contracts.routing_floor import Floor

SALES, ALL_ASKED, GIVEN = QueueId("sales"), QueueId("all"), QueueId("given")
NO_WRAP_UP = WrapUp(WrapUpMode.NONE)
RINGS = a_queue(wrap_up=NO_WRAP_UP, overflow=(Overflow(SALES, timedelta(seconds=30)),))
SELLS = a_queue(id=SALES, wrap_up=NO_WRAP_UP)
ASKS_ALL = a_queue(id=ALL_ASKED, offer_mode=OfferMode.BROADCAST)
GIVES = a_queue(id=GIVEN, auto_answer=True)
EVERYWHERE = (BILLING, SALES, ALL_ASKED, GIVEN)
DIRECTORY = a_directory(
    *(a_profile(one, queues=EVERYWHERE, capacity=2) for one in (ADA, BOB)),
    a_profile(CLEO, queues=(SALES,)),
    queues=(RINGS, SELLS, ASKS_ALL, GIVES),
)


async def chosen(floor: Floor) -> ConversationId:
    """Let a customer write whom routing promises to Ada, at whom the bridge is to look first."""
    await floor.is_ready(ADA, BOB)
    chat = await floor.writes(BILLING)
    await floor.handles()
    assert await floor.looks() == {ADA: chat}
    return chat


async def test_whoever_takes_the_chat_while_they_are_looked_at_keeps_it_though_they_seem_to_be_away(
    database: Database,
) -> None:
    floor = Floor(database, DIRECTORY)
    chat = await chosen(floor)

    await floor.picks(ADA, chat)
    await floor.is_found(ADA, away=True)
    await floor.routes()

    assert (await floor.chat(chat)).owner == ADA
    ada = await floor.agent(ADA)
    assert {key: one.stage for key, one in ada.chats.items()} == {chat: Stage.ACTIVE}
    assert await floor.reserved() == {}
    assert ADA in await floor.free_for(BILLING)


async def test_whoever_is_away_is_given_back_and_stays_ready_and_the_chat_is_offered_to_somebody_else(
    database: Database,
) -> None:
    floor = Floor(database, DIRECTORY)
    chat = await chosen(floor)

    await floor.is_found(ADA, away=True)
    assert await floor.free_for(BILLING) == (BOB,)
    await floor.routes()

    offer = (await floor.chat(chat)).offer
    assert offer is not None
    assert offer.agents == (BOB,)
    ada = await floor.agent(ADA)
    assert (ada.presence, ada.chats) == (Presence.READY, {})


async def test_whoever_was_away_is_asked_again_a_minute_later_while_somebody_waits(database: Database) -> None:
    floor = Floor(database, DIRECTORY)
    chat = await chosen(floor)
    await floor.feels(BOB, SaidNotReady(floor.now))

    await floor.is_found(ADA, away=True)
    await floor.handles()
    assert await floor.looks() == {}
    floor.passes(AGAIN.total_seconds())
    await floor.handles()

    assert await floor.looks() == {ADA: chat}


async def test_a_look_that_failed_counts_as_being_there(database: Database) -> None:
    floor = Floor(database, DIRECTORY)
    chat = await chosen(floor)

    await floor.is_found(ADA, failed=True)
    await floor.handles()

    offer = (await floor.chat(chat)).offer
    assert offer is not None
    assert offer.agents == (ADA,)


async def test_an_answer_that_a_transfer_has_overtaken_frees_its_agent_and_the_chat_is_offered_in_its_new_queue(
    database: Database,
) -> None:
    floor = Floor(database, DIRECTORY)
    chat = await chosen(floor)
    await floor.is_found(ADA)

    await floor.picks(BOB, chat)
    await floor.transfers(BOB, chat, SALES)
    await floor.is_ready(CLEO)
    await floor.routes()

    after = await floor.chat(chat)
    assert after.offer is not None
    assert (after.queue, after.offer.agents) == (SALES, (CLEO,))
    assert [len((await floor.agent(one)).chats) for one in (ADA, BOB, CLEO)] == [0, 0, 1]
    assert await floor.reserved() == {}


async def test_an_answer_that_was_overtaken_by_a_transfer_to_a_queue_that_asks_all_frees_its_agent(
    database: Database,
) -> None:
    floor = Floor(database, DIRECTORY)
    chat = await chosen(floor)

    await floor.picks(BOB, chat)
    await floor.transfers(BOB, chat, ALL_ASKED)
    await floor.routes()

    after = await floor.chat(chat)
    assert after.offer is not None
    assert (after.offer.mode, set(after.offer.agents)) == (OfferMode.BROADCAST, {ADA, BOB})
    assert (await floor.agent(ADA)).chats == {}
    assert await floor.reserved() == {}


async def test_an_answer_for_a_chat_that_has_ended_frees_its_agent(database: Database) -> None:
    floor = Floor(database, DIRECTORY)
    chat = await chosen(floor)

    await floor.happens(chat, CustomerEnded(floor.now))
    await floor.routes()

    assert (await floor.agent(ADA)).chats == {}
    assert await floor.reserved() == {}


async def test_an_answer_whose_agent_has_had_the_chat_since_is_dropped_and_other_queues_agents_are_asked_too(
    database: Database,
) -> None:
    floor = Floor(database, DIRECTORY)
    chat = await chosen(floor)
    await floor.is_found(ADA)

    await floor.picks(ADA, chat)  # with the reservation; then the chat comes back to its queue
    await floor.transfers(ADA, chat, BILLING)
    for agent in (ADA, BOB):
        await floor.feels(agent, SaidNotReady(floor.now))
    await floor.is_ready(CLEO)
    floor.passes(30)
    await floor.happens(chat, TimersDue(floor.now))
    await floor.routes()

    offer = (await floor.chat(chat)).offer
    assert offer is not None
    assert offer.agents == (CLEO,)
    assert await floor.reserved() == {}


async def test_two_looks_for_one_chat_are_decided_once(database: Database) -> None:
    floor = Floor(database, DIRECTORY)
    chat = await chosen(floor)

    assert await floor.does(release_strays) == 1  # as a start does, while the look is on its way
    await floor.is_found(ADA)
    await floor.routes()

    after = await floor.chat(chat)
    assert after.offer is not None
    holders = [one for one in (ADA, BOB) if chat in (await floor.agent(one)).chats]
    assert tuple(holders) == after.offer.agents
    assert await floor.reserved() == {}


async def test_a_queue_that_asks_everybody_since_a_start_gives_back_whom_it_had_chosen_alone(
    database: Database,
) -> None:
    floor = Floor(database, DIRECTORY)
    chat = await chosen(floor)
    await floor.is_found(ADA)

    everybody = a_queue(wrap_up=NO_WRAP_UP, offer_mode=OfferMode.BROADCAST)
    await floor.starts_anew(a_directory(*DIRECTORY.profiles.values(), queues=(everybody, SELLS, ASKS_ALL, GIVES)))
    await floor.routes()

    after = await floor.chat(chat)
    assert after.offer is not None
    assert (after.offer.mode, set(after.offer.agents)) == (OfferMode.BROADCAST, {ADA, BOB})
    assert [(await floor.agent(one)).chats for one in (ADA, BOB)] == [{}, {}]


async def test_a_chat_that_is_given_without_asking_is_looked_at_before_too(database: Database) -> None:
    floor = Floor(database, DIRECTORY)
    await floor.is_ready(ADA, BOB)
    chat = await floor.writes(GIVEN)
    await floor.handles()
    assert await floor.looks() == {ADA: chat}

    await floor.is_found(ADA, away=True)
    await floor.routes()

    assert ((await floor.chat(chat)).owner, (await floor.agent(ADA)).chats) == (BOB, {})


async def test_no_agent_is_promised_to_two_chats(database: Database) -> None:
    floor = Floor(database, DIRECTORY)
    await floor.is_ready(ADA, BOB)
    chats = [await floor.writes(queue) for queue in (BILLING, SALES, BILLING)]
    await floor.handles()

    assert set(await floor.looks()) == {ADA, BOB}
    await floor.routes()
    found = [await floor.chat(chat) for chat in chats]
    assert sorted(one.offer.agents for one in found if one.offer) == [(ADA,), (BOB,)]
    assert [one.status for one in found].count(Status.QUEUED) == 1


async def test_an_agent_whose_chat_ends_gets_the_one_that_has_waited(database: Database) -> None:
    floor = Floor(database, a_directory(a_profile(ADA, capacity=1), queues=(RINGS, SELLS)))
    await floor.is_ready(ADA)
    first, second = await floor.writes(BILLING), await floor.writes(BILLING)
    await floor.routes()
    await floor.picks(ADA, first)
    await floor.routes()
    assert (await floor.chat(second)).status is Status.QUEUED

    await floor.happens(first, Ended(floor.now, ADA))
    await floor.routes()

    offer = (await floor.chat(second)).offer
    assert offer is not None
    assert offer.agents == (ADA,)


async def test_a_place_is_counted_in_the_chats_own_queue_also_while_it_rings_or_has_overflowed(
    database: Database,
) -> None:
    floor = Floor(database, DIRECTORY)
    first, urgent, other = (
        await floor.writes(BILLING),
        await floor.writes(BILLING, priority=1),
        await floor.writes(SALES),
    )
    floor.passes(30)
    for chat in (first, urgent):
        await floor.happens(chat, TimersDue(floor.now))
    await floor.is_ready(CLEO)
    await floor.routes()

    waits = await floor.sees(line_up.waiting)
    assert (await floor.chat(urgent)).status is Status.OFFERED
    assert sorted(one.conversation for one in waits) == [first, urgent, other]
    assert places(waits) == {urgent: 1, first: 2, other: 1}
