"""The state machine of one conversation.

Theory. A conversation is NEW until its first message, waits QUEUED, is OFFERED to one agent (ring) or to all
(broadcast), is ACTIVE from the accept on, in WRAP_UP after the end, and HANDLED when nothing is left to do. `step`
takes a state and one event and gives the next state and the effects; it never looks at a clock, never makes an id,
never awaits. The same inputs give the same result: a bug is replayed by replaying a list.

The tables. `HANDLERS` says which function knows an event, `EXPIRY` which knows a timer that has run out: a new feature
adds its lines and touches nothing else here. `TRANSITIONS` says from which status to which the chat goes, and by what;
the diagram in docs/concepts.md is drawn from it. No other event changes the status, whatever else it changes.

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
from typing import TypeVar, cast

from core.conversation import (
    after,
    asking,
    banning,
    bots,
    covering,
    customer,
    desk,
    edits,
    ending,
    expert_talk,
    experts,
    first,
    flags,
    gone,
    held,
    hold,
    inactivity,
    intake,
    masking,
    offers,
    reactions,
    secure_forms,
    silence,
    supervising,
    surveying,
    switching,
    together,
    transfers,
    waiting,
)
from core.conversation import events as on
from core.conversation.model import Conversation, Status, Timer
from core.conversation.transition import Transition
from core.errors import IllegalTransition
from core.routing.queues import Queue

E = TypeVar("E", bound=on.Event)
Handler = Callable[[Conversation, on.Event, Queue], Transition]
Expiry = Callable[[Conversation, datetime, Queue], Transition]

TRANSITIONS: Mapping[tuple[Status, Status], tuple[type[on.Event], ...]] = {
    (Status.NEW, Status.QUEUED): (on.CustomerWrote,),
    (Status.NEW, Status.BOT): (on.CustomerWrote,),
    (Status.NEW, Status.ACTIVE): (on.AgentBegan, on.CustomerWrote),
    (Status.BOT, Status.QUEUED): (on.BotHandedOver,),
    (Status.BOT, Status.ACTIVE): (on.BotTakenOver,),
    (Status.BOT, Status.HANDLED): (on.CustomerEnded, on.TimersDue, on.ContactBanned),
    (Status.NEW, Status.HANDLED): (on.CustomerEnded,),
    (Status.QUEUED, Status.OFFERED): (on.OfferMade,),
    (Status.QUEUED, Status.ACTIVE): (on.Assigned, on.OfferAccepted),
    (Status.QUEUED, Status.HANDLED): (on.CustomerEnded, on.ContactBanned),
    (Status.OFFERED, Status.ACTIVE): (on.OfferAccepted,),
    (Status.OFFERED, Status.QUEUED): (on.OfferRejected, on.TimersDue),
    (Status.OFFERED, Status.HANDLED): (on.CustomerEnded, on.ContactBanned),
    (Status.ACTIVE, Status.QUEUED): (on.TransferredToQueue, on.TimersDue, on.AgentDismissed),
    (Status.ACTIVE, Status.OFFERED): (on.TransferredToAgent,),
    (Status.ACTIVE, Status.WRAP_UP): (on.Ended, on.CustomerEnded, on.TimersDue, on.ContactBanned),
    (Status.ACTIVE, Status.HANDLED): (on.Ended, on.CustomerEnded, on.TimersDue, on.ContactBanned),
    (Status.WRAP_UP, Status.HANDLED): (on.WrapUpCompleted, on.TimersDue, on.AgentDismissed),
    (Status.WRAP_UP, Status.QUEUED): (on.CustomerWrote,),
    (Status.HANDLED, Status.QUEUED): (on.CustomerWrote,),
    (Status.WRAP_UP, Status.ACTIVE): (on.CustomerWrote,),
    (Status.HANDLED, Status.ACTIVE): (on.CustomerWrote,),
}

WHEN_NEW: frozenset[type[on.Event]] = frozenset(
    {on.AgentBegan, on.CustomerWrote, on.CustomerEnded, on.CustomerLeft, on.CustomerReturned, on.PageChanged}
)

EXPIRY: Mapping[Timer, Expiry] = {
    Timer.OFFER: offers.offer_expired,
    Timer.INVITATION: together.invitation_expired,
    Timer.WRAP_UP: ending.wrap_up_expired,
    Timer.ANSWER: customer.answer_late,
    Timer.INACTIVE: inactivity.inactive,
    Timer.SILENCE: silence.silence_passed,
    Timer.BOT: bots.bot_forgotten,
    Timer.OPENS: intake.opened,
    Timer.ROUTING: waiting.looked_again,
    Timer.HOLD: hold.hold_expired,
    Timer.GONE: gone.agent_gone,
    Timer.FORM: secure_forms.form_expired,
}


def step(state: Conversation, event: on.Event, queue: Queue) -> Transition:
    """Apply one event.

    Raises:
        Refused: a person asked for what can't be done now.
        IllegalTransition: the event can't be in this status.
    """
    kind = type(event)
    if state.status is Status.NEW and kind not in WHEN_NEW:
        detail = f"{kind.__name__} in {state.status} of conversation {state.id}"
        raise IllegalTransition(detail)
    stepped = experts.without_strays(state, HANDLERS[kind](state, event, queue))
    stepped = secure_forms.without_strays(state, stepped)
    return masking.sealed(state, covering.covered(event, stepped, queue))


def _timers_due(state: Conversation, event: on.TimersDue, queue: Queue) -> Transition:
    """Let every timer that is due expire, the earliest first; none due is stale."""
    transition = Transition(state)
    due = sorted((at, timer) for timer, at in state.timers.items() if at <= event.at)
    for _, timer in due:
        if timer not in transition.state.timers:
            continue
        after = EXPIRY[timer](transition.state, event.at, queue)
        transition = Transition(after.state, (*transition.effects, *after.effects))
    return transition


def _plain(kind: type[E], handler: Callable[[Conversation, E], Transition]) -> tuple[type[object], Handler]:
    """Enter a handler that needs no setting of the queue."""
    given = cast(Callable[[Conversation, on.Event], Transition], handler)
    return kind, lambda state, event, queue: given(state, event)  # noqa: ARG005 - one shape for all events


def _queued(kind: type[E], handler: Callable[[Conversation, E, Queue], Transition]) -> tuple[type[object], Handler]:
    """Enter a handler that looks at the queue's settings."""
    return kind, cast(Handler, handler)


HANDLERS: Mapping[type[object], Handler] = dict(
    (
        _queued(on.AgentBegan, first.agent_began),
        _queued(on.CustomerWrote, customer.customer_wrote),
        _queued(on.CustomerEnded, ending.customer_ended),
        _plain(on.CustomerLeft, ending.customer_left),
        _plain(on.CustomerReturned, ending.customer_returned),
        _plain(on.PageChanged, customer.page_changed),
        _plain(on.PiecesFound, covering.pieces_found),
        _queued(on.WordsScreened, covering.words_screened),
        _plain(on.CustomerIdentified, customer.customer_identified),
        _queued(on.CustomerAsked, asking.customer_asked),
        _queued(on.PageAnswered, asking.page_answered),
        _queued(on.CustomerRated, surveying.customer_rated),
        _queued(on.FormAsked, secure_forms.form_asked),
        _queued(on.FormReceived, secure_forms.form_received),
        _plain(on.FormDeclined, secure_forms.form_declined),
        _plain(on.FormTakenBack, secure_forms.form_taken_back),
        _plain(on.FormOpened, secure_forms.form_opened),
        _plain(on.FormLost, secure_forms.form_lost),
        _plain(on.FormPutBack, secure_forms.form_put_back),
        _plain(on.MessageReacted, reactions.message_reacted),
        _plain(on.OfferMade, offers.offer_made),
        _queued(on.Assigned, offers.assigned),
        _queued(on.OfferAccepted, offers.accepted),
        _plain(on.OfferRejected, offers.rejected),
        _queued(on.TimersDue, _timers_due),
        _queued(on.DeskWrote, desk.desk_wrote),
        _queued(on.HeldSent, held.held_sent),
        _plain(on.HeldDiscarded, held.held_discarded),
        _plain(on.NoteWritten, desk.note_written),
        _plain(on.AnsweredElsewhere, desk.answered_elsewhere),
        _plain(on.PrivateModeSet, desk.private_mode_set),
        _queued(on.MessageEdited, edits.message_edited),
        _plain(on.MessageDeleted, edits.message_deleted),
        _plain(on.MessagesMasked, masking.messages_masked),
        _plain(on.MessagesUnmasked, masking.messages_unmasked),
        _plain(on.ParticularsMasked, masking.particulars_masked),
        _plain(on.ParticularsUnmasked, masking.particulars_unmasked),
        _plain(on.Invited, together.invited),
        _queued(on.InvitationAccepted, together.invitation_accepted),
        _plain(on.InvitationDeclined, together.invitation_declined),
        _plain(on.InvitationTakenBack, together.invitation_taken_back),
        _plain(on.AgentLeft, together.agent_left),
        _queued(on.Ended, ending.ended),
        _queued(on.WrapUpCompleted, ending.wrap_up_completed),
        _queued(on.ContactBanned, banning.contact_banned),
        _plain(on.ChannelSwitched, switching.channel_switched),
        _queued(on.Disposed, after.disposed),
        _queued(on.ActivityFilled, after.activity_filled),
        _plain(on.BotSpoke, bots.bot_spoke),
        _plain(on.BotAsked, bots.bot_asked),
        _plain(on.BotLed, bots.bot_led),
        _queued(on.BotHandedOver, bots.bot_handed_over),
        _queued(on.BotTakenOver, offers.taken_over),
        _plain(on.TransferredToQueue, transfers.transferred_to_queue),
        _queued(on.TransferredToAgent, transfers.transferred_to_agent),
        _plain(on.Flagged, flags.flagged),
        _plain(on.FlagTakenBack, flags.flag_taken_back),
        _plain(on.Listened, supervising.listened),
        _queued(on.BargedIn, supervising.barged_in),
        _queued(on.MaskSet, supervising.mask_set),
        _queued(on.PutOnHold, hold.put_on_hold),
        _queued(on.Resumed, hold.resumed),
        _queued(on.AgentWentAway, gone.agent_went_away),
        _plain(on.AgentCameBack, gone.agent_came_back),
        _queued(on.AgentDismissed, gone.agent_dismissed),
        _plain(on.ExpertInvited, experts.expert_invited),
        _plain(on.ExpertJoined, experts.expert_joined),
        _plain(on.ExpertDeclined, experts.expert_declined),
        _plain(on.ExpertLeft, experts.expert_left),
        _plain(on.ExpertDismissed, experts.expert_dismissed),
        _plain(on.ExpertModeSet, experts.expert_mode_set),
        _plain(on.ExpertTold, experts.expert_told),
        _plain(on.ExpertLost, experts.expert_lost),
        _queued(on.ExpertWrote, expert_talk.expert_wrote),
        _queued(on.ExpertDecided, expert_talk.expert_decided),
    )
)
"""What becomes of each event. The type checker sees that a handler fits its event, a test that none is missing."""
