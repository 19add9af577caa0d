"""Held texts: found, sent after all, or kept internal for good. Only their author decides."""

from dataclasses import replace

from core.conversation import effects as do
from core.conversation.desk import send
from core.conversation.events import HeldDiscarded, HeldSent
from core.conversation.model import Conversation, Held, HoldReason, Status
from core.conversation.outgoing import Checked, checked, passed_by
from core.conversation.seats import is_seen
from core.conversation.transition import Transition
from core.errors import ConversationClosed, NotPermitted, Refused
from core.ids import MessageId
from core.messages import Visibility, with_visibility
from core.routing.queues import Queue
from core.sentences import say


def find_held(state: Conversation, message: MessageId) -> Held:
    """Give a held text.

    Raises:
        Refused: it was sent or discarded before.
    """
    for held in state.held:
        if held.message == message:
            return held
    raise Refused(say("held_gone"))


def held_sent(state: Conversation, event: HeldSent, queue: Queue) -> Transition:
    """Send a held text after all: only its author may, and only with a seat in a running chat.

    What was held for another reason than the brake and for another than its files meets these now.

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
    if state.status not in (Status.ACTIVE, Status.BOT):
        raise Refused(say("held_accept_first"))
    if state.status is Status.ACTIVE and not is_seen(state.participant(event.agent)):
        raise NotPermitted(say("held_not_attendee"))
    look = checked(event.message, queue, passed_by(held.reason))
    if look.reason is not None:
        return held_again(state, held, look, look.reason)
    sent = replace(look.message, visibility=Visibility.EVERYONE, at=event.at)
    freed = replace(state, held=tuple(one for one in state.held if one != held))
    by_choice = held.reason is HoldReason.BRAKE and bool(held.spans)
    record = (do.Record("sent_anyway", held.agent, held.author, sent.id),) if by_choice else ()
    return send(freed, sent, (do.ChangeMessage(sent), *record))


def held_again(state: Conversation, held: Held, look: Checked, reason: HoldReason) -> Transition:
    """Hold a text for a further reason, and ask its author about that."""
    again = replace(held, reason=reason, spans=look.spans)
    kept = replace(state, held=tuple(again if one == held else one for one in state.held))
    record = do.Record("held", held.agent, held.author, held.message, {"reason": reason.value})
    message = with_visibility(look.message, Visibility.HELD)
    return Transition(kept, (do.ChangeMessage(message), do.AskAuthor(again), record))


def open_again(state: Conversation, why: HoldReason = HoldReason.OPEN_AGAIN) -> Transition:
    """Ask the authors of texts anew that only a template could have replaced: now they reach the customer."""
    waiting = [one for one in state.held if one.reason is HoldReason.TEMPLATE_ONLY]
    if not waiting:
        return Transition(state)
    freed = {one.message: replace(one, reason=why) for one in waiting}
    kept = replace(state, held=tuple(freed.get(one.message, one) for one in state.held))
    return Transition(kept, tuple(do.AskAuthor(one) for one in freed.values()))


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
    record = do.Record("held_edited" if event.edited else "held_discarded", held.agent, held.author, kept.id)
    return Transition(freed, (do.ChangeMessage(kept), mark, record))
