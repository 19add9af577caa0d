"""The wait for an answer shows by colour on the card and on the Home page, at thresholds only (T16)."""

from tests.scenarios.scenes import talking
from tests.scenarios.world import a_world

RULES = {"queues": {"support": {"silence": {"late": "1m", "too_late": "3m"}}}}
LATE, TOO_LATE = "the customer waits", "the customer waits far too long"


async def test_a_wait_shows_by_colour_and_an_answer_takes_it_away() -> None:
    async with a_world(RULES) as world:
        ada, customer = await talking(world)
        await ada.opens_home()
        await ada.writes("hello")
        await customer.hears("hello")
        await world.passes(90)  # nobody waits
        await customer.says("are you there?")
        await world.desk.shows("are you there?")
        await world.passes(59)
        await world.desk.card_shows("🟢")
        await world.passes(5)
        await world.desk.card_shows("🟠")
        await world.desk.card_shows(LATE)
        await ada.home_shows("🟠")
        await world.passes(121)
        await world.desk.card_shows("🔴")
        await world.desk.card_shows(TOO_LATE)
        await world.desk.card_says("Unread", "1")
        await ada.home_shows("🔴")
        await ada.writes("yes!")
        await customer.hears("yes!")
        await world.desk.card_shows("🟢")
        await ada.home_no_longer_shows("🔴")


async def test_an_answer_in_time_leaves_the_card_as_it_is() -> None:
    async with a_world(RULES) as world:
        ada, customer = await talking(world)
        await customer.says("and now?")
        await world.passes(40)
        await ada.writes("one moment")
        await customer.hears("one moment")
        await world.passes(300)
        await customer.says("thanks")
        await world.passes(50)
        rows = await world.read(
            lambda conn: conn.exec_driver_sql("select count(*) from journal where what like 'waits%'").scalar()
        )
        assert rows == 0
