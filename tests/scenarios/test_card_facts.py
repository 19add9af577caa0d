"""What the cards say of a chat beside its state: what the bot learnt, language, priority, unread (P2, T22)."""

from tests.scenarios.bots import BOT
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.settings import changed
from tests.scenarios.world import a_world

FACTS = {"Order number": "4711", "Language": "German (AT)", "Priority": "2"}
URGENT = {"menus": {"about": {"choices": {"a-order": {"priority": 2}}}}}


async def test_the_offer_and_the_card_show_what_the_bot_learnt_the_language_and_the_priority() -> None:
    async with a_world({"bots": {"tilly": changed(BOT, URGENT)}, "queues": {"support": {"bot": "tilly"}}}) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer(locale="de-AT")
        for words, answer in (("hi", "What is it about?"), ("1", "Which number?"), ("4711", "I fetch somebody.")):
            await customer.says(words)
            await customer.hears(answer)
        assert FACTS.items() <= (await ada.is_rung()).facts.items()
        await ada.accepts(customer)
        await world.desk.card_shows(sentence("card_active", agent="ada"))
        for label, value in FACTS.items():
            await world.desk.card_says(label, value)


async def test_the_card_shows_what_is_unread_when_it_changes_for_another_reason_and_never_for_a_message() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("hello")
        await customer.hears("hello")
        await world.passes(10)  # where the card tells what has arrived, it has told this
        for words in ("one", "two"):
            await customer.says(words)
            await world.desk.shows(words)
        await world.passes(30)
        assert "Unread" not in (await world.desk.card()).facts
        await ada.writes("!private on")
        await world.desk.card_says("Unread", "2, the newest")
        await ada.opens_home()
        await ada.home_shows("2 unread")
