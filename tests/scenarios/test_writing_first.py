"""An agent writes first: a text message to a number that they type, on each desk (H2)."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest

from adapters.sms.inbound import shown
from adapters.sms.sentences import TEMPLATES
from bridge.store import agents, conversations
from core.agents.model import Presence
from core.conversation.model import Conversation, Status
from core.ids import AgentId
from playground.twilio import seed as twilio
from tests.scenarios.handsets import Handset, a_handset, a_shop, talks
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence
from tests.scenarios.world import World

ADA = AgentId("ada")
SHOWN = "+1 555-011-1001"
"""Mia's number as people read it."""
ONE_QUEUE = {"channels": {"sms": {"senders": [{"id": twilio.NUMBER}]}}}
TWO_QUEUES = {
    "channels": {
        "sms": {"queues": ["sales"], "senders": [{"id": twilio.NUMBER}, {"id": twilio.SECOND, "queue": "sales"}]}
    }
}


@asynccontextmanager
async def a_phone(more: Mapping[str, Any] | None = None) -> AsyncIterator[tuple[World, Handset, Person]]:
    """Start a shop where nobody has written yet, and nobody is ready."""
    async with a_shop(more or ONE_QUEUE) as world:
        mia = a_handset(world, "sms")
        world.phone = mia
        yield world, mia, world.desk.agent("ada")


async def chats(world: World) -> list[Conversation]:
    """Give all chats there are, the oldest first."""
    return list(await world.read(lambda conn: conversations.in_status(conn, tuple(Status))))


async def test_an_agent_who_is_not_ready_writes_first_and_has_the_chat_at_once() -> None:
    async with a_phone() as (world, mia, ada):
        await ada.command(f"sms {twilio.MIA} your tin is here")
        await mia.gets("your tin is here")
        told = await ada.is_told(sentence("begun", number=1))
        link = world.desk.platform.link_of(await world.desk.root())
        assert told.is_direct
        assert [one for one in told.links if link in one], "they are told where the chat is"
        await world.desk.shows(sentence("thread_begun", agent="ada"))
        await world.desk.shows("your tin is here")
        await world.desk.card_shows("With Ada Lovelace")
        await mia.writes("I am on my way")
        await world.desk.shows("I am on my way")
        await ada.writes("see you")
        await mia.gets("see you")

        assert mia.seen() == ["your tin is here", "see you"]
        (chat,) = await chats(world)
        assert (chat.owner, chat.status, chat.queue) == ("ada", Status.ACTIVE, "support")


async def test_the_form_asks_from_where_and_says_what_is_wrong_with_a_number() -> None:
    async with a_phone(TWO_QUEUES) as (world, mia, ada):
        await ada.opens_home()
        await ada.clicks_at_home("New SMS…")
        assert await ada.modal.offers("from") == [f"Support, {shown(twilio.NUMBER)}", f"Sales, {shown(twilio.SECOND)}"]
        filled = {"from": f"Sales, {shown(twilio.SECOND)}", "text": "still interested?"}
        await ada.modal.refuses(filled | {"to": "+41 79"}, to=_wrong("sms_number_short"))
        await ada.modal.refuses(filled | {"to": "079 123"}, to=_wrong("sms_number_no_country"))
        await ada.modal.refuses(filled | {"to": "Mia"}, to=_wrong("sms_number_none"))
        await ada.modal.fills_in(filled | {"to": SHOWN})
        await mia.gets("still interested?")
        sender = [thread.with_number for thread in world.playground.twilio.store.phones[mia.person].threads.values()]

        (chat,) = await chats(world)
        assert (chat.queue, sender) == ("sales", [twilio.SECOND])


async def test_a_typed_one_says_from_where_too_and_asks_where_it_does_not() -> None:
    async with a_phone(TWO_QUEUES) as (world, mia, ada):
        await ada.command(f"sms {twilio.MIA} hello")
        await ada.is_told("From where?")
        await ada.command(f"sms sales {twilio.MIA} hello")
        await mia.gets("hello")

        assert [chat.queue for chat in await chats(world)] == ["sales"]


async def test_whoever_has_a_chat_open_is_not_written_to_beside_it_and_its_number_is_told() -> None:
    async with a_phone() as (world, mia, ada):
        await talks(mia)
        await world.desk.agent("grace").command(f"sms {twilio.MIA} another thing")
        await world.desk.agent("grace").is_told("has an open chat, #1")
        await ada.command(f"sms {twilio.MIA} and one more")
        await ada.is_told("has an open chat, #1")
        await ada.opens_home()
        await ada.clicks_at_home("New SMS…")
        await ada.modal.refuses(
            {"to": SHOWN, "text": "and by the form"}, to=sentence("first_open_already", to=SHOWN, number=1)
        )
        await world.quiet()

        assert "another thing" not in mia.seen()
        assert len(await chats(world)) == 1


@pytest.mark.workers
async def test_what_is_sent_a_second_time_goes_once() -> None:
    async with a_phone() as (world, mia, ada):
        await ada.command(f"sms {twilio.MIA} your tin is here")
        await ada.command(f"sms {twilio.MIA} your tin is here")
        await ada.is_told("has an open chat, #1")
        await world.quiet()

        assert mia.seen() == ["your tin is here"]


async def test_whoever_has_opted_out_or_is_banned_is_not_written_to() -> None:
    async with a_phone() as (world, mia, ada):
        await mia.writes("STOP")
        await world.quiet()
        await ada.command(f"sms {twilio.MIA} are you sure?")
        await ada.is_told("opted out by STOP")
        await mia.writes("START")
        await talks(mia)
        await world.desk.agent("lin").command("ban 1 for 7d insults")
        await mia.gets("The chat has ended.")
        await ada.command(f"sms {twilio.MIA} you again")
        await ada.is_told(f"{SHOWN} is banned")
        await world.quiet()

        assert not {"are you sure?", "you again"} & set(mia.seen())


async def test_what_the_brake_stops_waits_in_the_new_chat_until_its_author_decides() -> None:
    braked = {
        "brake": {"words": {"title": "a forbidden word", "words": ["guarantee"]}},
        "queues": {"support": {"brake": ["words"]}},
    }
    async with a_phone(ONE_QUEUE | braked) as (world, mia, ada):
        await ada.command(f"sms {twilio.MIA} we guarantee it")
        await ada.is_told("a forbidden word")
        await world.quiet()
        assert mia.seen() == []

        await ada.clicks("Send anyway")
        await mia.gets("we guarantee it")


async def test_an_agent_at_their_limit_or_in_wrap_up_may_write_first_and_takes_no_more_than_there_is_room() -> None:
    full = {"agents": {"ada": {"capacity": 1}}, "queues": {"support": {"wrap_up": {"mode": "manual"}}}}
    async with a_phone(ONE_QUEUE | full) as (world, mia, ada):
        customer = await world.customer()
        await ada.command("ready")
        await customer.says("hello")
        world.phone = None
        await ada.accepts(customer)
        world.phone = mia
        await ada.command(f"sms {twilio.MIA} your tin is here")
        await mia.gets("your tin is here")
        state = await world.read(lambda conn: agents.get(conn, ADA))
        assert state is not None
        assert (state.load, len(state.chats)) == (1, 2)
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")
        await ada.writes("!end yes", customer)
        await customer.hears("The chat has ended.")
        await ada.command(f"sms {twilio.MIA} one more thing")
        await mia.gets("one more thing")

        state = await world.read(lambda conn: agents.get(conn, ADA))
        assert state is not None
        assert (state.load, state.presence) == (1, Presence.BUSY)


@pytest.mark.workers
async def test_a_reply_finds_its_chat_after_a_restart_while_its_agent_is_signed_out() -> None:
    async with a_phone() as (world, mia, ada):
        await ada.opens_home()
        await ada.command(f"sms {twilio.MIA} your tin is here")
        await mia.gets("your tin is here")
        await ada.command("notready")
        await world.restart()
        await mia.writes("thank you")
        await mia.writes("is it open today?")
        await world.desk.shows("is it open today?")
        await ada.home_shows("#1", "2 unread")

        assert len(await chats(world)) == 1


async def test_a_reply_after_the_end_is_a_new_chat_or_is_ignored_by_the_setting() -> None:
    for setting, count in (("new_chat", 2), ("ignored", 1)):
        late = {"channels": {"sms": {"senders": [{"id": twilio.NUMBER}], "late_replies": setting}}}
        async with a_phone(late) as (world, mia, ada):
            await ada.command(f"sms {twilio.MIA} your tin is here")
            await mia.gets("your tin is here")
            await ada.writes("!end yes")
            await mia.gets("The chat has ended.")
            await mia.writes("thank you")
            await world.quiet()

            assert len(world.desk.place("support").roots()) == count


async def test_the_form_says_how_long_a_text_is_while_it_is_written_and_sends_nothing_by_it() -> None:
    async with a_phone() as (world, mia, ada):
        await ada.opens_home()
        await ada.clicks_at_home("New SMS…")
        await ada.modal.counts({"to": SHOWN, "text": "a" * 190}, "text")
        await ada.modal.shows("190 (2 messages)")
        await ada.modal.counts({"to": SHOWN, "text": "ż" * 70}, "text")
        await ada.modal.shows("70 (1 message)")
        await world.quiet()
        assert mia.seen() == []

        await ada.modal.fills_in({"to": SHOWN, "text": "short"})
        await mia.gets("short")


async def test_an_answer_that_is_written_in_a_form_is_counted_where_its_channel_counts() -> None:
    async with a_phone() as (_, mia, ada):
        await talks(mia)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Write…")
        await ada.modal.counts({"text": "€" * 80}, "text")
        await ada.modal.shows("160 (1 message)")


def _wrong(key: str) -> str:
    return sentence("first_number_wrong", why=TEMPLATES[key])
