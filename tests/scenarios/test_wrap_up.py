"""After the end: wrap-up, timed or until the agent says so, and no new offer meanwhile."""

from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world

TIMED = {"queues": {"support": {"wrap_up": {"mode": "timed", "time": "45s"}}}, "agents": {"ada": {"capacity": 1}}}
MANUAL = {"queues": {"support": {"wrap_up": {"mode": "manual"}}}, "agents": {"ada": {"capacity": 1}}}


async def test_a_timed_wrap_up_keeps_new_offers_away_until_it_is_over() -> None:
    async with a_world(TIMED) as world:
        ada, customer = await talking(world)
        await ada.opens_home()
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await world.desk.card_shows(sentence("card_wrap_up"))
        await ada.home_shows(sentence("home_after_call_work"))
        another = await world.customer()
        await another.says("hello?")
        await world.passes(30)
        assert ada.rings() == 0
        await world.passes(16)
        await world.desk.card_shows(sentence("card_handled"), customer)
        await ada.is_rung()


async def test_complete_ends_a_wrap_up_early() -> None:
    async with a_world(TIMED) as world:
        ada, customer = await talking(world)
        await ada.writes("!end yes")
        await world.desk.card_shows(sentence("card_wrap_up"))
        another = await world.customer()
        await another.says("hello?")
        await world.quiet()
        assert ada.rings() == 0
        await ada.clicks_on_card("Complete", customer)
        await ada.is_rung()
        await world.desk.card_shows(sentence("card_handled"), customer)


async def test_a_manual_wrap_up_lasts_until_the_agent_says_so() -> None:
    async with a_world(MANUAL) as world:
        ada, customer = await talking(world)
        await ada.writes("!end yes")
        await world.desk.card_shows(sentence("card_wrap_up"))
        await world.passes(3600)
        await world.desk.card_shows(sentence("card_wrap_up"))
        await ada.writes("!complete", customer)
        await world.desk.card_shows(sentence("card_handled"))
        await ada.is_told(sentence("completed", number=1))


async def test_a_wrap_up_survives_a_restart() -> None:
    async with a_world(TIMED) as world:
        ada, _ = await talking(world)
        await ada.writes("!end yes")
        await world.desk.card_shows(sentence("card_wrap_up"))
        await world.stop()
        await world.clock.advance(60)
        await world.start()
        await world.desk.card_shows(sentence("card_handled"))
