"""Held texts: their author decides, by button or by word; nobody else does; a reload of the client loses none."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from bridge.store import conversations
from core.conversation.model import Status
from core.ids import ConversationId
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world

HELD = "!refund 30 euros, as promised"


@pytest.mark.workers
async def test_a_held_text_is_sent_by_its_button() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes(HELD)
        await ada.is_told(sentence("hold_unknown_command"))
        await ada.clicks("Send to customer")
        await customer.hears(HELD)
        await world.desk.marked(ref, "white_check_mark")


async def test_a_held_text_is_kept_by_its_button() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes(HELD)
        await ada.is_told(sentence("hold_unknown_command"))
        await ada.clicks("Keep internal")
        await ada.writes("!send")
        await ada.is_told(sentence("held_none"))
        await customer.never_heard(HELD)


async def test_a_held_text_is_listed_however_many_chats_there_were_before() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await world.running.bridge.database.write(_many_old_chats)
        await ada.writes(HELD)
        await ada.is_told(sentence("hold_unknown_command"))
        await ada.reloads()  # the question is gone
        await ada.writes("!list")
        await ada.is_told(HELD)


def _many_old_chats(conn: Connection) -> None:
    """Put more chats before the present one than any list would read."""
    number = conversations.by_number(conn, 1)
    chat = conversations.get(conn, number) if number else None
    assert chat is not None
    old = replace(chat, version=0, status=Status.HANDLED, participants=())
    for one in range(501):
        conversations.put(conn, replace(old, id=ConversationId(f"old{one}"), number=one - 1000))


async def test_a_bystander_keeps_a_remark_by_its_button_and_is_offered_no_sending() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        sam = world.desk.agent("sam")
        await sam.writes("a remark")
        asked = await sam.is_told(sentence("hold_not_attendee"))
        assert "Send to customer" not in asked.whole
        await sam.clicks("Keep internal")
        await sam.writes("!discard")
        await sam.is_told(sentence("held_none"))
        await customer.never_heard("a remark")


async def test_a_slip_in_a_command_is_held_and_told_what_was_meant_in_a_direct_message_too() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!hlep")
        await ada.is_told(sentence("hold_unknown_near", near="!help"))
        await customer.never_heard("hlep")
        await ada.says("!hodl 1")
        await ada.is_told(sentence("command_unknown_near", word="hodl", near="!hold"))


async def test_the_only_held_text_is_sent_by_the_word_alone() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes(HELD)
        await ada.writes("!send")
        await ada.is_told(sentence("held_sent"))
        await customer.hears(HELD)


@pytest.mark.workers
async def test_of_several_held_texts_one_is_chosen_by_its_number() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!first")
        await ada.writes("!second")
        await world.quiet()
        await ada.writes("!send")
        await ada.is_told(sentence("held_which", count=2))
        await ada.writes("!send 2")
        await customer.hears("!second")
        await ada.command("discard 1 1")
        await ada.is_told(sentence("held_discarded"))
        await customer.never_heard("!first")


async def test_nobody_else_decides_about_a_held_text() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        sam, grace = world.desk.agent("sam"), world.desk.agent("grace")
        await sam.writes("a remark")
        await sam.is_told(sentence("hold_not_attendee"))
        await ada.writes("!send 1")
        await ada.is_told(sentence("held_number", words="1", count=0))
        await grace.writes("!discard")
        await grace.is_told(sentence("held_none"))
        await sam.writes("!send")
        await sam.is_told(sentence("not_an_agent"))
        await customer.never_heard("a remark")


@pytest.mark.workers
async def test_a_reload_of_the_client_loses_no_held_text() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes(HELD)
        await ada.is_told(sentence("hold_unknown_command"))
        await ada.reloads()
        is_still_there = sentence("hold_unknown_command") in "\n".join(ada.heard())
        assert is_still_there is world.desk.platform.keeps_private
        await ada.writes("!list")
        await ada.is_told(HELD)
        await ada.opens_home()
        await ada.home_shows(sentence("home_held"), HELD)
        await ada.clicks_at_home("Send to customer")
        await customer.hears(HELD)
        await ada.home_no_longer_shows(HELD)


async def test_a_bystanders_held_text_stands_in_the_bystanders_list() -> None:
    async with a_world() as world:
        await talking(world)
        sam = world.desk.agent("sam")
        await sam.writes("a remark")
        await sam.is_told(sentence("hold_not_attendee"))
        await sam.reloads()
        await sam.command("list")
        await sam.is_told("a remark")


async def test_a_held_text_that_its_author_deletes_is_asked_about_no_more() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes(HELD)
        await ada.is_told(sentence("hold_unknown_command"))
        await ada.deletes(ref)
        await world.quiet()
        await ada.clicks("Send to customer")
        await ada.is_told(sentence("held_gone"))
        await customer.never_heard(HELD)


async def test_a_held_text_is_sent_as_it_reads_after_an_edit() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes(HELD)
        await ada.is_told(sentence("hold_unknown_command"))
        await ada.edits(ref, "A refund of 30 euros, as promised")
        await world.quiet()
        await ada.clicks("Send to customer")
        await customer.hears("A refund of 30 euros, as promised")
        await customer.never_heard(HELD)


@pytest.mark.workers
async def test_a_second_click_says_that_it_was_sent_before() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes(HELD)
        await ada.is_told(sentence("hold_unknown_command"))
        await asyncio.gather(ada.clicks("Send to customer"), ada.clicks("Send to customer"))
        await customer.hears(HELD)
        await ada.is_told(sentence("held_gone"))
        await world.quiet()
        assert customer.texts() == [HELD]


async def test_a_question_that_was_answered_gives_way_to_the_answer() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.writes(HELD)
        await ada.is_told(sentence("hold_unknown_command"))
        await ada.clicks("Keep internal")
        await ada.is_told(sentence("held_discarded"))
        await world.quiet()
        assert sentence("hold_unknown_command") not in ada.heard()
