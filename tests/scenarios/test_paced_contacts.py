"""What one number or account writes too much of waits and is shown at its pace; far too much of it is counted."""

from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, func, select

from bridge.handlers import lanes
from bridge.store import bans
from bridge.store.work_tables import INBOX
from core.ids import ChannelName, ExternalRef
from tests.observing.test_endpoint import scraped
from tests.scenarios.audited import lines
from tests.scenarios.by_sms import a_phone
from tests.scenarios.by_telegram import a_person
from tests.scenarios.customer import Customer
from tests.scenarios.handsets import a_handset, a_shop, talks
from tests.scenarios.test_erasing_channels import erases
from tests.scenarios.world import World

PACED = {"limits": {"contact": {"messages": "3 at once, 1 a minute", "waiting": 4}}}
"""One message a minute, where three have come; four may wait."""
CHATS = {"limits": {"contact": {"chats": "2 at once, 1 a minute"}}}


async def shown(world: World, words: Sequence[str]) -> list[str]:
    """Give which of these words stand in the thread, in the thread's order."""
    whole = "\n".join(await world.desk.lines())
    return sorted((one for one in words if one in whole), key=whole.index)


def waiting(channel: ChannelName, contact: ExternalRef, conn: Connection) -> int:
    """Count what waits of a contact."""
    there = INBOX.c.lane == lanes.of_contact(channel, contact)
    return conn.scalar(select(func.count()).select_from(INBOX).where(there, INBOX.c.state == "pending")) or 0


@pytest.mark.parametrize("which", ["sms", "messenger", "whatsapp"])
async def test_what_is_above_the_pace_is_shown_in_order_by_the_clock_and_none_of_it_is_lost(which: str) -> None:
    async with a_shop(PACED) as world:
        mia = a_handset(world, which)
        await talks(mia)
        words = [f"word {number} of six" for number in range(6)]
        for one in words:
            await mia.writes(one)
            await world.playground.meta.settled()
        await world.desk.shows(words[1])
        assert await shown(world, words) == words[:2]  # the first word of the chat was one of the three
        assert (await scraped(world))["deskbridge_limited_total{by=contact}{what=messages}"] == 4
        await world.passes(60)
        assert await shown(world, words) == words[:3]
        await world.restart()
        await world.passes(190)
        assert await shown(world, words) == words
        assert [act for act, _, _ in await lines(world) if act == "dropped"] == []


async def test_on_telegram_too_and_what_comes_behind_waits_behind() -> None:
    async with a_person(more=PACED) as (world, mia, _):
        words = [f"word {number} of four" for number in range(4)]
        for one in words:
            await mia.writes(one)
        await world.desk.shows(words[1])
        assert await shown(world, words) == words[:2]
        await world.passes(70)  # there is room for another by the pace, and one waits still
        await mia.writes("and a last one")
        await world.passes(5)
        assert await shown(world, [*words, "and a last one"]) == words[:3]
        await world.passes(120)
        assert await shown(world, [*words, "and a last one"]) == [*words, "and a last one"]


async def test_agents_and_other_customers_wait_for_nobody() -> None:
    async with a_shop(PACED) as world:
        mia = a_handset(world, "sms")
        ada = await talks(mia)
        for number in range(6):
            await mia.writes(f"word {number}")
        await world.quiet()
        await ada.writes("one moment, please")
        await mia.gets("one moment, please")
        noa = a_handset(world, "noa")
        world.phone = noa
        for number in range(2):
            await noa.writes(f"noa's {number}")
        await world.playground.meta.settled()
        await world.desk.shows("noa's 1")


async def test_a_ban_ends_a_flood_at_once_and_what_waited_is_turned_away() -> None:
    async with a_shop(PACED) as world:
        mia = a_handset(world, "sms")
        await talks(mia)
        words = [f"buy {number}" for number in range(5)]
        for one in words:
            await mia.writes(one)
        await world.quiet()
        await world.desk.agent("lin").writes("!ban for 7d junk")
        await world.comes(bans.standing, "a ban")
        await world.passes(240)
        assert await shown(world, words[2:]) == []
        (ban,) = await world.read(bans.standing)
        assert ban.turned_away == 3


async def test_what_is_far_too_much_is_not_kept_and_thread_audit_and_figures_say_how_much_it_was() -> None:
    async with a_phone(more=PACED) as (world, phone, _):
        words = [f"word {number} of ten" for number in range(10)]
        for one in words:
            await phone.writes(one)
        await world.quiet()
        assert await world.read(lambda conn: waiting(phone.channel, phone.contact, conn)) == 5  # four, and the notice
        await world.passes(300)
        await world.desk.shows("Not shown: 4 messages of the customer's, because too many came at once.")
        assert await shown(world, words) == words[:6]
        whole = "\n".join(await world.desk.lines())
        assert whole.index("4 messages of the customer") > whole.index(words[5])
        told = [(by, fields) for act, by, fields in await lines(world) if act == "dropped"]
        assert told == [("system", {"messages": "4", "channel": "sms"})]
        assert (await scraped(world))["deskbridge_messages_dropped_total{channel=sms}"] == 4


async def test_what_is_delivered_twice_is_not_told_as_lost_and_what_was_dropped_is_told_each_time() -> None:
    async with a_phone(more=PACED) as (world, phone, _):
        for number in range(6):
            await phone.writes(f"word {number} of six")
        for _ in range(3):
            await phone.comes_again("word 5 of six")
        await phone.writes("far too much")
        await world.passes(300)
        await world.desk.shows("Not shown: 1 message of the customer's")
        assert [fields["messages"] for act, _, fields in await lines(world) if act == "dropped"] == ["1"]
        for number in range(7):
            await phone.writes(f"later {number}")
        await phone.comes_again("far too much")
        await world.passes(400)
        assert [fields["messages"] for act, _, fields in await lines(world) if act == "dropped"][1:] == ["1"]


async def test_chats_are_begun_at_their_pace_and_the_words_wait_for_the_next_one() -> None:
    async with a_phone(more=CHATS) as (world, phone, ada):
        for number in range(2):  # the first chat of all isn't counted: nothing was known of her
            await ada.writes("!end yes")
            await phone.writes(f"once more {number}")
            await ada.accepts()
        await ada.writes("!end yes")
        await phone.writes("and once more")
        await phone.writes("are you there?")
        await world.quiet()
        assert await world.read(lambda conn: waiting(phone.channel, phone.contact, conn)) == 2
        await world.passes(130)
        await ada.accepts()
        await world.desk.shows("are you there?")
        assert await shown(world, ["and once more", "are you there?"]) == ["and once more", "are you there?"]


async def test_what_waits_goes_with_its_customer() -> None:
    async with a_shop(PACED) as world:
        mia = a_handset(world, "sms")
        ada = await talks(mia)
        for number in range(5):
            await mia.writes(f"word {number}")
        await world.quiet()
        assert await world.read(lambda conn: waiting(mia.channel, mia.contact, conn)) == 3
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")
        await world.quiet()
        await erases(mia)
        assert await world.read(lambda conn: waiting(mia.channel, mia.contact, conn)) == 0


async def test_visitors_of_the_widget_are_told_to_come_again_instead() -> None:
    async with a_shop(PACED) as world:
        customer: Customer = await world.customer()
        for number in range(6):
            await customer.says(f"word {number}")
        await world.quiet()
        assert await world.read(lambda conn: waiting(ChannelName("web"), customer.contact, conn)) == 0
