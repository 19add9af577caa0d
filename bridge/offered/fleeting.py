"""Hints that may be lost: who types."""

from bridge import topics
from bridge.hints.memory import MemoryHints
from core.ids import ConversationId
from core.ports import Fleeting as FleetingPort
from core.ports import WakeUps


class Hinted:
    """Typing marks, as hints."""

    def __init__(self, hints: MemoryHints) -> None:
        """Take where hints are kept."""
        self._hints = hints

    def typing(self, conversation: ConversationId, who: str, on: bool) -> None:  # noqa: FBT001 - the port's shape
        """Say that somebody types in a conversation."""
        self._hints.typing(topics.typing(conversation), who, on=on)

    def subscribe_typing(self, conversation: ConversationId) -> WakeUps:
        """Be woken when typing changes."""
        return self._hints.subscribe(topics.typing(conversation))


_: type[FleetingPort] = Hinted
