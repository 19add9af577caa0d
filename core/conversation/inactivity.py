"""Chats in which nobody writes any more: both sides are warned, then the chat ends.

Rules:
1. The timer is lazy: a word does not move it. When it runs out it looks at the last word and is set again where that is
   younger.
2. Only a running chat is closed; one that is on hold waits, however long, and so does one with unread words that came
   to its agent's own number: they may be signed out.
3. A word after the warning takes the warning back.
"""

from datetime import datetime, timedelta

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.ending import end_chat
from core.conversation.model import Conversation, EndedBy, Status, Timer
from core.conversation.transition import Transition, go, with_timer
from core.policy.inactivity import Inactivity
from core.routing.queues import Queue
from core.sentences import say


def inactive(state: Conversation, at: datetime, queue: Queue) -> Transition:
    """Warn both sides of a chat in which nobody has written, end it after the warning, or look again later."""
    rule = queue.inactivity
    if rule is None or state.status is not Status.ACTIVE:
        return Transition(with_timer(changed(state, warned_at=None), Timer.INACTIVE, None))
    waits_for_its_own = state.unread and state.personal is not None and state.personal == state.owner
    if state.hold is not None or waits_for_its_own:
        return Transition(with_timer(state, Timer.INACTIVE, at + rule.warn_after))
    last = last_word(state)
    if state.warned_at is not None and last <= state.warned_at:
        return _after_the_warning(state, state.warned_at, at, rule, queue)
    due = last + rule.warn_after
    if due > at:
        return go(with_timer(changed(state, warned_at=None), Timer.INACTIVE, due))
    return _warned(state, at, rule)


def last_word(state: Conversation) -> datetime:
    """Give when somebody wrote to the other side last; the accept counts as a word."""
    known = (state.accepted_at, state.customer_last_at, state.agent_last_at)
    return max(moment for moment in (*known, state.opened_at) if moment is not None)


def _warned(state: Conversation, at: datetime, rule: Inactivity) -> Transition:
    warned = with_timer(changed(state, warned_at=at), Timer.INACTIVE, at + rule.end_after)
    return go(
        warned,
        do.TellThread(say("thread_inactive", silent=spoken(rule.warn_after), left=spoken(rule.end_after))),
        do.TellCustomer(do.CustomerTurn.INACTIVE),
        do.Record("inactive_warned", agent=state.owner),
    )


def _after_the_warning(
    state: Conversation, warned_at: datetime, at: datetime, rule: Inactivity, queue: Queue
) -> Transition:
    due = warned_at + rule.end_after
    if due > at:
        return Transition(with_timer(state, Timer.INACTIVE, due))
    return end_chat(state, at, EndedBy.TIMEOUT, queue, do.TellThread(say("thread_ended_inactive")))


def spoken(time: timedelta) -> str:
    """Give a length of time in words."""
    seconds = int(time.total_seconds())
    for size, unit in ((3600, "hour"), (60, "minute")):
        if seconds >= 2 * size or seconds == size:
            count = round(seconds / size)
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return f"{seconds} seconds"
