"""Erasing somebody who wrote by Messenger, WhatsApp or text message: no name, number or id of theirs is left (S12)."""

import base64
import re
from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, select

from bridge.erasing.carrying_out import carry_out
from bridge.erasing.erasing import REMEMBERED
from bridge.erasing.whom import GIVEN, Found
from bridge.store import erasures
from bridge.store.aside_tables import MEMORY
from bridge.store.erasure_tables import CopyState
from playground.traffic import Exchange
from tests.scenarios.handsets import Handset, a_handset, a_shop, talked, talks
from tests.scenarios.test_erasing import ends, everything
from tests.scenarios.world import World

LATE = 3600.0
"""Seconds after which a vendor reports that a message was delivered, in the clock of the world."""
PEOPLE = ("messenger", "whatsapp", "noa", "sms")
_WAMID = re.compile(r"wamid\.([A-Za-z0-9+/=]+)")


def readable(conn: Connection) -> str:
    """Give all that stands in all tables, and what WhatsApp's ids of messages hold: the number, in base64."""
    return "\n".join(_with_inside(row) for row in everything(conn).splitlines())


def _with_inside(row: str) -> str:
    return " ".join((row, *(repr(base64.b64decode(one, validate=True)) for one in _WAMID.findall(row))))


async def traces_of(somebody: Handset) -> dict[str, str]:
    """Give by what somebody could be known from the whole database, each with the row in which it stands."""
    rows = (await somebody.world.read(readable)).splitlines()
    return {trace: row for trace in somebody.traces for row in rows if trace in row}


async def notes_of(somebody: Handset) -> list[str]:
    """Give under what their channel remembers anything."""
    keys = select(MEMORY.c.key).where(MEMORY.c.adapter == somebody.channel)
    return await somebody.world.read(lambda conn: list(conn.scalars(keys)))


async def erases(somebody: Handset, *, lifts_bans: bool = False) -> tuple[erasures.Copy, ...]:
    """Erase somebody by their address; give the report."""
    return await erased(somebody.world, (Found((somebody.channel, somebody.contact), GIVEN),), lifts_bans=lifts_bans)


async def erased(world: World, found: Sequence[Found], *, lifts_bans: bool = False) -> tuple[erasures.Copy, ...]:
    """Erase these addresses; give the report."""
    erasure = await carry_out(world.running.bridge, found, "an admin", lifts_bans=lifts_bans)
    await ends(world, erasure)
    return await world.read(lambda conn: erasures.copies(conn, erasure))


@pytest.mark.workers
@pytest.mark.parametrize("who", PEOPLE)
async def test_no_name_number_or_id_of_somebody_with_a_handset_is_left_in_any_table(who: str) -> None:
    async with a_shop() as world:
        somebody = a_handset(world, who)
        await talked(somebody)
        assert (await traces_of(somebody)).keys() == set(somebody.traces), "else the search would prove nothing"
        notes = await notes_of(somebody)
        report = await erases(somebody)
        assert await traces_of(somebody) == {}
        assert await notes_of(somebody) == []
        (remembered,) = [one for one in report if one.what == REMEMBERED]
        assert (remembered.state, remembered.number) == (CopyState.DONE, len(notes))


@pytest.mark.parametrize("who", PEOPLE)
async def test_what_a_channel_remembers_goes_by_the_clock_with_the_last_chat(who: str) -> None:
    async with a_shop({"retention": {"chats": "1d"}}) as world:
        somebody = a_handset(world, who)
        await talked(somebody)
        assert (await traces_of(somebody)).keys() == set(somebody.traces)
        await world.clock.advance(2 * 24 * 3600)
        await world.passes(60)
        assert await traces_of(somebody) == {}
        assert await notes_of(somebody) == []


@pytest.mark.parametrize("who", ["messenger", "whatsapp"])
async def test_what_is_reported_of_a_message_after_an_erasure_leaves_nothing(who: str) -> None:
    async with a_shop() as world:
        somebody = a_handset(world, who)
        ada = await talks(somebody)
        await world.quiet()
        for vendor in (world.playground.meta, world.playground.twilio):
            vendor.settings.seconds_to_deliver = LATE
        await ada.writes("one more thing")
        await ada.writes("!end yes")
        await world.quiet()
        await erases(somebody)
        heard: list[Exchange] = []
        world.playground.traffic.listen(heard.append)
        await world.passes(LATE + 60)
        reports = [one for one in heard if one.direction == "to_bridge" and "deliver" in str(one.request)]
        assert reports, "else the test would prove nothing"
        assert {200, 204} & {one.status for one in reports}
        assert await traces_of(somebody) == {}
        assert await notes_of(somebody) == []


async def test_of_whoever_is_banned_a_channel_remembers_no_name_and_no_time_and_they_stay_banned() -> None:
    async with a_shop() as world:
        somebody = a_handset(world, "messenger")
        await talked(somebody)
        lin = world.desk.agent("lin")
        await lin.command("ban 1 insults")
        await lin.is_told("is banned without end")
        await erases(somebody)
        await somebody.writes("let me in")
        await world.quiet()
        assert (await traces_of(somebody)).keys() == {somebody.person}
        assert await notes_of(somebody) == []
        assert len(world.desk.place("support").roots()) == 1
