"""Experts coming and going, and whom their words reach (C2, C3).

Rules:
1. One open invitation at a time, whoever is invited.
2. Experts are there while the chat runs: when it ends, or goes to somebody else, the talk with each of them ends.
3. Whoever invited an expert changes the mode and sends them away; the chat's owner may, too, as others come and go.
4. The customer is told of an expert as long as their words reach the customer.
"""

from collections.abc import Iterator
from dataclasses import replace

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.events import (
    ExpertDeclined,
    ExpertDismissed,
    ExpertInvited,
    ExpertJoined,
    ExpertLeft,
    ExpertLost,
    ExpertModeSet,
    ExpertTold,
)
from core.conversation.expert import Call, Expert, ExpertMode, ExpertOutcome
from core.conversation.model import Conversation, Invitation, Status, Timer
from core.conversation.seats import require_running, require_seen
from core.conversation.transition import Transition, go, with_timer
from core.errors import NotPermitted, OfferGone, Refused
from core.ids import AgentId, InvitationId, expert_participant
from core.sentences import say

CONFERENCE = ExpertMode.CONFERENCE


def expert_here(state: Conversation, expert: AgentId | None) -> Expert | None:
    """Give the taking part of an expert, or None."""
    return next((one for one in state.experts if one.agent == expert), None)


def experts_of(state: Conversation) -> tuple[AgentId, ...]:
    """Give the experts of a chat, and the one who is asked."""
    asked = state.invitation
    called = (asked.agent,) if asked is not None and asked.call is not None else ()
    return (*(one.agent for one in state.experts), *called)


def expert_invited(state: Conversation, event: ExpertInvited) -> Transition:
    """Open an invitation to an expert.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: the inviter takes no part in it.
        Refused: the expert is here already, in whatever way, or another invitation is open.
    """
    require_running(state)
    require_seen(state, event.by)
    if state.participant(event.expert) is not None or expert_here(state, event.expert) is not None:
        raise Refused(say("invite_already_here", agent=event.expert))
    if state.invitation is not None:
        raise Refused(say("invite_one_at_a_time", agent=state.invitation.agent))
    call = Call(event.desk, event.person, event.mode, event.note)
    invitation = Invitation(event.invitation, event.expert, event.by, event.at, event.until, call=call)
    key = f"thread_expert_invited_{event.mode.value}"
    return go(
        with_timer(changed(state, invitation=invitation), Timer.INVITATION, event.until),
        do.CallExpert(event.invitation, event.expert, event.by, event.desk, event.person),
        do.TellThread(say(key, by=event.by, agent=event.expert)),
        do.Record("expert_invited", agent=event.expert, fields={"by": event.by, "mode": event.mode.value}),
    )


def expert_joined(state: Conversation, event: ExpertJoined) -> Transition:
    """Let the expert take part. One who was shown another mode than the one that holds now is told of it first.

    Raises:
        OfferGone: the invitation was taken back, has run out, or the chat has ended.
    """
    invitation, call = _called(state, event.invitation)
    knows = event.shown is call.mode
    expert = Expert(
        invitation.id,
        invitation.agent,
        invitation.by,
        call.desk,
        call.person,
        call.mode,
        event.at,
        event.at if knows else None,
    )
    closed = with_timer(changed(state, invitation=None), Timer.INVITATION, None)
    told = () if knows else (_told_of_mode(expert),)
    return go(
        changed(closed, experts=(*state.experts, expert)),
        do.SeatExpert(expert),
        *told,
        do.TellThread(say(f"thread_expert_joined_{call.mode.value}", agent=expert.agent)),
        *_customer_hears_of(expert, do.CustomerTurn.JOINED),
        do.Record("expert_joined", agent=expert.agent, fields={"by": expert.by, "mode": expert.mode.value}),
        do.Audit(do.AuditAct.HISTORY_READ, expert_participant(expert.agent), fields={"what": "chat"}),
    )


def expert_declined(state: Conversation, event: ExpertDeclined) -> Transition:
    """Close the invitation and tell the inviter.

    Raises:
        OfferGone: there is no such invitation any more.
    """
    invitation, _ = _called(state, event.invitation)
    return closed(state, invitation, ExpertOutcome.DECLINED)


def expert_left(state: Conversation, event: ExpertLeft) -> Transition:
    """Let an expert go who wants to.

    Raises:
        NotPermitted: they take no part any more.
    """
    expert = next((one for one in state.experts if one.id == event.invitation), None)
    if expert is None:
        raise NotPermitted(say("expert_not_here", number=state.number))
    notice = do.TellThread(say("thread_expert_left", agent=expert.agent))
    return go(_without(state, expert), *_gone(expert, ExpertOutcome.LEFT), notice)


def expert_dismissed(state: Conversation, event: ExpertDismissed) -> Transition:
    """Send an expert away.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: the agent takes no part in it, or somebody else invited the expert.
        Refused: that expert is not here.
    """
    expert = _theirs(state, event.expert, event.by)
    notice = do.TellThread(say("thread_expert_dismissed", by=event.by, agent=expert.agent))
    return go(_without(state, expert), *_gone(expert, ExpertOutcome.DISMISSED), notice)


def expert_mode_set(state: Conversation, event: ExpertModeSet) -> Transition:
    """Decide whom an expert's words reach, of one who is still to come too. The mode that holds changes nothing.

    What they have written so far stays with whom it was for.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: the agent takes no part in it, or somebody else invited the expert.
        Refused: that expert is not here.
    """
    invitation = state.invitation
    if invitation is not None and invitation.call is not None and invitation.agent == event.expert:
        return _mode_of_call(state, event, invitation, invitation.call)
    expert = _theirs(state, event.expert, event.by)
    if expert.mode is event.mode:
        return Transition(state)
    other = replace(expert, mode=event.mode, told_at=None)
    seats = tuple(other if one.id == other.id else one for one in state.experts)
    turn = do.CustomerTurn.JOINED if event.mode is CONFERENCE else do.CustomerTurn.LEFT
    return go(
        changed(state, experts=seats),
        do.UpdateAside(other.id, other.desk),
        _told_of_mode(other),
        do.TellThread(say(f"thread_expert_{event.mode.value}", by=event.by, agent=expert.agent)),
        do.TellCustomer(turn, expert.agent),
        do.Record("expert_mode", agent=expert.agent, fields={"by": event.by, "mode": event.mode.value}),
    )


def _mode_of_call(state: Conversation, event: ExpertModeSet, invitation: Invitation, call: Call) -> Transition:
    require_running(state)
    require_seen(state, event.by)
    if event.by not in (invitation.by, state.owner):
        raise NotPermitted(say("expert_not_yours", agent=event.expert, by=invitation.by))
    if call.mode is event.mode:
        return Transition(state)
    other = replace(invitation, call=replace(call, mode=event.mode))
    return go(
        changed(state, invitation=other),
        do.UpdateAside(invitation.id, call.desk),
        do.TellThread(say(f"thread_expert_{event.mode.value}", by=event.by, agent=event.expert)),
        do.Record("expert_mode", agent=event.expert, fields={"by": event.by, "mode": event.mode.value}),
    )


def expert_told(state: Conversation, event: ExpertTold) -> Transition:
    """Note that an expert knows the mode; stale when another holds by now, or they have gone."""
    seats = tuple(
        replace(one, told_at=event.at)
        if one.id == event.invitation and one.mode is event.mode and one.told_at is None
        else one
        for one in state.experts
    )
    return Transition(state if seats == state.experts else changed(state, experts=seats))


def expert_lost(state: Conversation, event: ExpertLost) -> Transition:
    """Take no more account of an expert who can't be reached, and say why; stale when they have gone already."""
    invitation = state.invitation
    if invitation is not None and invitation.id == event.invitation:
        return closed(state, invitation, ExpertOutcome.UNREACHABLE, event.reason)
    expert = next((one for one in state.experts if one.id == event.invitation), None)
    if expert is None:
        return Transition(state)
    notice = do.TellThread(say("thread_expert_unreachable", agent=expert.agent, reason=event.reason))
    return go(_without(state, expert), *_gone(expert, ExpertOutcome.UNREACHABLE), notice)


def closed(state: Conversation, invitation: Invitation, outcome: ExpertOutcome, reason: str = "") -> Transition:
    """Close an invitation of an expert that came to nothing, and tell the inviter."""
    call = invitation.call
    aside = (do.CloseAside(invitation.id, call.desk, outcome),) if call is not None else ()
    words = say(_CLOSED[outcome], agent=invitation.agent, number=state.number, reason=reason)
    return go(
        with_timer(changed(state, invitation=None), Timer.INVITATION, None),
        *aside,
        do.TellAgent(invitation.by, words),
        do.Record(f"expert_{outcome.value}", agent=invitation.agent),
    )


_CLOSED = {
    ExpertOutcome.DECLINED: "invite_declined",
    ExpertOutcome.UNANSWERED: "invite_unanswered",
    ExpertOutcome.UNREACHABLE: "expert_unreachable",
}


def without_strays(before: Conversation, step: Transition) -> Transition:
    """Let no talk with an expert outlive that for which it is there: the chat's running, or their coming from outside.

    Looked at behind every step: whatever ends or gives away a chat need not know of experts.
    """
    if not before.experts and (before.invitation is None or before.invitation.call is None):
        return step
    after, effects = step.state, list(step.effects)
    shut = {one.invitation for one in effects if isinstance(one, do.CloseAside)}
    runs = after.status is Status.ACTIVE
    stay = tuple(one for one in after.experts if runs and after.participant(one.agent) is None)
    for one in after.experts:
        if one not in stay:
            effects += _gone(one, ExpertOutcome.SEATED if runs else ExpertOutcome.ENDED)
    asked = before.invitation
    is_over = asked is not None and after.invitation != asked and not _goes_on(after, asked)
    if asked is not None and asked.call is not None and is_over and asked.id not in shut:
        seated = runs and after.participant(asked.agent) is not None
        outcome = ExpertOutcome.SEATED if seated else ExpertOutcome.ENDED
        effects.append(do.CloseAside(asked.id, asked.call.desk, outcome))
    kept = after if stay == after.experts else changed(after, experts=stay)
    return Transition(kept, tuple(effects))


def _goes_on(state: Conversation, asked: Invitation) -> bool:
    """Tell whether an invitation is open still, or was followed."""
    is_open = state.invitation is not None and state.invitation.id == asked.id
    return is_open or any(one.id == asked.id for one in state.experts)


def _called(state: Conversation, id: InvitationId) -> tuple[Invitation, Call]:
    invitation = state.invitation
    if invitation is None or invitation.call is None or invitation.id != id:
        raise OfferGone(say("expert_invitation_gone", number=state.number))
    return invitation, invitation.call


def _theirs(state: Conversation, expert: AgentId, by: AgentId) -> Expert:
    """Give an expert about whom an agent decides."""
    require_running(state)
    require_seen(state, by)
    found = expert_here(state, expert)
    if found is None:
        raise Refused(say("expert_none", agent=expert))
    if by not in (found.by, state.owner):
        raise NotPermitted(say("expert_not_yours", agent=expert, by=found.by))
    return found


def _told_of_mode(expert: Expert) -> do.TellExpert:
    return do.TellExpert(expert.id, expert.desk, say(f"expert_now_{expert.mode.value}"), expert.mode)


def _customer_hears_of(expert: Expert, turn: do.CustomerTurn) -> tuple[do.Effect, ...]:
    return (do.TellCustomer(turn, expert.agent),) if expert.mode is CONFERENCE else ()


def _without(state: Conversation, expert: Expert) -> Conversation:
    return changed(state, experts=tuple(one for one in state.experts if one.id != expert.id))


def _gone(expert: Expert, outcome: ExpertOutcome) -> Iterator[do.Effect]:
    yield do.CloseAside(expert.id, expert.desk, outcome)
    yield from _customer_hears_of(expert, do.CustomerTurn.LEFT)
    yield do.Record(f"expert_{outcome.value}", agent=expert.agent)
