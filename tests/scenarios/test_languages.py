"""Automatic messages by language (T28)."""

from tests.scenarios.scenes import ready
from tests.scenarios.settings import calendar
from tests.scenarios.world import a_world

GERMAN = {
    "welcome": "Hallo!",
    "waiting": "Bitte warten Sie.",
    "agent_joined": "{agent} ist da.",
    "ended": "Das Gespräch ist beendet.",
}
BOTH = {"queues": {"support": {"messages": {"welcome": "Hello!", "languages": {"de": GERMAN}}}}}


async def test_a_customer_reads_the_chats_own_words_in_their_language() -> None:
    async with a_world(BOTH) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer(locale="de-AT")
        await customer.says("Guten Tag")
        await ada.accepts(customer)
        await customer.hears("Ada ist da.")
        await customer.ends()
        await customer.hears("Das Gespräch ist beendet.")
        assert customer.notices()[:2] == ["Hallo!", "Bitte warten Sie."]
        await customer.never_heard("Thanks for writing!", "is here now")


async def test_what_is_not_translated_is_said_as_it_stands() -> None:
    some = {"queues": {"support": {"messages": {"languages": {"de": {"ended": "Ende."}}}}}}
    async with a_world(some) as world:
        customer = await world.customer(locale="de")
        await customer.says("Guten Tag")
        await customer.hears("Thanks for writing!")
        await customer.ends()
        await customer.hears("Ende.")


async def test_a_language_that_is_not_there_and_none_at_all_get_the_queues_own_words() -> None:
    async with a_world(BOTH) as world:
        french, nobody = await world.customer(locale="fr"), await world.customer()
        for customer in (french, nobody):
            await customer.says("Bonjour")
            await customer.hears("Thanks for writing!")
            assert customer.notices() == ["Hello!", "Thanks for writing!"]


async def test_out_of_hours_is_said_in_the_language_too() -> None:
    words = {"out_of_hours": "Closed.", "languages": {"de": {"out_of_hours": "Geschlossen."}}}
    closed = {
        "hours": {"office": calendar("16:00-17:00")},
        "queues": {"support": {"hours": "office", "messages": words}},
    }
    async with a_world(closed) as world:
        customer = await world.customer(locale="de")
        assert customer.settings["hours"]["text"] == "Geschlossen."
        await customer.says("Guten Tag")
        await customer.hears("Geschlossen.")


async def test_a_transfer_is_told_in_the_language_and_only_where_the_queue_has_words_for_it() -> None:
    words = {"transferred": "A colleague takes over.", "languages": {"de": {"transferred": "Wir verbinden Sie."}}}
    async with a_world({"queues": {"support": {"messages": words}}}) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer(locale="de-AT")
        await customer.says("Guten Tag")
        await ada.accepts(customer)
        await ada.writes("!transfer Sales", customer)
        await customer.hears("Wir verbinden Sie.")
        await customer.never_heard("A colleague takes over.")
