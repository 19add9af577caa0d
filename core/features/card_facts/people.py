"""Which agents are in the chat."""

from collections.abc import Iterator

from core.features.scene import Scene
from core.views import Fact


def on_root(scene: Scene) -> Iterator[Fact]:
    """Show who is here, where it is more than one."""
    chat = scene.conversation
    if len(chat.participants) > 1:
        yield Fact("Here", scene.people(seat.agent for seat in chat.participants))
