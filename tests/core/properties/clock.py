"""Time in a world: what is due when the clock has moved, and who is seen to be away."""

from datetime import UTC, datetime, timedelta

from core.agents.machine import SeenAway, step
from core.agents.model import NotReadyReason
from core.conversation.events import AgentCameBack, AgentWentAway, TimersDue
from core.conversation.model import Conversation, Status, Timer
from core.ids import AgentId
from core.policy.gone import Gone
from core.routing.queues import OfferMode
from tests.core.properties.hands import busy
from tests.core.properties.oracles import counted
from tests.core.properties.world import World

LOSES = (Timer.HOLD, Timer.GONE)
"""What may put a running chat back into the line."""
NEVER = datetime.max.replace(tzinfo=UTC)
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
    after = world.advance(chat, TimersDue(world.now))
    if offer is not None:
        world.did.update(counted("unanswered", offer.agents, chat.queue))
        for agent in offer.agents if offer.mode is OfferMode.RING else ():
            world.readiness.must_be_not_ready(agent, NotReadyReason.UNANSWERED)
    if chat.owner is not None and after.status is Status.QUEUED and is_gone(chat, world.queue(chat).gone, world.now):
        world.readiness.must_be_not_ready(chat.owner, NotReadyReason.GONE)
    world.readiness.settle(busy(world))


def is_gone(chat: Conversation, plan: Gone | None, at: datetime) -> bool:
    """Tell whether a chat is taken from its agent for being away, and not because it came back from hold before.

    Who has written lately is there, whatever is said.
    """
    if plan is None or (chat.agent_last_at is not None and chat.agent_last_at > at - plan.after):
        return False
    first = min(((due, timer) for timer, due in chat.timers.items() if timer in LOSES), default=(at, Timer.HOLD))
    unanswered = chat.agent_last_at is None or (chat.customer_last_at or chat.opened_at) > chat.agent_last_at
    comes_back = first[1] is Timer.HOLD and unanswered
    return chat.status is Status.ACTIVE and chat.timers.get(Timer.GONE, NEVER) <= at and not comes_back


def see(world: World, agent: AgentId, since: datetime, *, away: bool) -> None:
    """Note that an agent was found away, or there again, as bridge/handlers/presences.py does."""
    if away != (world.agents[agent].away_since is not None):
        world.save(step(world.agents[agent], SeenAway(since, away)))
    for chat in list(world.chats.values()):
        if chat.participant(agent) is not None:
            event = AgentWentAway(since, agent) if away else AgentCameBack(world.now, agent)
            world.advance(chat, event)
