"""Masks by hand over a chat's life: two who mask, a transfer, the end, what is kept after it, a crash, a past chat."""

import pytest

from tests.scenarios.attachments import PDF
from tests.scenarios.masks import ROLES, SECRET, is_nowhere, kept, nothing_is_kept
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import a_world


@pytest.mark.workers
async def test_two_who_mask_the_same_are_both_answered_and_it_is_masked_once() -> None:
    async with a_world() as world:
        ada, _ = await talking(world, words=SECRET)
        grace, *_ = await ready(world, "grace")
        await ada.writes("!mask")
        await grace.writes("!mask")
        await grace.is_told(sentence("mask_nothing"))
        lines = [line for line in await world.desk.lines() if "has masked" in line]
        assert len(lines) == 1


async def test_a_mask_stays_over_a_transfer_and_is_taken_off_by_the_next_agent() -> None:
    async with a_world({"roles": {"k": {"rights": ["unmask"]}}, "agents": {"grace": {"roles": ["k"]}}}) as world:
        ada, customer = await talking(world, words=f"my pin is {SECRET}")
        grace, *_ = await ready(world, "grace")
        await ada.writes("!mask")
        await world.desk.shows("has masked something")
        await ada.writes("!transfer Grace")
        await grace.accepts(customer)
        await is_nowhere(world)
        await grace.writes("!unmask")
        await customer.hears(SECRET)


@pytest.mark.workers
async def test_after_the_end_nothing_holds_what_was_masked_and_nobody_can_show_it() -> None:
    async with a_world(ROLES) as world:
        ada, customer = await talking(world, words=f"my pin is {SECRET}")
        await customer.says("kumquat, I said")
        assert any("message" in one for one in await kept(world))  # the search finds it as long as it is there
        await ada.writes("!mask 2")
        await ada.is_told("2 messages")
        await is_nowhere(world)
        assert {one.partition(":")[0] for one in await kept(world)} <= {"original", "file"}
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await nothing_is_kept(world)
        await ada.writes("!unmask all")
        await ada.is_told(sentence("unmask_too_late"))
        await is_nowhere(world)


async def test_a_chat_that_goes_on_after_its_end_brings_nothing_back() -> None:
    async with a_world(ROLES) as world:
        ada, customer = await talking(world, words=SECRET)
        await ada.writes("!mask")
        await world.desk.shows("has masked something")
        await customer.ends()
        await world.quiet()
        await ada.writes("!unmask")
        await ada.is_told(sentence("unmask_too_late"))
        await nothing_is_kept(world)


async def test_a_crash_right_after_the_end_loses_no_overwriting() -> None:
    async with a_world(ROLES) as world:
        ada, customer = await talking(world, words=SECRET)
        await customer.says("here", await customer.uploads("scan.pdf", PDF))
        await world.desk.shows("here")
        await ada.writes("!mask 2")
        await ada.is_told("2 messages")
        await world.running.freeze("Scourer")
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await world.crash()
        await world.start()
        await world.quiet()
        await nothing_is_kept(world)
        assert not [path for path in world.folder.rglob("*") if path.is_file() and path.read_bytes() == PDF]


async def test_what_is_found_in_a_past_chat_is_masked_from_there_for_good() -> None:
    async with a_world() as world:
        ada, customer = await talking(world, words=f"my pin is {SECRET}")
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await world.quiet()
        await ada.says("past kumquat")
        await ada.clicks("Read #1", beside="#1")
        await ada.is_told(SECRET)
        await ada.clicks("Mask…", beside="Chat #1")
        await ada.fills_in(words=SECRET)
        await world.desk.shows("for good")
        await ada.reloads()
        await is_nowhere(world)
        await nothing_is_kept(world)
        await ada.says("past kumquat")
        await ada.is_told(sentence("past_none"))


async def test_what_is_masked_while_it_is_being_posted_is_masked_when_it_stands() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await customer.says(f"my pin is {SECRET}")
        await ada.writes("!mask")
        await world.desk.shows("has masked something")
        await is_nowhere(world)
