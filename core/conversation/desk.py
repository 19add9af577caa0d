"""The desk's side of a chat: what is written in its thread, notes, and private mode.

What may reach the customer is decided by the leak guard alone; what it lets go is cleaned up and looked at once more by
`core.conversation.outgoing`. Held texts are sent or discarded in `core.conversation.held`; edits and deletions are in
`core.conversation.edits`.
"""

from typing import assert_never

from core.conversation import effects as do
from core.conversation.after import shown_anew
from core.conversation.changed import changed
from core.conversation.covering import masked_by_itself
from core.conversation.events import AnsweredElsewhere, DeskWrote, NoteWritten, PrivateModeSet
from core.conversation.guard import Fate, judge
from core.conversation.model import Conversation, Held, Status, Timer
from core.conversation.outgoing import checked
from core.conversation.seats import require_seen
from core.conversation.transition import Transition, go, with_timer
from core.errors import ConversationClosed, NotPermitted
from core.ids import agent_of
from core.messages import Message, Visibility, with_visibility
from core.routing.queues import Queue
from core.sentences import say


def desk_wrote(state: Conversation, event: DeskWrote, queue: Queue) -> Transition:
    """Send, note, hold or keep what somebody wrote in the thread, as the leak guard says."""
    verdict = judge(state, event)
    message = event.message
    match verdict.fate:
        case Fate.SEND:
            look = checked(message, queue)
            if look.reason is not None:
                braked = Held(message.id, event.desk, event.person, event.agent, look.reason, event.at, look.spans)
                return _hold(state, with_visibility(look.message, Visibility.HELD), braked)
            sent = with_visibility(look.message, Visibility.EVERYONE)
            return send(state, sent, (do.StoreMessage(sent),))
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


def send(state: Conversation, message: Message, first: tuple[do.Effect, ...]) -> Transition:
    """Send an attendee's message to the customer and show it on the other desks.

    The way out of everything that an agent says, by whatever command: the last look at who says it.

    Raises:
        NotPermitted: an agent whom the customer doesn't see in this chat.
    """
    agent = agent_of(message.author)
    if agent is not None and state.status is Status.ACTIVE:
        require_seen(state, agent)
    answered = with_timer(
        changed(state, agent_last_at=message.at, unread=0, silence=0, warned_at=None), Timer.ANSWER, None
    )
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
    shown = shown_anew(state)
    return Transition(state, (do.StoreMessage(message), do.PostInThread(message.id), mark, record, *shown))


def _hold(state: Conversation, message: Message, held: Held) -> Transition:
    mark = do.MarkMessage(message.id)
    fields = {"reason": held.reason.value}
    record = do.Record("held", held.agent, held.author, message.id, fields)
    # Two events of a desk's may come in any order; the author numbers texts as they stand in the thread.
    kept = changed(state, held=tuple(sorted((*state.held, held), key=lambda one: one.at)))
    return Transition(kept, (do.StoreMessage(message), mark, do.AskAuthor(held), record))


def note_written(state: Conversation, event: NoteWritten) -> Transition:
    """Keep a private note, for all agents or for the chosen ones; what is for experts all agents see."""
    chosen = any(agent_of(one) is not None for one in event.message.recipients)
    visibility = Visibility.ONLY if chosen else Visibility.AGENTS
    return _note(state, with_visibility(event.message, visibility))


def answered_elsewhere(state: Conversation, event: AnsweredElsewhere) -> Transition:
    """Show what somebody answered at the channel's own platform: the customer has it; stale after the end."""
    if not state.is_open():
        return Transition(state)
    message = with_visibility(event.message, Visibility.EVERYONE)
    answered = with_timer(
        changed(state, agent_last_at=message.at, unread=0, silence=0, warned_at=None), Timer.ANSWER, None
    )
    record = do.Record("answered_elsewhere", message=message.id)
    audits = (masked_by_itself(message.id),) if event.masked else ()
    return go(answered, do.StoreMessage(message), do.PostInThread(message.id), record, *audits)


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
    return go(changed(state, private=private, private_until=until), do.TellThread(say(key, agent=event.agent)))
