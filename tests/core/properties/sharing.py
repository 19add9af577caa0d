"""What a step of a chat means for its agents, as bridge/handlers/advance.py works it out before anything is stored."""

from typing import TYPE_CHECKING

from core.agents import machine as of_agents
from core.agents.model import NotReadyReason
from core.conversation import effects as do
from core.conversation.model import Conversation
from core.ids import AgentId

if TYPE_CHECKING:
    from tests.core.properties.world import World

CONSEQUENCE = {
    do.ReleaseCause.REJECTED: NotReadyReason.REJECTED,
    do.ReleaseCause.UNANSWERED: NotReadyReason.UNANSWERED,
    do.ReleaseCause.GONE: NotReadyReason.GONE,
}


def agent_changes(
    world: "World", chat: Conversation, effects: tuple[do.Effect, ...]
) -> dict[AgentId, of_agents.AgentStep]:
    """Give the steps of all agents concerned."""
    changes: dict[AgentId, of_agents.AgentStep] = {}
    for effect in effects:
        found = _event(world, chat, effect)
        if found is not None:
            agent, event = found
            before = changes[agent].agent if agent in changes else world.agents[agent]
            changes[agent] = of_agents.step(before, event)
    return changes


def _event(world: "World", chat: Conversation, effect: do.Effect) -> tuple[AgentId, of_agents.AgentEvent] | None:
    match effect:
        case do.EngageAgent(agent=agent, weight=weight):
            return agent, of_agents.Engaged(world.now, chat.id, weight)
        case do.RingAgent(agent=agent, weight=weight):
            return agent, of_agents.Rung(world.now, chat.id, weight)
        case do.WrapUpAgent(agent=agent):
            return agent, of_agents.WrappingUp(world.now, chat.id)
        case do.ReleaseAgent(agent=agent, cause=why):
            return agent, of_agents.Released(world.now, chat.id, CONSEQUENCE.get(why))
        case do.HoldAgent(agent=agent):
            return agent, of_agents.SetAside(world.now, chat.id)
        case do.ReturnChat(agent=agent):
            return agent, of_agents.CameBack(world.now, chat.id)
        case _:
            return None
