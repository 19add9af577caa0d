"""A person on WhatsApp is one by number, by id, and after a change of either: for bans and erasures (S10, S12)."""

import pytest

from adapters.meta.whatsapp.ids import Line
from bridge.erasing.erasing import TIED
from bridge.erasing.whom import NUMBER, with_number
from bridge.store import bans
from bridge.store.aside_tables import KNOWN_AS
from bridge.store.customer import Customer
from bridge.store.erasure_tables import CopyState
from playground.meta import seed
from tests.scenarios.handsets import HIDDEN, WHATSAPP, Handset, a_handset, a_shop, hides, talked, talks
from tests.scenarios.test_erasing_channels import erased, traces_of
from tests.scenarios.world import World


async def bans_one(world: World, words: str = "ban 1 insults") -> None:
    lin = world.desk.agent("lin")
    await lin.command(words)
    await lin.is_told("is banned")
    await world.quiet()


async def is_unheard(handset: Handset, words: str, to: str = "") -> None:
    """See that what somebody writes reaches nobody."""
    await handset.writes(words, to)
    await handset.world.playground.meta.settled()
    await handset.world.quiet()
    assert not [line for line in handset.world.desk.place("support").lines() if words in line]


@pytest.mark.parametrize("how", HIDDEN)
async def test_a_ban_by_a_number_holds_however_its_person_comes_back_and_at_each_number_of_ours(how: str) -> None:
    async with a_shop() as world:
        mia = a_handset(world, "whatsapp")
        await talked(mia)
        await bans_one(world)
        await hides(mia, how)
        await is_unheard(mia, "let me in")
        await is_unheard(mia, "and here?", seed.SECOND_ID)
        (ban,) = await world.read(bans.standing)
        assert ban.turned_away == 2
        tom = Handset(world, WHATSAPP, seed.TOM_WA, Line(seed.TOM_WA, seed.PHONE_ID).contact, ())
        world.phone = tom
        await tom.writes("is mine hot, too?")
        await world.desk.shows("is mine hot, too?")


async def test_a_ban_by_an_id_holds_for_the_number_that_it_was_seen_with_and_ends_the_chat_there() -> None:
    async with a_shop() as world:
        mia = a_handset(world, "whatsapp")
        await talks(mia)
        await hides(mia, HIDDEN[0])
        there = Handset(world, WHATSAPP, mia.person, Line(seed.MIA_USER, seed.SECOND_ID).contact, ())
        world.phone = there
        await there.writes("and at your other number?", seed.SECOND_ID)
        await world.desk.shows("and at your other number?")
        await bans_one(world, "ban 2 insults")
        await mia.gets("The chat has ended.")
        world.playground.whatsapp.person(seed.MIA_USER).username = ""
        await is_unheard(mia, "by my number again")


async def test_a_lifted_ban_lets_all_of_a_person_in_and_what_they_are_known_by_stays() -> None:
    async with a_shop() as world:
        mia = a_handset(world, "whatsapp")
        await talked(mia)
        await bans_one(world)
        await hides(mia, HIDDEN[0])
        await is_unheard(mia, "let me in")
        await world.desk.agent("lin").command("unban 1")
        await world.quiet()
        await mia.writes("here I am again")
        place = world.desk.place("support")
        await world.until(lambda: "here I am again" in "\n".join(place.lines()) or None, "the words at the desk")


@pytest.mark.parametrize("how", HIDDEN)
async def test_an_erasure_by_number_takes_all_that_its_person_is_known_by(how: str) -> None:
    async with a_shop() as world:
        mia = a_handset(world, "whatsapp")
        await talked(mia)
        await hides(mia, how)
        there = Handset(world, WHATSAPP, mia.person, Line(mia.person, seed.SECOND_ID).contact, ())
        world.phone = there
        await there.writes("and at your other number?", seed.SECOND_ID)
        ada = world.desk.agent("ada")
        await ada.accepts()
        await ada.writes("!end yes")
        await there.gets("The chat has ended.")
        await world.playground.meta.settled()
        await world.quiet()
        found = await world.read(lambda conn: with_number(conn, [_mia()]))
        assert [one.by for one in found] == [NUMBER, NUMBER]
        assert (await traces_of(mia)).keys() == set(mia.traces)
        report = await erased(world, found)
        assert await traces_of(mia) == {}
        assert [one.state for one in report if one.what == TIED] == [CopyState.DONE]


async def test_whoever_is_banned_and_erased_is_kept_out_by_each_number_and_id_and_the_report_says_so() -> None:
    async with a_shop() as world:
        mia = a_handset(world, "whatsapp")
        await talked(mia)
        await bans_one(world, "ban 1 for 1h insults")
        report = await erased(world, await world.read(lambda conn: with_number(conn, [_mia()])))
        assert [one.state for one in report if one.what == TIED] == [CopyState.KEPT]
        assert (await traces_of(mia)).keys() == {seed.MIA_WA, seed.MIA_USER}
        await hides(mia, HIDDEN[0])
        await is_unheard(mia, "let me in")
        assert not {"Mia", "Chen"} & (await traces_of(mia)).keys()
        await world.clock.advance(3600)
        await world.passes(120)
        assert await traces_of(mia) == {}
        assert await world.read(lambda conn: conn.execute(KNOWN_AS.select()).all()) == []


def _mia() -> Customer:
    return Customer(WHATSAPP, f"whatsapp:{seed.MIA_WA}/", whole=False)
