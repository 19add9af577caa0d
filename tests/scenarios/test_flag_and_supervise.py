"""Asking for help, and supervisors who come: monitor, coach, barge in (C7, C8); the customer sees none of it (S11)."""

import pytest

from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.place import Place
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.settings import team
from tests.scenarios.world import World, a_world

TEAM = {"teams": {"tea": team("sales", "lin") | {"title": "Tea"}}}
ASKS = "Ada Lovelace asks for help"


async def flagged(world: World, typed: str = "!flag please look") -> tuple[Person, Customer, Place]:
    """Let Ada talk with a customer and ask for help; give where the supervisors see it."""
    ada, customer = await talking(world)
    await ada.writes(typed)
    place = world.desk.place("sales")
    await place.shows(ASKS)
    return ada, customer, place


async def test_a_flag_calls_the_supervisors_of_that_team_and_stands_on_the_card() -> None:
    async with a_world(TEAM) as world:
        ada, customer, place = await flagged(world)
        await place.shows("please look")
        await world.desk.shows(sentence("thread_flagged", agent="ada"))
        await world.desk.card_shows("Asks for help")
        await ada.writes("!unflag")
        await place.shows(sentence("flag_down"))
        await place.no_longer_shows(ASKS)
        await customer.never_heard("please look", "help")


async def test_a_flag_by_form_may_say_why() -> None:
    async with a_world(TEAM) as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Ask for help…")
        await ada.fills_in(reason="is angry 😡")
        place = world.desk.place("sales")
        await place.shows("is angry 😡")
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("No help needed")
        await place.shows(sentence("flag_down"))
        await customer.never_heard("angry")


async def test_only_the_teams_of_the_agent_are_called() -> None:
    teams = {"teams": {"tea": team("sales", members=("ada",)), "coffee": team("support", members=("grace",))}}
    async with a_world(teams) as world:
        await flagged(world)
        await world.quiet()
        assert not [line for line in world.desk.place("support").lines() if ASKS in line]


async def test_without_a_team_the_agent_is_told_whom_to_ask() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.writes("!flag")
        await ada.is_told(sentence("flag_no_team"))
        await ada.writes("!unflag")
        await ada.is_told(sentence("flag_none"))


async def test_a_second_flag_and_a_bystanders_flag_are_refused() -> None:
    async with a_world(TEAM) as world:
        ada, _, place = await flagged(world)
        await ada.writes("!flag")
        await ada.is_told(sentence("flag_already", agent="ada"))
        grace = world.desk.agent("grace")
        await grace.writes("!flag")
        await grace.is_told(sentence("not_attendee"))
        await world.quiet()
        assert sum(ASKS in line for line in place.lines()) == 1


async def test_the_end_of_the_chat_closes_the_flag() -> None:
    async with a_world(TEAM) as world:
        _, customer, place = await flagged(world)
        await customer.ends()
        await place.shows(sentence("flag_over"))
        await place.no_longer_shows(ASKS)


async def test_a_place_without_the_bridge_is_told_to_the_agent_and_the_flag_comes_once_it_is_mended() -> None:
    async with a_world({"teams": {"tea": team("random")}}) as world:
        ada, _ = await talking(world)
        await ada.writes("!flag")
        await ada.is_told("The card about chat #1 can't be posted")
        await world.desk.place("random").gets_the_bot()
        await world.passes(31)
        await world.desk.place("random").shows(ASKS)


async def test_a_monitor_follows_unseen_and_what_they_type_stays_with_the_agents() -> None:
    async with a_world(TEAM) as world:
        ada, customer, place = await flagged(world)
        lin = world.desk.agent("lin")
        await place.clicks(lin, "Monitor", beside=ASKS)
        await lin.is_told(sentence("you_monitor", number=1))
        await world.desk.card_shows("Lin Chen (monitors)")
        await place.shows("Monitoring")
        ref = await lin.writes("oh dear")
        await world.desk.marked(ref, "lock")
        await ada.writes("One moment please.")
        await customer.hears("One moment please.")
        await lin.writes("!leave")
        await world.until(lambda: "Monitoring" not in place.lines()[-1], "the flag's card without Lin")
        await customer.never_heard("oh dear", "Lin")


async def test_a_coach_is_heard_by_the_agent_alone() -> None:
    async with a_world(TEAM) as world:
        ada, customer, place = await flagged(world)
        lin, grace = world.desk.agent("lin"), world.desk.agent("grace")
        await place.clicks(lin, "Coach", beside=ASKS)
        await ada.is_told(sentence("coached", agent="lin", number=1))
        await lin.command("coach 1 offer her the Assam")
        await lin.is_told(sentence("coach_told", agent="ada"))
        await ada.is_told("offer her the Assam")
        await world.quiet()
        await ada.reloads()
        assert [line for line in ada.heard() if "offer her the Assam" in line]
        ref = await lin.writes("typed in the thread")
        await world.desk.marked(ref, "lock")
        assert not [line for line in await world.desk.lines() if "offer her the Assam" in line]
        assert not [line for line in grace.heard() if "Assam" in line]
        await customer.never_heard("Assam", "typed in the thread", "Lin")


async def test_barging_in_is_seen_and_heard_by_the_customer() -> None:
    async with a_world(TEAM) as world:
        ada, customer, place = await flagged(world)
        lin = world.desk.agent("lin")
        await place.clicks(lin, "Coach", beside=ASKS)
        await ada.is_told(sentence("coached", agent="lin", number=1))
        await lin.writes("not yet")
        await world.desk.is_heard()
        await place.clicks(lin, "Barge in", beside=ASKS)
        await world.desk.shows(sentence("thread_barged_in", agent="lin"))
        await customer.hears("Lin is here now.")
        await lin.writes("I can help")
        await customer.hears("Lin: I can help")
        await ada.writes("and so can I")
        await customer.hears("and so can I")
        await customer.never_heard("not yet")


async def test_a_supervisor_hides_again_and_is_a_listener_no_more_a_voice() -> None:
    async with a_world(TEAM) as world:
        ada, customer, _ = await flagged(world)
        lin = world.desk.agent("lin")
        await lin.command("barge 1")
        await customer.hears("Lin is here now.")
        await lin.writes("!masked on")
        await world.desk.shows(sentence("thread_masked", agent="lin"))
        ref = await lin.writes("between us")
        await world.desk.marked(ref, "lock")
        await ada.writes("!masked on")
        await ada.is_told(sentence("masked_last"))
        await lin.writes("!masked off")
        await world.desk.shows(sentence("thread_unmasked", agent="lin"))
        await lin.writes("back again")
        await customer.hears("back again")
        await customer.never_heard("between us")


async def test_an_agent_who_is_invited_masked_helps_unseen() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        grace = world.desk.agent("grace")
        await ada.writes("!invite grace masked")
        await grace.clicks("Join")
        await world.desk.shows(sentence("thread_joined_masked", agent="grace"))
        await world.desk.card_shows("Grace Hopper (masked)")
        ref = await grace.writes("try the Assam")
        await world.desk.marked(ref, "lock")
        await ada.writes("Here you are.")
        await customer.hears("Here you are.")
        await customer.never_heard("Grace", "Assam")


@pytest.mark.parametrize("typed", ["monitor", "coach", "barge"])
async def test_whoever_has_not_the_right_does_not_follow_a_chat(typed: str) -> None:
    async with a_world(TEAM) as world:
        await flagged(world)
        grace = world.desk.agent("grace")
        await grace.command(f"{typed} 1")
        await grace.is_told(sentence("right_missing", right="supervise"))
        await grace.writes("may I?")
        await grace.is_told(sentence("hold_not_attendee"))


@pytest.mark.parametrize("typed", ["monitor", "coach", "barge"])
async def test_an_ended_chat_is_not_followed(typed: str) -> None:
    async with a_world(TEAM) as world:
        _, customer, _ = await flagged(world)
        await customer.ends()
        await world.desk.shows(sentence("thread_customer_ended"))
        lin = world.desk.agent("lin")
        await lin.command(f"{typed} 1")
        await lin.is_told(sentence("chat_ended"))


async def test_a_listener_keeps_no_chat_open_and_no_name_of_theirs_is_ever_told() -> None:
    async with a_world(TEAM) as world:
        ada, customer, place = await flagged(world)
        lin = world.desk.agent("lin")
        await place.clicks(lin, "Monitor", beside=ASKS)
        await world.desk.card_shows("Lin Chen (monitors)")
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await customer.never_heard("Lin")


async def test_a_supervisor_at_the_limit_coaches_and_does_not_barge_in() -> None:
    full = {**TEAM, "agents": {"lin": {"capacity": 1}}}
    async with a_world(full) as world:
        _, first, _ = await flagged(world)
        (lin,) = await ready(world, "lin")
        await world.desk.agent("ada").command("notready")
        second = await world.customer()
        await second.says("me too")
        await lin.accepts(second)
        await lin.command("barge 1")
        await lin.is_told(sentence("capacity_reached", load=1, capacity=1))
        await lin.command("coach 1")
        await lin.is_told(sentence("you_coach", number=1))
        await first.never_heard("Lin")
