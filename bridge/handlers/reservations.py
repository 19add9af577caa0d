"""Agents' reservations that nothing stands for any more: given back, so that nobody is busy with a chat without them.

An agent's chat stands when the conversation names the agent, or when an answer of routing's that names the agent has
yet to reach the conversation.
"""

from bridge.handlers import lanes
from bridge.handlers.unit import Unit
from bridge.store import agents, inbox, seats
from core.agents.machine import Released
from core.ids import AgentId, ConversationId
from core.inbound import RoutingAnswer


def release_strays(unit: Unit) -> int:
    """Give back every chat that an agent holds and that does not name them; give how many there were."""
    # What one look at all that agents hold leaves is next to nothing; only that is looked at closely.
    strays = [one for one in agents.unseated(unit.conn) if _is_stray(unit, *one)]
    for agent, conversation in strays:
        release(unit, agent, conversation)
    return len(strays)


def release(unit: Unit, agent: AgentId, conversation: ConversationId) -> None:
    """Give one reservation back, unless the conversation names the agent."""
    if conversation in unit.agent(agent).chats and not _names(unit, agent, conversation):
        unit.save_agent(unit.step_agent(agent, Released(unit.now, conversation)), "released")


def _is_stray(unit: Unit, agent: AgentId, conversation: ConversationId) -> bool:
    # In this order: an answer that is handled between the two looks is seen in the conversation.
    return not _is_coming(unit, agent, conversation) and not _names(unit, agent, conversation)


def _is_coming(unit: Unit, agent: AgentId, conversation: ConversationId) -> bool:
    bodies = (one.body for one in inbox.unsettled(unit.conn, lanes.of_conversation(conversation)))
    return any(isinstance(body, RoutingAnswer) and agent in body.agents for body in bodies)


def _names(unit: Unit, agent: AgentId, conversation: ConversationId) -> bool:
    return conversation in seats.of(unit.conn, agent)
