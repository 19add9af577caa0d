"""A number begun in one chat and ended in the customer's next one is masked in both (S5)."""

from tests.scenarios.customer import Customer
from tests.scenarios.everywhere import Search
from tests.scenarios.person import Person
from tests.scenarios.scenes import talking
from tests.scenarios.test_masking import FIRST, HALF, SCOURED, SECOND
from tests.scenarios.world import World, a_world


async def begun(world: World) -> tuple[Person, Customer]:
    """Let a customer write the first half of a number, and the agent end the chat right after it."""
    ada, customer = await talking(world)
    await customer.says(FIRST)
    await world.desk.shows(FIRST)
    await ada.writes("!end yes")
    await customer.hears("The chat has ended.")
    return ada, customer


async def test_a_number_begun_before_a_chats_end_and_ended_in_the_next_chat_is_masked_in_both() -> None:
    async with a_world() as world:
        search = Search(world)
        ada, customer = await begun(world)
        first = await world.desk.root(customer)
        await customer.says(f"{SECOND} is the rest")
        await world.desk.shows(f"{HALF} is the rest")
        assert await world.desk.root(customer) != first
        await world.passes(SCOURED)
        assert not [line for line in map(str, world.desk.platform.thread(first)) if FIRST in line]
        assert await search.finds(SECOND) == set()
        assert await search.finds(FIRST) <= {"desk", "windows"}  # it was shown until its second half came
        await ada.says("read 1")
        await ada.is_told(HALF)


async def test_after_the_time_in_which_pieces_come_two_chats_have_nothing_in_common() -> None:
    async with a_world() as world:
        _, customer = await begun(world)
        await world.passes(121)
        await customer.says(f"{SECOND} is the rest")
        await world.desk.shows(f"{SECOND} is the rest")
