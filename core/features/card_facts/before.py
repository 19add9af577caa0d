"""What came before the agent: the bot's findings, and that it is a request."""

from collections.abc import Iterator

from core.conversation.model import Timer
from core.features.scene import OfferScene, Scene
from core.routing.hours import is_open
from core.views import Fact

LONGEST = 200
"""Characters of an answer that a card shows; all of it stands in the thread."""


def on_root(scene: Scene) -> Iterator[Fact]:
    """Show from when on a request is offered, if ever, and what the customer has told the bot."""
    chat = scene.conversation
    if chat.waits_for_opening():
        opens = chat.timers[Timer.OPENS]
        if is_open(scene.queue.hours, opens):
            yield Fact("Offered from", moment=opens)
    elif chat.request and chat.is_open():
        yield Fact("Request", "left outside the hours")
    yield from _answers(scene)


def on_offer(offer: OfferScene) -> Iterator[Fact]:
    """Show that it is a request, and what the customer has told the bot."""
    if offer.scene.conversation.request:
        yield Fact("Request", "left outside the hours")
    yield from _answers(offer.scene)


def _answers(scene: Scene) -> Iterator[Fact]:
    for answer in scene.attributes:
        text = " ".join(answer.text.split())
        yield Fact(answer.label, text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
