"""Since when the customer has had no answer, once that is too long, and how much they have written since.

Rule: what is unread is shown as it stood when the card was rendered for another reason. No message renders a card, so
it says when the newest of it came, and says nothing before the first answer: the card of the accept stays for long.
"""

from collections.abc import Iterator

from core.conversation.model import Status
from core.features.scene import Scene
from core.views import Fact


def on_root(scene: Scene) -> Iterator[Fact]:
    """Show since when nobody has answered, and what is unread. Colours change the card, messages never."""
    chat = scene.conversation
    if chat.status is not Status.ACTIVE:
        return
    if chat.silence:
        yield Fact("No answer since", moment=chat.agent_last_at or chat.accepted_at)
    if chat.unread and (chat.silence or chat.agent_last_at is not None):
        yield Fact("Unread", f"{chat.unread}, the newest", moment=chat.customer_last_at)
