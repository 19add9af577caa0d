"""A word of an expert's that waited for its chat goes there."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bridge import topics
from bridge.handlers import lanes
from bridge.store import inbox
from core.commands.expert_side import WordPassed
from core.conversation.model import Conversation

if TYPE_CHECKING:
    from bridge.handlers.unit import Unit


def word_passed(unit: "Unit", chat: Conversation | None, change: WordPassed) -> None:  # noqa: ARG001 - one shape for all
    """Put the word into the chat's lane; the command has seen that it waits."""
    undecided = lanes.of_undecided(change.desk, change.person, change.word)
    inbox.decide(unit.conn, undecided, lanes.of_conversation(change.conversation), unit.now)
    unit.wakes.add(topics.INBOX)


CARRIED: Mapping[type[Any], Callable[["Unit", Conversation | None, Any], None]] = MappingProxyType(
    {WordPassed: word_passed}
)
