"""The satisfaction survey: what the customer says of a chat after its end.

Rules:
1. It is taken as long as the queue keeps it open, and the newest score counts.
2. The score is in the journal; the words are a private message in the thread, and the customer's log has neither.
"""

from datetime import datetime

from core.conversation import effects as do
from core.conversation.events import CustomerRated
from core.conversation.model import Conversation
from core.conversation.transition import Transition
from core.messages import Visibility, with_visibility
from core.policy.survey import Survey
from core.routing.queues import Queue, ThreadMode
from core.sentences import say


def is_taken(state: Conversation, score: int, survey: Survey | None, at: datetime) -> bool:
    """Tell whether a score of this chat is taken now."""
    if survey is None or state.is_open() or state.ended_at is None or state.accepted_at is None:
        return False
    return at <= state.ended_at + survey.open_for and 1 <= score <= survey.scale


def customer_rated(state: Conversation, event: CustomerRated, queue: Queue) -> Transition:
    """Tell the thread; stale when the survey is not open, or has no such score."""
    survey = queue.survey
    if survey is None or not is_taken(state, event.score, survey, event.at):
        return Transition(state)
    fields = {"score": str(event.score), "scale": str(survey.scale), "queue": state.queue}
    effects: list[do.Effect] = [] if event.again else [do.Record("rated", agent=state.owner, fields=fields)]
    # A channel of the chat's own is put away when the chat is done.
    if queue.thread_mode is not ThreadMode.CHANNEL and not event.again:
        effects.append(do.TellThread(say("thread_rated", score=event.score, scale=survey.scale)))
    if event.comment is not None:
        comment = with_visibility(event.comment, Visibility.AGENTS)
        effects.append(do.StoreMessage(comment))
        if queue.thread_mode is not ThreadMode.CHANNEL:
            effects.append(do.PostInThread(comment.id))
    return Transition(state, tuple(effects))
