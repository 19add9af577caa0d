"""What became of the chat, and when it closes by itself."""

from collections.abc import Iterator

from core.conversation.model import Timer
from core.features.scene import Scene
from core.features.wrap_up_card import disposition_of
from core.views import Fact


def on_root(scene: Scene) -> Iterator[Fact]:
    """Show the disposition once it is chosen, and the end that both sides were warned of."""
    chat = scene.conversation
    if chat.disposition is not None and (chosen := disposition_of(scene)):
        yield Fact(scene.name("card_disposition"), chosen)
    if chat.warned_at is not None and Timer.INACTIVE in chat.timers:
        yield Fact(scene.name("card_closes"), moment=chat.timers[Timer.INACTIVE])
