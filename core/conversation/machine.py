"""The state machine of one conversation.

Theory. A conversation is NEW until its first message, waits QUEUED, is OFFERED to one agent (ring) or to all
(broadcast), is ACTIVE from the accept on, in WRAP_UP after the end, and HANDLED for good. `step` takes a state and one
event and gives the next state and the effects; it never looks at a clock, never makes an id, never awaits. The same
inputs give the same result: a bug is replayed by replaying a list.

Three ways to say no:
1. stale: an event whose subject is gone (a timer, a routing answer, a page of a closed chat) changes nothing and says
   nothing;
2. `Refused`: a person asked too late, or may not; nothing changes and that person alone is told;
3. `IllegalTransition`: an event that can't be, in that status: our bug.

The table. `ALLOWED` says which events each status knows; the diagram in docs/concepts.md is drawn from it. A person's
requests (accept, end, send …) are listed in every status, because people click late: their handlers refuse with words
instead.

Warning. All events of one conversation must be given in the order of its lane; the machine has no other protection
against a race.
"""

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from core.conversation import ending, offers, talk, together
from core.conversation import events as on
from core.conversation.model import Conversation, Status, Timer
from core.conversation.transition import Transition
from core.errors import IllegalTransition
from core.routing.queues import Queue

ANYTIME: tuple[type[on.Event], ...] = (
    on.CustomerWrote,
    on.CustomerEnded,
    on.CustomerLeft,
    on.CustomerReturned,
    on.PageChanged,
    on.TimersDue,
    on.OfferMade,
    on.Assigned,
    on.OfferAccepted,
    on.OfferRejected,
    on.DeskWrote,
    on.HeldSent,
    on.HeldDiscarded,
    on.NoteWritten,
    on.PrivateModeSet,
    on.MessageEdited,
    on.MessageDeleted,
    on.Invited,
    on.InvitationAccepted,
    on.InvitationDeclined,
    on.AgentLeft,
    on.Ended,
    on.WrapUpCompleted,
)

ALLOWED: dict[Status, tuple[type[on.Event], ...]] = {
    Status.NEW: (on.CustomerWrote, on.CustomerEnded, on.CustomerLeft, on.CustomerReturned, on.PageChanged),
    Status.QUEUED: ANYTIME,
    Status.OFFERED: ANYTIME,
    Status.ACTIVE: ANYTIME,
    Status.WRAP_UP: ANYTIME,
    Status.HANDLED: ANYTIME,
}

EXPIRY: dict[Timer, Callable[[Conversation, datetime], Transition]] = {
    Timer.OFFER: offers.offer_expired,
    Timer.INVITATION: together.invitation_expired,
    Timer.WRAP_UP: ending.wrap_up_expired,
}


def step(state: Conversation, event: on.Event, queue: Queue) -> Transition:
    """Apply one event.

    Raises:
        Refused: a person asked for what can't be done now.
        IllegalTransition: the event can't be in this status.
    """
    if not isinstance(event, ALLOWED[state.status]):
        detail = f"{type(event).__name__} in {state.status} of conversation {state.id}"
        raise IllegalTransition(detail)
    match event:
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
    on.CustomerWrote
    | on.CustomerLeft
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
        case on.CustomerWrote():
            return talk.customer_wrote(state, event)
        case on.CustomerLeft():
            return ending.customer_left(state, event)
        case on.CustomerReturned():
            return ending.customer_returned(state, event)
        case on.PageChanged():
            return talk.page_changed(state, event)
        case on.OfferMade():
            return offers.offer_made(state, event)
        case on.OfferRejected():
            return offers.rejected(state, event)
        case on.DeskWrote():
            return talk.desk_wrote(state, event)
        case on.HeldSent():
            return talk.held_sent(state, event)
        case on.HeldDiscarded():
            return talk.held_discarded(state, event)
        case on.NoteWritten():
            return talk.note_written(state, event)
        case on.PrivateModeSet():
            return talk.private_mode_set(state, event)
        case on.MessageEdited():
            return talk.message_edited(state, event)
        case on.MessageDeleted():
            return talk.message_deleted(state, event)
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
