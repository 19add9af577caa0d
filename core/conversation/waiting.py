"""Waiting in line: how a chat gets there, and what waiting alone changes.

Rules:
1. Whatever puts a chat into the line does it by `in_line`, so that its timer is set: a new chat, one that comes back
   from an agent, a transferred one.
2. Whatever takes it out for good clears `Timer.ROUTING` with the other traces of the search (`found`).
"""

from datetime import datetime

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.model import Conversation, Status, Timer
from core.conversation.seats import engaged
from core.conversation.transition import Transition, go, with_timer
from core.routing.line import next_look, overflowed
from core.routing.queues import Queue
from core.sentences import Sentence


def in_line(state: Conversation, at: datetime, queue: Queue) -> Conversation:
    """Let a chat wait from now on. In another queue than this one, its timer asks that one's rules at once."""
    queued = changed(state, status=Status.QUEUED, queued_at=at, sought_since=None, overflow=())
    due = next_look(queued, queue, at) if state.queue == queue.id else at
    return with_timer(queued, Timer.ROUTING, due)


def found(state: Conversation) -> Conversation:
    """Forget what the search for an agent knew."""
    over = changed(state, skipped=frozenset(), preferred=None, sought_since=None, overflow=(), told_waiting=False)
    return with_timer(over, Timer.ROUTING, None)


def looked_again(state: Conversation, at: datetime, queue: Queue) -> Transition:
    """Ask the agents of further queues, or those who lack something; stale when the chat no longer waits."""
    if state.status not in (Status.QUEUED, Status.OFFERED):
        return Transition(with_timer(state, Timer.ROUTING, None))
    wider = overflowed(state, queue, at)
    records = tuple(
        do.Record("overflowed", fields={"to": further}) for further in wider if further not in state.overflow
    )
    waits = with_timer(changed(state, overflow=wider), Timer.ROUTING, next_look(state, queue, at))
    look = (do.Requeue(),) if state.status is Status.QUEUED else ()
    return go(waits, *records, *look)


def back_in_line(state: Conversation, at: datetime, queue: Queue, why: tuple[do.ReleaseCause, Sentence]) -> Transition:
    """Put a running chat back into the line, with its agent preferred; nobody has it any more.

    `why` is said in the thread, and is the cause of its owner's release; whoever else was in it has only left.
    """
    cause, notice = why
    freed = changed(
        state,
        accepted_at=None,
        participants=(),
        owner=None,
        invitation=None,
        private=frozenset(),
        skipped=frozenset(),
        preferred=state.owner,
        hold=None,
        flag=None,
        timers={},
    )
    seats = [seat.agent for seat in engaged(state)]
    releases = tuple(do.ReleaseAgent(one, cause if one == state.owner else do.ReleaseCause.LEFT) for one in seats)
    return go(
        in_line(freed, at, queue),
        *releases,
        do.TellThread(notice),
        do.TellCustomer(do.CustomerTurn.WAITING),
        do.Record("requeued", agent=state.owner, fields={"cause": cause.value}),
        do.Requeue(),
    )
