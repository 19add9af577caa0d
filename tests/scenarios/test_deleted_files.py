"""The file of a message that is deleted, or edited without it: no link, row or byte of it is left (S2, S12)."""

import pytest
from sqlalchemy import Connection, select

from bridge.store import messages
from bridge.store.tables import FILE, MESSAGE
from core.ids import MessageId
from core.messages import Message
from tests.scenarios.aside import Aside
from tests.scenarios.attachments import PDF
from tests.scenarios.customer import Customer
from tests.scenarios.experts import EXPERTS
from tests.scenarios.person import Person
from tests.scenarios.platform import Call
from tests.scenarios.scenes import talking
from tests.scenarios.world import World, a_world


async def sent(world: World) -> tuple[Person, Customer, str, str]:
    """Let an agent send a file; give the message at the desk, and the address at which the customer loads the file."""
    ada, customer = await talking(world)
    ref = await ada.writes("the label", files={"label.pdf": PDF})
    await customer.hears("label.pdf")
    address = customer.files()[0]["url"]
    assert await customer.loads(address) == 200
    assert number_of_copies(world) == 1
    return ada, customer, ref, address


def number_of_copies(world: World) -> int:
    return sum(path.read_bytes() == PDF for path in world.folder.rglob("*") if path.is_file())


async def rows(world: World) -> list[str]:
    def names(conn: Connection) -> list[str]:
        return list(conn.scalars(select(FILE.c.name)).all())

    return await world.read(names)


async def no_copy_is_left(world: World) -> None:
    await world.passes(5)
    await world.until(lambda: number_of_copies(world) == 0, "the bytes to be overwritten")
    await world.quiet()
    assert await rows(world) == []


@pytest.mark.workers
async def test_the_file_of_a_message_that_its_agent_deletes_is_nowhere_any_more() -> None:
    async with a_world() as world:
        ada, customer, ref, address = await sent(world)
        await ada.deletes(ref)
        await customer.no_longer_sees("label.pdf")
        assert await customer.loads(address) == 404
        await no_copy_is_left(world)
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await ada.says("past label")
        assert await customer.loads(address) == 404


async def test_a_crash_right_after_a_deletion_loses_no_overwriting() -> None:
    async with a_world() as world:
        ada, customer, ref, address = await sent(world)
        await world.running.freeze("Scourer")
        await ada.deletes(ref)
        await customer.no_longer_sees("label.pdf")
        assert await customer.loads(address) == 404
        assert number_of_copies(world) == 1
        await world.crash()
        await world.start()
        await no_copy_is_left(world)


async def test_an_edit_of_the_words_leaves_the_file_and_the_link_to_it_as_they_are() -> None:
    async with a_world() as world:
        ada, customer, ref, address = await sent(world)
        await ada.edits(ref, "your label")
        await customer.hears("your label")
        await world.passes(5)
        await world.quiet()
        assert await customer.loads(address) == 200
        assert await customer.downloads("label.pdf") == PDF
        assert (number_of_copies(world), len(await rows(world))) == (1, 1)
        await ada.deletes(ref)
        await customer.no_longer_sees("label.pdf")
        assert await customer.loads(address) == 404
        await no_copy_is_left(world)


async def test_a_file_whose_message_is_deleted_while_it_is_fetched_is_not_kept() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await world.quiet()
        world.desk.fails(Call.FILES, "delay", delay_ms=30_000)
        ref = await ada.writes("the wrong window", files={"label.pdf": PDF})
        await world.until(lambda: not world.playground.faults.listed(), "the fetching to begin", patience=0)
        await ada.deletes(ref)
        await world.comes(lambda conn: _newest(conn).deleted, "the deletion")
        await world.clock.advance(60)
        await world.quiet()
        assert customer.files() == []
        await no_copy_is_left(world)


async def test_an_experts_file_is_nowhere_any_more_once_its_message_is_deleted() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer = await talking(world)
        await ada.writes("!invite sam conference")
        sam = Aside(world, world.desk.agent("sam"))
        await sam.joins()
        ref = await sam.writes("this one", files={"label.pdf": PDF})
        await customer.hears("label.pdf")
        address = customer.files()[0]["url"]
        await world.desk.agent("sam").deletes(ref)
        await customer.no_longer_sees("label.pdf")
        assert await customer.loads(address) == 404
        await no_copy_is_left(world)


def _newest(conn: Connection) -> Message:
    newest = conn.execute(select(MESSAGE.c.id).order_by(MESSAGE.c.position.desc()).limit(1)).scalar_one()
    message = messages.get(conn, MessageId(newest))
    assert message is not None
    return message
