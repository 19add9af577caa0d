"""Agents by a group: whoever belongs to it answers customers, whoever leaves it gets no new chats (O8).

In Slack the group is a user group, in Teams a team with the app in it.
"""

from tests.scenarios.grouping import GROUPED, by_group, having
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import a_world


async def test_a_member_of_the_group_is_an_agent_without_being_listed() -> None:
    async with a_world(GROUPED, before=having("ada", "grace")) as world:
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
    async with a_world(GROUPED, before=having("ada", "grace")) as world:
        await world.passes(61)
        ada = world.desk.agent("ada")
        await ada.command("ready")
        customer = await world.customer()
        await customer.says("hi")
        await ada.accepts()
        await world.desk.platform.regroup("grace")
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
    async with a_world(GROUPED, before=having("ada", "grace")) as world:
        sam = world.desk.agent("sam")
        await sam.command("ready")
        await sam.is_told(sentence("not_an_agent"))
        await world.desk.platform.regroup("ada", "grace", "sam")
        await world.passes(61)
        customer = await world.customer()
        await customer.says("hi")
        await sam.command("ready")
        await sam.is_rung()


async def test_a_guest_is_no_agent_whatever_group_they_are_in() -> None:
    async with a_world(GROUPED, before=having("ada", "grace")) as world:
        sam = world.desk.agent("sam")
        await world.desk.platform.make_guest(sam.user)
        await world.desk.platform.regroup("grace", "sam")
        await world.passes(61)
        known = world.running.bridge.office.directory
        await world.until(lambda: by_group(world, "grace") in known().profiles, "the group's members")
        assert by_group(world, "sam") not in known().profiles
        await sam.command("ready")
        await sam.is_told(sentence("not_an_agent"))


async def test_while_the_group_cannot_be_read_its_members_stay_agents() -> None:
    async with a_world(GROUPED, before=having("ada", "grace")) as world:
        await world.passes(61)
        await world.desk.platform.ungroup()
        await world.passes(121)
        ada = world.desk.agent("ada")
        customer = await world.customer()
        await customer.says("hi")
        await ada.command("ready")
        await ada.is_rung()


async def test_the_chat_of_a_member_who_left_the_group_while_the_bridge_was_down_goes_to_somebody_else() -> None:
    async with a_world(GROUPED, before=having("ada", "grace")) as world:
        await world.passes(61)
        ada, customer = await talking(world)
        [grace] = await ready(world, "grace")
        await world.stop()
        await world.desk.platform.regroup("grace")
        await world.start()
        await grace.accepts(customer)
        await grace.writes("I go on with it", customer)
        await customer.hears("I go on with it")
        await ada.command("ready")
        await ada.is_told(sentence("not_an_agent"))
