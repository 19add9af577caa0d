"""The knowledge base from the desk (T11): search, look, send a link or the text."""

from pathlib import Path

import pytest

from tests.scenarios.scenes import sentence, talking
from tests.scenarios.settings import Settings
from tests.scenarios.world import a_world

ARTICLES = {
    "returns.md": "# Returning tea\n\nSend it back within **30 days**.\n",
    "orders/delivery.md": "---\nkeywords: shipping\n---\n# Delivery\n\nTwo days, by *parcel*.\n",
    "cups.md": "# Cups\n\nCups are sent by parcel, and can be returned too.\n",
}


@pytest.fixture
def library(tmp_path: Path) -> Settings:
    """Give the settings of a shop with three articles."""
    for name, text in ARTICLES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    base = {"title": "Help", "folder": str(tmp_path), "url": "https://help.example"}
    return {"knowledge": {"help": base}, "queues": {"support": {"knowledge": ["help"]}}}


async def test_a_typed_search_lists_what_fits_and_a_click_sends_the_link(library: Settings) -> None:
    async with a_world(library) as world:
        ada, customer = await talking(world)
        await ada.writes("!kb parcel")
        listed = await ada.is_told(sentence("kb_found"))
        assert "Delivery" in listed.text
        assert "Cups" in listed.text
        assert "Returning tea" not in listed.text
        await ada.clicks("1 Send link")
        await customer.hears("https://help.example/")
        await world.desk.shows("https://help.example/")


async def test_an_article_is_looked_at_changed_and_sent_as_text(library: Settings) -> None:
    async with a_world(library) as world:
        ada, customer = await talking(world)
        await ada.writes("!kb shipping")
        await ada.is_told(sentence("kb_found"))
        await ada.clicks("1 Look…")
        await ada.modal.shows("Delivery", "Help", "https://help.example/orders/delivery")
        assert "Two days, by parcel." in await ada.modal.begins_with("text")
        await ada.fills_in(how="The text", text="Two days, as a rule.")
        await customer.hears("Two days, as a rule.")
        assert "by parcel" not in customer.seen()


async def test_the_base_is_searched_in_the_form_too(library: Settings) -> None:
    async with a_world(library) as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Knowledge base…")
        assert await ada.modal.finds("article", "return") == ["Returning tea", "Cups"]
        await ada.fills_in(article="Returning tea")
        await ada.modal.shows("Returning tea")
        await ada.fills_in(how="The link")
        await customer.hears("https://help.example/returns")
        assert "within 30 days" not in customer.seen()


async def test_what_is_not_there_is_said_with_what_to_type(library: Settings) -> None:
    async with a_world(library) as world:
        ada, customer = await talking(world)
        await ada.writes("!kb coffee")
        await ada.is_told(sentence("kb_nothing", words="coffee"))
        await ada.writes("!kb")
        await ada.is_told("!kb")
        await ada.writes("!article help/nothing link")
        await ada.is_told(sentence("kb_gone"))
        await customer.never_heard("coffee")


async def test_a_queue_without_a_base_says_so() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.writes("!kb tea")
        await ada.is_told(sentence("kb_none"))


async def test_an_article_is_not_sent_by_somebody_without_a_seat(library: Settings) -> None:
    async with a_world(library) as world:
        _, customer = await talking(world)
        grace = world.desk.agent("grace")
        await grace.writes("!article help/returns link")
        await grace.is_told(sentence("not_attendee"))
        await customer.never_heard("help.example")


async def test_in_private_mode_an_article_stays_with_the_agents(library: Settings) -> None:
    async with a_world(library) as world:
        ada, customer = await talking(world)
        await ada.writes("!private on")
        await ada.is_told(sentence("private_on"))
        await ada.writes("!article help/returns link")
        await world.desk.shows("https://help.example/returns")
        await customer.never_heard("help.example")


async def test_an_article_without_an_address_is_sent_as_text_only(library: Settings) -> None:
    library["knowledge"]["help"].pop("url")
    async with a_world(library) as world:
        ada, customer = await talking(world)
        await ada.writes("!article help/returns link")
        await ada.is_told(sentence("kb_no_link"))
        await ada.writes("!article help/returns text")
        await customer.hears("Send it back within 30 days.")
