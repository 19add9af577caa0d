"""A number whose last piece comes late: what shows the first one by then is changed wherever it stands (S5)."""

from collections.abc import Awaitable, Callable

import pytest

from tests.scenarios.customer import Customer
from tests.scenarios.experts import EXPERTS
from tests.scenarios.person import Person
from tests.scenarios.platform import Call
from tests.scenarios.scenes import ready, talking
from tests.scenarios.world import World, a_world

FIRST, SECOND = "5555 5555", "5555 4444"
HALF = "**** ****"
TRIES = 5
"""How often it is looked for, a second apart: a platform's budget may hold a change back."""
SOON = {"queues": {"support": {"offer_timeout": "30s"}}}


async def shown(world: World, words: str = FIRST) -> list[str]:
    """Give where words are seen now: by people at the desk, and in customers' windows."""
    await world.quiet()
    platform = world.desk.platform
    found: dict[str, str] = {}
    for customer in world.customers:
        root = await world.desk.root(customer)
        found |= {f"thread {number}": one.whole for number, one in enumerate(platform.thread(root))}
        found["window"] = str(customer.texts("customer"))
    for name in ("ada", "grace", "lin"):
        person = world.desk.agent(name)
        found |= {f"{name} {number}": one.whole for number, one in enumerate(platform.private(person.user))}
        found[f"{name}'s home"] = person.home()
    return [where for where, said in found.items() if words in said]


async def is_gone(world: World, words: str = FIRST) -> None:
    """See that words are shown nowhere any more."""
    for _ in range(TRIES):
        if not await shown(world, words):
            return
        await world.passes(1)
    assert await shown(world, words) == []


async def _accepted(_: World, ada: Person, customer: Customer) -> None:
    await ada.accepts(customer)


async def _rejected(_: World, ada: Person, __: Customer) -> None:
    await ada.clicks("Reject")


async def _expired(world: World, _: Person, __: Customer) -> None:
    await world.passes(31)


async def _still_ringing(_: World, __: Person, ___: Customer) -> None:
    pass


Turn = Callable[[World, Person, Customer], Awaitable[None]]


@pytest.mark.parametrize("turn", [_accepted, _rejected, _expired, _still_ringing])
async def test_the_first_half_is_masked_in_an_offer_whatever_has_become_of_it(turn: Turn) -> None:
    async with a_world(SOON) as world:
        (ada,) = await ready(world, "ada")
        await ada.opens_home()
        customer = await world.customer()
        await customer.says(FIRST)
        offer = await ada.is_rung()
        assert FIRST in offer.whole
        await turn(world, ada, customer)
        await world.quiet()
        assert any(one.startswith("ada ") for one in await shown(world))
        await customer.says(SECOND)
        await customer.no_longer_sees(FIRST)
        await is_gone(world)
        assert any(one.startswith("ada ") for one in await shown(world, HALF))


async def test_every_agent_whom_the_chat_has_rung_sees_the_first_half_no_more() -> None:
    async with a_world(SOON) as world:
        ada, grace, lin = await ready(world, "ada", "grace", "lin")
        customer = await world.customer()
        await customer.says(FIRST)
        for one in (ada, grace):
            await one.is_rung()
            await one.clicks("Reject")
        await lin.accepts(customer)
        assert {"ada", "grace", "lin"} <= {one.split()[0] for one in await shown(world)}
        await customer.says(SECOND)
        await customer.no_longer_sees(FIRST)
        await is_gone(world)


async def test_an_answer_that_lists_chats_and_a_card_elsewhere_say_the_first_half_no_more() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer = await talking(world, words=FIRST)
        (grace,) = await ready(world, "grace")
        await ada.writes("!invite grace")
        await grace.is_told("Ada Lovelace")
        await world.quiet()
        await ada.command("details 1")
        assert any(one.startswith("grace ") for one in await shown(world))
        await customer.says(SECOND)
        await customer.no_longer_sees(FIRST)
        await ada.reloads()  # what stands in a thread for one person alone is wiped by that
        await is_gone(world)


async def test_an_offer_that_was_on_its_way_when_the_second_half_came_is_changed_when_it_arrives() -> None:
    async with a_world() as world:
        (ada,) = await ready(world, "ada")
        slow = world.desk.fails(Call.POST, "delay", delay_ms=5_000, times=2)  # the words in the thread, and the offer
        customer = await world.customer()
        await customer.says(FIRST)
        await world.until(lambda: slow not in [one["id"] for one in world.playground.faults.listed()], "both posts")
        await customer.says(SECOND)
        await customer.no_longer_sees(FIRST)
        await world.clock.advance(10)
        await ada.is_rung()
        await is_gone(world)
        assert any(one.startswith("ada ") for one in await shown(world, HALF))
