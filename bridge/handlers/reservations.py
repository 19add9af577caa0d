"""Agents' reservations that nothing stands for any more: given back, so that nobody is busy with a chat without them.

An agent's chat stands when the conversation names the agent, or when an answer of routing's that names the agent has
yet to reach the conversation.
"""

from bridge.handlers import lanes, standing
from bridge.handlers.unit import Unit
from bridge.store import agents, inbox, seats
from bridge.store import reservations as kept
from core.agents.machine import Released
from core.ids import AgentId, ConversationId
from core.inbound import RoutingAnswer


def begin_anew(unit: Unit) -> int:
    """Begin with what the states say, give back what stands for nothing, and look at every queue; give how much it was.

    For a start: then the configuration may be another one, and what was on its way is known.
    """
    standing.begin_anew(unit.conn, unit.office.directory())
    strays = release_strays(unit)
    for queue in unit.office.directory().queues:
        unit.route(queue)
    return strays


def release_strays(unit: Unit) -> int:
    """Give back every chat that an agent holds and that does not name them; give how many there were."""
    # What one look at all that agents hold leaves is next to nothing; only that is looked at closely.
    strays = [one for one in agents.unseated(unit.conn) if _is_stray(unit, *one)]
    for agent, conversation in strays:
        release(unit, agent, conversation)
    for conversation, agent in kept.everything(unit.conn):
        if not _is_coming(unit, agent, conversation):
            kept.end(unit.conn, conversation)
    return len(strays)


def release(unit: Unit, agent: AgentId, conversation: ConversationId) -> None:
    """Give one reservation back, unless the conversation names the agent."""
    if kept.agent_for(unit.conn, conversation) == agent:
        kept.end(unit.conn, conversation)
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
