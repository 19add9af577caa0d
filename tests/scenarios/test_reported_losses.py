"""What was lost of a message on the way is told once, also where only the vendor's report says that it arrived."""

import pytest
from sqlalchemy import Connection

from tests.scenarios.attachments import PDF
from tests.scenarios.by_sms import a_phone
from tests.scenarios.by_whatsapp_twilio import a_person
from tests.scenarios.scenes import sentence
from tests.scenarios.world import World

LONG, LENGTH = "a" * 190, "190 (2 messages)"
LINKS = {"server": {"link_secret": "a secret for scenarios only"}}


async def test_a_long_text_whose_answer_was_lost_says_how_many_messages_it_was_once_a_report_settles_it() -> None:
    async with a_phone() as (world, phone, ada):
        await world.quiet()
        phone.twilio.fails("reset_after_accept")
        await ada.writes(LONG)
        await phone.gets(LONG)
        await world.desk.shows(LENGTH)
        await ada.writes("and more")
        await phone.gets("and more")
        await world.quiet()

        assert phone.twilio.lists == 0
        assert await told(world, LENGTH) == 1


async def test_a_file_whose_answer_was_lost_is_told_as_a_link_once_a_report_settles_it() -> None:
    async with a_phone({"mms_countries": []}, LINKS) as (world, phone, ada):
        await world.quiet()
        phone.twilio.fails("reset_after_accept")
        await ada.writes("", files={"label.pdf": PDF})
        await world.desk.shows("label.pdf was sent as a link")
        await world.quiet()

        assert phone.twilio.lists == 0
        assert await told(world, "label.pdf was sent as a link") == 1


async def test_what_a_report_has_settled_before_the_answer_comes_is_told_once() -> None:
    async with a_phone() as (world, phone, ada):
        await world.quiet()
        phone.is_told_of_by_hand()
        phone.twilio.fails("slow_answer", delay_ms=5_000)
        await ada.writes(LONG)
        await phone.gets(LONG)
        await phone.reports("sent")
        await world.desk.shows(LENGTH)
        await world.clock.advance(6)
        await ada.writes("and more")
        await phone.gets("and more")
        await world.quiet()

        assert await told(world, LENGTH) == 1


async def test_what_was_given_up_is_told_once_when_a_report_says_that_it_arrived_after_all() -> None:
    async with a_phone() as (world, phone, ada):
        await world.quiet()
        phone.is_told_of_by_hand()
        phone.twilio.fails("missing_scope", "list", times=None)
        phone.twilio.fails("reset_after_accept")
        await ada.writes(LONG)
        await phone.gets(LONG)
        await world.until(world.clock.next_wake, "the look-up")
        await world.passes(40)
        await world.desk.shows(sentence("thread_uncertain"))
        for state in ("sent", "delivered"):
            await phone.reports(state)
        await world.desk.shows(LENGTH)
        await world.quiet()

        assert await told(world, LENGTH) == 1


async def test_what_was_on_its_way_in_a_crash_is_told_once_when_its_report_comes() -> None:
    async with a_phone() as (world, phone, ada):
        await world.quiet()
        phone.is_told_of_by_hand()
        phone.twilio.fails("slow_answer", delay_ms=60_000)
        phone.twilio.fails("outage", "list", times=None)
        await ada.writes(LONG)
        await phone.gets(LONG)
        await world.crash()
        await world.start()
        for state in ("sent", "delivered"):
            await phone.reports(state)
        await world.desk.shows(LENGTH)
        await world.quiet()

        assert phone.twilio.texts().count(LONG) == 1
        assert await told(world, LENGTH) == 1


async def test_of_a_message_that_was_taken_back_before_its_report_came_nothing_more_is_told() -> None:
    async with a_phone() as (world, phone, ada):
        await world.quiet()
        phone.is_told_of_by_hand()
        phone.twilio.fails("slow_answer", delay_ms=5_000)
        ref = await ada.writes(LONG)
        await phone.gets(LONG)
        await ada.deletes(ref)
        await world.comes(_is_deleted, "the message, deleted")
        assert await world.read(_is_under_way)
        await phone.reports("sent")
        await world.comes(lambda conn: not _is_under_way(conn), "the message, known to have arrived")
        await world.clock.advance(6)
        await ada.writes("and more")
        await phone.gets("and more")
        await world.quiet()

        assert await told(world, "messages)") == 0


@pytest.mark.parametrize("by", ["the answer", "a report", "a look-up"])
async def test_a_menu_that_went_as_words_is_told_once_whoever_says_that_it_arrived(by: str) -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        faults = world.playground.faults
        faults.add("content_create", "500", vendor="twilio")
        if by != "the answer":
            faults.add("create", "reset_after_accept", vendor="twilio")
        if by != "a report":
            faults.add("callbacks", "lost", vendor="twilio", times=None)
        await ada.writes("!menu Which tea? | Green | Black")
        await mia.gets("Which tea?\n1. Green\n2. Black")
        if by == "a look-up":
            await world.until(world.clock.next_wake, "the look-up")
            await world.passes(40)
        await world.desk.shows("Twilio made no buttons of it")
        await ada.writes("and more")
        await mia.gets("and more")
        await world.quiet()

        assert mia.texts().count("Which tea?\n1. Green\n2. Black") == 1
        assert await told(world, "Twilio made no buttons of it") == 1


async def told(world: World, what: str) -> int:
    """Count how often something is told in the thread."""
    return sum(what in str(line) for line in await world.desk.lines())


def _is_deleted(conn: Connection) -> bool:
    return conn.exec_driver_sql("SELECT 1 FROM message WHERE body LIKE '%\"deleted\":true%'").first() is not None


def _is_under_way(conn: Connection) -> bool:
    return conn.exec_driver_sql("SELECT 1 FROM outbox WHERE state = 'sending'").first() is not None
