"""Several agents in one chat: invitations, joining, leaving; a warm transfer (C1, C4, C5).

Rules:
1. One open invitation at a time.
2. The owner of a chat is one of its attendees whom the customer sees; when the owner leaves, the longest present of the
   others becomes the owner, or after a warm transfer whoever was handed the chat.
3. The last of them can't leave, only end or transfer: a chat is never without an owner or a queue.
"""

from dataclasses import replace
from datetime import datetime

from core.conversation import effects as do
from core.conversation.events import (
    AgentLeft,
    InvitationAccepted,
    InvitationDeclined,
    InvitationTakenBack,
    Invited,
)
from core.conversation.expert import ExpertOutcome
from core.conversation.experts import closed, expert_here
from core.conversation.model import Conversation, Invitation, Participant, Role, Timer
from core.conversation.seats import is_engaged, is_seen, require_running, require_seen, seen
from core.conversation.supervising import stopped_listening, unseen_until
from core.conversation.transition import Transition, go, with_timer
from core.errors import NotPermitted, OfferGone, Refused
from core.ids import AgentId
from core.routing.queues import Queue
from core.sentences import say


def invited(state: Conversation, event: Invited) -> Transition:
    """Open an invitation.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: the inviter takes no part in it.
        Refused: the invited agent is here already, or another invitation is open.
    """
    require_running(state)
    require_seen(state, event.by)
    if is_engaged(state.participant(event.agent)) or expert_here(state, event.agent) is not None:
        raise Refused(say("invite_already_here", agent=event.agent))
    if state.invitation is not None:
        raise Refused(say("invite_one_at_a_time", agent=state.invitation.agent))
    invitation = Invitation(
        event.invitation, event.agent, event.by, event.at, event.until, event.leaves, event.queue, event.masked
    )
    open_ = with_timer(replace(state, invitation=invitation), Timer.INVITATION, event.until)
    return go(
        open_,
        do.TellAgent(event.agent, say("invited", agent=event.by, number=state.number)),
        do.TellThread(say("thread_handing_over" if event.leaves else "thread_invited", agent=event.agent, by=event.by)),
        do.Record("invited", agent=event.agent, fields={"by": event.by}),
    )


def _take_invitation(state: Conversation, agent: AgentId) -> Invitation:
    invitation = state.invitation
    if invitation is None or invitation.agent != agent or invitation.call is not None:
        raise OfferGone(say("invitation_gone"))
    return invitation


def invitation_accepted(state: Conversation, event: InvitationAccepted, queue: Queue) -> Transition:
    """Seat the invited agent; one who has only listened so far now takes part. The inviter leaves who said so.

    Raises:
        OfferGone: the invitation was taken back, has run out or is somebody else's.
        CapacityReached: the agent has no room.
    """
    invitation = _take_invitation(state, event.agent)
    others = tuple(seat for seat in state.participants if seat.agent != event.agent)
    guest = Participant(event.agent, Role.AGENT, event.at, masked=invitation.masked)
    joined = with_timer(replace(state, invitation=None, participants=(*others, guest)), Timer.INVITATION, None)
    if state.participant(event.agent) is not None:
        joined = unseen_until(joined, event.agent, event.at)
    engaged = do.EngageAgent(event.agent, queue.weight(state.channel))
    told = do.TellThread(say("thread_joined_masked" if guest.masked else "thread_joined", agent=event.agent))
    record = do.Record("joined", agent=event.agent, fields={"masked": "yes"} if guest.masked else {})
    if guest.masked:
        return go(joined, engaged, told, record, do.Audit(do.AuditAct.ATTENDED_UNSEEN, event.agent))
    if invitation.leaves and is_seen(joined.participant(invitation.by)):
        over, leaving = _handed_over(joined, invitation)
        return go(over, engaged, told, *leaving, do.TellCustomer(do.CustomerTurn.JOINED, event.agent), record)
    return go(joined, engaged, told, do.TellCustomer(do.CustomerTurn.JOINED, event.agent), record)


def _handed_over(state: Conversation, invitation: Invitation) -> tuple[Conversation, tuple[do.Effect, ...]]:
    """Let the inviter leave, and the guest own what the inviter owned."""
    by, to = invitation.by, invitation.agent
    left = _without(state, by)
    effects = (
        do.ReleaseAgent(by, do.ReleaseCause.TRANSFERRED),
        do.TellThread(say("thread_handed_over", by=by, agent=to)),
        do.TellCustomer(do.CustomerTurn.LEFT, by),
        do.TellCustomer(do.CustomerTurn.HANDED_OVER),
        do.Record("transferred", agent=by, fields={"to_agent": to}),
    )
    return replace(left, owner=to if state.owner == by else state.owner), effects


def invitation_declined(state: Conversation, event: InvitationDeclined) -> Transition:
    """Close the invitation and tell the inviter.

    Raises:
        OfferGone: there is no such invitation any more.
    """
    invitation = _take_invitation(state, event.agent)
    return _closed(state, invitation, "invite_declined", "invitation_declined")


def invitation_taken_back(state: Conversation, event: InvitationTakenBack) -> Transition:
    """Close the invitation before it was answered, and tell the invited agent.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: the agent takes no part in it.
        OfferGone: there is none.
    """
    require_running(state)
    require_seen(state, event.agent)
    invitation = state.invitation
    if invitation is None:
        raise OfferGone(say("invite_none_open"))
    told: do.Effect = do.TellAgent(invitation.agent, say("invite_taken_back", agent=event.agent, number=state.number))
    if invitation.call is not None:
        told = do.CloseAside(invitation.id, invitation.call.desk, ExpertOutcome.TAKEN_BACK)
    return go(
        with_timer(replace(state, invitation=None), Timer.INVITATION, None),
        told,
        do.TellThread(say("thread_uninvited", by=event.agent, agent=invitation.agent)),
        do.Record("invitation_taken_back", agent=invitation.agent, fields={"by": event.agent}),
    )


def invitation_expired(
    state: Conversation,
    at: datetime,  # noqa: ARG001 - one shape for all timers
    queue: Queue,  # noqa: ARG001 - one shape for all timers
) -> Transition:
    """Close an invitation that nobody answered and tell the inviter."""
    if state.invitation is None:
        return Transition(with_timer(state, Timer.INVITATION, None))
    if state.invitation.call is not None:
        return closed(state, state.invitation, ExpertOutcome.UNANSWERED)
    return _closed(state, state.invitation, "invite_unanswered", "invitation_unanswered")


def _closed(state: Conversation, invitation: Invitation, key: str, what: str) -> Transition:
    return go(
        with_timer(replace(state, invitation=None), Timer.INVITATION, None),
        do.TellAgent(invitation.by, say(key, agent=invitation.agent, number=state.number)),
        do.Record(what, agent=invitation.agent),
    )


def agent_left(state: Conversation, event: AgentLeft) -> Transition:
    """Take a seat away while somebody remains whom the customer sees; of who was unseen the customer hears nothing.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: the agent has no seat.
        Refused: nobody would remain.
    """
    require_running(state)
    seat = state.participant(event.agent)
    if seat is None:
        raise NotPermitted(say("not_attendee"))
    if not is_engaged(seat):
        return stopped_listening(state, event.agent)
    left = _without(state, event.agent)
    remaining = seen(left)
    if not remaining:
        raise Refused(say("leave_last"))
    told = (do.TellCustomer(do.CustomerTurn.LEFT, event.agent),) if is_seen(seat) else ()
    return go(
        replace(left, owner=state.owner if state.owner != event.agent else remaining[0].agent),
        do.ReleaseAgent(event.agent, do.ReleaseCause.LEFT),
        do.TellThread(say("thread_left", agent=event.agent)),
        *told,
        do.Record("left", agent=event.agent, fields={} if told else {"masked": "yes"}),
    )


def _without(state: Conversation, agent: AgentId) -> Conversation:
    """Give the chat without an agent's seat, and what goes with it."""
    others = tuple(seat for seat in state.participants if seat.agent != agent)
    flag = state.flag if state.flag is not None and state.flag.agent != agent else None
    hold = state.hold if state.hold is not None and state.hold.agent != agent else None
    # Whoever owns it from now on is not the one who was waited for.
    kept = with_timer(state, Timer.GONE, None) if state.owner == agent else state
    kept = with_timer(kept, Timer.HOLD, None) if hold is None else kept
    return replace(kept, participants=others, private=state.private - {agent}, flag=flag, hold=hold)
