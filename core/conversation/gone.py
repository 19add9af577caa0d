"""Chats of an agent who is no longer there: after a time they go to somebody else, as the queue says.

Rules:
1. Only a chat whose agent is alone in it is without anybody; where others are, the one who is gone leaves it.
2. Nobody is punished for a moment: whoever is back before the time is over, or writes, keeps the chat.
3. The chat stands before others of its line; whoever was gone is Not Ready, and told.
4. What came to an agent's own number waits for them, however long.
5. Whoever is no agent any more has no chat any more, at once and whatever the queue says.
"""

from dataclasses import replace
from datetime import datetime

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.ending import without_wrap_up_of
from core.conversation.events import AgentCameBack, AgentDismissed, AgentLeft, AgentWentAway
from core.conversation.model import Conversation, Status, Timer
from core.conversation.seats import is_seen, seen
from core.conversation.together import agent_left
from core.conversation.transfers import MOST_PRIORITY
from core.conversation.transition import Transition, with_timer
from core.conversation.waiting import back_in_line
from core.ids import AgentId
from core.routing.queues import Queue
from core.sentences import Sentence, say


def is_unattended(state: Conversation, queue: Queue, agent: AgentId) -> bool:
    """Tell whether a chat should begin to wait for its agent, who is away, and doesn't yet."""
    is_theirs = state.status is Status.ACTIVE and state.owner == agent != state.personal
    return is_theirs and queue.gone is not None and Timer.GONE not in state.timers


def agent_went_away(state: Conversation, event: AgentWentAway, queue: Queue) -> Transition:
    """Begin to wait for the chat's agent; stale when the chat is not theirs, or its queue doesn't care."""
    if queue.gone is None or not is_unattended(state, queue, event.agent):
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
        # Who writes is there, whatever the platform says; while it goes on saying so, the wait begins anew.
        return Transition(with_timer(over, Timer.GONE, state.agent_last_at + queue.gone.after))
    if _others_are_seen(state, owner):
        return agent_left(over, AgentLeft(at, owner))
    step = _let_wait(over, at, queue, say("thread_agent_gone", agent=owner))
    freed = step.state
    if queue.gone.to is not None:
        # By whose rules it waits there is known when the timer wakes it.
        freed = with_timer(changed(freed, queue=queue.gone.to), Timer.ROUTING, at)
    told = do.TellAgent(owner, say("gone_taken", number=state.number), directly=True)
    return Transition(freed, (*step.effects, told))


def agent_dismissed(state: Conversation, event: AgentDismissed, queue: Queue) -> Transition:
    """Take the seat of somebody who is no agent any more; stale when they have none.

    An offer or an invitation to them runs out by itself.
    """
    seat = state.participant(event.agent)
    if seat is None:
        return Transition(state)
    if state.status is Status.WRAP_UP:
        return without_wrap_up_of(state, event.agent)
    if not is_seen(seat) or _others_are_seen(state, event.agent):
        return agent_left(state, AgentLeft(event.at, event.agent))
    return _let_wait(state, event.at, queue, say("thread_agent_dismissed", agent=event.agent))


def _others_are_seen(state: Conversation, agent: AgentId) -> bool:
    return any(seat.agent != agent for seat in seen(state))


def _let_wait(state: Conversation, at: datetime, queue: Queue, notice: Sentence) -> Transition:
    """Put the chat into the line, before others, and for anybody."""
    step = back_in_line(state, at, queue, (do.ReleaseCause.GONE, notice))
    further = min(MOST_PRIORITY, state.priority + 1)
    return replace(step, state=changed(step.state, preferred=None, priority=further))
