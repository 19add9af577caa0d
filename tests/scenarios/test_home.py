"""The Home page: one's state, chats with what is unread, what waits, what is held; always up to date."""

from tests.scenarios.after_chat import finishing
from tests.scenarios.platform import Call
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world


async def test_the_state_is_shown_and_switched() -> None:
    async with a_world() as world:
        ada = world.desk.agent("ada")
        await ada.opens_home()
        await ada.home_shows(sentence("home_not_ready"), sentence("home_my_chats_empty"))
        await ada.clicks_at_home("Ready")
        await ada.home_shows(sentence("home_ready"))
        await ada.clicks_at_home("Not ready")
        await ada.home_shows(sentence("home_not_ready"))


async def test_chats_are_listed_with_what_is_unread() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.opens_home()
        await ada.writes("hello")
        await customer.hears("hello")
        await customer.says("one")
        await customer.says("two")
        await ada.home_shows("#1 Visitor", "2 unread")
        await ada.writes("both noted")
        await ada.home_no_longer_shows("unread")
        await ada.writes("!end yes")
        await ada.home_shows(sentence("home_my_chats_empty"))


async def test_what_waits_is_listed_and_taken_from_there() -> None:
    async with a_world() as world:
        ada = world.desk.agent("ada")
        await ada.opens_home()
        customer = await world.customer()
        await customer.says("where is my tea?")
        await ada.home_shows("where is my tea?")
        await ada.clicks_at_home("Take")
        await customer.hears("Ada is here now.")
        await ada.home_no_longer_shows("Take")
        await ada.home_shows("#1 Visitor", sentence("home_waiting_empty"))


async def test_a_page_that_is_not_open_is_not_drawn() -> None:
    async with a_world() as world:
        await talking(world)
        await world.quiet()
        assert world.desk.platform.homes_drawn() == 0


async def test_a_stranger_is_told_whom_to_ask() -> None:
    async with a_world() as world:
        sam = world.desk.agent("sam")
        await sam.opens_home()
        await sam.home_shows(sentence("home_stranger"))


async def test_the_page_is_right_after_a_restart() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.opens_home()
        await ada.home_shows("#1 Visitor")
        await world.restart()
        await customer.says("are you there?")
        await ada.home_shows("1 unread")


async def test_a_chat_is_linked_as_soon_as_its_thread_is_there() -> None:
    async with a_world() as world:
        ada = world.desk.agent("ada")
        await ada.opens_home()
        world.desk.fails(Call.POST, "429", retry_after=30)
        customer = await world.customer()
        await customer.says("where is my tea?")
        await ada.home_shows("where is my tea?")
        await world.passes(31)
        await ada.home_links(await world.desk.root(customer))


async def test_the_time_of_an_agents_last_word_is_that_of_the_newest() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.opens_home()
        await ada.writes("one moment please")
        await customer.hears("one moment please")
        await world.quiet()
        before = ada.home()
        await world.passes(120)
        await ada.writes("still looking")
        await world.until(lambda: ada.home() != before, "a Home page with a new time")


async def test_complete_is_on_the_page_as_soon_as_nothing_is_missing_for_it() -> None:
    async with a_world(finishing()) as world:
        ada, _ = await talking(world)
        await ada.opens_home()
        await ada.writes("!end yes")
        await ada.home_shows("Finish…")
        assert "Complete" not in ada.home()
        await ada.writes("!disposition solved")
        await ada.home_shows("Complete")


async def test_a_supervisors_page_follows_how_much_an_agent_has_in_hand() -> None:
    async with a_world() as world:
        lin = world.desk.agent("lin")
        ada, first = await talking(world)
        await lin.opens_home()
        second = await world.customer()
        await second.says("hello")
        await ada.accepts(second)
        await lin.home_shows("2 of 3")
        await ada.writes("!end yes", first)
        await lin.home_shows("1 of 3")
