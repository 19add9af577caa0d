"""How long the chat has been going on, and when it ended."""

from collections.abc import Iterator

from core.features.scene import Scene
from core.views import Fact


def on_root(scene: Scene) -> Iterator[Fact]:
    """Show since when an agent has it, or when it ended."""
    chat = scene.conversation
    if chat.accepted_at is not None and chat.is_open():
        yield Fact("Since", moment=chat.accepted_at)
    if chat.ended_at is not None:
        yield Fact("Ended", moment=chat.ended_at)
