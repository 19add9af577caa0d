"""What is stuck holds up itself: a send that hangs, a method that Slack refuses, a channel with a long way to go.

While something is stuck the clock does not move by itself (`patience=0`): what goes on does not wait for it.
"""

from playground.faults import Fault
from playground.slack.limits import Limits
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import talking
from tests.scenarios.world import World, a_world

LIFTED = {"desks": {"slack": {"post_limit": "none"}}}
HOUR = 3_600


async def _two_talks(world: World) -> tuple[Person, Customer, Person, Customer]:
    """Let two customers talk with an agent each."""
    world.playground.slack.meter.limits = Limits(enabled=False)  # what Slack takes a second is not the question here
    ada, first = await talking(world, "ada")
    await ada.command("away")
    grace, second = await talking(world, "grace", "hello")
    await world.quiet()
    return ada, first, grace, second


async def _go_on(world: World, agent: Person, customer: Customer, times: int = 5) -> None:
    """Let a talk go on, each word at the moment at which it is said."""
    began, root, platform = world.clock.seconds, await world.desk.root(customer), world.desk.platform
    for number in range(times):
        question, answer = f"question {number}", f"answer {number}"

        def is_asked(words: str = question) -> bool:
            return words in [one.text for one in platform.thread(root)]

        def is_answered(words: str = answer) -> bool:
            return words in customer.texts()

        await customer.says(question)
        await world.until(is_asked, question, patience=0)
        await agent.writes(answer, customer)
        await world.until(is_answered, answer, patience=0)
    assert world.clock.seconds == began


async def _is_taken(world: World, fault: Fault) -> None:
    """Wait until something has run into a fault that happens once."""
    await world.until(
        lambda: fault.id not in [one["id"] for one in world.playground.faults.listed()], "the fault", patience=5
    )


async def test_a_send_that_hangs_holds_up_its_own_chat_alone() -> None:
    async with a_world(LIFTED) as world:
        _, first, grace, second = await _two_talks(world)
        hanging = world.playground.faults.add("chat.postMessage", "slow_answer", delay_ms=15_000)
        await first.says("stuck")
        await first.says("behind it")
        await _is_taken(world, hanging)
        await _go_on(world, grace, second)
        assert "behind it" not in [one.text for one in await world.desk.thread(first)]
        await world.clock.advance(16)
        lines = await world.desk.lines(first)
        assert [line for line in lines if line in ("stuck", "behind it")] == ["stuck", "behind it"]


async def test_a_method_that_slack_refuses_for_long_holds_up_no_other() -> None:
    async with a_world(LIFTED) as world:
        _, first, grace, second = await _two_talks(world)
        world.playground.faults.add("reactions.add", "429", times=None, retry_after=HOUR)
        world.playground.faults.add("chat.update", "429", times=None, retry_after=HOUR)
        await first.says("not marked yet")
        await _go_on(world, grace, second)


async def test_posts_that_slack_refuses_for_long_hold_up_no_word_to_customers() -> None:
    async with a_world(LIFTED) as world:
        ada, first, grace, second = await _two_talks(world)
        limited = world.playground.faults.add("chat.postMessage", "429", retry_after=HOUR)
        await first.says("for later")
        await _is_taken(world, limited)
        for number in range(5):
            await grace.writes(f"answer {number}", second)
            await ada.writes(f"answer {number}", first)
        await world.until(lambda: len(first.texts()) == len(second.texts()) == 5, "the answers", patience=0)
        await world.passes(HOUR + 60)
        assert (await world.desk.lines(first)).count("for later") == 1


async def test_a_channel_with_a_long_way_to_go_keeps_no_other_channel_waiting() -> None:
    async with a_world() as world:
        _, first = await talking(world)
        await world.quiet()
        for number in range(12):
            await first.says(f"line {number}")
        other = await world.customer("sales")
        began = world.clock.seconds
        await other.says("how much is the Assam?")
        await world.desk.shows("how much is the Assam?", other)
        waited = world.clock.seconds - began
        assert "line 11" not in [one.text for one in await world.desk.thread(first)]
        assert waited < 5
