"""Where most scenarios begin: agents who are ready, a customer who talks with one of them."""

from core.sentences import say
from core.texts import render
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.world import World


async def ready(world: World, *names: str) -> list[Person]:
    """Let agents say ready, one after the other: the first is the longest idle."""
    people = [world.desk.agent(name) for name in names]
    for person in people:
        await person.command("ready")
        await world.passes(1)
    return people


async def talking(world: World, name: str = "ada", words: str = "hi") -> tuple[Person, Customer]:
    """Let a customer write and an agent accept."""
    agent = world.desk.agent(name)
    await agent.command("ready")
    customer = await world.customer()
    await customer.says(words)
    await agent.accepts(customer)
    await customer.hears("is here now")
    return agent, customer


NAMES = {"ada": "Ada Lovelace", "grace": "Grace Hopper", "lin": "Lin Chen"}


def sentence(key: str, **args: object) -> str:
    """Give a sentence of the bridge's as people read it; agents are named by their ids."""
    return render(say(key, **args), NAMES)
