"""Several experts, several chats of one expert, and where experts are named (C2, C6, C9)."""

import pytest

from tests.scenarios.aside import Aside
from tests.scenarios.differences import Difference
from tests.scenarios.experts import EXPERTS, SAM, consulting
from tests.scenarios.played import ids
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.settings import Settings
from tests.scenarios.world import a_world


def asked(sam: Aside) -> list[str]:
    """Give the questions for which chat a word was."""
    return [one for one in sam.person.heard() if sentence("expert_decide") in one]


async def test_several_chats_of_one_expert_are_kept_apart() -> None:
    async with a_world(EXPERTS) as world:
        _, first, sam = await consulting(world, "conference")
        grace, second = await talking(world, "grace", "my cup is broken")
        await grace.writes("!invite sam conference", second)
        await sam.joins(2)
        await sam.writes("about the tea", 1)
        await sam.writes("about the cup", 2)
        await first.hears("about the tea")
        await second.hears("about the cup")
        await first.never_heard("about the cup")
        await second.never_heard("about the tea")
        await sam.reads("my cup is broken", 2)
        assert not any("cup" in one for one in sam.shown(1))


async def test_a_bare_word_to_the_bot_is_held_until_its_chat_is_chosen() -> None:
    async with a_world(EXPERTS) as world:
        _, first, sam = await consulting(world, "conference")
        grace, second = await talking(world, "grace", "my cup is broken")
        await grace.writes("!invite sam conference", second)
        await sam.joins(2)
        await sam.person.says("it is under way")
        line = await sam.person.is_told(sentence("expert_decide"))
        click = sam.person.clicking(line, next(one.label for one in line.controls if one.label.startswith("#2")))
        await click()
        await second.hears("it is under way")
        await first.never_heard("it is under way")
        await click()
        await sam.person.is_told(sentence("expert_word_gone"))


async def test_a_bare_word_is_passed_by_its_chats_number_and_then_none_waits() -> None:
    async with a_world(EXPERTS) as world:
        _, first, sam = await consulting(world, "conference")
        grace, second = await talking(world, "grace", "my cup is broken")
        await grace.writes("!invite sam conference", second)
        await sam.joins(2)
        await sam.person.says("first of all")
        await sam.person.says("it is under way")
        await world.until(lambda: len(asked(sam)) == 2, "two questions")
        await sam.person.says("!pass 2")
        await second.hears("it is under way")
        await sam.person.says("!pass 1")
        await first.hears("first of all")
        await sam.person.says("!pass 1")
        await sam.person.is_told(sentence("expert_word_gone"))
        await first.never_heard("it is under way")


async def test_a_bare_word_of_which_nobody_says_the_chat_is_passed_to_nobody() -> None:
    async with a_world(EXPERTS) as world:
        _, first, sam = await consulting(world, "conference")
        grace, second = await talking(world, "grace", "my cup is broken")
        await grace.writes("!invite sam conference", second)
        await sam.joins(2)
        await sam.person.says("it is under way")
        await sam.person.is_told(sentence("expert_decide"))
        await world.passes(901)
        await sam.person.is_told(sentence("expert_forgotten"))
        await first.never_heard("it is under way")
        await second.never_heard("it is under way")


@pytest.mark.desks("slack", because=Difference.EXPERTS)
async def test_a_bare_word_beside_the_threads_is_asked_about_though_one_chat_is_open() -> None:
    async with a_world(EXPERTS) as world:
        _, customer, sam = await consulting(world, "conference")
        await sam.person.says("it is under way")
        line = await sam.person.is_told(sentence("expert_decide"))
        await customer.never_heard("it is under way")
        await sam.person.clicks_on(line, next(one.label for one in line.controls if one.label.startswith("#1")))
        await customer.hears("it is under way")


@pytest.mark.desks("teams", because=Difference.EXPERTS)
async def test_without_threads_a_bare_word_goes_to_the_only_chat_that_is_open() -> None:
    async with a_world(EXPERTS) as world:
        _, customer, sam = await consulting(world, "conference")
        await sam.person.says("it is under way")
        await customer.hears("Sam Park: it is under way")


async def test_what_is_answered_in_a_talk_is_about_its_chat_a_lone_command_too() -> None:
    async with a_world(EXPERTS) as world:
        _, first, sam = await consulting(world, "conference")
        grace, second = await talking(world, "grace", "my cup is broken")
        await grace.writes("!invite sam conference", second)
        await sam.joins(2)
        await sam.writes("ready", 2)
        await second.hears("Sam Park: ready")
        await sam.writes("leave", 2)
        await sam.card(sentence("expert_over_left"), number=2)
        await sam.card("You take part", number=1)
        await sam.writes("still here", 1)
        await first.hears("Sam Park: still here")
        await sam.writes("and this?", 2)
        await sam.person.is_told(sentence("expert_not_here", number=2))
        await second.never_heard("and this?")


async def test_several_experts_in_one_chat_are_told_apart() -> None:
    lena: Settings = {"name": "Lena Ek", "ids": ids("lin")}
    async with a_world(EXPERTS | {"experts": {"sam": SAM, "lena": lena}, "agents": {"lin": None}}) as world:
        ada, _, sam = await consulting(world)
        await ada.writes("!invite lena")
        lin = Aside(world, world.desk.agent("lin"))
        await lin.joins()
        await ada.writes("!mode conference")
        await ada.is_told("Several experts are here")
        await ada.writes("!ask @Lena which tin?")
        await lin.reads("which tin?")
        await sam.never_reads("which tin?")
        await lin.writes("the green one")
        await world.desk.shows("the green one")
        await sam.never_reads("the green one")
        await ada.writes("!dismiss sam")
        await sam.card(sentence("expert_over_dismissed"))
        await lin.card("You take part")


async def test_an_agent_is_asked_as_an_expert_and_takes_no_seat() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer = await talking(world)
        await ada.writes("!invite grace consult")
        grace = Aside(world, world.desk.agent("grace"))
        await grace.joins()
        await grace.writes("for you alone")
        shown = await world.desk.shows("for you alone")
        assert shown.author == "Grace Hopper"
        await customer.never_heard("for you alone")
        await world.desk.card_says("Experts", "Grace Hopper (consult)")
        await grace.person.writes("in the thread I am a bystander")
        await grace.person.is_told(sentence("hold_not_attendee"))


async def test_experts_stand_in_the_directory_the_last_asked_first() -> None:
    zoe: Settings = {"name": "Anna Zed", "ids": ids("zoe")}
    async with a_world({"experts": {"sam": SAM, "anna": zoe}}) as world:
        ada, _, sam = await consulting(world)
        await sam.writes("leave")
        await sam.card(sentence("expert_over_left"))
        await ada.writes("!directory")
        told = await ada.is_told("Sam Park · expert · Tea buyer · oolong")
        assert told.whole.index("Sam Park") < told.whole.index("Anna Zed")
        await ada.writes("!directory oolong")
        await ada.is_told("Sam Park · expert")
        await ada.clicks("Ask Sam Park")
        await world.until(lambda: sam.cards() == 2, "a second card")


async def test_attendees_and_the_transcript_name_experts() -> None:
    async with a_world(EXPERTS) as world:
        ada, _, sam = await consulting(world)
        await sam.writes("tell her Monday")
        await world.desk.shows("tell her Monday")
        await ada.writes("!attendees")
        await ada.is_told("Sam Park · expert, answers the agents")
        await ada.writes("!end yes")
        await world.desk.shows(sentence("thread_ended", agent="ada"))
        await ada.command("read 1")
        told = await ada.is_told("Sam Park has joined as an expert")
        assert "[private] Sam Park: tell her Monday" in told.whole


async def test_an_experts_home_page_lists_the_chats_that_they_are_asked_for() -> None:
    async with a_world(EXPERTS) as world:
        ada, _ = await talking(world)
        await ada.writes("!invite sam")
        sam = Aside(world, world.desk.agent("sam"))
        await sam.card("Join")
        await sam.person.opens_home()
        await sam.person.home_shows(sentence("home_helping"), "asked as an expert")
        await sam.person.clicks_at_home("Join")
        await sam.card("You take part")
