"""Endings: by an agent, by the customer; wrap-up; the customer going away and coming back.

Rules:
1. `end` with others present leaves; the last attendee's `end` ends the chat. Whom the customer doesn't see keeps no
   chat open, and ends none.
2. After the end nothing that anybody types reaches the customer.
3. Wrap-up runs for every agent who had a seat at the end; the chat is Handled when the last of them is done, and not
   before all that the queue requires has been written down (`core.conversation.after`).
4. A customer who goes away is noted, not punished: the chat stays as it is.
"""

from dataclasses import replace
from datetime import datetime

from core.conversation import effects as do
from core.conversation.after import shown_anew, why_not_complete
from core.conversation.events import (
    AgentLeft,
    CustomerEnded,
    CustomerLeft,
    CustomerReturned,
    Ended,
    WrapUpCompleted,
)
from core.conversation.model import Conversation, EndedBy, Status, Timer
from core.conversation.offers import withdrawn
from core.conversation.routes import with_absent
from core.conversation.seats import engaged, is_seen, seen
from core.conversation.together import agent_left
from core.conversation.transition import Transition, go, with_timer
from core.errors import ConversationClosed, NotPermitted, Refused
from core.ids import AgentId
from core.routing.queues import Queue, WrapUpMode
from core.sentences import say


def ended(state: Conversation, event: Ended, queue: Queue) -> Transition:
    """Leave when others remain, end the chat when not.

    Raises:
        ConversationClosed: it has ended already, or nobody has accepted it yet.
        NotPermitted: the agent has no seat.
    """
    if state.status is not Status.ACTIVE:
        raise ConversationClosed(say("chat_ended" if not state.is_open() else "chat_not_active"))
    seat = state.participant(event.agent)
    if seat is None:
        raise NotPermitted(say("not_attendee"))
    if not is_seen(seat) or len(seen(state)) > 1:
        return agent_left(state, AgentLeft(event.at, event.agent))
    notice = do.TellThread(say("thread_ended", agent=event.agent))
    return end_chat(state, event.at, EndedBy.AGENT, queue, notice)


def customer_ended(state: Conversation, event: CustomerEnded, queue: Queue) -> Transition:
    """End the chat because the customer said so; stale when it has ended."""
    if not state.is_open():
        return Transition(state)
    freed, closing = withdrawn(state)
    by_another = say("thread_customer_ended_there", channel=event.there)
    notice = do.TellThread(by_another if event.there else say("thread_customer_ended"))
    return end_chat(freed, event.at, EndedBy.CUSTOMER, queue, *closing, notice)


def run_out(state: Conversation, at: datetime, queue: Queue, *first: do.Effect) -> Transition:
    """End a chat in which nobody has said anything for too long."""
    return end_chat(state, at, EndedBy.TIMEOUT, queue, *first)


def end_chat(state: Conversation, at: datetime, by: EndedBy, queue: Queue, *first: do.Effect) -> Transition:
    """End a chat; `first` is what comes before all else that follows."""
    over = replace(
        state,
        ended_at=at,
        ended_by=by,
        participants=engaged(state),
        invitation=None,
        timers={},
        private=frozenset(),
        transfer=None,
        flag=None,
        silence=0,
        warned_at=None,
        hold=None,
    )
    effects = (
        *first,
        do.TellCustomer(do.CustomerTurn.TIMED_OUT if by is EndedBy.TIMEOUT else do.CustomerTurn.ENDED),
        do.CloseContact(),
        do.Record("ended", agent=state.owner, fields={"by": by.value}),
    )
    if not over.participants or queue.wrap_up.mode is WrapUpMode.NONE:
        return _handled(over, *effects)
    wrapping = tuple(do.WrapUpAgent(seat.agent) for seat in over.participants)
    timed = queue.wrap_up.mode is WrapUpMode.TIMED
    due = at + queue.wrap_up.time if timed else None
    started = with_timer(replace(over, status=Status.WRAP_UP), Timer.WRAP_UP, due)
    return go(started, *effects, *wrapping, do.ShowWrapUp(begins=True))


def _handled(state: Conversation, *effects: do.Effect) -> Transition:
    """Close the chat for good; held texts stay internal."""
    releases = tuple(do.ReleaseAgent(seat.agent, do.ReleaseCause.COMPLETED) for seat in state.participants)
    dropped: list[do.Effect] = []
    for one in state.held:
        dropped.append(do.KeepInternal(one.message))
        dropped.append(do.MarkMessage(one.message))
        dropped.append(do.Record("held_discarded", one.agent, one.author, one.message))
    done = replace(state, status=Status.HANDLED, participants=(), timers={}, held=())
    shown = shown_anew(state)
    return go(done, *effects, *releases, *dropped, *shown, do.Record("handled", agent=state.owner))


def wrap_up_expired(
    state: Conversation,
    at: datetime,  # noqa: ARG001 - one shape for all timers
    queue: Queue,
) -> Transition:
    """End a timed wrap-up; while something required is missing it goes on until an agent says Complete."""
    if state.status is not Status.WRAP_UP:
        return Transition(with_timer(state, Timer.WRAP_UP, None))
    if why_not_complete(state, queue) is None:
        return _handled(state)
    words = say("wrap_up_waits", number=state.number)
    told = tuple(do.TellAgent(seat.agent, words, directly=True) for seat in state.participants)
    waiting = with_timer(state, Timer.WRAP_UP, None)
    return go(waiting, *told, do.ShowWrapUp(), do.Record("wrap_up_waits", agent=state.owner))


def wrap_up_completed(state: Conversation, event: WrapUpCompleted, queue: Queue) -> Transition:
    """Finish one agent's after-call work.

    Raises:
        Refused: there is none to finish, or something that the queue requires is missing.
    """
    if state.status is not Status.WRAP_UP or state.participant(event.agent) is None:
        raise Refused(say("wrap_up_none"))
    is_last = all(seat.agent == event.agent for seat in state.participants)
    why_not = why_not_complete(state, queue) if is_last else None
    if why_not is not None:
        raise Refused(why_not)
    return without_wrap_up_of(state, event.agent)


def without_wrap_up_of(state: Conversation, agent: AgentId) -> Transition:
    """Finish the after-call work of somebody who can't any more; what is required and missing stays missing."""
    others = tuple(seat for seat in state.participants if seat.agent != agent)
    if not others:
        return _handled(state)
    return go(replace(state, participants=others), do.ReleaseAgent(agent, do.ReleaseCause.COMPLETED))


def customer_left(state: Conversation, event: CustomerLeft) -> Transition:
    """Note that the customer closed the page; told once in a running chat.

    Of a window that the chat has left nothing is told before the chat comes back to it.
    """
    if not state.is_open():
        return Transition(state)
    if event.left is not None:
        return Transition(with_absent(state, event.left, away=True))
    if state.customer_gone:
        return Transition(state)
    gone = replace(state, customer_gone=True)
    if state.status is not Status.ACTIVE:
        return go(gone, do.Record("customer_left"))
    return go(gone, do.TellThread(say("thread_customer_left")), do.Record("customer_left"))


def customer_returned(state: Conversation, event: CustomerReturned) -> Transition:
    """Note that the customer is back."""
    if event.left is not None:
        return Transition(with_absent(state, event.left, away=False))
    if not state.customer_gone:
        return Transition(state)
    back = replace(state, customer_gone=False)
    if state.status is not Status.ACTIVE:
        return go(back, do.Record("customer_returned"))
    return go(back, do.TellThread(say("thread_customer_back")), do.Record("customer_returned"))
