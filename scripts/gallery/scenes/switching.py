"""A chat that begins at the site and goes on by SMS, or goes back from WhatsApp, in one thread."""

from adapters.sms.ids import Line
from scripts.gallery.play import Play
from scripts.gallery.scenes.whatsapp import DAY
from scripts.gallery.scenes.words import CAMPING, DENTED, LID, NORWAY, ON_ITS_WAY
from scripts.gallery.shop import WORDS, Settings
from tests.adapters.meta.at_meta import AtMeta
from tests.adapters.twilio.at_twilio import ACCOUNT, NOOR, OURS, TOKEN, AtTwilio
from tests.scenarios.by_sms import Phone
from tests.scenarios.by_whatsapp import meets, section
from tests.scenarios.customer import Customer
from tests.scenarios.scenes import sentence

ROOM: Settings = {"agents": {"ada": {"capacity": 5}}}
"""Ada has two chats at a time."""
TOLD = "+447700900188"
"""A number that nobody has ever written from."""


class NoorsPhone(Phone):
    """A phone in a country where no file goes as one."""

    number = NOOR
    contact = Line(NOOR, OURS).contact


async def goes_on_by_sms(play: Play) -> None:
    """Link a chat at the site with a phone and with a number, and let it go on by the phone."""
    twilio = AtTwilio(play.world.playground)
    await twilio.opens(TOLD)
    account = {"account_sid": ACCOUNT, "auth_token": TOKEN, "api_url": twilio.url}
    await play.world.restart({"channels": {"sms": {**account, "queue": "support", "senders": [{"id": OURS}]}}})
    play.world.phone = phone = NoorsPhone(twilio, play.world)
    ada = play.agent("ada")
    await ada.command("ready")
    await phone.writes(CAMPING)
    await ada.accepts()
    await ada.command("end 1 yes")
    await phone.gets(WORDS["ended"])
    customer = await play.world.customer()
    await customer.says(DENTED)
    await ada.accepts(customer)
    await _looks_where_to_go(play, phone, customer)
    await _goes_on(play, phone, customer)


async def _looks_where_to_go(play: Play, phone: Phone, customer: Customer) -> None:
    """List the ways while the phone has a chat of its own, and once it has none; ask before a number's first word."""
    ada = play.agent("ada")
    await ada.writes("!link #1", customer)
    await ada.is_told(sentence("linked", number=2))
    await phone.writes(NORWAY)
    await ada.accepts()
    await ada.writes("!channel", customer)
    await play.told("view-channels-busy", sentence("channels_busy", number=3))
    await ada.command("end 3 yes")
    await ada.is_told("Chat #3 has ended")
    await ada.writes(f"!link {TOLD}", customer)
    await play.world.quiet()
    await ada.writes("!channel", customer)
    await ada.is_told(sentence("channels_open"))
    await play.told("view-channels", sentence("channels_open"))
    window = await play.window("ada")
    await window.page.get_by_role("button", name=sentence("channel_go", name=f"SMS {TOLD}")).last.click()
    await play.take("ask-before-a-first-sms", "ada", window.page.locator(".confirm"))
    await window.page.get_by_role("button", name="Cancel").click()


async def _goes_on(play: Play, phone: Phone, customer: Customer) -> None:
    """Go on by the phone, be answered there and at the site, and read it again."""
    ada = play.agent("ada")
    await ada.clicks(sentence("channel_go", name=f"SMS {NOOR}"))
    await phone.gets("We go on with our chat here.")
    await play.world.passes(20)
    await ada.writes(ON_ITS_WAY, customer)
    await phone.gets(ON_ITS_WAY)
    await phone.writes("Thank you! I am on the train now.")
    await play.world.desk.shows("on the train", customer)
    await customer.says(LID)
    await play.world.playground.slack.simulate.reload(user="U0ADA")  # private answers are on pictures of their own
    await play.at(await play.world.desk.shows(LID, customer), "ada")
    window = await play.window("ada")
    await play.take("thread-switched", "ada", window.page.locator("aside.thread .list"))
    await ada.writes("!end yes", customer)
    await customer.hears("The chat has ended")
    await ada.command("past dented")
    await ada.clicks("Read #2", beside="#2")
    await play.told("view-transcript-switched", sentence("transcript_switched", agent="ada"))


async def goes_back_to_the_site(play: Play) -> None:
    """Let a chat go on by WhatsApp until only a template reaches the customer there, and take it back to the site."""
    meta = AtMeta(play.world.playground)
    await play.world.restart({"channels": {"whatsapp": section(meta.meta.base_url)}})
    mia, ada = await meets(play.world, meta), play.agent("ada")
    await ada.command("ready")
    await mia.writes(CAMPING)
    await ada.accepts()
    await ada.command("end 1 yes")
    await mia.gets(WORDS["ended"])
    customer = await play.world.customer()
    await customer.says(DENTED)
    await ada.accepts(customer)
    await ada.writes("!link #1", customer)
    await ada.is_told(sentence("linked", number=2))
    await ada.writes("!channel whatsapp", customer)
    await customer.hears("We go on with you by WhatsApp.")
    play.world.clock.jump(DAY)
    await ada.writes(ON_ITS_WAY, customer)
    await ada.is_told(sentence("hold_template_only"))
    await ada.writes("!channel web", customer)
    await play.told("held-open_elsewhere", sentence("hold_open_elsewhere"))
