"""On each channel that reports it: what became of an agent's message stands on it, in whatever order that is told."""

import pytest

from tests.scenarios.reporting import ONE_BY_ONE, PASSING, READ, Which, a_reporter
from tests.scenarios.scenes import sentence

SENT, DELIVERED, READ_BY, FAILED = "white_check_mark", "mailbox_with_mail", "eyes", "warning"
HELLO = "the kettle is on"
META: tuple[Which, ...] = ("messenger", "whatsapp")
ALL: tuple[Which, ...] = (*ONE_BY_ONE, "messenger")


@pytest.mark.parametrize("which", ALL)
async def test_that_a_message_was_delivered_stands_on_it(which: Which) -> None:
    async with a_reporter(which) as (world, mia, ada):
        ref = await ada.writes(HELLO)
        await mia.gets(HELLO)
        await world.desk.marked(ref, DELIVERED)

        for state in ("sent", "delivered"):
            if which != "messenger" or state != "sent":
                await mia.tells(HELLO, state)
        await world.quiet()
        await world.desk.marked(ref, DELIVERED)


@pytest.mark.parametrize("which", READ)
async def test_that_a_message_was_read_stands_on_it_and_nothing_told_later_takes_it_back(which: Which) -> None:
    async with a_reporter(which) as (world, mia, ada):
        ref = await ada.writes(HELLO)
        await mia.gets(HELLO)
        await world.desk.marked(ref, DELIVERED)
        await mia.looks()
        await world.desk.marked(ref, READ_BY)

        await mia.tells(HELLO, "delivered")
        if which != "messenger":
            await mia.tells(HELLO, "sent")
            await mia.tells(HELLO, "failed")
        await world.quiet()
        await world.desk.marked(ref, READ_BY)


@pytest.mark.parametrize("which", READ)
async def test_a_message_that_was_read_is_so_though_nobody_told_that_it_was_delivered(which: Which) -> None:
    async with a_reporter(which) as (world, mia, ada):
        mia.holds()
        ref = await ada.writes(HELLO)
        await mia.gets(HELLO)
        await world.desk.marked(ref, SENT)

        await mia.tells(HELLO, "read")
        await world.desk.marked(ref, READ_BY)


@pytest.mark.parametrize("which", ONE_BY_ONE)
async def test_a_message_that_failed_says_why_and_its_button_sends_it_again_once(which: Which) -> None:
    async with a_reporter(which) as (world, mia, ada):
        mia.is_in_trouble(PASSING[which])
        ref = await ada.writes(HELLO)
        await world.desk.marked(ref, FAILED)
        card = await world.desk.shows(sentence("card_failure"))
        assert "Resend" in card.whole
        before = mia.has(HELLO)

        mia.is_in_trouble(0)
        await ada.clicks_on(card, "Resend")
        await world.desk.marked(ref, DELIVERED)
        await mia.tells(HELLO, "delivered")
        await world.quiet()
        assert mia.has(HELLO) == before + 1


@pytest.mark.parametrize("which", ONE_BY_ONE)
async def test_a_failure_that_is_told_behind_the_arrival_is_none(which: Which) -> None:
    async with a_reporter(which) as (world, mia, ada):
        ref = await ada.writes(HELLO)
        await mia.gets(HELLO)
        await world.desk.marked(ref, DELIVERED)

        await mia.tells(HELLO, "failed")
        await world.quiet()
        await world.desk.marked(ref, DELIVERED)
        assert not any(sentence("card_failure") in line for line in await world.desk.lines())


@pytest.mark.parametrize("which", ONE_BY_ONE)
async def test_a_report_of_no_message_of_ours_or_of_another_chat_changes_nothing(which: Which) -> None:
    async with a_reporter(which) as (world, mia, ada):
        mia.holds()
        ref = await ada.writes(HELLO)
        await mia.gets(HELLO)
        await world.desk.marked(ref, SENT)

        await mia.tells(HELLO, "read", id="SM" + "9" * 32)
        await mia.tells(HELLO, "read", chat="c-of-somebody-else")
        await mia.tells(HELLO, "failed", chat="c-of-somebody-else")
        await world.passes(120)
        await world.quiet()
        await world.desk.marked(ref, SENT)


@pytest.mark.parametrize("which", META)
async def test_what_meta_is_silent_about_is_told_and_never_sent_twice(which: Which) -> None:
    async with a_reporter(which) as (world, mia, ada):
        mia.holds()
        world.playground.faults.add("send", "reset_after_accept", vendor="meta")
        ref = await ada.writes(HELLO)
        await mia.gets(HELLO)
        await world.until(world.clock.next_wake, "the look for it")
        await world.passes(90)
        await world.desk.shows(sentence("thread_uncertain"))
        await ada.writes("and the tin, too")
        await mia.gets("and the tin, too")

        await mia.tells(HELLO, "sent")
        await world.desk.marked(ref, SENT)
        await mia.tells(HELLO, "delivered")
        await world.desk.marked(ref, DELIVERED)
        await world.quiet()
        assert mia.asked(HELLO) == 1


async def test_up_to_when_somebody_else_has_read_says_nothing_of_this_chat() -> None:
    async with a_reporter("messenger") as (world, mia, ada):
        mia.holds()
        ref = await ada.writes(HELLO)
        await mia.gets(HELLO)
        await world.desk.marked(ref, SENT)

        await mia.tells(HELLO, "read", id="24680135792468")
        await world.quiet()
        await world.desk.marked(ref, SENT)


@pytest.mark.parametrize("which", ONE_BY_ONE)
async def test_a_report_that_overtakes_the_answer_stands_on_the_message_once_that_is_stored(which: Which) -> None:
    async with a_reporter(which) as (world, mia, ada):
        mia.holds()
        target, vendor = ("create", "twilio") if which != "whatsapp" else ("send", "meta")
        world.playground.faults.add(target, "timeout_after_accept", vendor=vendor)
        ref = await ada.writes(HELLO)
        await mia.gets(HELLO)

        await mia.tells(HELLO, "delivered")
        await world.desk.marked(ref, DELIVERED)
        await world.passes(120)
        await world.quiet()
        await world.desk.marked(ref, DELIVERED)
        assert mia.has(HELLO) <= 1
        assert not any("erhaps not delivered" in line for line in await world.desk.lines())
