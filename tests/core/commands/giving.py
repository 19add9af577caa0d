"""Giving a command in a test as it would be typed."""

from core.commands.catalog import ALL
from core.commands.model import Context, Outcome
from core.commands.parse import arguments
from core.commands.registry import Registry
from core.conversation.model import Conversation
from tests.build import (
    ADA,
    a_context,
)

REGISTRY = Registry(ALL)


def give(typed: str, context: Context | None = None, **values: str) -> Outcome:
    """Give a command as it would be typed, without the sign."""
    word, _, words = typed.partition(" ")
    command = REGISTRY.find(word)
    around = context or a_context()
    return command.run(around, arguments(command, words, values, around))


def within(state: Conversation, agent: str = ADA) -> Context:
    """Give an agent's context in a chat."""
    return a_context(agent, conversation=state)  # type: ignore[arg-type]
