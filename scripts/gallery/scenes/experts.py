"""Experts: asked in a direct message, joining, told whom their words reach, and what becomes of it."""

from scripts.gallery.play import Play
from scripts.gallery.scenes.words import DENTED
from scripts.gallery.shop import Settings
from tests.scenarios.aside import Aside
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.slack.kind import TEAM

SAM: Settings = {
    "name": "Sam Park",
    "title": "Tea buyer",
    "topics": ["tins", "oolong"],
    "ids": {"slack": f"{TEAM}/U0BYSTANDR"},
}
ASKED: Settings = {"experts": {"sam": SAM}}
NOTE = "Is the tea fine when the lid is dented?"


async def asked(play: Play, how: str = "consult") -> tuple[Person, Customer, Aside]:
    """Let Ada talk with a customer and ask Sam."""
    ada, customer = await talking(play.world, words=DENTED)
    await ada.writes("Oh no! One moment, I ask somebody who knows.")
    await customer.hears("One moment")
    await ada.writes(f"!invite sam {how} {NOTE}")
    aside = Aside(play.world, play.agent("sam"))
    await aside.card("Join")
    return ada, customer, aside


async def takes_part(play: Play) -> None:
    """Let Sam join, read what was said, answer the agents, and then the customer too."""
    ada, _, sam = await asked(play)
    await play.card("expert-asked", await sam.card("Join"), "sam")
    await play.agent("sam").opens_home()
    await play.home("home-expert", "sam", sentence("home_helping"))
    await sam.joins()
    await play.card("expert-consult", await sam.card("You take part"), "sam")
    await sam.writes("As long as the lid closes it is fine. Offer a new tin all the same.")
    await play.reply("thread-consult", "Offer a new tin all the same")
    await ada.writes("!mode conference")
    await sam.reads(sentence("expert_now_conference"))
    await play.card("expert-conference", await sam.card("Conference:"), "sam")
    await play.root("root-experts")
    for name, label in {"mode": "Expert's mode…", "ask": "Ask the expert…"}.items():
        await ada.clicks_on_card("More…")
        await ada.modal.clicks(label)
        await play.modal(f"form-{name}", "ada", label.rstrip("…"))
        await ada.modal.closes()
    await ada.writes("!attendees")
    await play.told("view-attendees-experts", "expert, answers the customer")
    await ada.writes("!directory")
    await play.told("view-directory-experts", "Tea buyer")
    await sam.writes("!oolong")
    held = await sam.reads(sentence("hold_expert_unknown_command"))
    await play.take("held-expert", "sam", await play.at(held, "sam"))
    await ada.writes("!dismiss")
    await play.card("expert-dismissed", await sam.card(sentence("expert_over_dismissed")), "sam")


async def reads_along(play: Play) -> None:
    """Show the talk as the expert sees it: the card, what was said, what comes."""
    _, customer, sam = await asked(play)
    await sam.joins()
    await customer.says("Is it still safe to drink?")
    last = await sam.reads("still safe")
    await play.at(last, "sam")
    window = await play.window("sam")
    await play.at(last, "sam")
    await play.take("thread-expert", "sam", window.page.locator("aside.thread .list"))
    await sam.writes("leave")
    await play.card("expert-left", await sam.card(sentence("expert_over_left")), "sam")


async def comes_too_late(play: Play) -> None:
    """Let the chat end before Sam has answered, and let Sam write before the mode is known."""
    ada, _, sam = await asked(play, "conference")
    await sam.clicks("Decline")
    await play.card("expert-declined", await sam.card(sentence("expert_over_declined")), "sam")
    await ada.writes("!invite sam")
    await sam.joins()
    await ada.writes("!end yes")
    await play.card("expert-over", await sam.card(sentence("expert_over_ended")), "sam")
