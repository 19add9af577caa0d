"""Pages that agents offer: opened by the customer's consent, told in the thread (T10)."""

from typing import Any

import pytest

from tests.scenarios.customer import Customer
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world

RETURNS = "https://shop.example/returns"


def pages(consent: str = "each_time", **changes: Any) -> dict[str, Any]:
    """Give settings with two pages, and a site of which any page may be offered."""
    push = {"consent": consent, "pages": ["return-form", "sizes"], "origins": ["https://shop.example"]} | changes
    listed = {
        "return-form": {"title": "Return form", "url": RETURNS, "folder": "Returns"},
        "sizes": {"title": "Return sizes", "url": "https://help.example/sizes"},
    }
    return {"pages": listed, "queues": {"support": {"push_pages": push}}}


def offers(customer: Customer) -> list[dict[str, Any]]:
    """Give the offered pages as the customer's window shows them, in order."""
    parts = [part["page"] for message in customer.messages() for part in message["parts"] if "page" in part]
    return [{"id": one["id"], **page} for one, page in zip(_with_pages(customer), parts, strict=True)]


def _with_pages(customer: Customer) -> list[dict[str, Any]]:
    return [one for one in customer.messages() if any("page" in part for part in one["parts"])]


async def test_a_page_of_the_list_is_offered_and_the_thread_is_told_that_it_was_opened() -> None:
    async with a_world(pages()) as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Push page…")
        await ada.fills_in(page="Returns / Return form")
        await customer.hears(RETURNS)
        (page,) = offers(customer)

        assert (page["title"], page["url"], page["ask"], page["opened"]) == ("Return form", RETURNS, True, None)
        await customer.does("page_answer", message=page["id"], opened=True)
        await world.desk.shows(sentence("thread_page_opened"))
        await world.until(lambda: offers(customer)[0]["opened"] is True, "the page as opened")
        assert not next(one for one in customer.messages() if one["id"] == page["id"])["edited"]


async def test_a_form_without_a_page_says_at_its_field_what_is_missing_and_nothing_of_typing() -> None:
    async with a_world(pages()) as world:
        ada, _ = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Push page…")
        await ada.modal.refuses({"url": ""}, page="Choose a page, or write an address.")


async def test_a_customer_who_would_not_is_not_asked_twice_about_the_same_page() -> None:
    async with a_world(pages()) as world:
        ada, customer = await talking(world)
        await ada.writes("!push return form")
        await customer.hears(RETURNS)
        (page,) = offers(customer)
        await customer.does("page_answer", message=page["id"], opened=False)
        await customer.does("page_answer", message=page["id"], opened=True)
        await world.desk.shows(sentence("thread_page_declined"))
        await world.quiet()

        assert sentence("thread_page_opened") not in "\n".join(await world.desk.lines())
        assert offers(customer)[0]["opened"] is False


@pytest.mark.parametrize(("consent", "asks"), [("once", False), ("each_time", True)])
async def test_consent_is_asked_once_or_each_time_as_the_queue_says(consent: str, *, asks: bool) -> None:
    async with a_world(pages(consent)) as world:
        ada, customer = await talking(world)
        await ada.writes("!push return-form")
        await customer.hears(RETURNS)
        await customer.does("page_answer", message=offers(customer)[0]["id"], opened=True)
        await ada.writes("!push https://shop.example/tea?sort=price#top")
        await customer.hears("https://shop.example/tea")
        page = offers(customer)[1]

        assert (page["ask"], page["title"]) == (asks, "shop.example/tea")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("!push", "Say which page"),
        ("!push return", "fits several pages"),
        ("!push nowhere", "There is no page"),
        ("!push https://evil.example/returns", "can't be offered"),
        ("!push https://shop.example@evil.example/", "can't be offered"),
        ("!push javascript://shop.example/%0aalert(1)", "can't be offered"),
        ("!push http://shop.example/returns", "can't be offered"),
    ],
)
async def test_a_page_that_is_not_allowed_is_refused_with_what_to_do(typed: str, words: str) -> None:
    async with a_world(pages()) as world:
        ada, customer = await talking(world)
        await ada.writes(typed)
        await ada.is_told(words)

        await customer.never_heard("evil.example", "javascript", "returns")


async def test_a_queue_without_pages_offers_none() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!push https://shop.example/")
        await ada.is_told(sentence("page_off"))
        await ada.clicks_on_card("More…")
        screen = await ada.modal.screen()
        assert "Push page…" not in [one.label for one in screen.controls]
        await customer.never_heard("shop.example/")
