"""Since when the customer has had no answer, once that is too long, and how much they have written since."""

from collections.abc import Iterator

from core.conversation.model import Status
from core.features.scene import Scene
from core.views import Fact


def on_root(scene: Scene) -> Iterator[Fact]:
    """Show since when nobody has answered. The card changes with the colours only, never with a message."""
    chat = scene.conversation
    if chat.status is Status.ACTIVE and chat.silence:
        yield Fact("No answer since", moment=chat.agent_last_at or chat.accepted_at)
        yield Fact("Unread", str(chat.unread))
