"""On each channel that reports it: what became of an agent's message stands on it, in whatever order that is told."""

import pytest
from sqlalchemy import Connection, select

from bridge.store import conversations
from bridge.store.work_tables import INBOX
from tests.scenarios.by_sms import a_phone
from tests.scenarios.handsets import a_handset
from tests.scenarios.reporting import ONE_BY_ONE, PASSING, READ, Which, a_reporter
from tests.scenarios.scenes import sentence

SENT, DELIVERED, READ_BY, FAILED = "white_check_mark", "mailbox_with_mail", "eyes", "warning"
HELLO = "the kettle is on"
TWO_PARTS = "a tin of green tea " * 100
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
        await world.quiet()

        await mia.tells(HELLO, "sent")
        await world.desk.marked(ref, SENT)
        await mia.tells(HELLO, "delivered")
        await world.desk.marked(ref, DELIVERED)
        await world.quiet()
        assert mia.asked(HELLO) == 1


async def test_a_report_that_names_the_chat_of_somebody_else_changes_nothing_in_either() -> None:
    async with a_reporter("whatsapp") as (world, mia, ada):
        mia.holds()
        ref = await ada.writes(HELLO)
        await mia.gets(HELLO)
        await world.desk.marked(ref, SENT)
        await a_handset(world, "noa").writes("and mine?")
        await world.comes(lambda conn: conversations.by_number(conn, 2), "a chat of somebody else's")
        theirs = await world.read(lambda conn: conversations.by_number(conn, 2))

        await mia.tells(HELLO, "read", chat=str(theirs))
        await world.quiet()
        await world.desk.marked(ref, SENT)


async def test_a_report_of_one_part_that_comes_before_the_others_went_out_counts_once_they_have() -> None:
    async with a_phone() as (world, phone, ada):
        phone.is_told_of_by_hand()
        phone.twilio.fails_after(1, "429")
        before = len(phone.twilio.taken)
        ref = await ada.writes(TWO_PARTS)
        await world.until(lambda: len(phone.twilio.taken) == before + 1, "the first part", patience=0)
        await phone.reports("delivered")
        await world.until(lambda: len(phone.twilio.taken) == before + 2, "the second part")
        await phone.reports("delivered")
        await world.desk.marked(ref, DELIVERED)


async def test_a_report_of_one_part_waits_for_as_long_as_the_others_need_to_go_out() -> None:
    async with a_phone() as (world, phone, ada):
        phone.is_told_of_by_hand()
        phone.twilio.fails_after(1, "429")
        before = len(phone.twilio.taken)
        ref = await ada.writes(TWO_PARTS)
        await world.until(lambda: len(phone.twilio.taken) == before + 1, "the first part", patience=0)
        phone.twilio.fails("429", times=2, retry_after=200)
        await phone.reports("undelivered", ErrorCode="30007")
        await world.passes(390)
        assert len(phone.twilio.taken) == before + 1
        assert not any("unwanted mail" in line for line in await world.desk.lines())

        await world.passes(20)
        await world.until(lambda: len(phone.twilio.taken) == before + 2, "the second part")
        await world.passes(61)
        await world.desk.shows("the network took it for unwanted mail")
        await world.desk.marked(ref, FAILED)


async def test_up_to_when_a_message_was_delivered_counts_though_the_answer_comes_behind_it() -> None:
    async with a_reporter("messenger") as (world, mia, ada):
        mia.holds()
        mia.echoes_nothing()
        world.playground.faults.add("send", "slow_answer", vendor="meta", delay_ms=5_000)
        ref = await ada.writes(HELLO)
        await mia.gets(HELLO)

        await mia.tells(HELLO, "delivered")
        await world.comes(_has_handled_the_report, "the report, handled")
        await world.clock.advance(6)
        await world.desk.marked(ref, DELIVERED)


def _has_handled_the_report(conn: Connection) -> bool:
    """Tell whether the newest report that Meta brought has been handled."""
    told = select(INBOX.c.state).where(INBOX.c.source == "messenger", INBOX.c.dedupe.like("%:delivered:%"))
    return conn.execute(told.where(INBOX.c.dedupe.not_like("%early")).order_by(INBOX.c.id.desc())).scalar() == "settled"


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
