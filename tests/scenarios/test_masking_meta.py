"""What must not be kept is found on Messenger and WhatsApp wherever people can write it, on both desks (S5)."""

from tests.scenarios import by_messenger as on_messenger
from tests.scenarios import by_whatsapp as on_whatsapp
from tests.scenarios.audited import noted
from tests.scenarios.everywhere import Search

CARD = "4111 1111 1111 1111"
STARS = "**** **** **** ****"


async def test_an_answer_in_the_pages_own_inbox_is_shown_without_a_cards_number_and_noted() -> None:
    async with on_messenger.a_person() as (world, mia, _):
        search = Search(world)
        await mia.is_answered_in_the_inbox(f"we took it from {CARD} and to DE89370400440532013000")

        await world.desk.shows(f"we took it from {STARS} and to DE89370400440532013000")
        await noted(world, "masked", "system")
        assert await search.finds(CARD) == set()


async def test_where_agents_words_are_left_an_answer_in_the_pages_own_inbox_is_too() -> None:
    async with on_messenger.a_person({"masking": {"agents": False}}) as (world, mia, _):
        await mia.is_answered_in_the_inbox(f"we took it from {CARD}")

        await world.desk.shows(f"we took it from {CARD}")


async def test_a_name_that_holds_a_number_stands_nowhere_beside_what_was_chosen() -> None:
    async with on_messenger.a_person(name=f"Mia {CARD}") as (world, mia, ada):
        search = Search(world)
        await ada.writes("!menu Which tea? | Green | Black")
        await mia.gets("Which tea?")
        await mia.taps("Which tea?", "Black")

        await world.desk.shows("Black")
        await world.desk.card_shows(f"Mia {STARS}")
        assert mia.known.last_name == CARD
        assert await search.finds(CARD) == set()


async def test_nor_does_that_of_a_profile_on_whatsapp() -> None:
    async with on_whatsapp.a_person() as (world, mia, ada):
        search = Search(world)
        await ada.writes("!menu Which tea? | Green | Black")
        await mia.gets("Which tea?")
        mia.known.name = f"Mia {CARD}"
        await mia.taps("Which tea?", "Black")

        await world.desk.shows("Black")
        await world.desk.card_shows(f"Mia {STARS}")
        assert await search.finds(CARD) == set()
