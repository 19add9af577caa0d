"""Chats of an agent who is no longer there: after a time they go to somebody else, as the queue says.

Rules:
1. Only a chat whose agent is alone in it is without anybody; where others are, the one who is gone leaves it.
2. Nobody is punished for a moment: whoever is back before the time is over keeps the chat.
3. The chat stands before others of its line; whoever was gone is Not Ready, and told.
"""

from datetime import datetime

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.events import AgentCameBack, AgentLeft, AgentWentAway
from core.conversation.model import Conversation, Status, Timer
from core.conversation.seats import seen
from core.conversation.together import agent_left
from core.conversation.transition import Transition, with_timer
from core.conversation.waiting import back_in_line
from core.routing.queues import Queue
from core.sentences import say


def agent_went_away(state: Conversation, event: AgentWentAway, queue: Queue) -> Transition:
    """Begin to wait for the chat's agent; stale when the chat is not theirs, or its queue doesn't care."""
    is_theirs = state.status is Status.ACTIVE and state.owner == event.agent
    if not is_theirs or queue.gone is None or Timer.GONE in state.timers:
        return Transition(state)
    return Transition(with_timer(state, Timer.GONE, event.at + queue.gone.after))


def agent_came_back(state: Conversation, event: AgentCameBack) -> Transition:
    """Wait no more: the agent is there."""
    if state.owner != event.agent:
        return Transition(state)
    return Transition(with_timer(state, Timer.GONE, None))


def agent_gone(state: Conversation, at: datetime, queue: Queue) -> Transition:
    """Give the chat to somebody else; stale when it has ended meanwhile."""
    over = with_timer(state, Timer.GONE, None)
    owner = state.owner
    if state.status is not Status.ACTIVE or queue.gone is None or owner is None:
        return Transition(over)
    if state.agent_last_at is not None and state.agent_last_at > at - queue.gone.after:
        return Transition(over)  # who writes is there, whatever the platform says
    if any(seat.agent != owner for seat in seen(state)):
        return agent_left(over, AgentLeft(at, owner))
    notice = say("thread_agent_gone", agent=owner)
    step = back_in_line(over, at, queue, (do.ReleaseCause.GONE, notice))
    freed = changed(step.state, preferred=None, priority=state.priority + 1)
    if queue.gone.to is not None:
        # By whose rules it waits there is known when the timer wakes it.
        freed = with_timer(changed(freed, queue=queue.gone.to), Timer.ROUTING, at)
    told = do.TellAgent(owner, say("gone_taken", number=state.number), directly=True)
    return Transition(freed, (*step.effects, told))
