"""Agents by a Slack user group: whoever belongs to it answers customers, whoever leaves it gets no new chats."""

import pytest

from tests.scenarios.differences import Difference
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import World, a_world

pytestmark = pytest.mark.desks("slack", because=Difference.GROUP)

GROUP = {
    "agents": {"ada": None, "grace": None},
    "agents_from": {"helpers": {"desk": "slack", "group": "S0SUPPORT", "queues": ["support"], "capacity": 2}},
}
MEMBER = "helpers/T0DEMO/U0ADA"


def regroup(world: World, *users: str) -> None:
    """Let exactly these people be in the group, as an admin does."""
    world.playground.slack.store.groups["S0SUPPORT"].users = list(users)


async def test_a_member_of_the_group_is_an_agent_without_being_listed() -> None:
    async with a_world(GROUP) as world:
        await world.passes(61)
        ada = world.desk.agent("ada")
        await ada.command("ready")
        await ada.is_told(sentence("ready"))
        customer = await world.customer()
        await customer.says("hi")
        await ada.accepts()
        await ada.writes("hello")
        await customer.hears("hello")


async def test_whoever_leaves_the_group_keeps_the_chat_in_hand_and_gets_no_new_one() -> None:
    async with a_world(GROUP) as world:
        await world.passes(61)
        ada = world.desk.agent("ada")
        await ada.command("ready")
        customer = await world.customer()
        await customer.says("hi")
        await ada.accepts()
        regroup(world, "U0GRACE")
        await world.passes(61)
        other = await world.customer()
        await other.says("me too")
        await world.quiet()
        assert ada.rings() == 0
        await ada.writes("hello", customer)
        await customer.hears("hello")
        await ada.writes("!end yes", customer)
        await world.passes(121)
        await ada.command("ready")
        await ada.is_told(sentence("not_an_agent"))


async def test_whoever_joins_the_group_becomes_an_agent() -> None:
    async with a_world(GROUP) as world:
        sam = world.desk.agent("sam")
        await sam.command("ready")
        await sam.is_told(sentence("not_an_agent"))
        regroup(world, "U0ADA", "U0GRACE", "U0BYSTANDR")
        await world.passes(61)
        customer = await world.customer()
        await customer.says("hi")
        await sam.command("ready")
        await sam.is_rung()


async def test_a_guest_is_no_agent_whatever_group_they_are_in() -> None:
    async with a_world(GROUP) as world:
        sam = world.desk.agent("sam")
        world.playground.slack.store.users["U0BYSTANDR"].is_guest = True
        regroup(world, "U0GRACE", "U0BYSTANDR")
        await world.passes(61)
        known = world.running.bridge.office.directory
        await world.until(lambda: "helpers/T0DEMO/U0GRACE" in known().profiles, "the group's members")
        assert "helpers/T0DEMO/U0BYSTANDR" not in known().profiles
        await sam.command("ready")
        await sam.is_told(sentence("not_an_agent"))


async def test_while_the_group_cannot_be_read_its_members_stay_agents() -> None:
    async with a_world(GROUP) as world:
        await world.passes(61)
        world.playground.slack.store.groups.pop("S0SUPPORT")
        await world.passes(121)
        ada = world.desk.agent("ada")
        customer = await world.customer()
        await customer.says("hi")
        await ada.command("ready")
        await ada.is_rung()


async def test_the_chat_of_a_member_who_left_the_group_while_the_bridge_was_down_goes_to_somebody_else() -> None:
    async with a_world(GROUP) as world:
        await world.passes(61)
        ada, customer = await talking(world)
        [grace] = await ready(world, "grace")
        regroup(world, "U0GRACE")
        await world.restart()
        await grace.accepts(customer)
        await grace.writes("I go on with it", customer)
        await customer.hears("I go on with it")
        await ada.command("ready")
        await ada.is_told(sentence("not_an_agent"))
