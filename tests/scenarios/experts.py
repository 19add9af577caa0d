"""An expert who can be asked, and where most scenarios with one begin."""

from tests.scenarios.aside import Aside
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.played import ids
from tests.scenarios.scenes import talking
from tests.scenarios.settings import Settings
from tests.scenarios.world import World

SAM: Settings = {"name": "Sam Park", "title": "Tea buyer", "topics": ["oolong"], "ids": ids("sam")}
EXPERTS: Settings = {"experts": {"sam": SAM}}
"""Sam is no agent, and can be asked."""


async def consulting(world: World, how: str = "") -> tuple[Person, Customer, Aside]:
    """Let Ada talk with a customer, ask Sam, and Sam join."""
    ada, customer = await talking(world)
    await ada.writes("hello, one moment")
    await customer.hears("hello, one moment")
    await ada.writes(f"!invite sam {how}".rstrip())
    sam = Aside(world, world.desk.agent("sam"))
    await sam.joins()
    return ada, customer, sam
