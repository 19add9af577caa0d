"""Following a chat unseen, being seen in it, and hiding again (C8, S11).

Rules:
1. A monitor or a coach takes no part and no capacity; the customer is told of neither. What a coach says goes to the
   owner alone, by the coach command; whatever a listener types in the thread stays with the agents.
2. Barging in is joining: it takes capacity, and the customer is told. It answers an invitation that waits for them.
3. Somebody stays seen: the last one can't hide.
"""

from dataclasses import replace
from datetime import datetime

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.events import BargedIn, Listened, MaskSet
from core.conversation.model import Conversation, Listening, Participant, Role, Timer
from core.conversation.seats import is_engaged, is_seen, require_running, seen
from core.conversation.transition import Transition, go, with_timer
from core.errors import NotPermitted, Refused
from core.ids import AgentId
from core.routing.queues import Queue
from core.sentences import say


def listened(state: Conversation, event: Listened) -> Transition:
    """Let a supervisor follow the chat, as a monitor or a coach; a second time changes nothing.

    Raises:
        ConversationClosed: the chat isn't running.
        Refused: they take part in it.
    """
    require_running(state)
    seat = state.participant(event.agent)
    if is_engaged(seat):
        raise Refused(say("supervise_seated"))
    if seat is not None and seat.listening is event.how:
        return Transition(state)
    unseen = Participant(event.agent, Role.SUPERVISOR, event.at, masked=True, listening=event.how)
    is_coach = event.how is Listening.COACH
    key = "you_coach" if is_coach else "you_monitor"
    told: tuple[do.Effect, ...] = (do.TellAgent(event.agent, say(key, number=state.number), directly=True),)
    if is_coach and state.owner is not None:
        told = (*told, do.TellAgent(state.owner, say("coached", agent=event.agent, number=state.number)))
    return go(
        _with_seat(state, unseen),
        *told,
        do.Record("listening", agent=event.agent, fields={"how": event.how.value}),
        do.Audit(do.AuditAct.MONITORED, event.agent, fields={"how": event.how.value}),
    )


def stopped_listening(state: Conversation, agent: AgentId) -> Transition:
    """Take a listener's seat away; the customer never knew of it."""
    others = tuple(seat for seat in state.participants if seat.agent != agent)
    left = changed(state, participants=others, private=state.private - {agent})
    return go(left, do.Record("stopped_listening", agent=agent))


def barged_in(state: Conversation, event: BargedIn, queue: Queue) -> Transition:
    """Let a supervisor take part, seen by the customer.

    Raises:
        ConversationClosed: the chat isn't running.
        Refused: they do so already.
        CapacityReached: they have no room for it.
    """
    require_running(state)
    seat = state.participant(event.agent)
    if is_seen(seat):
        raise Refused(say("supervise_seated"))
    takes = () if is_engaged(seat) else (do.EngageAgent(event.agent, queue.weight(state.channel)),)
    shown = Participant(event.agent, Role.SUPERVISOR, event.at)
    return go(
        unseen_until(_with_seat(_uninvited(state, event.agent), shown), event.agent, event.at),
        *takes,
        do.TellThread(say("thread_barged_in", agent=event.agent)),
        do.TellCustomer(do.CustomerTurn.JOINED, event.agent),
        do.Record("barged_in", agent=event.agent),
    )


def mask_set(state: Conversation, event: MaskSet, queue: Queue) -> Transition:
    """Hide an attendee from the customer, or show them.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: they have no seat.
        Refused: nobody would be left whom the customer sees.
        CapacityReached: a listener who wants to be seen has no room.
    """
    require_running(state)
    seat = state.participant(event.agent)
    if seat is None:
        raise NotPermitted(say("not_attendee"))
    if event.on is not is_seen(seat):
        return Transition(state)
    if event.on:
        return _masked(state, seat)
    if not is_engaged(seat):
        return barged_in(state, BargedIn(event.at, event.agent), queue)
    return go(
        unseen_until(_with_seat(state, replace(seat, masked=False)), event.agent, event.at),
        do.TellThread(say("thread_unmasked", agent=event.agent)),
        do.TellCustomer(do.CustomerTurn.JOINED, event.agent),
        do.Record("unmasked", agent=event.agent),
    )


def unseen_until(state: Conversation, agent: AgentId, at: datetime) -> Conversation:
    """Note from when on an agent is seen: what they wrote before, and comes later, is not for the customer."""
    return changed(state, private_until={**state.private_until, agent: at})


def _masked(state: Conversation, seat: Participant) -> Transition:
    others = tuple(one for one in seen(state) if one.agent != seat.agent)
    if not others:
        raise Refused(say("masked_last"))
    hidden = _with_seat(state, replace(seat, masked=True))
    flag = state.flag if state.flag is not None and state.flag.agent != seat.agent else None
    return go(
        changed(hidden, owner=others[0].agent if state.owner == seat.agent else state.owner, flag=flag),
        do.TellThread(say("thread_masked", agent=seat.agent)),
        do.TellCustomer(do.CustomerTurn.LEFT, seat.agent),
        do.Record("masked", agent=seat.agent),
        do.Audit(do.AuditAct.ATTENDED_UNSEEN, seat.agent),
    )


def _uninvited(state: Conversation, agent: AgentId) -> Conversation:
    """Give the chat without the invitation of an agent who has come by themselves."""
    if state.invitation is None or state.invitation.agent != agent:
        return state
    return with_timer(changed(state, invitation=None), Timer.INVITATION, None)


def _with_seat(state: Conversation, seat: Participant) -> Conversation:
    """Give the chat with this seat in place of its agent's earlier one, or behind the others."""
    known = state.participant(seat.agent) is not None
    seats = tuple(seat if one.agent == seat.agent else one for one in state.participants)
    return changed(state, participants=seats if known else (*state.participants, seat))
