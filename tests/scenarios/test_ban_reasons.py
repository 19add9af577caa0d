"""Reasons of bans (S10): masked before they are stored, by hand, and gone with the customer, who stays banned."""

from sqlalchemy import Connection, select

from bridge.store import bans
from bridge.store.audit_tables import AUDIT
from bridge.store.tables import JOURNAL
from tests.scenarios.customer import Customer
from tests.scenarios.masks import SECRET, is_nowhere, kept, nothing_is_kept, seen
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.test_erasing import erased, everything
from tests.scenarios.world import World, a_world

CARD, ACCOUNT = "4111 1111 1111 1111", "DE89370400440532013000"


async def over(world: World) -> Customer:
    """Let a chat take place, and end."""
    ada, customer = await talking(world, words="hello")
    await ada.writes("!end yes", customer)
    await customer.hears("The chat has ended.")
    await customer.leaves()
    await world.quiet()
    return customer


async def is_banned_by(world: World, words: str) -> Person:
    lin = world.desk.agent("lin")
    await lin.command(f"ban 1 {words}")
    await lin.is_told("is banned")
    await world.quiet()
    return lin


async def test_numbers_in_a_reason_are_masked_before_it_is_stored_and_its_author_is_told() -> None:
    async with a_world() as world:
        await over(world)
        lin = await is_banned_by(world, f"for 7d pays with {CARD} from {ACCOUNT}, a stolen one")
        await lin.is_told("A number in your reason was masked")
        (ban,) = await world.read(bans.standing)
        assert ban.reason == f"pays with **** **** **** **** from {'*' * len(ACCOUNT)}, a stolen one"
        await lin.command("bans")
        await lin.is_told("a stolen one")
        await world.quiet()
        written = await world.read(everything)
        assert [one for one in (CARD, CARD.replace(" ", ""), ACCOUNT) if one in written] == []


async def test_a_length_of_time_that_is_none_is_told_without_the_number_in_it() -> None:
    async with a_world() as world:
        await over(world)
        lin = world.desk.agent("lin")
        await lin.command(f"ban 1 for {CARD}")
        await lin.is_told("is no length of time")
        await world.quiet()
        assert CARD not in await world.read(everything)


async def test_words_that_an_agent_masks_are_masked_in_reasons_and_in_the_lists_that_show_them() -> None:
    async with a_world() as world:
        await over(world)
        lin = await is_banned_by(world, f"said {SECRET} to Ada")
        await lin.command("bans")
        await lin.is_told(SECRET)
        await world.quiet()
        assert await seen(world), "else the search would prove nothing"
        assert any(where.startswith("ban:") for where in await kept(world))
        await lin.command(f"mask 1 {SECRET}")
        await lin.is_told(sentence("mask_reason"))
        await lin.reloads()
        await is_nowhere(world)
        await nothing_is_kept(world)
        (ban,) = await world.read(bans.standing)
        assert ban.reason == f"said {'*' * len(SECRET)} to Ada"
        await lin.command("mask 1 watermelon")
        await lin.is_told(sentence("mask_not_found"))


async def test_no_word_of_a_reason_stands_in_audit_or_journal_and_an_erasure_takes_it_from_store_and_lists() -> None:
    async with a_world() as world:
        customer = await over(world)
        lin = await is_banned_by(world, f"said {SECRET}")
        await lin.command("bans")
        await lin.is_told(SECRET)
        await world.quiet()
        assert SECRET not in await world.read(_noted)
        assert SECRET in "\n".join(lin.heard())
        await erased(world, customer)
        await lin.reloads()
        assert SECRET not in "\n".join(lin.heard())
        assert SECRET not in await world.read(everything)
        (ban,) = await world.read(bans.standing)
        assert (ban.reason, ban.contact) == ("", f"visitor:{customer.visitor}")


def _noted(conn: Connection) -> str:
    lines = [str(tuple(row)) for table in (AUDIT, JOURNAL) for row in conn.execute(select(table))]
    assert "banned" in "".join(lines)
    return "\n".join(lines)
