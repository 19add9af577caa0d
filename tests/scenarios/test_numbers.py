"""A number names a chat only where a command is about one."""

from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import a_world


async def test_a_reason_may_begin_with_a_number() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        await ada.command("notready 15 minutes")
        await ada.is_told(sentence("notready"))
        await ada.opens_home()
        await ada.home_shows("15 minutes")


async def test_a_waiting_chat_is_picked_by_its_number_from_another_chats_thread() -> None:
    async with a_world({"agents": {"ada": {"capacity": 1}}}) as world:
        ada, _ = await talking(world)
        waiting = await world.customer()
        await waiting.says("is anybody there?")
        await world.quiet()
        await ada.writes("!pick 2")
        await ada.is_told(sentence("capacity_reached", load=1, capacity=1))
