"""What must stand in a world's agents and timers, told from the chats alone."""

from collections import defaultdict
from collections.abc import Mapping

from core.agents.model import Stage
from core.conversation.model import Conversation, Status, Timer
from core.conversation.seats import engaged
from core.ids import AgentId, ConversationId
from core.routing.line import next_look
from core.routing.queues import OfferMode, WrapUpMode
from tests.core.world import World


def in_hand(world: World) -> Mapping[AgentId, dict[ConversationId, Stage]]:
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


def returning_with_room(world: World) -> set[ConversationId]:
    """Give the chats that come back from hold and could go on now."""
    return {
        chat
        for agent in world.agents.values()
        for chat, one in agent.chats.items()
        if one.stage is Stage.RETURNING and agent.has_room(one.weight)
    }


def timed(world: World, chat: Conversation) -> set[Timer]:
    """Give the timers that a chat must have."""
    queue = world.queue(chat)
    waits = chat.status in (Status.QUEUED, Status.OFFERED)
    subjects = {
        Timer.OFFER: chat.status is Status.OFFERED,
        Timer.INVITATION: chat.invitation is not None,
        Timer.WRAP_UP: chat.status is Status.WRAP_UP and queue.wrap_up.mode is WrapUpMode.TIMED,
        Timer.ROUTING: waits and next_look(chat, queue, world.now) is not None,
        Timer.HOLD: chat.hold is not None and chat.hold.wrote,
    }
    return {timer for timer, stands in subjects.items() if stands}
