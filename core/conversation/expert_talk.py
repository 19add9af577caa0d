"""What an expert writes: to the agents, to the chat, or held until they say which (the leak guard's second door).

Rules, the first that fits wins:
1. Whoever takes no part any more reaches nobody, and is told so.
2. A note is for the agents, and so is everything in consult: but what looks like a command and is none is held.
3. In conference what the expert wrote before they were told that their words go to the customer is held, as is whatever
   there is a doubt about. Everything else goes out as an agent's text does, cleaned up and looked at once more.
"""

from dataclasses import replace

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.events import ExpertDecided, ExpertWrote
from core.conversation.expert import Expert, ExpertMode, expert_at
from core.conversation.guard import Fate, Verdict
from core.conversation.held import find_held, held_again
from core.conversation.model import Conversation, Held, HoldReason, Timer
from core.conversation.outgoing import Checked, checked, passed_by
from core.conversation.transition import Transition, go, with_timer
from core.errors import NotPermitted, Refused
from core.messages import Message, Visibility, with_visibility
from core.routing.queues import Queue
from core.sentences import say


def expert_wrote(state: Conversation, event: ExpertWrote, queue: Queue) -> Transition:
    """Send, note or hold what an expert wrote.

    Raises:
        NotPermitted: they take no part any more; nobody does when the chat has ended.
    """
    expert = next((one for one in state.experts if one.id == event.invitation), None)
    if expert is None:
        raise NotPermitted(say("expert_not_here", number=state.number))
    verdict = judge_expert(expert, event)
    if verdict.fate is Fate.NOTE:
        note = with_visibility(event.message, Visibility.AGENTS)
        return _to_agents(state, expert, note, do.StoreMessage(note))
    if verdict.fate is Fate.HOLD:
        return _hold(state, expert, Checked(event.message, verdict.reason), event)
    look = checked(event.message, queue)
    if look.reason is not None:
        return _hold(state, expert, look, event)
    sent = with_visibility(look.message, Visibility.EVERYONE)
    return _to_everyone(state, expert, sent, do.StoreMessage(sent))


def judge_expert(expert: Expert, event: ExpertWrote) -> Verdict:
    """Decide the fate of an expert's text."""
    if event.private:
        return Verdict(Fate.NOTE)
    if event.doubt is HoldReason.UNKNOWN_COMMAND:
        return Verdict(Fate.HOLD, event.doubt)
    if expert.mode is not ExpertMode.CONFERENCE:
        return Verdict(Fate.NOTE)
    if event.doubt is not None:
        return Verdict(Fate.HOLD, event.doubt)
    if expert.told_at is None or event.at < expert.told_at:
        return Verdict(Fate.HOLD, HoldReason.LATE)
    return Verdict(Fate.SEND)


def expert_decided(state: Conversation, event: ExpertDecided, queue: Queue) -> Transition:
    """Pass a held text on: to the customer as well, or to the agents alone.

    Raises:
        NotPermitted: it is somebody else's, or they take no part in it any more.
        Refused: it was decided before, or their words are for the agents alone.
    """
    held = find_held(state, event.message.id)
    if (held.desk, held.author) != (event.desk, event.person):
        raise NotPermitted(say("held_not_yours"))
    expert = expert_at(state.experts, event.desk, event.person)
    if expert is None:
        raise NotPermitted(say("expert_not_here", number=state.number))
    freed = changed(state, held=tuple(one for one in state.held if one != held))
    if not event.to_customer:
        note = with_visibility(event.message, Visibility.AGENTS)
        return _to_agents(freed, expert, note, do.ChangeMessage(note))
    if expert.mode is not ExpertMode.CONFERENCE:
        raise Refused(say("expert_consults", number=state.number))
    look = checked(event.message, queue, passed_by(held.reason))
    if look.reason is not None:
        return held_again(state, held, look, look.reason)
    sent = replace(look.message, visibility=Visibility.EVERYONE, at=event.at)
    return _to_everyone(freed, expert, sent, do.ChangeMessage(sent))


def _to_agents(state: Conversation, expert: Expert, note: Message, first: do.Effect) -> Transition:
    record = do.Record("expert_consulted", agent=expert.agent, message=note.id)
    return Transition(state, (first, do.PostInThread(note.id), do.MarkMessage(note.id), record))


def _to_everyone(state: Conversation, expert: Expert, sent: Message, first: do.Effect) -> Transition:
    """Send an expert's words to the customer. The last look at who says it."""
    if expert not in state.experts or expert.mode is not ExpertMode.CONFERENCE:
        raise NotPermitted(say("expert_not_here", number=state.number))
    answered = with_timer(
        changed(state, agent_last_at=sent.at, unread=0, silence=0, warned_at=None), Timer.ANSWER, None
    )
    return go(
        answered,
        first,
        do.SendToCustomer(sent.id),
        do.PostInThread(sent.id),
        do.Record("expert_wrote", agent=expert.agent, message=sent.id),
    )


def _hold(state: Conversation, expert: Expert, look: Checked, event: ExpertWrote) -> Transition:
    reason = look.reason or HoldReason.UNREADABLE
    kept = with_visibility(look.message, Visibility.HELD)
    held = Held(kept.id, expert.desk, expert.person, None, reason, event.at, look.spans, expert.agent)
    record = do.Record("held", expert.agent, expert.person, kept.id, {"reason": reason.value})
    after = changed(state, held=(*state.held, held))
    return Transition(after, (do.StoreMessage(kept), do.MarkMessage(kept.id), do.AskAuthor(held), record))
