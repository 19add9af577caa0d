"""Of whoever leaves or hides the customer is told nothing, and the window's head names who has the chat now."""

import pytest

from tests.scenarios.customer import Customer, Frame
from tests.scenarios.experts import EXPERTS, consulting
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import World, a_world


def turns(customer: Customer) -> list[Frame]:
    """Give the turns of the chat that the window was told, in order."""
    return [one for one in customer.frames if one["t"] == "event" and one["kind"] == "status"]


def head(customer: Customer) -> str | None:
    """Give who the window's last turn names."""
    agent: Frame | None = turns(customer)[-1]["agent"]
    return str(agent["name"]) if agent else None


async def joined(world: World, ada: Person, name: str, typed: str) -> Person:
    """Invite somebody, and let them join."""
    guest = world.desk.agent(name)
    await ada.writes(typed)
    await guest.clicks("Join")
    return guest


async def leads(world: World, customer: Customer, name: str) -> None:
    """Wait for a leaving without a word, after which somebody has the chat; a reload shows the same."""
    await world.until(lambda: turns(customer)[-1]["text"] == "", lambda: f"a leaving; there is {turns(customer)}")
    assert head(customer) == name
    assert turns(customer)[-1]["status"] == "active"
    before = turns(customer)
    await customer.leaves()
    customer.forgets()
    await customer.opens()
    assert turns(customer) == before


async def test_when_a_guest_leaves_the_window_names_the_owner_again() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        grace = await joined(world, ada, "grace", "!invite grace")
        await customer.hears("Grace is here now.")
        assert head(customer) == "Grace"
        await grace.writes("!leave")
        await leads(world, customer, "Ada")


async def test_when_the_owner_leaves_the_window_names_who_has_the_chat_now() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await joined(world, ada, "grace", "!invite grace")
        await customer.hears("Grace is here now.")
        await ada.writes("!leave")
        await leads(world, customer, "Grace")


async def test_a_warm_transfer_names_the_new_agent_and_not_once_more_the_former_one() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        told = len(turns(customer))
        await joined(world, ada, "grace", "!invite grace and leave")
        await customer.hears("Grace is here now.")
        await world.quiet()
        assert {one["agent"]["name"] for one in turns(customer)[told:] if one["agent"]} == {"Grace"}
        assert head(customer) == "Grace"


@pytest.mark.parametrize("typed", ["leave", "!mode consult"])
async def test_when_an_expert_is_heard_no_more_the_window_names_the_agent(typed: str) -> None:
    async with a_world(EXPERTS) as world:
        ada, customer, sam = await consulting(world, "conference")
        await customer.hears("Sam Park is here now.")
        assert head(customer) == "Sam Park"
        await (sam.writes(typed) if typed == "leave" else ada.writes(typed))
        await leads(world, customer, "Ada")


async def test_a_supervisor_who_hides_is_named_no_more() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        lin = world.desk.agent("lin")
        await lin.command("barge 1")
        await customer.hears("Lin is here now.")
        told = len(turns(customer))
        await lin.writes("!masked on")
        await world.desk.shows(sentence("thread_masked", agent="lin"))
        await leads(world, customer, "Ada")
        await ada.writes("Back with you.")
        await customer.hears("Back with you.")
        assert "Lin" not in str(turns(customer)[told:])


async def test_an_expert_whose_talk_ends_with_the_chat_leaves_it_ended() -> None:
    async with a_world(EXPERTS) as world:
        _, customer, _ = await consulting(world, "conference")
        await customer.hears("Sam Park is here now.")
        await customer.ends()
        await world.quiet()
        assert turns(customer)[-1]["status"] == "ended"
        assert head(customer) is None


async def test_an_expert_whose_talk_ends_with_a_transfer_leaves_the_customer_waiting() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer, _ = await consulting(world, "conference")
        await customer.hears("Sam Park is here now.")
        await ada.writes("!transfer sales")
        await world.desk.shows(sentence("thread_transferred_queue", by="ada", queue="Sales"))
        await world.quiet()
        assert turns(customer)[-1]["status"] == "waiting"
        assert head(customer) is None
