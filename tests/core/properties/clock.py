"""Time in a world: what is due when the clock has moved, and who is seen to be away."""

from datetime import datetime, timedelta

from core.agents.machine import SeenAway, step
from core.agents.model import NotReadyReason
from core.conversation.events import AgentCameBack, AgentWentAway, TimersDue
from core.conversation.model import Conversation
from core.ids import AgentId
from core.routing.queues import OfferMode
from tests.core.properties.hands import busy
from tests.core.properties.oracles import counted
from tests.core.properties.world import World

MOST_TURNS = 5
"""How often a chat may be due again at once: more would be a chat that wakes itself for ever."""


def pass_time(world: World, by: timedelta) -> None:
    """Move the clock and wake every chat whose earliest timer has passed, until none is due."""
    world.now += by
    for _ in range(MOST_TURNS):
        due = [chat.id for chat in world.chats.values() if _is_due(chat, world.now)]
        if not due:
            return
        for chat in due:
            wake(world, world.chats[chat])
    raise AssertionError([(chat.id, chat.timers) for chat in world.chats.values() if _is_due(chat, world.now)])


def _is_due(chat: Conversation, at: datetime) -> bool:
    return any(due <= at for due in chat.timers.values())


def wake(world: World, chat: Conversation) -> None:
    """Let what is due of one chat happen: an offer that has run out counts for each who was asked."""
    offer = chat.offer if chat.offer is not None and chat.offer.until <= world.now else None
    world.advance(chat, TimersDue(world.now))
    if offer is None:
        return
    world.did.update(counted("unanswered", offer.agents, chat.queue))
    if offer.mode is OfferMode.RING:
        for agent in offer.agents:
            world.readiness.must_be_not_ready(agent, NotReadyReason.UNANSWERED)
    world.readiness.settle(busy(world))


def see(world: World, agent: AgentId, since: datetime, *, away: bool) -> None:
    """Note that an agent was found away, or there again, as bridge/handlers/presences.py does."""
    if away != (world.agents[agent].away_since is not None):
        world.save(step(world.agents[agent], SeenAway(since, away)))
    for chat in list(world.chats.values()):
        if chat.participant(agent) is not None:
            event = AgentWentAway(since, agent) if away else AgentCameBack(world.now, agent)
            world.advance(chat, event)
