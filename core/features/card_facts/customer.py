"""Where the customer is."""

from collections.abc import Iterator

from core.features.languages import language_name
from core.features.scene import OfferScene, Scene
from core.views import Fact


def on_root(scene: Scene) -> Iterator[Fact]:
    """Show the customer's page and language, and whether the page is still open."""
    yield from _page(scene)
    yield from _language(scene)
    if scene.conversation.customer_gone:
        yield Fact("Customer", "away")


def on_offer(offer: OfferScene) -> Iterator[Fact]:
    """Show the customer's page and language, and the chats that they have had before."""
    yield from _page(offer.scene)
    yield from _language(offer.scene)
    if offer.earlier.count:
        yield Fact("Earlier chats", str(offer.earlier.count))
    if offer.earlier.last is not None:
        yield Fact("Last chat", moment=offer.earlier.last)


def _page(scene: Scene) -> Iterator[Fact]:
    page = scene.conversation.page
    if page is not None:
        yield Fact("Page", page.title or page.url, href=page.url)


def _language(scene: Scene) -> Iterator[Fact]:
    if scene.conversation.language:
        yield Fact("Language", language_name(scene.conversation.language))
