"""Presence and “do not disturb” as a veto when a chat is offered, and nothing more."""

from tests.scenarios.scenes import ready, sentence
from tests.scenarios.world import a_world


async def test_whoever_is_away_is_not_rung_and_stays_ready() -> None:
    async with a_world() as world:
        ada, grace = await ready(world, "ada", "grace")
        await ada.goes_away()
        await ada.opens_home()
        customer = await world.customer()
        await customer.says("hi")
        await grace.is_rung()
        assert ada.rings() == 0
        await ada.home_shows(sentence("home_ready"))


async def test_whoever_wants_no_notifications_is_rung_when_that_is_over() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        await ada.pauses_notifications()
        customer = await world.customer()
        await customer.says("hi")
        await world.passes(30)
        assert ada.rings() == 0
        await ada.pauses_notifications(on=False)
        await world.passes(100)
        await ada.is_rung()


async def test_a_veto_holds_for_chats_that_are_given_without_asking_too() -> None:
    async with a_world({"queues": {"support": {"auto_answer": True}}}) as world:
        ada, grace = await ready(world, "ada", "grace")
        await ada.goes_away()
        customer = await world.customer()
        await customer.says("hi")
        await customer.hears("Grace is here now.")
        assert ada.rings() == 0
        assert grace.rings() == 0


async def test_whoever_is_away_can_take_a_chat_by_themselves() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        await ada.goes_away()
        customer = await world.customer()
        await customer.says("hi")
        await world.desk.card_shows(sentence("card_waiting"))
        await ada.command("pick 1")
        await customer.hears("Ada is here now.")
