"""The customer's side of a chat: their words, their page, and the answer that they wait for.

A late answer: the first word that waits for one sets a timer, an answer stops it. When it runs out the owner is
reminded once; the next reminder needs an answer and a further word.
"""

from dataclasses import replace
from datetime import datetime

from core.agents.model import Alert
from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.covering import masked_by_itself
from core.conversation.events import CustomerIdentified, CustomerWrote, PageChanged
from core.conversation.first import came_back, came_to
from core.conversation.held import open_again
from core.conversation.hold import customer_wrote_on_hold
from core.conversation.intake import begin, enter_line
from core.conversation.model import Conversation, Status, Timer
from core.conversation.routes import moved_to, present, readdressed, route_of, with_absent
from core.conversation.transition import Transition, go, with_timer
from core.features.quoted import first_words
from core.messages import Message, Visibility, with_visibility
from core.routing.queues import Queue
from core.sentences import say


def customer_wrote(state: Conversation, event: CustomerWrote, queue: Queue) -> Transition:
    """Take the customer's words into a conversation that is new or running."""
    message = with_visibility(event.message, Visibility.EVERYONE)
    elsewhere = message.via is not None
    known = with_absent(state, message.via, away=False) if message.via is not None else state
    heard = changed(
        known,
        customer_last_at=event.at,
        customer_gone=state.customer_gone and elsewhere,
        first_words=state.first_words or first_words(message.parts),
        page=event.page or state.page,
        customer_name=message.author_name or state.customer_name,
        unread=state.unread + 1,
        warned_at=None,
    )
    if event.original is not None:
        heard = changed(heard, masked=heard.masked | {message.id})
    effects: tuple[do.Effect, ...] = (*_stored(message, event.original), do.PostInThread(message.id))
    if event.masked:
        told = (do.TellCustomer(do.CustomerTurn.MASKED, by=route_of(state, message)),) if queue.masking.tells else ()
        effects = (*effects, *told, masked_by_itself(message.id))
    if state.status is Status.NEW and event.to is not None:
        step = came_to(heard, event.to, event.at, queue, *effects)
        return replace(step, state=awaiting_answer(step.state, event.at, queue))
    if state.status is Status.NEW:
        return begin(heard, event.at, queue, *effects, request=event.request)
    if not state.is_open():
        return _reopen(heard, event, effects, queue)
    waiting = heard if state.unread else awaiting_answer(heard, event.at, queue)
    asked = Transition(waiting) if elsewhere else open_again(waiting)  # there the window is another one's
    waiting = asked.state
    effects = (*effects, do.Record("customer_wrote", message=message.id), *asked.effects)
    if state.hold is not None:
        return customer_wrote_on_hold(waiting, event.at, queue, *effects)
    return go(waiting, *effects)


def _stored(message: Message, original: Message | None) -> tuple[do.Effect, ...]:
    """Store a message; one that comes masked, since it changes a masked one, with what it was, or for good."""
    if not message.is_masked:
        return (do.StoreMessage(message),)
    kept = do.KeepOriginal(original, spans=message.masks) if original is not None else do.ScourLog()
    return do.StoreMessage(message), kept, masked_by_itself(message.id)


def awaiting_answer(state: Conversation, at: datetime, queue: Queue) -> Conversation:
    """Set what tells of a running chat whose customer waits for an answer: the reminder, and the next colour."""
    if state.status is not Status.ACTIVE or not state.unread:
        return state
    if queue.silence is not None:
        state = with_timer(state, Timer.SILENCE, at + queue.silence.late)
    if queue.answer_reminder is None:
        return state
    return with_timer(state, Timer.ANSWER, at + queue.answer_reminder)


def answer_late(
    state: Conversation,
    at: datetime,  # noqa: ARG001 - one shape for all timers
    queue: Queue,  # noqa: ARG001 - one shape for all timers
) -> Transition:
    """Remind the owner of a customer who waits; stale when somebody has answered or the chat has ended."""
    reminded = with_timer(state, Timer.ANSWER, None)
    if state.status is not Status.ACTIVE or state.owner is None or not state.unread:
        return Transition(reminded)
    words = say("answer_late", number=state.number)  # no name: what is told here is not shown anew
    record = do.Record("answer_late", agent=state.owner)
    return Transition(reminded, (do.TellAgent(state.owner, words, directly=True, alert=Alert.LATE_ANSWER), record))


def _reopen(state: Conversation, event: CustomerWrote, effects: tuple[do.Effect, ...], queue: Queue) -> Transition:
    """Queue an ended chat again: its customer's words were already on their way here when it ended.

    They are answered where they wrote, and the thread says where that is.
    """
    there = route_of(state, event.message)
    releases = tuple(do.ReleaseAgent(seat.agent, do.ReleaseCause.COMPLETED) for seat in state.participants)
    fresh = changed(
        moved_to(state, there) if there is not None else state,
        accepted_at=None,
        ended_at=None,
        ended_by=None,
        participants=(),
        owner=None,
        timers={},
        private=frozenset(),
        skipped=frozenset(),
        preferred=state.owner if queue.choosing.sticky is not None else None,
        reopened=state.reopened + 1,
    )
    by_another = say("thread_reopened_there", channel=event.there)
    opened = (do.OpenContact(), do.TellThread(by_another if there is not None else say("thread_reopened")))
    if event.to is not None and event.to == state.personal:
        step = came_back(fresh, event.to, event.at, queue, *releases, *effects, do.ShowWrapUp(), *opened)
        return replace(step, state=awaiting_answer(step.state, event.at, queue))
    return enter_line(fresh, event.at, queue, *releases, *effects, do.ShowWrapUp(), *opened, what="reopened")


def page_changed(state: Conversation, event: PageChanged) -> Transition:
    """Show on the root card where the customer is now; stale when the chat has ended."""
    if state.page == event.page or not state.is_open():
        return Transition(state)
    return go(changed(state, page=event.page))


def customer_identified(state: Conversation, event: CustomerIdentified) -> Transition:
    """Let a chat be its verified customer's; stale when it has ended."""
    if not state.is_open():
        return Transition(state)
    known = readdressed(state, event.was or present(state), event.contact)
    known = changed(known, customer_name=event.name or state.customer_name)
    return Transition(known, (do.Record("identified"), do.UpdateCard()))
