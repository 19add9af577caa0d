"""Edits and deletions of what has been said, on either side."""

from dataclasses import replace

from core.conversation import effects as do
from core.conversation.events import MessageDeleted, MessageEdited
from core.conversation.expert import Expert, ExpertMode
from core.conversation.guard import came_before_seat, stayed_here
from core.conversation.masking import masked_deleted, masked_edited
from core.conversation.model import Conversation, Held, HoldReason, Status
from core.conversation.outgoing import Checked, checked
from core.conversation.seats import is_seen
from core.conversation.transition import Transition
from core.ids import AgentId, agent_of, expert_of
from core.messages import Message, Visibility, seen_by_customer
from core.routing.queues import Queue
from core.sentences import say

FILES_SEEN = frozenset({HoldReason.PREVIEW})
"""An edit brings no files of its own."""


def message_edited(state: Conversation, event: MessageEdited, queue: Queue) -> Transition:
    """Bring every copy of a message up to date; `event.message` is its new state.

    What reached the customer is changed only while its author could still send it: an edit is a text like any other,
    and is cleaned up and braked like one.
    Stale when the message was deleted: an edit that arrives late brings nothing back.
    """
    if event.message.deleted:
        return Transition(state)
    if event.message.is_masked:
        return masked_edited(state, event)
    message = replace(event.message, edited=True)
    agent = agent_of(message.author)
    if expert_of(message.author) is not None:
        return _expert_edited(state, message, event, queue)
    if agent is None:
        return _changed(state, message, "edited")
    if seen_by_customer(message):
        if not _may_send(state, agent, event):
            return Transition(state, (do.TellAgent(agent, say("edit_not_sent")),))
        look = checked(message, queue, FILES_SEEN)
        if look.reason is not None:
            return Transition(state, (do.TellAgent(agent, say("edit_braked")),))
        return _changed(state, look.message, "edited")
    return _unseen_edited(state, message, queue)


def _unseen_edited(state: Conversation, message: Message, queue: Queue) -> Transition:
    """Bring a message up to date that the customer has not seen; one that the brake stopped is looked at again."""
    held = next((one for one in state.held if one.message == message.id and one.reason is HoldReason.BRAKE), None)
    if held is not None:
        return _braked_again(state, held, checked(message, queue, FILES_SEEN))
    return _changed(state, message, "edited")


def _expert_edited(state: Conversation, message: Message, event: MessageEdited, queue: Queue) -> Transition:
    """Bring an expert's message up to date; what reached the customer only while their words still do."""
    if not seen_by_customer(message):
        return _unseen_edited(state, message, queue)
    expert = next((one for one in state.experts if one.agent == expert_of(message.author)), None)
    if expert is None:
        return Transition(state)
    if not _may_reach(state, expert, event):
        told = do.TellExpert(expert.id, expert.desk, say("edit_not_sent"))
        return Transition(state, (told,))
    look = checked(message, queue, FILES_SEEN)
    if look.reason is not None:
        return Transition(state, (do.TellExpert(expert.id, expert.desk, say("edit_braked")),))
    return _changed(state, look.message, "edited")


def _may_reach(state: Conversation, expert: Expert, event: MessageEdited) -> bool:
    knows = expert.told_at is not None and event.at >= expert.told_at
    return state.status is Status.ACTIVE and expert.mode is ExpertMode.CONFERENCE and knows and event.doubt is None


def _braked_again(state: Conversation, held: Held, look: Checked) -> Transition:
    """Look again at a held text that its author has written anew, and ask again."""
    again = replace(held, spans=look.spans)
    step = _changed(
        replace(state, held=tuple(again if one == held else one for one in state.held)), look.message, "edited"
    )
    return Transition(step.state, (*step.effects, do.AskAuthor(again)))


def _may_send(state: Conversation, agent: AgentId, event: MessageEdited) -> bool:
    return (
        state.status is Status.ACTIVE
        and is_seen(state.participant(agent))
        and agent not in state.private
        and event.doubt is None
        and not stayed_here(state, agent, event.at)
        and not came_before_seat(state, agent, event.at, event.came_at)
    )


def message_deleted(state: Conversation, event: MessageDeleted) -> Transition:
    """Delete every copy of a message; a held one is no longer asked about. Stale when it was deleted before."""
    if event.message.deleted:
        return Transition(state)
    kept = masked_deleted(state, event) if event.message.is_masked else None
    if kept is not None:
        return kept
    gone = replace(event.message, parts=(), masks=(), masked_files=False, deleted=True)
    held = tuple(one for one in state.held if one.message != gone.id)
    step = _changed(replace(state, held=held, masked=state.masked - {gone.id}), gone, "deleted")
    return Transition(step.state, (*step.effects, do.ForgetOriginal(gone.id))) if event.message.is_masked else step


def _changed(state: Conversation, message: Message, what: str) -> Transition:
    agent = agent_of(message.author)
    effects: list[do.Effect] = [do.ChangeMessage(message), do.ChangeInThread(message.id)]
    if message.visibility is Visibility.EVERYONE and (agent is not None or expert_of(message.author) is not None):
        effects.append(do.ChangeAtCustomer(message.id))
    effects.append(do.Record(what, agent=agent or expert_of(message.author), message=message.id))
    return Transition(state, tuple(effects))
