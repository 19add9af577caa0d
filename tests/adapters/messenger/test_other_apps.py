"""What is said on the page to another app, which has the conversation for the time being."""

from playground.meta.seed import PAGE
from tests.adapters.messenger.world import a_world


async def test_what_is_said_to_another_app_is_heard_by_nobody_here_and_counted() -> None:
    async with a_world() as world:
        entry = {"id": PAGE, "time": world.now, "standby": [world.message("words for another app")]}
        assert await world.meta.calls_us(world.hook, {"object": "page", "entry": [entry]}) == 200

        assert world.inbox.inbounds == []
        assert [what for what, _ in world.unknown.kept] == ["standby"]
        assert "words for another app" not in str(world.unknown.kept)
