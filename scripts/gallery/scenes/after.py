"""The end of a chat and the work after it."""

from scripts.gallery.play import Play
from scripts.gallery.scenes.words import DENTED, REGULAR
from scripts.gallery.shop import Settings
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.shown import Line

FINISHING: Settings = {
    "queues": {
        "support": {
            "wrap_up": {"mode": "timed", "time": "10m"},
            "disposition": {"list": "usual", "required": True},
            "activity": "call-report",
        }
    }
}


async def is_wrapped_up(play: Play) -> None:
    """Let a chat end, and everything about it be written down, one after the other."""
    ada, customer = await talking(play.world, words=DENTED)
    await ada.writes(f"!note {REGULAR}")
    await ada.writes("!end yes")
    await customer.hears("The chat has ended")
    await play.world.desk.card_shows(sentence("card_wrap_up"))
    await play.root("root-wrap-up")
    await play.card("wrap-up-missing", await _shows(play, "Still missing"))
    await play.home("home-after-call-work", "ada", sentence("home_after_call_work"))
    await ada.writes("!activity Reason delivery")
    await play.card("wrap-up-begun", await _shows(play, sentence("card_activity_part", agent="ada")))
    await ada.writes("!activity Order number 1042")
    await ada.writes("!disposition solved")
    await play.card("wrap-up-whole", await _shows(play, sentence("card_wrap_up_nothing_left")))
    await ada.writes("!complete")
    await play.card("wrap-up-done", await _shows(play, sentence("card_wrap_up_done")))
    await play.root("root-handled")


async def ends_by_the_customer(play: Play) -> None:
    """Let the customer end the chat, and write again."""
    _, customer = await talking(play.world, words=DENTED)
    await customer.ends()
    await play.world.desk.card_shows(sentence("card_ended_customer"))
    await play.root("root-ended-by-customer")


async def _shows(play: Play, words: str) -> Line:
    """Wait until the wrap-up card shows these words."""
    card = await play.world.desk.shows(sentence("card_wrap_up_title"))
    await play.world.until(lambda: words in card.whole, lambda: f"“{words}” on {card.whole}")
    return card
