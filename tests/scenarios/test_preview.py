"""Preview: an agent's file is shown back before it goes out, where the queue asks for it (T14)."""

from io import BytesIO

from PIL import Image

from tests.scenarios.attachments import PDF, PICTURE, POT
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world

PREVIEW = {"queues": {"support": {"preview_files": True}}}


def looks_like(picture: bytes, shown: bytes) -> bool:
    """Tell whether what is shown is the picture, perhaps smaller: of its shape, and of its colours here and there."""
    whole, small = (Image.open(BytesIO(one)).convert("RGB") for one in (picture, shown))
    places = [(x, y) for x in (0.2, 0.8) for y in (0.2, 0.8)]
    colours = [[one.getpixel((int(x * one.width), int(y * one.height))) for x, y in places] for one in (whole, small)]
    near = all(abs(a - b) < 25 for one, other in zip(*colours, strict=True) for a, b in zip(one, other, strict=True))
    return near and abs(whole.width / whole.height - small.width / small.height) < 0.05


async def test_a_file_is_shown_back_and_sent_by_its_author() -> None:
    async with a_world(PREVIEW) as world:
        ada, customer = await talking(world)
        await ada.writes("the receipt", files={"receipt.pdf": PDF})
        await ada.is_told("Look once more before this goes to the customer: receipt.pdf (application/pdf")
        await customer.never_heard("the receipt")
        await ada.clicks("Send")
        await customer.hears("the receipt")
        await world.until(customer.files, "the file at the customer's")


async def test_a_file_that_is_discarded_never_goes_out() -> None:
    async with a_world(PREVIEW) as world:
        ada, customer = await talking(world)
        await ada.writes("the receipt", files={"receipt.pdf": PDF})
        await ada.is_told("receipt.pdf")
        await ada.clicks("Discard")
        await ada.is_told(sentence("held_discarded"))
        await customer.never_heard("the receipt")
        assert customer.files() == []


async def test_a_text_without_files_is_not_held_back() -> None:
    async with a_world(PREVIEW) as world:
        ada, customer = await talking(world)
        await ada.writes("no file here")
        await customer.hears("no file here")


async def test_a_picture_is_shown_small_in_the_question_and_other_files_by_kind_and_size() -> None:
    async with a_world(PREVIEW) as world:
        ada, customer = await talking(world)
        await ada.writes("look", files={"pot.png": POT, "receipt.pdf": PDF})
        question = await ada.is_told("pot.png (image/png")
        assert "receipt.pdf (application/pdf" in question.text
        (shown,) = question.pictures
        assert shown.name == "pot.png"
        assert looks_like(POT, await world.desk.platform.picture(shown))
        await customer.never_heard("look")
        await ada.clicks("Send")
        await world.until(lambda: len(customer.files()) == 2, "both files at the customer's")


async def test_a_picture_that_the_client_does_not_show_keeps_no_question_back() -> None:
    async with a_world(PREVIEW) as world:
        ada, customer = await talking(world)
        await ada.writes("look", files={"pot.webp": PICTURE})
        assert not (await ada.is_told("pot.webp")).pictures
        await ada.clicks("Discard")
        await ada.is_told(sentence("held_discarded"))
        await customer.never_heard("look")


async def test_a_picture_that_is_none_is_named_in_a_question_that_is_asked_all_the_same() -> None:
    async with a_world(PREVIEW) as world:
        ada, customer = await talking(world)
        await ada.writes("look", files={"pot.png": PDF})
        await ada.is_told("pot.png")
        await ada.clicks("Discard")
        await ada.is_told(sentence("held_discarded"))
        await customer.never_heard("look")
