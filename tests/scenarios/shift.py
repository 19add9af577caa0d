"""What a whole shift is played with, by mouse or by keyboard, and its parts with an expert, a secure form, a ban."""

from tests.scenarios.aside import Aside
from tests.scenarios.audited import noted
from tests.scenarios.customer import Customer
from tests.scenarios.scenes import sentence
from tests.scenarios.secure import until_asked
from tests.scenarios.settings import Settings
from tests.scenarios.world import World

BOT: Settings = {
    "bots": {
        "tilly": {
            "title": "Tilly",
            "greeting": "Hello, I am Tilly.",
            "start": "about",
            "menus": {"about": {"text": "What is it about?", "choices": {"tea": {"label": "Tea", "say": "I see."}}}},
            "hand_over": {"words": ["human"], "say": "I fetch somebody."},
        }
    },
    "queues": {"sales": {"bot": "tilly", "messages": {"agent_joined": "{agent} is here now."}}},
}


async def asks_an_expert_by_mouse(world: World, first: Customer, second: Customer) -> None:
    """Let Ada ask Sam into both of her chats, change whom Sam's words reach in one, and send Sam away again."""
    ada, sam = world.desk.agent("ada"), Aside(world, world.desk.agent("sam"))
    for number, customer in ((1, first), (2, second)):
        await ada.clicks_on_card("Invite…", customer)
        await ada.fills_in(agent="Sam Park (expert, Tea buyer · oolong)")
        await sam.joins(number)
    await ada.clicks_on_card("More…", first)
    await ada.modal.clicks("Ask the expert…")
    await ada.fills_in(words="which tea?")
    await sam.reads("which tea?")
    await sam.person.says("the green one")
    asked = await sam.person.is_told(sentence("expert_decide"))
    await sam.person.clicks_on(asked, next(one.label for one in asked.controls if one.label.startswith("#1")))
    await world.desk.shows("the green one", first)
    await ada.clicks_on_card("More…", first)
    await ada.modal.clicks("Expert's mode…")
    await ada.fills_in(mode="conference: their words reach the customer")
    await sam.reads(sentence("expert_now_conference"))
    await sam.writes("!sencha is the word")
    await sam.person.clicks("To the agents only", beside=sentence("hold_expert_unknown_command"))
    await world.desk.shows("!sencha is the word", first)
    await ada.clicks_on_card("More…", first)
    await ada.modal.clicks("Send the expert away")
    await sam.card(sentence("expert_over_dismissed"))
    await sam.clicks("Leave", 2)
    await world.desk.shows(sentence("thread_expert_left", agent="Sam Park"), second)
    await first.never_heard("the green one", "sencha")


async def asks_an_expert_by_keyboard(world: World, first: Customer, second: Customer) -> None:
    """Do the same, typed."""
    ada, sam = world.desk.agent("ada"), Aside(world, world.desk.agent("sam"))
    for number, customer in ((1, first), (2, second)):
        await ada.writes("!invite sam", customer)
        await sam.card("Join", number=number)
        await sam.writes("!accept", number)
        await sam.card("You take part", number=number)
    await ada.writes("!ask which tea?", first)
    await sam.reads("which tea?")
    await sam.person.says("the green one")
    await sam.person.is_told(sentence("expert_decide"))
    await sam.person.says("!pass 1")
    await world.desk.shows("the green one", first)
    await ada.writes("!mode conference", first)
    await sam.reads(sentence("expert_now_conference"))
    await sam.writes("!sencha is the word")
    await sam.reads(sentence("hold_expert_unknown_command"))
    await sam.writes("!toagents")
    await world.desk.shows("!sencha is the word", first)
    await ada.writes("!dismiss", first)
    await sam.card(sentence("expert_over_dismissed"))
    await sam.writes("!leave", 2)
    await world.desk.shows(sentence("thread_expert_left", agent="Sam Park"), second)
    await first.never_heard("the green one", "sencha")


async def asks_for_a_form_by_mouse(world: World, customer: Customer) -> None:
    """Let Ada ask for a secure form, and take it back."""
    ada = world.desk.agent("ada")
    await ada.clicks_on_card("More…", customer)
    await ada.modal.clicks("Secure form…")
    await ada.fills_in(which="Delivery address")
    await until_asked(world, customer)
    await ada.clicks_on_card("More…", customer)
    await ada.modal.clicks("Cancel form")
    await until_asked(world, customer, "cancelled")


async def asks_for_a_form_by_keyboard(world: World, customer: Customer) -> None:
    """Do the same, typed."""
    ada = world.desk.agent("ada")
    await ada.writes("!form address", customer)
    await until_asked(world, customer)
    await ada.writes("!cancelform", customer)
    await until_asked(world, customer, "cancelled")


async def bans_by_mouse(world: World) -> None:
    """Let Lin ban the customer of the third chat, and lift the ban again."""
    lin = world.desk.agent("lin")
    await lin.clicks_on_card("More…")
    await lin.modal.clicks("Ban customer…")
    await lin.fills_in(time="24 hours", reason="insults")
    await world.desk.shows(sentence("thread_banned", by="lin"))
    await lin.opens_home()
    await lin.clicks_at_home("Bans")
    await lin.is_told("insults")
    await lin.clicks("Lift #3", beside="insults")
    await noted(world, "unbanned", "lin")


async def bans_by_keyboard(world: World) -> None:
    """Do the same, typed."""
    lin = world.desk.agent("lin")
    await lin.writes("!ban for 24h insults")
    await world.desk.shows(sentence("thread_banned", by="lin"))
    await lin.says("bans")
    await lin.is_told("insults")
    await lin.says("unban 3")
    await lin.is_told(sentence("unbanned", number=3))


async def links_by_mouse(world: World, customer: Customer) -> None:
    """Let Ada join the other chat's customer by the card, and take them apart again."""
    ada = world.desk.agent("ada")
    for before, button in ((sentence("customer_proven"), "Link…"), ("not proven", "Unlink…")):
        await ada.clicks_on_card("More…", customer)
        await ada.modal.clicks("Customer")
        await ada.is_answered(before, button)
        if button == "Link…":
            await ada.fills_in(who="#2")
            await ada.is_answered(sentence("linked", number=1))
        else:
            await ada.fills_in(which=next(iter(await ada.modal.offers("which"))))
            await ada.is_answered(sentence("unlinked", number=1))
