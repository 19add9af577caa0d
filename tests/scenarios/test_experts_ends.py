"""How an expert's part ends, and what goes wrong on the way: nothing is left half done (C2)."""

import pytest

from tests.scenarios.aside import Aside
from tests.scenarios.experts import EXPERTS, consulting
from tests.scenarios.platform import Call
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world


@pytest.mark.parametrize("word", ["leave", "!leave"])
async def test_whoever_leaves_by_a_word_is_heard_no_more(word: str) -> None:
    async with a_world(EXPERTS) as world:
        _, customer, sam = await consulting(world)
        await sam.writes(word)
        await world.desk.shows(sentence("thread_expert_left", agent="Sam Park"))
        await sam.card(sentence("expert_over_left"))
        await sam.writes("one more thing")
        await sam.reads(sentence("expert_not_here", number=1))
        await customer.says("thanks")
        await world.desk.shows("thanks")
        await sam.never_reads("thanks")


async def test_whoever_leaves_by_the_button_or_is_sent_away_can_be_asked_again() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer, sam = await consulting(world)
        await sam.clicks("Leave")
        await world.desk.shows(sentence("thread_expert_left", agent="Sam Park"))
        await ada.writes("!invite sam")
        await world.until(lambda: sam.cards() == 2, "a second card")
        await sam.joins()
        await sam.writes("here I am again")
        await world.desk.shows("here I am again")
        await ada.writes("!dismiss")
        await ada.is_told(sentence("expert_dismissed", agent="Sam Park", number=1))
        await sam.card(sentence("expert_over_dismissed"))
        await customer.never_heard("again")


async def test_an_expert_who_declines_is_told_of_to_the_inviter() -> None:
    async with a_world(EXPERTS) as world:
        ada, _ = await talking(world)
        await ada.writes("!invite sam")
        sam = Aside(world, world.desk.agent("sam"))
        await sam.clicks("Decline")
        await ada.is_told(sentence("invite_declined", agent="Sam Park", number=1))
        await sam.card(sentence("expert_over_declined"))


async def test_an_invitation_runs_out_or_is_taken_back() -> None:
    async with a_world(EXPERTS) as world:
        ada, _ = await talking(world)
        sam = Aside(world, world.desk.agent("sam"))
        await ada.writes("!invite sam")
        await sam.card("Join")
        await world.passes(901)
        await ada.is_told(sentence("invite_unanswered", agent="Sam Park", number=1))
        await sam.card(sentence("expert_over_unanswered"))
        await ada.writes("!invite sam")
        await sam.card("Join")
        await ada.writes("!uninvite")
        await sam.card(sentence("expert_over_taken_back"))


async def test_when_the_chat_ends_the_talk_ends() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer, sam = await consulting(world)
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await sam.card(sentence("expert_over_ended"))
        await sam.writes("too late")
        await sam.reads(sentence("expert_not_here", number=1))


async def test_a_click_on_join_after_the_end_is_answered_in_words() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer = await talking(world)
        await ada.writes("!invite sam")
        sam = Aside(world, world.desk.agent("sam"))
        click = sam.person.clicking(await sam.card("Join"), "Join")
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await click()
        await sam.person.is_told(sentence("expert_invitation_gone", number=1))


@pytest.mark.parametrize("blocked", [False, True], ids=["not installed", "blocked"])
async def test_whoever_cannot_be_written_to_is_told_of_to_the_inviter_and_the_invitation_ends(*, blocked: bool) -> None:
    async with a_world(EXPERTS) as world:
        ada, _ = await talking(world)
        await world.desk.platform.part(world.desk.agent("sam").user, blocked=blocked)
        await ada.writes("!invite sam")
        await ada.is_told("Sam Park can't be asked to join chat #1")
        await ada.writes("!invite grace")
        await world.desk.agent("grace").is_told(sentence("invited", agent="ada", number=1))


async def test_a_guest_who_is_named_as_an_expert_takes_part_as_anybody_does() -> None:
    async with a_world(EXPERTS) as world:
        await world.desk.platform.make_guest(world.desk.agent("sam").user)
        _, customer, sam = await consulting(world, "conference")
        await sam.reads("hello, one moment")
        await sam.writes("it comes on Monday")
        await customer.hears("Sam Park: it comes on Monday")


async def test_a_card_whose_answer_was_lost_is_there_once() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer = await talking(world)
        sam = Aside(world, world.desk.agent("sam"))
        world.desk.fails(Call.POST, "reset", times=1)
        await ada.writes("!invite sam conference")
        await sam.joins()
        await sam.writes("here I am")
        await customer.hears("Sam Park: here I am")
        assert 1 <= sam.cards() <= world.desk.most_of_a_kind


async def test_an_expert_goes_on_over_a_restart() -> None:
    async with a_world(EXPERTS) as world:
        _, customer, sam = await consulting(world, "conference")
        await world.crash()
        await sam.writes("said while it was down")
        await world.start()
        await sam.writes("and after")
        await customer.hears("and after")


@pytest.mark.workers
async def test_of_two_who_ask_at_once_one_is_refused_and_nothing_is_half_done() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer = await talking(world)
        await ada.writes("!invite grace")
        grace = world.desk.agent("grace")
        await grace.clicks("Join")
        await world.desk.shows(sentence("thread_joined", agent="grace"))
        await ada.writes("!invite sam")
        await grace.writes("!invite sam conference")
        sam = Aside(world, world.desk.agent("sam"))
        await sam.joins()
        await world.quiet()
        assert sam.cards() == 1
        await sam.writes("here I am")
        await world.desk.shows("here I am")
        await customer.never_heard("here I am")
