"""The place in the line and the estimated wait (P13), as the widget is told them."""

from tests.scenarios.bots import WITH_BOT
from tests.scenarios.scenes import ready
from tests.scenarios.settings import calendar
from tests.scenarios.world import World, a_world


async def _after_waits(world: World, *seconds: float) -> None:
    """Let customers wait so long each, and be answered."""
    (ada,) = await ready(world, "ada")
    await ada.command("notready")
    for wait in seconds:
        customer = await world.customer()
        await customer.says("hi")
        await world.passes(wait)
        await ada.command("ready")
        await ada.accepts(customer)
        await ada.command("notready")
        await ada.writes("!end yes", customer)
        await customer.hears("The chat has ended.")


async def test_who_waits_is_told_the_place_and_the_wait() -> None:
    async with a_world() as world:
        await _after_waits(world, 60, 120, 300)
        first, second = await world.customer(), await world.customer()
        await first.says("hi")
        await world.passes(10)
        await second.says("hi")
        await second.is_sent("line", position=2, wait=120)
        await first.is_sent("line", position=1)
        await first.ends()
        await second.is_sent("line", position=1)


async def test_of_too_few_waits_no_time_is_said() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.says("hi")
        frame = await customer.is_sent("line", position=1)
        assert frame["wait"] is None


async def test_who_is_accepted_has_no_place_any_more() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.says("hi")
        await customer.is_sent("line", position=1)
        (ada,) = await ready(world, "ada")
        await ada.accepts(customer)
        await customer.hears("is here now")
        await world.passes(30)
        lines = [frame for frame in customer.frames if frame["t"] == "line"]
        assert [frame["position"] for frame in lines][:1] == [1]
        assert all(frame["position"] in (1, None) for frame in lines)


async def test_a_request_and_a_chat_with_the_bot_stand_in_no_line() -> None:
    closed = {"hours": {"office": calendar("16:00-17:00")}, "queues": {"support": {"hours": "office"}}}
    for changes in (closed, WITH_BOT):
        async with a_world(changes) as world:
            customer = await world.customer()
            await customer.says("hi")
            await world.passes(30)
            await world.quiet()
            assert not [frame for frame in customer.frames if frame["t"] == "line" and frame["position"] is not None]
