"""What must be written down about a chat before it is handled: its disposition and its activity form.

Rules:
1. Both can be given while the chat runs and in its wrap-up, by who has a seat, and changed until Complete.
2. What the queue requires keeps the wrap-up open: the last agent's Complete is refused, a timed one goes on.
3. What is no longer in the queue's lists, or belongs to the form of another queue, counts as not given.
"""

from enum import StrEnum, auto

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.events import ActivityFilled, Disposed
from core.conversation.model import Conversation, Status
from core.conversation.transition import Transition, go
from core.errors import ConversationClosed, NotPermitted, Refused
from core.ids import AgentId, DispositionId
from core.routing.queues import Queue
from core.sentences import Sentence, say

WRITABLE = frozenset({Status.ACTIVE, Status.WRAP_UP})
"""When something can be written down about a chat."""


class Missing(StrEnum):
    """What a chat still needs before it is handled."""

    DISPOSITION = auto()
    ACTIVITY = auto()


def missing(state: Conversation, queue: Queue) -> tuple[Missing, ...]:
    """Give what the queue requires and the chat has not."""
    found: list[Missing] = []
    rule = queue.dispositions
    if rule is not None and rule.required and rule.find(state.disposition) is None:
        found.append(Missing.DISPOSITION)
    form = queue.activity
    if form is not None and form.required() and state.activity != form.name:
        found.append(Missing.ACTIVITY)
    return tuple(found)


def why_not_complete(state: Conversation, queue: Queue) -> Sentence | None:
    """Say what to give before the wrap-up can end, or None when nothing is missing."""
    left = missing(state, queue)
    form = queue.activity.title if queue.activity is not None else ""
    if len(left) > 1:
        return say("complete_needs_both", number=state.number, form=form)
    if Missing.DISPOSITION in left:
        return say("complete_needs_disposition", number=state.number)
    return say("complete_needs_activity", number=state.number, form=form) if left else None


def has_wrap_up_card(queue: Queue) -> bool:
    """Tell whether there is anything to finish after this queue's chats beside saying Complete."""
    return queue.dispositions is not None or queue.activity is not None


def disposed_as(state: Conversation, queue: Queue) -> DispositionId | None:
    """Give what became of the chat, by the queue's list as it is now."""
    found = queue.dispositions.find(state.disposition) if queue.dispositions is not None else None
    return found.id if found is not None else None


def disposed(state: Conversation, event: Disposed, queue: Queue) -> Transition:
    """Keep what became of the chat.

    Raises:
        ConversationClosed: the chat isn't running, or is handled.
        NotPermitted: the agent has no seat.
        Refused: the queue's list has no such outcome.
    """
    see_that_it_is_open(state, event.agent)
    if queue.dispositions is None or queue.dispositions.find(event.disposition) is None:
        raise Refused(say("disposition_unknown"))
    if state.disposition == event.disposition:
        return Transition(state)
    fields = {"disposition": str(event.disposition), "queue": str(state.queue)}
    record = do.Record("disposition", agent=event.agent, fields=fields)
    return go(changed(state, disposition=event.disposition), *shown_anew(state), record)


def activity_filled(state: Conversation, event: ActivityFilled, queue: Queue) -> Transition:
    """Note whether the activity form has all that it requires; the answers are kept beside the chat.

    Raises:
        ConversationClosed: the chat isn't running, or is handled.
        NotPermitted: the agent has no seat.
        Refused: the queue has no such form.
    """
    see_that_it_is_open(state, event.agent)
    if queue.activity is None:
        raise Refused(say("activity_none"))
    form = queue.activity.name
    record = do.Record("activity", agent=event.agent, fields={"form": form})
    return go(changed(state, activity=form if event.is_whole else ""), *shown_anew(state), record)


def see_that_it_is_open(state: Conversation, agent: AgentId) -> None:
    """See that this agent may write something down about the chat now.

    Raises:
        ConversationClosed: the chat isn't running, or is handled.
        NotPermitted: the agent has no seat, or only listens.
    """
    if state.status not in WRITABLE:
        raise ConversationClosed(say("chat_not_active" if state.is_open() else "written_down"))
    seat = state.participant(agent)
    if seat is None or seat.listening is not None:
        raise NotPermitted(say("not_attendee"))


def shown_anew(state: Conversation) -> tuple[do.Effect, ...]:
    """Bring the wrap-up card up to date, while there is one."""
    return (do.ShowWrapUp(),) if state.status is Status.WRAP_UP else ()
