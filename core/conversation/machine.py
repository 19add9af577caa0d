"""The state machine of one conversation.

Theory. A conversation is NEW until its first message, waits QUEUED, is OFFERED to one agent (ring) or to all
(broadcast), is ACTIVE from the accept on, in WRAP_UP after the end, and HANDLED when nothing is left to do. `step`
takes a state and one event and gives the next state and the effects; it never looks at a clock, never makes an id,
never awaits. The same inputs give the same result: a bug is replayed by replaying a list.

The table. `TRANSITIONS` says from which status to which the chat goes, and by what; the diagram in docs/concepts.md is
drawn from it. No other event changes the status, whatever else it changes.

Three ways to say no:
1. stale: an event whose subject is gone (a timer, a routing answer, a page of a closed chat) changes nothing and says
   nothing;
2. `Refused`: a person asked too late, or may not; nothing changes and that person alone is told;
3. `IllegalTransition`: an event that can't be, in that status: our bug.

People click late: a person's request (accept, end, send …) is known in every status, and its handler refuses with words
what can't be done any more. Only a NEW chat, which nobody at a desk has seen, knows nothing but its customer.

Two ways back. An offer that came to nothing puts the chat back in its place in the queue. A chat that has ended is
queued again when words arrive that its customer wrote before hearing of the end, so that no word of a customer is lost.

Warning. All events of one conversation must be given in the order of its lane; the machine has no other protection
against a race.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import assert_never

from core.conversation import customer, desk, edits, ending, held, offers, together
from core.conversation import events as on
from core.conversation.model import Conversation, Status, Timer
from core.conversation.transition import Transition
from core.errors import IllegalTransition
from core.routing.queues import Queue

TRANSITIONS: Mapping[tuple[Status, Status], tuple[type[on.Event], ...]] = {
    (Status.NEW, Status.QUEUED): (on.CustomerWrote,),
    (Status.NEW, Status.HANDLED): (on.CustomerEnded,),
    (Status.QUEUED, Status.OFFERED): (on.OfferMade,),
    (Status.QUEUED, Status.ACTIVE): (on.Assigned, on.OfferAccepted),
    (Status.QUEUED, Status.HANDLED): (on.CustomerEnded,),
    (Status.OFFERED, Status.ACTIVE): (on.OfferAccepted,),
    (Status.OFFERED, Status.QUEUED): (on.OfferRejected, on.TimersDue),
    (Status.OFFERED, Status.HANDLED): (on.CustomerEnded,),
    (Status.ACTIVE, Status.WRAP_UP): (on.Ended, on.CustomerEnded),
    (Status.ACTIVE, Status.HANDLED): (on.Ended, on.CustomerEnded),
    (Status.WRAP_UP, Status.HANDLED): (on.WrapUpCompleted, on.TimersDue),
    (Status.WRAP_UP, Status.QUEUED): (on.CustomerWrote,),
    (Status.HANDLED, Status.QUEUED): (on.CustomerWrote,),
}

WHEN_NEW = (on.CustomerWrote, on.CustomerEnded, on.CustomerLeft, on.CustomerReturned, on.PageChanged)

EXPIRY: dict[Timer, Callable[[Conversation, datetime], Transition]] = {
    Timer.OFFER: offers.offer_expired,
    Timer.INVITATION: together.invitation_expired,
    Timer.WRAP_UP: ending.wrap_up_expired,
    Timer.ANSWER: customer.answer_late,
}


def step(state: Conversation, event: on.Event, queue: Queue) -> Transition:
    """Apply one event.

    Raises:
        Refused: a person asked for what can't be done now.
        IllegalTransition: the event can't be in this status.
    """
    if state.status is Status.NEW and not isinstance(event, WHEN_NEW):
        detail = f"{type(event).__name__} in {state.status} of conversation {state.id}"
        raise IllegalTransition(detail)
    match event:
        case on.CustomerWrote():
            return customer.customer_wrote(state, event, queue)
        case on.OfferAccepted():
            return offers.accepted(state, event, queue)
        case on.Assigned():
            return offers.assigned(state, event, queue)
        case on.InvitationAccepted():
            return together.invitation_accepted(state, event, queue)
        case on.Ended():
            return ending.ended(state, event, queue)
        case on.CustomerEnded():
            return ending.customer_ended(state, event, queue)
        case on.TimersDue():
            return _timers_due(state, event)
        case _:
            return _plain_step(state, event)


PlainEvent = (
    on.CustomerLeft
    | on.CustomerReturned
    | on.PageChanged
    | on.OfferMade
    | on.OfferRejected
    | on.DeskWrote
    | on.HeldSent
    | on.HeldDiscarded
    | on.NoteWritten
    | on.PrivateModeSet
    | on.MessageEdited
    | on.MessageDeleted
    | on.Invited
    | on.InvitationDeclined
    | on.AgentLeft
    | on.WrapUpCompleted
)


def _plain_step(state: Conversation, event: PlainEvent) -> Transition:  # noqa: C901 - a table in the shape of a match
    """Apply an event whose handler needs no setting of the queue."""
    match event:
        case on.CustomerLeft():
            return ending.customer_left(state, event)
        case on.CustomerReturned():
            return ending.customer_returned(state, event)
        case on.PageChanged():
            return customer.page_changed(state, event)
        case on.OfferMade():
            return offers.offer_made(state, event)
        case on.OfferRejected():
            return offers.rejected(state, event)
        case on.DeskWrote():
            return desk.desk_wrote(state, event)
        case on.HeldSent():
            return held.held_sent(state, event)
        case on.HeldDiscarded():
            return held.held_discarded(state, event)
        case on.NoteWritten():
            return desk.note_written(state, event)
        case on.PrivateModeSet():
            return desk.private_mode_set(state, event)
        case on.MessageEdited():
            return edits.message_edited(state, event)
        case on.MessageDeleted():
            return edits.message_deleted(state, event)
        case on.Invited():
            return together.invited(state, event)
        case on.InvitationDeclined():
            return together.invitation_declined(state, event)
        case on.AgentLeft():
            return together.agent_left(state, event)
        case on.WrapUpCompleted():
            return ending.wrap_up_completed(state, event)
        case _:
            assert_never(event)


def _timers_due(state: Conversation, event: on.TimersDue) -> Transition:
    """Let every timer that is due expire, the earliest first; none due is stale."""
    transition = Transition(state)
    due = sorted((at, timer) for timer, at in state.timers.items() if at <= event.at)
    for _, timer in due:
        if timer not in transition.state.timers:
            continue
        after = EXPIRY[timer](transition.state, event.at)
        transition = Transition(after.state, (*transition.effects, *after.effects))
    return transition
