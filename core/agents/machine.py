"""What happens to an agent, and what follows.

The rules of P1, P4 and P5:
1. A ring reserves capacity; accepting turns it into a chat; anything else gives it back.
2. Whoever rejects or lets an offer run out becomes Not Ready: at once when idle, after the last chat otherwise.
3. Saying `ready` clears that; saying `notready` with chats in hand takes effect after the last one.
4. Taking more than the capacity is refused, whoever asks. A chat that nobody was asked to take (one that the agent
   begins, one that comes to their own number) takes what room there is, and none where there is none.
5. A chat on hold gives its capacity back, and takes it again when it comes back.

No clock, no ids: events carry both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from core.agents.model import ASIDE, Agent, Alert, Engagement, NotReadyReason, Presence, Stage
from core.errors import CapacityReached
from core.ids import ConversationId, QueueId
from core.sentences import say


@dataclass(frozen=True, slots=True)
class SaidReady:
    """The agent said ready."""

    at: datetime


@dataclass(frozen=True, slots=True)
class SaidNotReady:
    """The agent said notready, with words of their own or none."""

    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """An offer rings; capacity is reserved."""

    at: datetime
    conversation: ConversationId
    weight: int


@dataclass(frozen=True, slots=True)
class Engaged:
    """The agent has the chat; `unasked` also beyond the capacity: it takes what room there is."""

    at: datetime
    conversation: ConversationId
    weight: int
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class WrappingUp:
    """The chat ended and its after-call work began."""

    at: datetime
    conversation: ConversationId


@dataclass(frozen=True, slots=True)
class Released:
    """The chat is out of the agent's hands; `then` is what a reject or an unanswered offer leads to."""

    at: datetime
    conversation: ConversationId
    then: NotReadyReason | None = None


@dataclass(frozen=True, slots=True)
class ChoseAlerts:
    """The agent chose what to be told of directly; None for everything."""

    at: datetime
    alerts: frozenset[Alert] | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """The chat was put on hold."""

    at: datetime
    conversation: ConversationId


@dataclass(frozen=True, slots=True)
class CameBack:
    """The customer of a chat on hold has written; the chat goes on as soon as there is room."""

    at: datetime
    conversation: ConversationId


@dataclass(frozen=True, slots=True)
class ChoseQueues:
    """The agent chose which of the allowed queues to serve; None for all of them."""

    at: datetime
    queues: frozenset[QueueId] | None


@dataclass(frozen=True, slots=True)
class SeenAway:
    """The agent, with chats in hand, was found away from the desk, or there again."""

    at: datetime
    away: bool


AgentEvent = (
    SaidReady
    | SaidNotReady
    | ChoseAlerts
    | ChoseQueues
    | SeenAway
    | Rung
    | Engaged
    | WrappingUp
    | Released
    | SetAside
    | CameBack
)


@dataclass(frozen=True, slots=True)
class AgentStep:
    """The next state; whether others now see another presence; whether routing should look again."""

    agent: Agent
    presence_changed: bool
    may_take_more: bool


def step(agent: Agent, event: AgentEvent) -> AgentStep:
    """Apply one event.

    Raises:
        CapacityReached: the chat does not fit.
    """
    after = _apply(agent, event)
    if after == agent:
        return AgentStep(agent, presence_changed=False, may_take_more=False)
    changed = after.presence is not agent.presence
    after = replace(
        after,
        changed_at=event.at if changed else agent.changed_at,
        idle_since=_idle_since(agent, after, event.at),
    )
    return AgentStep(after, changed, may_take_more=after.can_take(1))


def _apply(agent: Agent, event: AgentEvent) -> Agent:
    match event:
        case SaidReady():
            return replace(agent, ready=True, then_not_ready=None, note="")
        case SaidNotReady():
            return _wants_not_ready(replace(agent, note=event.note), NotReadyReason.CHOSEN)
        case ChoseAlerts():
            return replace(agent, alerts=event.alerts)
        case Rung():
            return _take(agent, event.conversation, Stage.RINGING, event.weight, event.at)
        case Engaged():
            weight = min(event.weight, _room(agent)) if event.unasked else event.weight
            return _take(agent, event.conversation, Stage.ACTIVE, weight, event.at)
        case WrappingUp():
            return _wrap_up(agent, event)
        case Released():
            return _release(agent, event)
        case SetAside():
            return _settle(_staged(agent, event.conversation, Stage.HELD, event.at))
        case CameBack():
            return _staged(agent, event.conversation, Stage.RETURNING, event.at)
        case ChoseQueues():
            return replace(agent, serving=event.queues)
        case SeenAway():
            return replace(agent, away_since=(agent.away_since or event.at) if event.away else None)
        case _:
            assert_never(event)


def _take(agent: Agent, conversation: ConversationId, stage: Stage, weight: int, at: datetime) -> Agent:
    others = {key: chat for key, chat in agent.chats.items() if key != conversation}
    if _load(others) + weight > agent.capacity:
        raise CapacityReached(say("capacity_reached", load=agent.load, capacity=agent.capacity))
    return replace(agent, chats={**others, conversation: Engagement(stage, weight, at)})


def _room(agent: Agent) -> int:
    """Give how much more the agent could take; a capacity may have been lowered meanwhile."""
    return max(0, agent.capacity - agent.load)


def _load(chats: Mapping[ConversationId, Engagement]) -> int:
    return sum(chat.weight for chat in chats.values() if chat.stage not in ASIDE)


def _staged(agent: Agent, conversation: ConversationId, stage: Stage, at: datetime) -> Agent:
    chat = agent.chats.get(conversation)
    if chat is None:
        return agent
    return replace(agent, chats={**agent.chats, conversation: replace(chat, stage=stage, since=at)})


def _wrap_up(agent: Agent, event: WrappingUp) -> Agent:
    chat = agent.chats.get(event.conversation)
    if chat is None:
        return agent
    # One that ends on hold takes for its wrap-up what room there is.
    weight = min(chat.weight, _room(agent)) if chat.stage in ASIDE else chat.weight
    wrapped = replace(chat, stage=Stage.WRAP_UP, weight=weight, since=event.at)
    return _settle(replace(agent, chats={**agent.chats, event.conversation: wrapped}))


def _release(agent: Agent, event: Released) -> Agent:
    others = {key: chat for key, chat in agent.chats.items() if key != event.conversation}
    freed = replace(agent, chats=others)
    return _wants_not_ready(freed, event.then) if event.then else _settle(freed)


def _wants_not_ready(agent: Agent, reason: NotReadyReason) -> Agent:
    return _settle(replace(agent, then_not_ready=reason))


def _settle(agent: Agent) -> Agent:
    """Let a Not Ready that was waiting for the last chat take effect."""
    if agent.then_not_ready is None or agent.presence is Presence.BUSY:
        return agent
    return replace(agent, ready=False, reason=agent.then_not_ready, then_not_ready=None)


def _idle_since(before: Agent, after: Agent, at: datetime) -> datetime | None:
    """Keep when the agent last became free; the longest idle agent is offered first."""
    if not after.ready or any(chat.stage not in ASIDE for chat in after.chats.values()):
        return None
    return before.idle_since or at
