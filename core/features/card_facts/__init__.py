"""The facts on a chat's cards: one module a feature, in the order in which they stand.

A feature that has something to show brings a module with `on_root`, `on_offer` or both, and its line here. It yields
nothing where there is nothing to say, and never reads more than its scene.
"""

from collections.abc import Callable, Iterator

from core.features.card_facts import after, before, customer, forms, lasting, people, private, receipts, silence, taking
from core.features.scene import OfferScene, Scene
from core.views import Fact

ON_ROOT: tuple[Callable[[Scene], Iterator[Fact]], ...] = (
    taking.on_root,
    before.on_root,
    lasting.on_root,
    silence.on_root,
    people.on_root,
    private.on_root,
    forms.on_root,
    receipts.on_root,
    after.on_root,
    customer.on_root,
)
"""On the card at the head of a chat's thread."""

ON_OFFER: tuple[Callable[[OfferScene], Iterator[Fact]], ...] = (
    taking.on_offer,
    before.on_offer,
    people.on_offer,
    customer.on_offer,
)
"""On an agent's private offer."""


def root_facts(scene: Scene) -> tuple[Fact, ...]:
    """Give the facts of a root card."""
    return tuple(fact for facts in ON_ROOT for fact in facts(scene))


def offer_facts(offer: OfferScene) -> tuple[Fact, ...]:
    """Give the facts of an offer."""
    return tuple(fact for facts in ON_OFFER for fact in facts(offer))
