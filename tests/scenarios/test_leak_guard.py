"""The leak guard: only an attendee's plain words in a running chat reach the customer; everything else is held.

Each author is asked or told in private; nothing is dropped.
"""

import re

import pytest

from tests.scenarios.attachments import PDF
from tests.scenarios.differences import Difference
from tests.scenarios.platform import Call
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.slack.alone import another_app_posts
from tests.scenarios.world import a_world

SECRET = "that is the one who complained"


async def test_text_before_the_accept_is_held_and_its_author_asked() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        ref = await ada.writes(SECRET)
        await ada.is_told(sentence("hold_not_accepted"))
        await world.desk.marked(ref, "raised_hand")
        await customer.never_heard(SECRET)


async def test_text_before_the_accept_is_asked_about_again_after_it() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await ada.writes("hello, one moment")
        await ada.is_told(sentence("hold_not_accepted"))
        await ada.clicks("Send to customer")
        await ada.is_told(sentence("held_accept_first"))
        await ada.accepts()
        await ada.clicks("Send to customer")
        await customer.hears("hello, one moment")


@pytest.mark.workers
async def test_text_before_the_accept_that_is_delivered_after_it_is_held() -> None:
    async with a_world() as world:
        customer = await world.customer()
        (ada,) = await ready(world, "ada")
        await customer.says("hi")
        await ada.is_rung()
        await world.quiet()  # so that it is her text, and no echo, that comes late
        world.desk.fails(Call.EVENTS, "delay", delay_ms=3000)
        await ada.writes("not him again")
        await world.passes(1)
        await ada.accepts(customer)
        await customer.hears("is here now")
        await ada.is_told(sentence("hold_late"))
        await ada.writes("good morning")
        await customer.hears("good morning")
        await customer.never_heard("not him again")


async def test_a_bystanders_remark_is_held_and_asked_about() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        sam = world.desk.agent("sam")
        ref = await sam.writes(SECRET)
        await sam.is_told(sentence("hold_not_attendee"))
        await world.desk.marked(ref, "raised_hand")
        await customer.never_heard(SECRET)


async def test_a_question_names_its_chat_where_it_is_asked_outside_of_the_thread() -> None:
    async with a_world() as world:
        await talking(world)
        sam = world.desk.agent("sam")
        await sam.writes(SECRET)
        asked = await sam.is_told(sentence("hold_not_attendee"))
        heading = re.compile(r"#1 \S.*: " + re.escape(sentence("hold_not_attendee")))
        assert bool(heading.search(asked.whole)) is (world.desk.name == "teams")  # in Slack it stands in the thread


async def test_an_agent_without_a_seat_is_held_and_asked() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        grace = world.desk.agent("grace")
        await grace.writes(SECRET)
        await grace.is_told(sentence("hold_not_attendee"))
        await customer.never_heard(SECRET)


@pytest.mark.parametrize("typed", ["!voucher 30", "! refund 30", "!!refund 30", " /refund 30", "\uff01refund 30"])
async def test_what_looks_like_a_command_and_is_none_is_held(typed: str) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes(f"{typed} {SECRET}")
        await ada.is_told(sentence("hold_unknown_command"))
        await customer.never_heard(SECRET, typed.strip())


async def test_words_for_the_bot_that_it_does_not_know_are_answered_and_not_sent() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("@deskbridge acept")
        await ada.is_told("Did you mean !accept?")
        await customer.never_heard("acept")


async def test_a_file_for_the_bot_by_its_bare_name_is_held() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("@deskbridge", files={"label.pdf": PDF})
        await ada.is_told(sentence("hold_unknown_command"))
        await world.quiet()
        assert customer.texts() == []


@pytest.mark.desks("slack", because=Difference.OTHER_APPS)
async def test_another_apps_post_never_reaches_the_customer() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await another_app_posts(world, SECRET)
        await ada.writes("all is well")
        await customer.hears("all is well")
        await customer.never_heard(SECRET)


@pytest.mark.desks("slack", because=Difference.OTHER_APPS)
async def test_another_app_that_posts_under_an_agents_name_is_no_agent() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await another_app_posts(world, SECRET, as_user="U0ADA")
        await customer.never_heard(SECRET)


async def test_text_after_the_end_is_held_and_told() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await ada.writes(SECRET)
        await ada.is_told(sentence("hold_ended"))
        await customer.never_heard(SECRET)


async def test_text_in_the_wrap_up_is_held() -> None:
    async with a_world({"queues": {"support": {"wrap_up": {"mode": "manual"}}}}) as world:
        ada, customer = await talking(world)
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await ada.writes(SECRET)
        await ada.is_told(sentence("hold_ended"))
        await customer.never_heard(SECRET)


@pytest.mark.parametrize("becomes", [f"note: {SECRET}", f"!note {SECRET}", f"!voucher {SECRET}", f" /note {SECRET}"])
async def test_an_edit_into_a_note_or_a_command_does_not_reach_the_customer(becomes: str) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("let me look")
        await customer.hears("let me look")
        await ada.edits(ref, becomes)
        await ada.is_told(sentence("edit_not_sent"))
        await customer.never_heard(SECRET)
        assert customer.texts() == ["let me look"]


async def test_an_edit_after_the_end_does_not_reach_the_customer() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("let me look")
        await customer.hears("let me look")
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await ada.edits(ref, SECRET)
        await ada.is_told(sentence("edit_not_sent"))
        await customer.never_heard(SECRET)


async def test_an_edited_remark_stays_held() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        sam = world.desk.agent("sam")
        ref = await sam.writes("a remark")
        await sam.is_told(sentence("hold_not_attendee"))
        await sam.edits(ref, SECRET)
        await customer.never_heard("a remark", SECRET)


async def test_talk_beside_the_thread_is_nobodys_message() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.begins(SECRET)
        await ada.says(SECRET)
        await customer.never_heard(SECRET)


async def test_a_person_of_another_company_with_the_same_user_id_is_no_agent() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await world.desk.platform.posts_from_elsewhere(ada.user, await world.desk.root(), SECRET)
        await customer.never_heard(SECRET)
