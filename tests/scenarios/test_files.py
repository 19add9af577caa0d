"""Files, both ways: what passes arrives byte by byte, the rest is refused in words, none is lost in silence."""

from io import BytesIO

import pytest

from tests.scenarios.attachments import PDF, PICTURE
from tests.scenarios.differences import Difference
from tests.scenarios.platform import Call
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world

PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(200)
SMALL = {"queues": {"support": {"attachments": {"max_files": 2, "max_size": "10kB"}}}}


async def test_the_customers_file_arrives_in_the_thread() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        file = await customer.uploads("receipt.txt", b"Order 1042: Assam, 250 g")
        await customer.says("here it is", file)
        await world.desk.shows("here it is")
        await world.quiet()
        assert await world.desk.files() == {"receipt.txt": b"Order 1042: Assam, 250 g"}


async def test_the_agents_file_arrives_at_the_customer() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("the label", files={"label.pdf": PDF})
        await customer.hears("label.pdf")
        assert await customer.downloads("label.pdf") == PDF


async def test_several_files_of_one_message_arrive_together_and_in_order() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("all three", files={"a.txt": b"a", "b.txt": b"b", "c.png": PICTURE})
        await customer.hears("c.png")
        assert [file["name"] for file in customer.files()] == ["a.txt", "b.txt", "c.png"]


async def test_a_program_named_like_a_document_is_refused_to_the_customer() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        async with customer.upload("invoice.pdf", PROGRAM) as answer:
            assert answer.status == 415
            assert "error" in await answer.json()


async def test_a_program_named_like_a_document_is_refused_to_the_agent_and_told_in_the_thread() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("the invoice", files={"invoice.pdf": PROGRAM})
        await customer.hears("the invoice")
        await world.desk.shows("invoice.pdf was not passed on")
        await world.desk.shows("Programs can't be sent.")
        await world.quiet()
        assert customer.files() == []


async def test_a_file_that_is_too_large_is_refused_to_the_customer() -> None:
    async with a_world(SMALL) as world:
        _, customer = await talking(world)
        async with customer.upload("large.txt", b"x" * 10_001) as answer:
            assert answer.status == 413
            assert "error" in await answer.json()


async def test_a_file_of_30_mb_is_refused_to_the_customer() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        async with customer.upload("huge.txt", BytesIO(b"x" * 30_000_000)) as answer:
            assert answer.status == 413
            assert "error" in await answer.json()


async def _is_held(files: dict[str, bytes], why: str) -> None:
    async with a_world(SMALL) as world:
        ada, customer = await talking(world)
        await ada.writes("look", files=files)
        await ada.is_told(why)
        await customer.never_heard("look", *files)


async def test_more_files_of_an_agents_than_allowed_are_held_and_asked_about() -> None:
    await _is_held({f"{n}.txt": b"x" for n in range(3)}, sentence("hold_files_many", count=3, most=2))


@pytest.mark.desks("slack", because=Difference.SIZES)
async def test_an_agents_file_that_is_too_large_is_held_and_asked_about() -> None:
    why = sentence("hold_files_large", files="large.txt (10 kB)", most="10 kB")
    await _is_held({"large.txt": b"x" * 10_001}, why)


@pytest.mark.desks("teams", because=Difference.SIZES)
async def test_a_file_that_turns_out_to_be_too_large_is_told_of_in_the_thread() -> None:
    async with a_world(SMALL) as world:
        ada, customer = await talking(world)
        await ada.writes("look", files={"large.txt": b"x" * 10_001})
        await world.desk.shows("large.txt was not passed on")
        await customer.never_heard("large.txt")


async def test_more_files_than_allowed_are_refused_to_the_customer() -> None:
    async with a_world(SMALL) as world:
        _, customer = await talking(world)
        files = [await customer.uploads(f"{number}.txt", b"x") for number in range(3)]
        answer = await customer.tries("look", *files)
        assert answer["t"] == "refused"
        assert answer["code"] == "too_many"


async def test_another_customers_file_cannot_be_attached() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        stranger = await world.customer()
        file = await customer.uploads("receipt.txt", b"Order 1042")
        answer = await stranger.tries("mine!", file)
        assert answer["code"] == "file_gone"


async def test_a_file_that_cannot_be_had_now_is_fetched_later() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        world.desk.fails(Call.FILES, "500", times=2)
        await ada.writes("the label", files={"label.txt": b"label"})
        await customer.hears("label.txt")
        await world.quiet()
        assert customer.texts() == ["the label"]
