"""Hold: a chat is set aside, takes none of its agent's capacity, and comes back when its customer writes.

Rules:
1. The agent of a chat on hold stays its agent; what is written in its thread goes out as before.
2. When its customer writes it goes on at once where its agent has room, else as soon as there is room, before anything
   new is offered to that agent.
3. Where there is no room for too long, it goes to the queue, and its agent is asked first. Where somebody else whom the
   customer sees has come meanwhile, that one keeps it, and only its agent leaves.
4. The time on hold is nobody's silence: a warning of inactivity is taken back, and the next one takes its time anew.
"""

from dataclasses import replace
from datetime import datetime

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.events import AgentLeft, PutOnHold, Resumed
from core.conversation.model import Conversation, Hold, Status, Timer
from core.conversation.seats import engaged, seen
from core.conversation.together import agent_left
from core.conversation.transition import Transition, go, with_timer
from core.conversation.waiting import back_in_line
from core.errors import ConversationClosed, NotPermitted, Refused
from core.routing.queues import Queue
from core.sentences import say


def put_on_hold(state: Conversation, event: PutOnHold, queue: Queue) -> Transition:
    """Set a chat aside.

    Raises:
        ConversationClosed: it isn't running.
        NotPermitted: the agent has no seat in it.
        Refused: the queue knows no hold, the chat is on hold already, or others are here or invited.
    """
    if state.status is not Status.ACTIVE:
        raise ConversationClosed(say("chat_not_active" if state.is_open() else "chat_ended"))
    if state.participant(event.agent) is None:
        raise NotPermitted(say("not_attendee"))
    if queue.hold is None:
        raise Refused(say("hold_off", queue=queue.title))
    if state.hold is not None:
        raise Refused(say("hold_already", number=state.number))
    others = [seat.agent for seat in engaged(state) if seat.agent != event.agent]
    if state.owner != event.agent or others:
        raise Refused(say("hold_with_others"))
    if state.invitation is not None:
        raise Refused(say("hold_invited", agent=state.invitation.agent))
    return go(
        changed(state, hold=Hold(event.agent, event.at), warned_at=None),
        do.HoldAgent(event.agent),
        do.TellThread(say("thread_on_hold", agent=event.agent)),
        do.Record("hold_began", agent=event.agent),
    )


def customer_wrote_on_hold(state: Conversation, at: datetime, queue: Queue, *first: do.Effect) -> Transition:
    """Let a chat on hold come back, because its customer has written; `first` is what follows from the words."""
    hold = state.hold
    if hold is None or hold.wrote:
        return go(state, *first)
    limit = queue.hold.return_after if queue.hold is not None else None
    wrote = changed(state, hold=replace(hold, wrote=True))
    due = None if limit is None else at + limit
    return go(with_timer(wrote, Timer.HOLD, due), *first, do.ReturnChat(hold.agent))


def resumed(state: Conversation, event: Resumed, queue: Queue) -> Transition:
    """Let a chat go on. By itself it does only when its customer has written; else that is stale.

    Raises:
        Refused: it isn't on hold.
        NotPermitted: somebody else has set it aside.
    """
    hold = state.hold
    if event.agent is None and (hold is None or not hold.wrote):
        return Transition(state)
    if hold is None:
        raise Refused(say("hold_none"))
    if event.agent is not None and event.agent != hold.agent:
        raise NotPermitted(say("hold_not_yours", agent=hold.agent))
    going_on = with_timer(changed(state, hold=None), Timer.HOLD, None)
    if queue.inactivity is not None:
        going_on = with_timer(going_on, Timer.INACTIVE, event.at + queue.inactivity.warn_after)
    return go(
        going_on,
        do.EngageAgent(hold.agent, queue.weight(state.channel)),
        do.TellThread(say("thread_resumed", agent=hold.agent)),
        do.Record("hold_ended", agent=hold.agent),
    )


def hold_expired(state: Conversation, at: datetime, queue: Queue) -> Transition:
    """Put a chat into the line whose customer has written and whose agent has had no room since, if they are alone."""
    hold = state.hold
    over = with_timer(state, Timer.HOLD, None)
    if hold is None or not hold.wrote:
        return Transition(over)
    if state.agent_last_at and state.customer_last_at and state.agent_last_at >= state.customer_last_at:
        # The agent has answered although the chat is on hold: it waits for the customer again.
        return go(changed(over, hold=replace(hold, wrote=False)), do.HoldAgent(hold.agent))
    if any(seat.agent != hold.agent for seat in seen(state)):
        return agent_left(over, AgentLeft(at, hold.agent))
    notice = say("thread_hold_over", agent=hold.agent)
    return back_in_line(over, at, queue, (do.ReleaseCause.RETURNED, notice))
