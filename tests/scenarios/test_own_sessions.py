"""An end to sessions from outside of their browser: by an admin, by the command line (ASVS 5.0, 7.4.5)."""

from bridge.cli.main import read_arguments
from bridge.cli.sessions import tend
from tests.scenarios.audited import lines
from tests.scenarios.scenes import talking
from tests.scenarios.secure import Browser, address, signs_in, until_asked, with_forms
from tests.scenarios.world import World, a_world

SIGNED_IN = "Signed in as Ada Lovelace"


async def invited(world: World) -> dict[str, str]:
    """Give the addresses that agents are told in private, by agent."""
    ada, customer = await talking(world)
    await ada.writes("!form address")
    form = await until_asked(world, customer)
    return {agent: address(world, form, agent) for agent in ("ada", "grace")}


async def commands(world: World, *arguments: str) -> int:
    """Do what an admin types, beside the bridge that runs."""
    bridge = world.running.bridge
    return await tend(bridge.config, read_arguments(["sessions", *arguments]), bridge.clock)


async def test_an_agent_whose_sessions_an_admin_ends_is_signed_out_with_the_next_page() -> None:
    async with a_world(with_forms()) as world:
        told = await invited(world)
        async with Browser() as one, Browser() as other, Browser() as graces:
            for browser in (one, other):
                assert SIGNED_IN in (await signs_in(world, browser, "ada", told["ada"]))[1]
            await signs_in(world, graces, "grace", told["grace"])
            assert await commands(world, "--end", "ada", "--by", "the admin") == 0

            for browser in (one, other):
                assert SIGNED_IN not in (await browser.visits("GET", told["ada"]))[1]
            assert "Signed in as Grace Hopper" in (await graces.visits("GET", f"{world.url}/desk/"))[1]
            assert SIGNED_IN in (await signs_in(world, one, "ada", told["ada"]))[1], "and can sign in again"
        assert ("session_ended", "the admin", {"sessions": "2"}) in await lines(world)
