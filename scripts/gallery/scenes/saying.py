"""Where sentences are read: one picture for each place in which the bridge says something."""

from scripts.gallery.play import Play
from scripts.gallery.scenes.words import DENTED, LID, SORRY
from scripts.gallery.shop import Settings
from tests.scenarios.scenes import sentence, talking

REMINDS: Settings = {"queues": {"support": {"answer_reminder": "60s"}}}
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(200)


async def in_private(play: Play) -> None:
    """Type what can't be done, in a thread, in a channel and to the app."""
    ada, customer = await talking(play.world, words=DENTED)
    await ada.writes("!invite Nobody")
    await play.told("surface-answer", "I know nobody and no queue")
    await ada.command("accept 99")
    await play.told("surface-slash-answer", sentence("chat_unknown", number=99))
    await ada.writes(SORRY)
    await customer.hears("Was the tea inside")
    await customer.says(LID)
    await play.world.desk.shows(LID)
    await play.world.passes(61)
    await play.told("surface-direct-message", "is waiting for your answer")


async def in_a_form(play: Play) -> None:
    """Fill in a form with something wrong."""
    ada, _ = await talking(play.world, words=DENTED)
    await ada.clicks_on_card("More…")
    await ada.modal.clicks("Activity form…")
    await ada.modal.shows("Order number")
    page = (await play.window("ada")).page
    await page.locator(".modal").get_by_label("Order number").fill("ten forty-two")
    await page.locator(".modal").get_by_role("button", name="Save").click()
    await page.locator(".modal").get_by_text("Please write a number").wait_for()
    await play.modal("surface-form", "ada", "Order number")


async def in_the_thread(play: Play) -> None:
    """Send what can't be passed on."""
    ada, customer = await talking(play.world, words=DENTED)
    await ada.writes("Here is the invoice.", files={"invoice.pdf": PROGRAM})
    await customer.hears("Here is the invoice.")
    await play.reply("surface-thread", "invoice.pdf was not passed on")
