"""What agents have in hand, told from the chats alone."""

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.agents.model import Stage
from core.conversation.model import Status
from core.conversation.seats import engaged
from core.ids import AgentId, ConversationId
from core.routing.queues import OfferMode

if TYPE_CHECKING:
    from tests.core.properties.world import World


def in_hand(world: "World") -> Mapping[AgentId, dict[ConversationId, Stage]]:
    """Give what each agent has in hand as the chats know it: seats, rings, wrap-ups, holds."""
    found: dict[AgentId, dict[ConversationId, Stage]] = defaultdict(dict, {one: {} for one in world.agents})
    for chat in world.chats.values():
        stage = Stage.ACTIVE if chat.status is Status.ACTIVE else Stage.WRAP_UP
        for seat in engaged(chat):
            found[seat.agent][chat.id] = stage
        if chat.hold is not None:
            found[chat.hold.agent][chat.id] = Stage.RETURNING if chat.hold.wrote else Stage.HELD
        if chat.offer is not None and chat.offer.mode is OfferMode.RING:
            for agent in chat.offer.agents:
                found[agent][chat.id] = Stage.RINGING
    return found


def reserved(world: "World") -> set[tuple[AgentId, ConversationId]]:
    """Give for whom which chat is kept that does not know of it yet, unless it has been used up."""
    kept = {(one.agents[0], one.chat) for one in world.answers if one.reserved}
    return {(agent, chat) for agent, chat in kept if chat in world.agents[agent].chats}


def busy(world: "World") -> set[AgentId]:
    """Give at whom something rings, or who have a chat that runs."""
    hands = in_hand(world).items()
    stages = (Stage.RINGING, Stage.ACTIVE)
    found = {agent for agent, chats in hands if any(stage in stages for stage in chats.values())}
    return found | {agent for agent, _ in reserved(world)}
