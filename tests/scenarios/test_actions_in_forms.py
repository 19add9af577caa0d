"""What can be done in a chat, in the form behind the card's “More…” and a message's “Chat actions”, on both desks."""

from collections.abc import Awaitable, Callable

import pytest

from tests.scenarios.by_whatsapp import a_person
from tests.scenarios.person import Person
from tests.scenarios.receipts import tells
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import World, a_world

Opens = Callable[[World, Person, str], Awaitable[None]]


async def by_card(_: World, agent: Person, words: str) -> None:
    """Open it by the card."""
    await agent.clicks_on_card("More…")


async def by_message(world: World, agent: Person, words: str) -> None:
    """Open it in the menu of the message with these words."""
    await agent.chooses("actions", await world.desk.shows(words))


async def offered(agent: Person) -> set[str]:
    """Give the buttons of the form, and put it away."""
    labels = {one.label for one in (await agent.modal.screen()).controls}
    await agent.modal.closes()
    return labels


@pytest.mark.parametrize("opens", [by_card, by_message])
async def test_the_form_offers_templates_where_the_channel_has_some(opens: Opens) -> None:
    async with a_person() as (world, mia, ada):
        await opens(world, ada, "is it still hot?")
        assert "Resend" not in {one.label for one in (await ada.modal.screen()).controls}
        await ada.modal.clicks("Template…")
        await ada.fills_in(which="spring_news (en_US)")
        await ada.modal.shows("The customer will see:")
        await ada.fills_in()
        await world.until(lambda: any("template" in body for _, body in mia.meta.taken), "a template on WhatsApp")
        await ada.is_answered(sentence("template_sent", number=1))


@pytest.mark.parametrize("opens", [by_card, by_message])
async def test_the_form_leaves_out_templates_where_there_are_none(opens: Opens) -> None:
    async with a_person(templates=[]) as (world, _, ada):
        await opens(world, ada, "is it still hot?")
        there = await offered(ada)
        assert "Private mode" in there
        assert not {"Template…", "Resend"} & there


@pytest.mark.parametrize("opens", [by_card, by_message])
async def test_the_form_offers_to_send_again_only_while_a_message_has_failed(opens: Opens) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("your parcel")
        await customer.hears("your parcel")
        await opens(world, ada, "your parcel")
        assert "Resend" not in await offered(ada)
        await tells(world, "your parcel", "failed")
        await world.desk.shows(sentence("card_failure"))
        await opens(world, ada, "your parcel")
        await ada.modal.clicks("Resend")
        await ada.is_answered(sentence("resent"))
        await world.desk.shows(sentence("card_sent_again"))
        await opens(world, ada, "your parcel")
        assert "Resend" not in await offered(ada)
