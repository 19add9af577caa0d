"""Erasing a customer (S12): the store, files, search, the desks' copies; the report says what became of each."""

from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientResponseError
from sqlalchemy import Connection, select

from bridge.erasing.carrying_out import carry_out, has_ended
from bridge.erasing.erasing import PRIVATE, UNSENT, NobodyThere, StillGoesOn, look
from bridge.erasing.whom import GIVEN, Found
from bridge.store import audit, bans, erasures
from bridge.store.audit_seals import verify
from bridge.store.columns import Row
from bridge.store.erasure_tables import CopyState
from bridge.store.erasures import Copy
from core.ids import ChannelName, Contact, ExternalRef
from core.visitors import made_name
from tests.scenarios.audited import acts
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import World, a_world

SECRET = "my teapot is called Winifred"


def contact_of(customer: Customer) -> Contact:
    return ChannelName("web"), ExternalRef(f"visitor:{customer.visitor}")


def known(customer: Customer) -> tuple[Found, ...]:
    return (Found(contact_of(customer), GIVEN),)


TYPED = ("Winifred can be mended", "!note Winifred again")
"""What Ada has typed on the desk by hand."""


def on_desk(world: World) -> str:
    """Give all that stands on the desk, in channels and in direct messages."""
    private = (line for name in ("ada", "grace", "lin") for line in world.desk.agent(name).heard())
    return "\n".join((*world.desk.place("support").lines(), *private))


def everything(conn: Connection) -> str:
    """Give all that stands in all tables."""
    return "\n".join(str(tuple(row)) for table in Row.metadata.sorted_tables for row in conn.execute(select(table)))


async def over(world: World) -> tuple[Person, Customer]:
    """Let a chat take place in which something is said on both sides, and a file sent, and end."""
    ada, customer = await talking(world, words=SECRET)
    file = await customer.uploads("winifred.txt", b"Winifred is blue")
    await customer.says("a picture of Winifred", file)
    await world.desk.shows("a picture of Winifred")
    await ada.writes("Winifred can be mended")
    await customer.hears("Winifred can be mended")
    await ada.writes("!note Winifred again")
    await ada.writes("!end yes", customer)
    await customer.hears("The chat has ended.")
    await customer.leaves()
    await world.quiet()
    return ada, customer


async def ends(world: World, erasure: str) -> None:
    """Let time pass until nothing of an erasure is left to do: the desk's budgets take theirs."""
    for _ in range(20):
        await world.passes(30)
        if await world.read(lambda conn: has_ended(conn, erasure)):
            return
    report = await world.read(lambda conn: erasures.copies(conn, erasure))
    raise AssertionError([one for one in report if one.state is CopyState.PENDING])


async def erased(world: World, customer: Customer) -> tuple[Copy, ...]:
    """Erase a customer, and give the report once everything is done."""
    erasure = await carry_out(world.running.bridge, known(customer), "an admin")
    await ends(world, erasure)
    return await world.read(lambda conn: erasures.copies(conn, erasure))


@pytest.mark.workers
async def test_nothing_of_a_customer_is_left_in_the_store_the_files_or_on_the_desk() -> None:
    async with a_world() as world:
        _, customer = await over(world)
        folder = Path(world.running.bridge.config.storage.files)
        before = await world.read(everything)
        assert "Winifred" in before
        assert customer.visitor in before
        assert any(b"Winifred" in one.read_bytes() for one in folder.iterdir())
        assert "Winifred" in on_desk(world)
        report = await erased(world, customer)
        after = await world.read(everything)
        assert "Winifred" not in after
        assert customer.visitor not in after
        assert not any(b"Winifred" in one.read_bytes() for one in folder.iterdir())
        by_hand = [one for one in report if one.what == "written by hand"]
        assert [one.number for one in by_hand] == [2]
        theirs = ("Winifred", made_name(customer.visitor))
        left = [line for line in on_desk(world).splitlines() if any(one in line for one in theirs)]
        assert [line for line in left if not any(words in line for words in TYPED)] == []
        assert {one.state for one in report} == {CopyState.DONE, CopyState.OUTSIDE}


async def test_the_audit_log_still_holds_and_nobody_can_tell_whose_lines_they_were() -> None:
    async with a_world() as world:
        ada, customer = await over(world)
        await ada.command("read 1")
        await ada.is_told("Winifred")
        await world.passes(60)
        await erased(world, customer)
        await world.passes(60)
        assert (await world.read(verify)).findings == ()
        assert await world.read(lambda conn: audit.pseudonym_of(conn, contact_of(customer))) is None
        assert await acts(world) == [("transcript_read", "ada"), ("erased", "an admin")]


async def test_past_chats_find_nothing_of_it_and_the_customer_is_somebody_new() -> None:
    async with a_world() as world:
        ada, customer = await over(world)
        await erased(world, customer)
        await ada.command("past Winifred")
        await ada.is_told(sentence("past_none"))
        await customer.opens()
        await customer.says("hello")
        await ada.accepts(customer)
        await world.desk.shows("hello", customer)


async def test_a_chat_that_goes_on_is_not_erased_and_looking_changes_nothing() -> None:
    async with a_world() as world:
        _, customer = await talking(world, words=SECRET)
        await world.quiet()
        before = await world.read(everything)
        found = await world.read(lambda conn: look(conn, known(customer)))
        assert found.counts["message", "store"] == 1
        with pytest.raises(StillGoesOn, match="#1"):
            await carry_out(world.running.bridge, known(customer), "an admin")
        nobody = (Found((ChannelName("web"), ExternalRef("visitor:x")), GIVEN),)
        with pytest.raises(NobodyThere):
            await carry_out(world.running.bridge, nobody, "an admin")
        assert await world.read(everything) == before


async def test_an_erasure_goes_on_after_a_crash() -> None:
    async with a_world() as world:
        _, customer = await over(world)
        erasure = await carry_out(world.running.bridge, known(customer), "an admin")
        await world.crash()
        world.customers.clear()
        await world.start()
        await ends(world, erasure)
        assert "Winifred" not in await world.read(everything)
        report = await world.read(lambda conn: erasures.copies(conn, erasure))
        assert {one.state for one in report} == {CopyState.DONE, CopyState.OUTSIDE}
        await customer.goes()


async def test_whoever_is_banned_stays_banned_by_their_address_alone_and_the_report_says_so() -> None:
    async with a_world() as world:
        _, customer = await over(world)
        lin = world.desk.agent("lin")
        await lin.command("ban 1 for 1h broke the Winifred")
        await lin.is_told("is banned until")
        report = await erased(world, customer)
        (kept,) = [one for one in report if one.state is CopyState.KEPT]
        assert (kept.what, kept.number) == ("ban", 1)
        assert "Winifred" not in await world.read(everything)
        (ban,) = await world.read(bans.standing)
        assert (ban.name, ban.reason, ban.conversation) == ("", "", None)
        with pytest.raises(ClientResponseError):
            await customer.opens()
        await world.clock.advance(3600)
        await world.passes(60)
        assert customer.visitor not in await world.read(everything)
        await customer.opens()
        await customer.says("here I am again")
        await world.desk.shows("here I am again", customer)


async def test_with_their_bans_nothing_is_left_of_a_banned_customer() -> None:
    async with a_world() as world:
        _, customer = await over(world)
        lin = world.desk.agent("lin")
        await lin.command("ban 1 adverts")
        await lin.is_told("is banned without end")
        await carry_out(world.running.bridge, known(customer), "an admin", lifts_bans=True)
        assert customer.visitor not in await world.read(everything)
        await customer.opens()


async def test_a_list_in_which_their_words_were_quoted_is_shown_anew_without_them() -> None:
    async with a_world() as world:
        ada, customer = await over(world)
        await ada.command("past Winifred")
        await ada.is_told(SECRET)
        await erased(world, customer)
        await ada.reloads()
        assert not [line for line in ada.heard() if SECRET in line]


async def test_a_text_that_was_held_and_never_sent_goes_with_its_chat_by_request_and_by_the_clock() -> None:
    for settings in ({}, {"retention": {"chats": "1d"}}):
        async with a_world(settings) as world:
            ada, customer = await talking(world, words="hello")
            grace = world.desk.agent("grace")
            await grace.writes("tell them of Ermintrude", customer=customer)
            await world.quiet()
            assert "Ermintrude" in await world.read(everything)
            await ada.writes("!end yes", customer)
            await customer.hears("The chat has ended.")
            await customer.leaves()
            await world.quiet()
            assert "Ermintrude" in await world.read(everything)
            if settings:
                await world.clock.advance(2 * 24 * 3600)
                await world.passes(30)
            else:
                await erased(world, customer)
            await world.passes(60)
            assert "Ermintrude" not in await world.read(everything)


async def test_the_report_says_of_which_chats_private_notices_may_be_left_and_since_when() -> None:
    async with a_world() as world:
        _, customer = await over(world)
        began = world.clock.bridge.now().date()
        await world.clock.advance(9 * 24 * 3600)
        report = await erased(world, customer)
        (said,) = [one for one in report if one.what == PRIVATE]
        assert said.state is CopyState.OUTSIDE
        assert said.why is not None
        assert f"of chat #1 that one person was told alone from {began} until {began + timedelta(days=2)}" in said.why


async def test_what_was_uploaded_and_never_sent_goes_with_its_customer_and_the_report_says_so() -> None:
    async with a_world() as world:
        _, customer = await over(world)
        other = await world.customer()
        await other.uploads("tea.txt", b"somebody else's Ermintrude")
        await customer.uploads("secret.txt", b"never sent: Ermintrude")
        await customer.leaves()
        folder = Path(world.running.bridge.config.storage.files)
        assert len([one for one in folder.iterdir() if b"Ermintrude" in one.read_bytes()]) == 2
        report = await erased(world, customer)
        assert [(one.state, one.number) for one in report if one.what == UNSENT] == [(CopyState.DONE, 1)]
        (left,) = [one.read_bytes() for one in folder.iterdir()]
        assert left == b"somebody else's Ermintrude"
        tables = await world.read(everything)
        assert "secret.txt" not in tables
        assert "tea.txt" in tables


async def test_who_has_only_uploaded_something_is_found_and_erased() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.uploads("secret.txt", b"never sent: Ermintrude")
        await customer.leaves()
        report = await erased(world, customer)
        assert [(one.state, one.number) for one in report if one.what == UNSENT] == [(CopyState.DONE, 1)]
        assert list(Path(world.running.bridge.config.storage.files).iterdir()) == []


async def test_the_report_speaks_of_no_forgotten_notices_where_all_are_remembered() -> None:
    async with a_world() as world:
        _, customer = await over(world)
        await world.clock.advance(6 * 24 * 3600)
        report = await erased(world, customer)
        assert [one for one in report if one.what == PRIVATE] == []
        assert [one for one in report if one.what == "notice"]
