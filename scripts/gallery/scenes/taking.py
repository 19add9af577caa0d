"""Chats that wait, ring and are taken: root cards and offers until somebody has them."""

from scripts.gallery.play import Play
from scripts.gallery.scenes.words import CAMPING, DENTED, HANDS_OVER, NORWAY
from scripts.gallery.shop import Settings
from tests.scenarios.customer import Customer
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.settings import calendar
from tests.scenarios.shown import Line

WITH_BOT: Settings = {"queues": {"support": {"bot": "tilly"}}}
CLOSED: Settings = {
    "hours": {"office": calendar("16:00-18:00")},
    "queues": {"support": {"hours": "office", "offline": {"form": "ask-back", "thanks": "We write to you."}}},
}
BEYOND: Settings = {
    "queues": {
        "support": {"overflow": [{"queue": "sales", "after": "30s"}]},
        "sales": {"offer_mode": "ring"},
    },
    "agents": {"ada": {"queues": ["support"]}, "grace": {"queues": ["support"]}, "lin": {"queues": ["support"]}},
}


async def waits(play: Play) -> None:
    """Let a chat wait, for nobody is there, and be offered beyond its queue."""
    customer = await play.world.customer()
    await customer.says(DENTED)
    await play.world.passes(95)
    await play.world.desk.card_shows("Also asked")
    await play.root("root-waiting")


async def is_left_for_later(play: Play) -> None:
    """Let a request be left outside the hours, and be offered when they begin."""
    customer = await play.world.customer()
    await customer.does("offline", answers={"email": "jo@mail.example", "topic": "Tea", "text": CAMPING})
    await play.world.desk.card_shows(sentence("card_request"))
    await play.root("root-request")
    ada = play.agent("ada")
    await ada.command("ready")
    await play.world.passes(3300)
    await play.card("offer-request", await ada.is_rung())


async def begins_with_the_bot(play: Play) -> None:
    """Let the bot talk first, and hand over what it has found out."""
    (ada,) = await ready(play.world, "ada")
    customer = await play.world.customer()
    await customer.says("hi")
    await customer.hears("What is it about?")
    await customer.says("1")
    await customer.hears("Which number?")
    await play.root("root-with-the-bot")
    await play.thread("thread-bot", "Which number?")
    await customer.says("4711")
    await play.card("offer-after-the-bot", await ada.is_rung())


async def is_offered_to_all(play: Play) -> None:
    """Let a chat be offered to everybody in its channel."""
    await ready(play.world, "ada", "grace")
    customer = await play.world.customer("sales")
    await customer.says(NORWAY)
    await play.world.desk.card_shows(sentence("card_offered"))
    await play.root("root-offered-to-all")


async def rings(play: Play) -> None:
    """Let chats ring at Ada, and come to every end that an offer can have."""
    (ada,) = await ready(play.world, "ada")
    customer, offer = await _rings(play, DENTED)
    await play.root("root-ringing")
    await play.card("offer-open", offer)
    await ada.accepts(customer)
    await play.card("offer-accepted", offer)
    await ada.writes("!end yes", customer)
    await customer.hears("The chat has ended")
    customer, offer = await _rings(play, NORWAY)
    await customer.ends()
    await play.card("offer-customer-left", await _closed(play, offer, "offer_customer_left"))
    customer, offer = await _rings(play, NORWAY)
    await ada.clicks("Reject")
    await play.card("offer-rejected", await _closed(play, offer, "offer_rejected"))
    await customer.ends()
    await ada.command("ready")
    _, offer = await _rings(play, NORWAY)
    await play.world.passes(610)
    await play.card("offer-expired", await _closed(play, offer, "offer_expired"))


async def goes_to_somebody_else(play: Play) -> None:
    """Let a chat that rings at Ada be picked by Grace."""
    await ready(play.world, "ada", "grace")
    _, offer = await _rings(play, CAMPING)
    await play.agent("grace").command("pick 1")
    await play.card("offer-taken", await _closed(play, offer, "offer_taken", winner="grace"))


async def is_handed_over(play: Play) -> None:
    """Let a chat of a known customer be handed to Grace, with a note."""
    (ada,) = await ready(play.world, "ada")
    customer = await play.world.customer(locale="en-GB")
    await customer.says(NORWAY)
    await ada.accepts(customer)
    await ada.writes("!end yes", customer)
    await customer.hears("The chat has ended")
    await play.world.passes(7200)
    await customer.says(DENTED)
    await ada.accepts(customer)
    (grace,) = await ready(play.world, "grace")
    await ada.writes(f"!transfer Grace Hopper {HANDS_OVER}", customer)
    await play.card("offer-handed-over", await grace.is_rung(), "grace")
    await play.root("root-handed-over")


async def goes_to_a_queue(play: Play) -> None:
    """Let chats be handed to another queue, wait at its place, and be taken there, or end."""
    ada, customer = await talking(play.world, words=CAMPING)
    (grace,) = await ready(play.world, "grace")
    sales = play.world.desk.place("C0SALES")
    await ada.writes("!transfer sales Wants to order for a whole camp.", customer)
    await play.card("waits-open", await sales.shows("A chat from Ada"))
    await sales.clicks(grace, "Accept")
    await play.card("waits-taken", await sales.shows(sentence("waits_taken", agent="grace")))
    ada, customer = await talking(play.world, words=NORWAY)
    await ada.writes("!transfer sales Only in a hurry.", customer)
    await sales.shows("Only in a hurry.")
    await customer.ends()
    await play.card("waits-over", await sales.shows(sentence("flag_over")))


async def _rings(play: Play, words: str) -> tuple[Customer, Line]:
    """Let somebody new write, and give the offer that rings at Ada."""
    customer = await play.world.customer()
    await customer.says(words)
    return customer, await play.agent("ada").is_rung()


async def _closed(play: Play, offer: Line, key: str, **args: str) -> Line:
    """Wait until an offer says what became of it."""
    words = sentence(key, **args)
    await play.world.until(lambda: words in offer.whole, lambda: f"“{words}” on the offer: {offer.whole}")
    return offer
