"""Agents' reservations that nothing stands for any more: given back, so that nobody is busy with a chat without them.

An agent's chat stands when the conversation names the agent, or when an answer of routing's that names the agent has
yet to reach the conversation.
"""

from bridge.handlers import lanes
from bridge.handlers.unit import Unit
from bridge.store import agents, inbox, seats
from bridge.store import reservations as kept
from core.agents.machine import Released
from core.agents.machine import step as agent_step
from core.ids import AgentId, ConversationId
from core.inbound import RoutingAnswer


def release_strays(unit: Unit) -> int:
    """Give back every chat that an agent holds and that does not name them; give how many there were."""
    # What one look at all that agents hold leaves is next to nothing; only that is looked at closely.
    strays = [one for one in agents.unseated(unit.conn) if _is_stray(unit, *one)]
    for agent, conversation in strays:
        release(unit, agent, conversation)
    for conversation, agent in kept.everything(unit.conn):
        if not _is_coming(unit, agent, conversation):
            kept.end(unit.conn, conversation, agent)
    return len(strays)


def release(unit: Unit, agent: AgentId, conversation: ConversationId, *, was_away: bool = False) -> bool:
    """Give one reservation back, unless the conversation names the agent; tell whether it was.

    Who `was_away` is free for nothing until they do something or are looked at anew.
    """
    kept.end(unit.conn, conversation, agent)
    # In this order: whoever takes the chat between the two looks is met when the agent is saved.
    holder = unit.agent(agent)
    if conversation not in holder.chats or _names(unit, agent, conversation):
        return False
    given_back = agent_step(holder, Released(unit.now, conversation))
    unit.save_agent(given_back, "away" if was_away else "released", is_away=was_away)
    return True


def _is_stray(unit: Unit, agent: AgentId, conversation: ConversationId) -> bool:
    # In this order: an answer that is handled between the two looks is seen in the conversation.
    return not _is_coming(unit, agent, conversation) and not _names(unit, agent, conversation)


def _is_coming(unit: Unit, agent: AgentId, conversation: ConversationId) -> bool:
    bodies = (one.body for one in inbox.unsettled(unit.conn, lanes.of_conversation(conversation)))
    return any(isinstance(body, RoutingAnswer) and agent in body.agents for body in bodies)


def _names(unit: Unit, agent: AgentId, conversation: ConversationId) -> bool:
    return conversation in seats.of(unit.conn, agent)
