"""The private answers that list something, and the home pages."""

from scripts.gallery.play import Play
from scripts.gallery.scenes.words import CAMPING, DENTED, LID, NORWAY, REGULAR, SORRY
from scripts.gallery.shop import Settings
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import ready, sentence, talking

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IN_A_THREAD = {
    "notes": ("!notes", "Notes of chat #1"),
    "details": ("!details", "in full"),
    "attendees": ("!attendees", "In chat #1"),
    "directory": ("!directory", "Queues and agents now"),
    "articles": ("!kb tin", "Found in the knowledge base"),
    "texts": ("!texts", "Canned responses"),
    "actions": ("!actions", "This is what you can do"),
    "held": ("!list", "Your held texts"),
    "my-chats": ("!list", "Your chats"),
}
MUCH_ROOM: Settings = {"agents": {"ada": {"capacity": 5}}}


async def about_a_chat(play: Play) -> None:
    """Ask in a chat's thread for all that can be listed there."""
    ada, customer = await _well_known(play)
    await ada.writes(f"!note {REGULAR}", customer)
    await ada.writes("!refund 12", customer)
    await ada.is_told(sentence("hold_unknown_command"))
    await ada.writes("!invite grace")
    await play.agent("lin").command("coach 1")
    await play.agent("lin").is_told("You coach")
    for name, (typed, words) in IN_A_THREAD.items():
        await ada.writes(typed, customer)
        await play.told(f"view-{name}", words)
    await play.agent("sam").command("help")
    await play.told("view-help", "help", "sam")


async def about_past_chats(play: Play) -> None:
    """Look for a past chat in which much has happened, and read it again."""
    ada, customer = await talking(play.world, words=DENTED)
    await play.world.passes(20)
    await ada.writes(SORRY)
    await customer.hears("Was the tea inside")
    await play.world.passes(20)
    await customer.says(LID)
    await play.world.desk.shows(LID)
    await _has_visitors(play, ada)
    await customer.leaves()
    await play.world.passes(60)
    await customer.opens()
    await play.world.desk.shows(sentence("thread_customer_back"))
    await ada.writes("!activity Reason delivery")
    await ada.writes("!disposition solved")
    await ada.writes("!end yes")
    await customer.hears("The chat has ended")
    await play.world.passes(3600)
    await ada.command("past oolong")
    await play.told("view-past", "Past chats")
    await ada.clicks("Read #1", beside="#1")
    await play.told("view-transcript", "Was the tea inside")


async def _has_visitors(play: Play, ada: Person) -> None:
    """Let Lin listen, and Grace come, hide, show up and leave again."""
    grace, lin = play.agent("grace"), play.agent("lin")
    await ada.writes(f"!note {REGULAR}")
    await ada.writes("!flag")
    await lin.command("monitor 1")
    await lin.is_told("You monitor")
    await lin.command("leave 1")
    await ada.writes("!unflag")
    await ada.writes("!invite grace")
    await grace.is_told("invites you")
    await grace.clicks("Join")
    for typed in ("!masked on", "!masked off", "!leave"):
        await grace.writes(typed)
        await play.world.quiet()


async def of_a_supervisor(play: Play) -> None:
    """Let Lin look at everything: what waits, who is there, what was offered."""
    ada, _ = await talking(play.world, words=DENTED)
    (grace,) = await ready(play.world, "grace")
    await grace.command("queues sales")
    for words in (NORWAY, CAMPING):
        customer = await play.world.customer()
        await customer.says(words)
        await play.world.passes(45)
    lin = play.agent("lin")
    await lin.command("pick")
    await play.told("view-waiting", "Waiting", "lin")
    await lin.command("overview")
    await play.told("view-overview", "Queues now", "lin")
    await lin.command("overview ada")
    await play.told("view-overview-of-one", "in hand", "lin")
    await lin.command("report")
    await play.told("view-report", sentence("report_head"), "lin")
    await lin.command("setnotready grace")
    await lin.is_told("is set Not Ready")
    await lin.command("monitor 1")
    await lin.is_told("You monitor")
    await play.home("home-supervisor", "lin", "Queues now")
    await ada.opens_home()


async def of_bans(play: Play) -> None:
    """Let Lin ban a customer by the form, and look at who is banned."""
    _, customer = await talking(play.world, words=DENTED)
    lin = play.agent("lin")
    await lin.writes("!monitor")
    await lin.is_told("You monitor")
    await play.window("lin")  # before the form, which opens where she looks
    await lin.clicks_on_card("More…")
    await lin.modal.clicks("Ban customer…")
    await play.modal("form-ban", "lin", "Ban the customer")
    await lin.fills_in(time="7 days", reason="Writes the same advert every day")
    await customer.hears("The chat has ended")
    await customer.tries("one more advert")
    await lin.command("bans")
    await play.told("view-bans", "Banned now", "lin")


async def of_a_customer(play: Play) -> None:
    """Say that somebody was here before by another browser, and look at the card."""
    await play.window("ada")
    ada, first = await talking(play.world, words=DENTED)
    await ada.writes("!end yes", first)
    await first.hears("The chat has ended")
    await ada.command("ready")
    second = await play.world.customer()
    await second.says(NORWAY)
    await ada.accepts(second)
    await ada.writes("!customer", second)
    await ada.is_told("Customer of chat #2")
    await ada.clicks("Link…", beside="Customer of chat #2")
    await play.modal("form-link", "ada", "The same customer")
    await ada.fills_in(who="#1")
    await ada.is_told(sentence("linked", number=2))
    await ada.writes("!customer", second)
    await ada.is_told("not proven")
    await play.told("view-customer", "not proven")
    await ada.clicks("Unlink…", beside="not proven")
    await play.modal("form-unlink", "ada", "Not the same customer")


async def homes(play: Play) -> None:
    """Look at Ada's home page as a shift goes on, and at that of somebody who is no agent."""
    await play.home("home-stranger", "sam", "You aren't an agent here")
    ada = play.agent("ada")
    await ada.command("notready lunch")
    await play.home("home-not-ready", "ada", "Lunch")
    await ada.command("queues support")
    await ada.command("ready")
    await play.home("home-ready", "ada", sentence("home_ready"))
    first = await play.world.customer()
    await first.says(DENTED)
    await ada.is_rung()
    await play.home("home-ringing", "ada", sentence("home_ringing"))
    await ada.accepts(first)
    await ada.writes("!refund 12", first)
    await ada.is_told(sentence("hold_unknown_command"))
    second = await play.world.customer()
    await second.says(NORWAY)
    await ada.accepts(second)
    await first.says(LID)
    grace = play.agent("grace")
    await ada.writes("!flag", first)
    await second.leaves()
    await play.world.passes(60)
    third = await play.world.customer()
    await third.says(CAMPING)
    await play.world.desk.root(third)
    await ada.clicks("Reject")
    await grace.command("pick 3")
    await play.world.desk.card_shows("With Grace", third)
    await grace.writes("!invite ada", third)
    await ada.is_told("invites you")
    fourth = await play.world.customer()
    await fourth.says("Is the shop open on Sunday?")
    await play.world.desk.root(fourth)
    await play.home("home-busy", "ada", sentence("home_invited"), sentence("home_held"), "Sunday")


async def _well_known(play: Play) -> tuple[Person, Customer]:
    """Let a customer write whose browser tells of itself, and Ada accept."""
    (ada,) = await ready(play.world, "ada")
    customer = await play.world.customer()
    await customer.leaves()
    customer.told = {"locale": "en-GB", "facts": {"zone": "Europe/London", "screen": "1280x800", "touch": False}}
    customer.browser = FIREFOX
    await customer.opens()
    await customer.says(DENTED)
    await ada.accepts(customer)
    return ada, customer
