"""Private words: for the agents, for one agent, or as a mode; never at the customer's."""

import pytest

from tests.scenarios.platform import Call
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world


@pytest.mark.parametrize("mark", ["note: ", "private: ", ";; ", "🔒 ", ":lock: ", "!note ", "!private "])
async def test_a_private_note_never_reaches_the_customer(mark: str) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes(f"{mark}she is a regular")
        await ada.writes("and this is for you")
        await customer.hears("and this is for you")
        await customer.never_heard("she is a regular")
        if not mark.startswith("!"):
            await world.desk.marked(ref, "lock")


async def test_a_note_given_by_button_stands_in_the_thread_for_the_agents() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("Note…")
        await ada.fills_in(text="she is a regular")
        await world.desk.shows("she is a regular")
        await customer.never_heard("she is a regular")


async def test_a_private_mode_stays_on_until_it_is_turned_off() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!private on")
        await world.desk.card_shows("Private mode")
        await ada.writes("between us")
        await ada.writes("this too")
        await ada.writes("!private off")
        await world.desk.shows(sentence("thread_private_off", agent="ada"))
        await ada.writes("and this is for you")
        await customer.hears("and this is for you")
        await customer.never_heard("between us", "this too")
        assert customer.texts() == ["and this is for you"]


async def test_one_agents_private_mode_does_not_silence_another() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        grace = world.desk.agent("grace")
        await ada.writes("!invite grace")
        await grace.is_told(sentence("invited", agent="ada", number=1))
        await grace.clicks("Join")
        await ada.writes("!private on")
        await world.desk.card_shows("Private mode")
        await grace.writes("from Grace")
        await ada.writes("from Ada")
        await customer.hears("from Grace")
        await customer.never_heard("from Ada")


async def test_words_for_one_agent_reach_that_agent_only() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        grace, lin = world.desk.agent("grace"), world.desk.agent("lin")
        await ada.command("private 1 @grace what would you do?")
        await grace.is_told("what would you do?")
        await ada.is_told(sentence("private_sent", agent="grace"))
        await customer.never_heard("what would you do?")
        assert not [line for line in await world.desk.lines() if "what would you do?" in line]
        assert not [line for line in lin.heard() if "what would you do?" in line]


async def test_a_note_with_a_file_stays_with_the_agents() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("note: the complaint", files={"complaint.txt": b"all of it"})
        await ada.writes("one moment")
        await customer.hears("one moment")
        await customer.never_heard("the complaint", "complaint.txt")
        assert customer.files() == []


async def test_an_edited_note_stays_a_note() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("note: she is a regular")
        await world.desk.marked(ref, "lock")
        await ada.edits(ref, "she is our best customer")
        await customer.never_heard("she is a regular", "she is our best customer")


async def test_private_words_that_the_end_of_private_mode_overtakes_are_held() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!private on")
        await world.desk.card_shows("Private mode")
        world.desk.fails(Call.EVENTS, "delay", delay_ms=3000)
        await ada.writes("between us")
        await ada.writes("!private off")
        await world.desk.shows(sentence("thread_private_off", agent="ada"))
        await ada.is_told(sentence("hold_late"))
        await customer.never_heard("between us")


async def test_an_edit_in_private_mode_that_its_end_overtakes_does_not_reach_the_customer() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("one moment")
        await customer.hears("one moment")
        await ada.writes("!private on")
        await world.desk.card_shows("Private mode")
        await world.quiet()
        world.desk.fails(Call.EVENTS, "delay", delay_ms=3000)
        await ada.edits(ref, "one moment, he is rude")
        await ada.writes("!private off")
        await ada.is_told(sentence("edit_not_sent"))
        await customer.never_heard("rude")


async def test_an_emoji_in_private_mode_stays_with_the_agents() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        shown = await world.desk.shows("hi")
        await ada.writes("!private on")
        await world.desk.card_shows("Private mode")
        await ada.reacts(shown.ref, "rocket")
        await world.quiet()
        await ada.writes("!private off")
        await world.desk.shows(sentence("thread_private_off", agent="ada"))
        await ada.reacts(shown.ref, "heart")
        await world.until(lambda: "❤" in str(customer.frames), "the heart at the customer's")
        assert "🚀" not in str(customer.frames)


async def test_words_for_one_agent_are_given_by_form_and_outlast_a_reload() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        grace = world.desk.agent("grace")
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("To one agent…")
        await ada.fills_in(agent="Grace Hopper", words="what would you do? 🤔")
        await grace.is_told("what would you do? 🤔")
        await world.quiet()
        await grace.reloads()
        assert [line for line in grace.heard() if "what would you do?" in line]
        assert not [line for line in await world.desk.lines() if "what would you do?" in line]
        await customer.never_heard("what would you do?")


async def test_a_file_that_is_posted_with_private_words_is_named_to_whom_they_are_for() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        grace = world.desk.agent("grace")
        await ada.writes("!private @grace look at this", files={"complaint.txt": b"all of it"})
        told = await grace.is_told("look at this")
        assert "complaint.txt" in told.text
        await ada.writes("!note for all", files={"other.txt": b"more"})
        await ada.writes("one moment")
        await customer.hears("one moment")
        await customer.never_heard("complaint.txt", "look at this", "other.txt")
        assert customer.files() == []
