"""Who is there: attendees, the directory, the supervisors' view, setting an agent Not Ready (C6, C9)."""

import pytest

from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.settings import calendar, team
from tests.scenarios.world import a_world

TEAM = {"teams": {"tea": team("sales", "lin")}}


async def test_attendees_are_listed_with_their_roles_masked_or_not() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        lin = world.desk.agent("lin")
        await lin.command("coach 1")
        await lin.is_told(sentence("you_coach", number=1))
        await ada.writes("!invite grace")
        await world.desk.shows(sentence("thread_invited", by="ada", agent="grace"))
        await ada.writes("!attendees")
        await ada.is_told("Ada Lovelace · agent · owner · Unmasked")
        await ada.is_told("Lin Chen · supervisor · coaches · Masked")
        await ada.is_told("Grace Hopper · invited by Ada Lovelace, has not answered yet")
        await customer.never_heard("Lin", "Grace")


async def test_a_chat_without_an_agent_lists_its_customer() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.says("hi")
        await world.desk.root()
        lin = world.desk.agent("lin")
        await lin.command("attendees 1")
        await lin.is_told(sentence("attendees_none"))


async def test_a_list_that_is_asked_for_in_a_modal_takes_its_place_under_its_own_name() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Attendees")
        await ada.modal.shows("Attendees\n", "Ada Lovelace · agent · owner")


async def test_the_directory_shows_states_and_brings_people_into_the_chat() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        (grace,) = await ready(world, "grace")
        await ada.writes("!directory")
        await ada.is_told("Grace Hopper · Ready")
        await ada.is_told("Lin Chen · Not Ready")
        await ada.is_told("Support · 0 waiting · 1 of 3 ready, 1 busy")
        await ada.clicks("Invite Grace Hopper")
        await grace.clicks("Join")
        await customer.hears("Grace is here now.")


async def test_a_queue_outside_its_hours_is_shown_as_closed() -> None:
    shut = {"hours": {"office": calendar("15:10-17:00")}, "queues": {"sales": {"hours": "office"}}}
    async with a_world(shut) as world:
        lin = world.desk.agent("lin")
        await lin.command("directory sales")
        await lin.is_told("Sales · closed now · 0 waiting")
        await lin.opens_home()
        await lin.home_shows("Queues now", "closed now")
        await world.passes(300)
        await lin.command("directory sales")
        await lin.is_told("Sales · 0 waiting")


async def test_a_part_of_a_name_finds_people_and_queues_and_hands_over() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        (grace,) = await ready(world, "grace")
        await ada.writes("!directory hopp")
        found = await ada.is_told("Grace Hopper · Ready")
        assert "Lin Chen" not in found.whole
        await ada.clicks("Transfer to Grace Hopper")
        await grace.accepts(customer)
        await grace.command("directory nobody")
        await grace.is_told(sentence("directory_nobody", words="nobody"))


async def test_the_home_of_a_supervisor_shows_queues_and_agents_and_lets_them_act() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        lin = world.desk.agent("lin")
        await ready(world, "grace")
        await lin.opens_home()
        await lin.home_shows("Queues now", "Agents", "Ada Lovelace", "Busy · 1 of 3 in hand", "Grace Hopper")
        await lin.clicks_at_home("Chats")
        await lin.clicks("Monitor #1")
        await lin.is_told(sentence("you_monitor", number=1))
        await lin.opens_home()
        await lin.home_shows("you monitor")
        await customer.never_heard("Lin")
        await ada.opens_home()
        assert "Queues now" not in ada.home()


async def test_the_home_of_a_supervisor_follows_what_happens() -> None:
    async with a_world() as world:
        lin = world.desk.agent("lin")
        await lin.opens_home()
        await lin.home_shows("0 waiting · 0 of 3 ready, 0 busy")
        customer = await world.customer()
        await customer.says("hello?")
        await world.desk.root()
        await world.passes(11)
        await lin.home_shows("1 waiting · 0 of 3 ready, 0 busy")
        await ready(world, "grace")
        await world.passes(11)
        await lin.home_shows("1 busy")
        await lin.clicks_at_home("Set Not Ready")
        await world.desk.agent("grace").is_told(sentence("you_set_not_ready", by="lin"))


async def test_a_supervisor_takes_the_oldest_of_a_queue_that_nobody_serves_now() -> None:
    async with a_world({"agents": {"lin": {"queues": []}}}) as world:
        customer = await world.customer()
        await customer.says("hello?")
        lin = world.desk.agent("lin")
        await world.desk.root()
        await lin.opens_home()
        await lin.home_shows("1 waiting")
        await lin.clicks_at_home("Take the oldest")
        await customer.hears("Lin is here now.")


async def test_a_supervisor_sets_an_agent_not_ready_who_is_told_and_alone_becomes_ready_again() -> None:
    async with a_world() as world:
        (grace,) = await ready(world, "grace")
        lin = world.desk.agent("lin")
        await lin.command("setnotready grace")
        await lin.is_told(sentence("set_not_ready", agent="grace"))
        await grace.is_told(sentence("you_set_not_ready", by="lin"))
        await lin.command("setnotready grace")
        await lin.is_told(sentence("set_not_ready_already", agent="grace"))
        customer = await world.customer()
        await customer.says("hi")
        await world.quiet()
        assert grace.rings() == 0
        await grace.command("ready")
        await grace.accepts(customer)


@pytest.mark.parametrize("typed", ["overview", "overview ada", "setnotready ada", "report"])
async def test_agents_do_not_see_or_set_what_is_the_supervisors(typed: str) -> None:
    async with a_world() as world:
        grace = world.desk.agent("grace")
        await grace.command(typed)
        await grace.is_told(sentence("right_missing", right="supervise"))


async def test_a_role_gives_the_right_to_supervise() -> None:
    roles = {"roles": {"lead": {"rights": ["supervise"]}}, "agents": {"grace": {"roles": ["lead"]}}}
    async with a_world(roles) as world:
        await talking(world)
        grace = world.desk.agent("grace")
        await grace.command("overview ada")
        await grace.is_told("#1")
        await grace.clicks("Coach #1")
        await grace.is_told(sentence("you_coach", number=1))


async def test_overview_shows_everything_as_it_is_and_an_agent_without_chats() -> None:
    async with a_world() as world:
        lin = world.desk.agent("lin")
        await lin.command("overview")
        await lin.is_told("Sales · 0 waiting · 0 of 3 ready, 0 busy")
        await lin.command("overview ada")
        await lin.is_told(sentence("overview_no_chats"))


async def test_the_report_counts_offers_by_agent_and_queue() -> None:
    async with a_world() as world:
        lin = world.desk.agent("lin")
        await lin.command("report")
        for words in world.desk.taking_longer():
            await lin.is_told(words)  # it is read behind the transaction of the command
        await lin.is_told(sentence("report_empty"))
        await talking(world)
        await world.passes(1)  # what has only just begun is not counted yet
        await lin.command("report 7")
        await lin.is_told("Ada Lovelace · Support: 1 offered, 1 accepted, 0 rejected, 0 unanswered")
        await lin.command("report many")
        await lin.is_told(sentence("argument_number", words="many", least=1, most=90))


async def test_an_invitation_stands_on_the_home_tab_until_it_is_taken_back() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        grace = world.desk.agent("grace")
        await grace.opens_home()
        await ada.writes("!invite grace")
        await grace.home_shows("Invitations", "Ada Lovelace")
        await world.desk.card_shows("Invited")
        await ada.writes("!uninvite")
        await grace.is_told(sentence("invite_taken_back", agent="ada", number=1))
        await grace.home_no_longer_shows("Invitations")
        await grace.clicks("Join")
        await grace.is_told(sentence("offer_gone", winner="ada"))
        await ada.writes("!uninvite")
        await ada.is_told(sentence("invite_none_open"))
        await customer.never_heard("Grace")


async def test_an_invitation_to_a_queue_reaches_somebody_of_it_who_is_free() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        (grace,) = await ready(world, "grace")
        await ada.writes("!invite sales")
        await grace.is_told(sentence("invited", agent="ada", number=1))
        await grace.clicks("Join")
        await customer.hears("Grace is here now.")


async def test_an_invitation_to_a_queue_in_which_nobody_is_free_says_so() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.writes("!invite sales")
        await ada.is_told(sentence("invite_nobody_free", queue="Sales"))
