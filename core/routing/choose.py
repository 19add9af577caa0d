"""Who gets the next chat.

The rule: among the agents who serve the queue and can take the chat, those who haven't rejected it come first; among
them the longest idle; whoever has chats in hand comes after the idle ones, the least loaded first. Ties fall to the
id, so that the choice is the same everywhere.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime

from core.agents.model import Agent
from core.conversation.model import Conversation
from core.ids import AgentId, ConversationId
from core.routing.queues import Queue

_FOREVER = datetime.max.replace(tzinfo=UTC)


def choose_agent(agents: Iterable[Agent], weight: int, skipped: AbstractSet[AgentId]) -> Agent | None:
    """Choose an agent for a chat of that weight; None when nobody can take it."""
    able = [agent for agent in agents if agent.can_take(weight)]
    return min(able, key=lambda agent: _order(agent, skipped), default=None)


def _order(agent: Agent, skipped: AbstractSet[AgentId]) -> tuple[bool, float, datetime, str]:
    return (
        agent.id in skipped,
        agent.load / agent.capacity,
        agent.idle_since or _FOREVER,
        agent.id,
    )


@dataclass(frozen=True, slots=True)
class Match:
    """A chat and the agent chosen for it."""

    conversation: ConversationId
    agent: AgentId
    weight: int


def match(waiting: Iterable[Conversation], agents: Iterable[Agent], queue: Queue) -> tuple[Match, ...]:
    """Match waiting chats, oldest first, with agents, each agent at most once a round.

    One at a time is enough: an agent who answers makes routing look again.
    """
    free = {agent.id: agent for agent in agents}
    promised = {chat for agent in free.values() for chat in agent.chats}
    matches: list[Match] = []
    for conversation in waiting:
        if conversation.id in promised:
            continue
        weight = queue.weight(conversation.channel)
        chosen = choose_agent(free.values(), weight, conversation.skipped)
        if chosen is None:
            continue
        del free[chosen.id]
        matches.append(Match(conversation.id, chosen.id, weight))
    return tuple(matches)
