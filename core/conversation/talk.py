"""Talking: the customer's words, the desk's words, notes, held texts, edits and deletions.

A late answer: the first word that waits for one sets a timer, an answer stops it. When it runs out the owner is
reminded once; the next reminder needs an answer and a further word.
"""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from core.conversation import effects as do
from core.conversation.events import (
    CustomerWrote,
    DeskWrote,
    HeldDiscarded,
    HeldSent,
    MessageDeleted,
    MessageEdited,
    NoteWritten,
    PageChanged,
    PrivateModeSet,
)
from core.conversation.guard import Fate, judge
from core.conversation.model import Conversation, Held, Status, Timer
from core.conversation.transition import Transition, go, with_timer
from core.errors import ConversationClosed, NotPermitted, Refused
from core.ids import AgentId, MessageId, agent_of
from core.messages import Message, Visibility, excerpt, seen_by_customer, with_visibility
from core.routing.queues import Queue
from core.sentences import say


def customer_wrote(state: Conversation, event: CustomerWrote, queue: Queue) -> Transition:
    """Take the customer's words into a conversation that is new or running."""
    message = with_visibility(event.message, Visibility.EVERYONE)
    heard = replace(
        state,
        customer_last_at=event.at,
        customer_gone=False,
        first_words=state.first_words or excerpt(message.parts),
        page=event.page or state.page,
        customer_name=message.author_name or state.customer_name,
        unread=state.unread + 1,
    )
    effects: tuple[do.Effect, ...] = (do.StoreMessage(message), do.PostInThread(message.id))
    if state.status is Status.NEW:
        queued = replace(heard, status=Status.QUEUED, queued_at=event.at)
        opening = (do.OpenThread(), *effects, do.TellCustomer(do.CustomerTurn.WAITING))
        return go(queued, *opening, do.Record("queued"), do.Requeue())
    if not state.is_open():
        return _reopen(heard, event, effects)
    waiting = heard if state.unread else awaiting_answer(heard, event.at, queue)
    return go(waiting, *effects, do.Record("customer_wrote", message=message.id))


def awaiting_answer(state: Conversation, at: datetime, queue: Queue) -> Conversation:
    """Set the reminder of a running chat whose customer waits for an answer."""
    if state.status is not Status.ACTIVE or not state.unread or queue.answer_reminder is None:
        return state
    return with_timer(state, Timer.ANSWER, at + queue.answer_reminder)


def answer_late(state: Conversation, at: datetime) -> Transition:  # noqa: ARG001 - one shape for all timers
    """Remind the owner of a customer who waits; stale when somebody has answered or the chat has ended."""
    reminded = with_timer(state, Timer.ANSWER, None)
    if state.status is not Status.ACTIVE or state.owner is None or not state.unread:
        return Transition(reminded)
    words = say("answer_late", customer=state.customer_name or "The customer", number=state.number)
    record = do.Record("answer_late", agent=state.owner)
    return Transition(reminded, (do.TellAgent(state.owner, words, directly=True), record))


def _reopen(state: Conversation, event: CustomerWrote, effects: tuple[do.Effect, ...]) -> Transition:
    """Queue an ended chat again: its customer's words were already on their way here when it ended."""
    releases = tuple(do.ReleaseAgent(seat.agent, do.ReleaseCause.COMPLETED) for seat in state.participants)
    queued = replace(
        state,
        status=Status.QUEUED,
        queued_at=event.at,
        accepted_at=None,
        ended_at=None,
        ended_by=None,
        participants=(),
        owner=None,
        timers={},
        private=frozenset(),
        skipped=frozenset(),
        reopened=state.reopened + 1,
    )
    notice = do.TellThread(say("thread_reopened"))
    turn = do.TellCustomer(do.CustomerTurn.WAITING)
    opened = (do.OpenContact(), notice, turn, do.Record("reopened"), do.Requeue())
    return go(queued, *releases, *effects, *opened)


def page_changed(state: Conversation, event: PageChanged) -> Transition:
    """Show on the root card where the customer is now; stale when the chat has ended."""
    if state.page == event.page or not state.is_open():
        return Transition(state)
    return go(replace(state, page=event.page))


def desk_wrote(state: Conversation, event: DeskWrote) -> Transition:
    """Send, note, hold or keep what somebody wrote in the thread, as the leak guard says."""
    verdict = judge(state, event)
    message = event.message
    match verdict.fate:
        case Fate.SEND:
            sent = with_visibility(message, Visibility.EVERYONE)
            return _send(state, sent, (do.StoreMessage(sent),))
        case Fate.NOTE:
            return _note(state, with_visibility(message, Visibility.AGENTS))
        case Fate.KEEP:
            kept = with_visibility(message, Visibility.AGENTS)
            mark = do.MarkMessage(message.id)
            return Transition(state, (do.StoreMessage(kept), mark))
        case Fate.HOLD:
            assert verdict.reason is not None  # noqa: S101 - the guard gives a reason with each hold
            held = Held(message.id, event.desk, event.person, event.agent, verdict.reason, event.at)
            return _hold(state, with_visibility(message, Visibility.HELD), held)
        case _:
            assert_never(verdict.fate)


def _send(state: Conversation, message: Message, first: tuple[do.Effect, ...]) -> Transition:
    """Send an attendee's message to the customer and show it on the other desks."""
    agent = agent_of(message.author)
    answered = with_timer(replace(state, agent_last_at=message.at, unread=0), Timer.ANSWER, None)
    return go(
        answered,
        *first,
        do.SendToCustomer(message.id),
        do.PostInThread(message.id),
        do.Record("agent_wrote", agent=agent, message=message.id),
    )


def _note(state: Conversation, message: Message) -> Transition:
    mark = do.MarkMessage(message.id)
    record = do.Record("note", agent=agent_of(message.author), message=message.id)
    return Transition(state, (do.StoreMessage(message), do.PostInThread(message.id), mark, record))


def _hold(state: Conversation, message: Message, held: Held) -> Transition:
    mark = do.MarkMessage(message.id)
    fields = {"reason": held.reason.value}
    record = do.Record("held", held.agent, held.author, message.id, fields)
    kept = replace(state, held=(*state.held, held))
    return Transition(kept, (do.StoreMessage(message), mark, do.AskAuthor(held), record))


def find_held(state: Conversation, message: MessageId) -> Held:
    """Give a held text.

    Raises:
        Refused: it was sent or discarded before.
    """
    for held in state.held:
        if held.message == message:
            return held
    raise Refused(say("held_gone"))


def held_sent(state: Conversation, event: HeldSent) -> Transition:
    """Send a held text after all: only its author may, and only with a seat in a running chat.

    Raises:
        ConversationClosed: the chat has ended.
        NotPermitted: it is somebody else's, or its author has no seat.
        Refused: it was sent or discarded before, or nobody has accepted the chat yet.
    """
    held = find_held(state, event.message.id)
    if held.agent != event.agent:
        raise NotPermitted(say("held_not_yours"))
    if not state.is_open():
        raise ConversationClosed(say("chat_ended"))
    if state.status is not Status.ACTIVE:
        raise Refused(say("held_accept_first"))
    if state.participant(event.agent) is None:
        raise NotPermitted(say("held_not_attendee"))
    sent = replace(event.message, visibility=Visibility.EVERYONE, at=event.at)
    freed = replace(state, held=tuple(one for one in state.held if one != held))
    return _send(freed, sent, (do.ChangeMessage(sent),))


def held_discarded(state: Conversation, event: HeldDiscarded) -> Transition:
    """Keep a held text internal for good.

    Raises:
        NotPermitted: it is somebody else's.
        Refused: it was sent or discarded before.
    """
    held = find_held(state, event.message.id)
    if held.author != event.person:
        raise NotPermitted(say("held_not_yours"))
    kept = with_visibility(event.message, Visibility.AGENTS)
    freed = replace(state, held=tuple(one for one in state.held if one != held))
    mark = do.MarkMessage(kept.id)
    record = do.Record("held_discarded", held.agent, held.author, kept.id)
    return Transition(freed, (do.ChangeMessage(kept), mark, record))


def note_written(state: Conversation, event: NoteWritten) -> Transition:
    """Keep a private note, for all agents or for the chosen ones."""
    recipients = event.message.recipients
    visibility = Visibility.ONLY if recipients else Visibility.AGENTS
    return _note(state, with_visibility(event.message, visibility))


def private_mode_set(state: Conversation, event: PrivateModeSet) -> Transition:
    """Turn an agent's private mode on or off.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: the agent has no seat.
    """
    if state.status is not Status.ACTIVE:
        raise ConversationClosed(say("chat_not_active"))
    if state.participant(event.agent) is None:
        raise NotPermitted(say("not_attendee"))
    without = state.private - {event.agent}
    private = without | {event.agent} if event.on else without
    if private == state.private:
        return Transition(state)
    key = "thread_private_on" if event.on else "thread_private_off"
    until = state.private_until if event.on else {**state.private_until, event.agent: event.at}
    return go(replace(state, private=private, private_until=until), do.TellThread(say(key, agent=event.agent)))


def message_edited(state: Conversation, event: MessageEdited) -> Transition:
    """Bring every copy of a message up to date; `event.message` is its new state.

    What reached the customer is changed only while its author could still send it: an edit is a text like any other.
    Stale when the message was deleted: an edit that arrives late brings nothing back.
    """
    if event.message.deleted:
        return Transition(state)
    message = replace(event.message, edited=True)
    agent = agent_of(message.author)
    if agent is not None and seen_by_customer(message) and not _may_send(state, agent, event):
        return Transition(state, (do.TellAgent(agent, say("edit_not_sent")),))
    return _changed(state, message, "edited")


def _may_send(state: Conversation, agent: AgentId, event: MessageEdited) -> bool:
    return (
        state.status is Status.ACTIVE
        and state.participant(agent) is not None
        and agent not in state.private
        and event.doubt is None
    )


def message_deleted(state: Conversation, event: MessageDeleted) -> Transition:
    """Delete every copy of a message; a held one is no longer asked about. Stale when it was deleted before."""
    if event.message.deleted:
        return Transition(state)
    gone = replace(event.message, parts=(), masks=(), deleted=True)
    held = tuple(one for one in state.held if one.message != gone.id)
    return _changed(replace(state, held=held), gone, "deleted")


def _changed(state: Conversation, message: Message, what: str) -> Transition:
    agent = agent_of(message.author)
    effects: list[do.Effect] = [do.ChangeMessage(message), do.ChangeInThread(message.id)]
    if message.visibility is Visibility.EVERYONE and agent is not None:
        effects.append(do.ChangeAtCustomer(message.id))
    effects.append(do.Record(what, agent=agent, message=message.id))
    return Transition(state, tuple(effects))
