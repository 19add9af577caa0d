"""A customer on WhatsApp who was silent for a day: only a template reaches them."""

from scripts.gallery.play import Play
from tests.adapters.meta.at_meta import AtMeta
from tests.scenarios.by_whatsapp import meets, section
from tests.scenarios.scenes import sentence

DAY = 25 * 3600


async def sends_a_template(play: Play) -> None:
    """Choose a template, fill it in, and look at it before it goes out."""
    meta = AtMeta(play.world.playground)
    await play.world.restart({"channels": {"whatsapp": section(meta.meta.base_url)}})
    mia = await meets(play.world, meta)
    ada = play.agent("ada")
    await ada.command("ready")
    await mia.writes("is the tin in stock again?")
    await ada.accepts()
    await play.world.quiet()
    play.world.clock.jump(DAY)
    await ada.writes("It will be back on Friday.")
    await play.told("held-template_only", sentence("hold_template_only"))
    await ada.writes("!template")
    await ada.is_told("hello_again (en_US)")
    window = await play.window("ada")
    await ada.clicks("hello_again (en_US)…")
    await play.modal("form-template", "ada", "Hi {First name}")
    await window.page.locator(".modal input").fill("Mia")  # what was typed there stays in the next form
    await window.page.locator(".modal").get_by_role("button", name="Preview").click()
    await play.modal("form-template-shown", "ada", "The customer will see:")
    await ada.modal.closes()
    await mia.writes("and the small one?")
    await play.told("held-open_again", sentence("hold_open_again"))
