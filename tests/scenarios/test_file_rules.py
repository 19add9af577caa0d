"""Which files may pass is a matter of the queue, and of the channel where that differs (T13)."""

from tests.scenarios.attachments import PDF
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world

ONE_TEXT = {
    "queues": {"support": {"attachments": {"max_files": 5, "channels": {"web": {"max_files": 1, "types": ["text"]}}}}}
}


async def test_a_channels_own_rules_hold_for_agents_and_customers() -> None:
    async with a_world(ONE_TEXT) as world:
        ada, customer = await talking(world)
        await ada.writes("two of them", files={"a.txt": b"a", "b.txt": b"b"})
        await ada.is_told(sentence("hold_files_many", count=2, most=1))
        await ada.writes("one", files={"a.txt": b"a"})
        await customer.hears("one")
        await world.until(customer.files, "the file at the customer's")
        async with customer.upload("label.pdf", PDF) as answer:
            assert answer.status == 415
        await customer.never_heard("two of them")
