"""Chats in hand: the root card while people talk, and what stands in its thread."""

from scripts.gallery.play import Play
from scripts.gallery.scenes.words import DENTED, LID, LOOK_PLEASE, NORWAY, ON_ITS_WAY, REGULAR, SORRY
from scripts.gallery.shop import Settings
from tests.scenarios.receipts import tells
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.secure import fills_in, until_asked

SILENCE: Settings = {"queues": {"support": {"silence": {"late": "1m", "too_late": "3m"}}}}
ONE_CHAT: Settings = {"agents": {"ada": {"capacity": 1}}}
CLOSING: Settings = {"queues": {"support": {"inactivity": {"warn_after": "10m", "end_after": "5m"}}}}


async def talks(play: Play) -> None:
    """Let both talk: every kind of message that a thread has."""
    ada, customer = await talking(play.world, words=DENTED)
    await play.world.passes(30)
    await ada.writes(SORRY)
    await customer.hears("Was the tea inside")
    await play.world.passes(40)
    file = await customer.uploads("receipt.txt", b"Order 1042: Golden Oolong, 250 g")
    await customer.says(LID, file)
    await play.world.desk.shows("only the lid")
    await ada.writes(f"note: {REGULAR}")
    await ada.writes("!private on")
    await play.world.desk.card_shows("Private mode")
    await play.root("root-private")
    await ada.writes("!private off")
    await customer.leaves()
    await play.world.passes(120)
    await play.world.desk.shows(sentence("thread_customer_left"))
    await play.root("root-customer-away")
    await play.thread("thread-talk", sentence("thread_customer_left"))


async def is_answered(play: Play) -> None:
    """Let a customer wait past both thresholds."""
    ada, customer = await talking(play.world, words=DENTED)
    await ada.writes(SORRY)
    await customer.hears("Was the tea inside")
    await play.root("root-active")
    await customer.says(LID)
    await play.world.desk.shows(LID)
    await play.world.passes(70)
    await play.world.desk.card_shows("🟠")
    await play.root("root-waits-long")
    await play.home("home-late", "ada", "🟠")
    await play.world.passes(121)
    await play.world.desk.card_shows("🔴")
    await play.root("root-waits-too-long")


async def is_on_hold(play: Play) -> None:
    """Let a chat be set on hold, and its customer come back when Ada has no room."""
    ada, first = await talking(play.world, words=DENTED)
    await ada.writes("!hold", first)
    await play.world.desk.card_shows(sentence("card_on_hold", agent="ada"), first)
    await play.root("root-on-hold", first)
    await play.home("home-on-hold", "ada", "Resume")
    second = await play.world.customer()
    await second.says(NORWAY)
    await ada.accepts(second)
    await first.says(LID)
    await play.world.desk.card_shows(sentence("card_coming_back", agent="ada"), first)
    await play.root("root-coming-back", first)


async def falls_silent(play: Play) -> None:
    """Let nobody write any more."""
    _, _ = await talking(play.world, words=DENTED)
    await play.world.passes(605)
    await play.world.desk.card_shows(sentence("card_closes"))
    await play.root("root-closes-by-itself")
    await play.world.passes(301)
    await play.world.desk.card_shows(sentence("card_ended_timeout"))
    await play.root("root-ended-by-itself")


async def has_company(play: Play) -> None:
    """Let Ada ask for help, Lin coach, Grace be invited and join unseen."""
    ada, _ = await talking(play.world, words=DENTED)
    (grace,) = await ready(play.world, "grace")
    leads = play.world.desk.place("C0LEADS")
    await ada.writes(f"!flag {LOOK_PLEASE}")
    await play.card("flag-open", await leads.shows("asks for help"), "lin")
    lin = play.agent("lin")
    await leads.clicks(lin, "Coach")
    await play.told("told-coached", "coaches you", "ada")
    await play.card("flag-followed", await leads.shows(sentence("flag_followed")), "lin")
    await lin.command("coach 1 Offer her the big tin, it's on us.")
    await play.told("told-coach-words", "big tin", "ada")
    await ada.writes("!invite grace stay Have you seen this batch?")
    await play.told("told-invited", "invites you", "grace")
    await play.root("root-invited")
    await grace.clicks("Join")
    await play.world.desk.shows(sentence("thread_joined", agent="grace"))
    await grace.writes("!masked on")
    await play.world.desk.card_shows("masked")
    await play.root("root-company")
    await play.thread("thread-company", sentence("thread_masked", agent="grace"))
    await ada.writes("!private @grace which shelf was it?")
    await play.told("told-whisper", "which shelf", "grace")
    await ada.writes("!unflag")
    await play.card("flag-down", await leads.shows(sentence("flag_down")), "lin")


async def is_monitored(play: Play) -> None:
    """Let Lin monitor a flagged chat until it ends."""
    ada, customer = await talking(play.world, words=DENTED)
    leads = play.world.desk.place("C0LEADS")
    await ada.writes("!flag")
    await leads.shows("asks for help")
    await leads.clicks(play.agent("lin"), "Monitor")
    await play.card("flag-monitored", await leads.shows("Monitoring"), "lin")
    await play.root("root-monitored")
    await customer.ends()
    await play.card("flag-over", await leads.shows(sentence("flag_over")), "lin")


async def asks_in_secret(play: Play) -> None:
    """Let Ada ask for two secure forms, one filled in and one not yet."""
    ada, customer = await talking(play.world, words=DENTED)
    await ada.writes("!form address")
    form = await until_asked(play.world, customer)
    await fills_in(customer, form, street="Elm Street 1", town="Ely")
    await play.world.desk.shows("Secure data has been received")
    await ada.writes("!form card")
    await until_asked(play.world, customer, place=1)
    await play.world.desk.card_shows("received, to be opened")
    await play.root("root-secure")
    await play.thread("thread-secure", "Secure data has been requested by Ada Lovelace: Your card")


async def is_not_delivered(play: Play) -> None:
    """Let two messages fail: one is sent again, of the other it is said later that it has arrived."""
    ada, customer = await talking(play.world, words=DENTED)
    for text, key in ((ON_ITS_WAY, "card_sent_again"), (LOOK_PLEASE, "card_arrived_after_all")):
        await play.world.passes(30)
        await ada.writes(text)
        await customer.hears(text)
        await tells(play.world, text, "failed")
        card = await play.world.desk.shows(sentence("card_failure"))
        if text is ON_ITS_WAY:
            await play.card("failure-open", card)
            await ada.clicks_on(card, "Resend")
        else:
            await tells(play.world, text, "delivered")
        shown = await play.world.desk.shows(sentence(key))
        await play.card("failure-again" if text is ON_ITS_WAY else "failure-arrived", shown)
        await play.world.passes(5)
