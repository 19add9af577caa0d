"""Several agents in one chat: invitations, joining, leaving.

Rules:
1. One open invitation at a time.
2. The owner of a chat is one of its attendees; when the owner leaves, the longest present attendee becomes the owner.
3. The last attendee can't leave, only end: a chat is never without an owner or a queue.
"""

from dataclasses import replace
from datetime import datetime

from core.conversation import effects as do
from core.conversation.events import AgentLeft, InvitationAccepted, InvitationDeclined, Invited
from core.conversation.model import Conversation, Invitation, Participant, Role, Status, Timer
from core.conversation.transition import Transition, go, with_timer
from core.errors import ConversationClosed, NotPermitted, OfferGone, Refused
from core.ids import AgentId
from core.routing.queues import Queue
from core.sentences import say


def invited(state: Conversation, event: Invited) -> Transition:
    """Open an invitation.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: the inviter has no seat.
        Refused: the invited agent is here already, or another invitation is open.
    """
    if state.status is not Status.ACTIVE:
        raise ConversationClosed(say("chat_not_active"))
    if state.participant(event.by) is None:
        raise NotPermitted(say("not_attendee"))
    if state.participant(event.agent) is not None:
        raise Refused(say("invite_already_here", agent=event.agent))
    if state.invitation is not None:
        raise Refused(say("invite_one_at_a_time", agent=state.invitation.agent))
    invitation = Invitation(event.invitation, event.agent, event.by, event.at, event.until)
    open_ = with_timer(replace(state, invitation=invitation), Timer.INVITATION, event.until)
    return go(
        open_,
        do.TellAgent(event.agent, say("invited", agent=event.by, number=state.number)),
        do.TellThread(say("thread_invited", agent=event.agent, by=event.by)),
        do.Record("invited", agent=event.agent, fields={"by": event.by}),
    )


def _take_invitation(state: Conversation, agent: AgentId) -> Invitation:
    invitation = state.invitation
    if invitation is None or invitation.agent != agent:
        raise OfferGone(say("invitation_gone"))
    return invitation


def invitation_accepted(state: Conversation, event: InvitationAccepted, queue: Queue) -> Transition:
    """Seat the invited agent.

    Raises:
        OfferGone: the invitation was taken back, has run out or is somebody else's.
    """
    _take_invitation(state, event.agent)
    joined = replace(
        state,
        invitation=None,
        participants=(*state.participants, Participant(event.agent, Role.AGENT, event.at)),
    )
    return go(
        with_timer(joined, Timer.INVITATION, None),
        do.EngageAgent(event.agent, queue.weight(state.channel)),
        do.TellThread(say("thread_joined", agent=event.agent)),
        do.TellCustomer(do.CustomerTurn.JOINED, event.agent),
        do.Record("joined", agent=event.agent),
    )


def invitation_declined(state: Conversation, event: InvitationDeclined) -> Transition:
    """Close the invitation and tell the inviter.

    Raises:
        OfferGone: there is no such invitation any more.
    """
    invitation = _take_invitation(state, event.agent)
    return _closed(state, invitation, "invite_declined", "invitation_declined")


def invitation_expired(
    state: Conversation,
    at: datetime,  # noqa: ARG001 - one shape for all timers
    queue: Queue,  # noqa: ARG001 - one shape for all timers
) -> Transition:
    """Close an invitation that nobody answered and tell the inviter."""
    if state.invitation is None:
        return Transition(with_timer(state, Timer.INVITATION, None))
    return _closed(state, state.invitation, "invite_unanswered", "invitation_unanswered")


def _closed(state: Conversation, invitation: Invitation, key: str, what: str) -> Transition:
    return go(
        with_timer(replace(state, invitation=None), Timer.INVITATION, None),
        do.TellAgent(invitation.by, say(key, agent=invitation.agent, number=state.number)),
        do.Record(what, agent=invitation.agent),
    )


def agent_left(state: Conversation, event: AgentLeft) -> Transition:
    """Take an attendee's seat away while others remain.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: the agent has no seat.
        Refused: nobody would remain.
    """
    if state.status is not Status.ACTIVE:
        raise ConversationClosed(say("chat_not_active"))
    if state.participant(event.agent) is None:
        raise NotPermitted(say("not_attendee"))
    others = tuple(seat for seat in state.participants if seat.agent != event.agent)
    if not others:
        raise Refused(say("leave_last"))
    owner = state.owner if state.owner != event.agent else others[0].agent
    left = replace(state, participants=others, owner=owner, private=state.private - {event.agent})
    return go(
        left,
        do.ReleaseAgent(event.agent, do.ReleaseCause.LEFT),
        do.TellThread(say("thread_left", agent=event.agent)),
        do.TellCustomer(do.CustomerTurn.LEFT, event.agent),
        do.Record("left", agent=event.agent),
    )
