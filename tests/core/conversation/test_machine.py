"""Every event in every status: where the chat goes, or what is said instead.

The table is read like this: `-> active` is the next status, `changes` another state in the same status, `says` effects
alone, `stale` nothing at all, `illegal` our bug; anything else is the sentence with which a person is refused.
"""

from collections import defaultdict
from dataclasses import replace

import pytest

from core.conversation import events as on
from core.conversation.bot_talk import BotTalk
from core.conversation.machine import TRANSITIONS, step
from core.conversation.model import Conversation, Hold, Status, Timer
from core.errors import IllegalTransition, Refused
from core.ids import BotId
from core.routing.queues import OfferMode, Queue
from tests.build import ADA, BOB, a_conversation, a_message, a_queue, a_seat, an_invitation, an_offer, later
from tests.core.conversation.samples import EVENTS, QUEUES

GONE = "invitation_gone"
UNKNOWN, NO_FORM = "disposition_unknown", "activity_none"
CALL, HERE, HELD = "expert_invitation_gone", "expert_not_here", "held_gone"
UNASKED, OUTSIDE = (CALL, CALL, CALL, CALL, CALL), (HERE, HERE, HERE, HERE, HERE)
NEVER, NO_TEXT = ("stale", "stale", "stale", "stale", "stale"), (HELD, HELD, HELD, HELD, HELD)
WAITS, OVER = ("chat_not_active", "chat_not_active"), ("chat_ended", "chat_ended")
TABLE: dict[type[on.Event], tuple[str, str, str, str, str, str]] = {
    # ----------------- new ------ queued ------ offered ----- active ------ wrap-up ----- handled
    on.AgentBegan: ("-> active", "illegal", "illegal", "illegal", "illegal", "illegal"),
    on.CustomerWrote: ("-> queued", "changes", "changes", "changes", "-> queued", "-> queued"),
    on.CustomerEnded: ("-> handled", "-> handled", "-> handled", "-> wrap_up", "stale", "stale"),
    on.CustomerLeft: ("changes", "changes", "changes", "changes", "stale", "stale"),
    on.CustomerReturned: ("stale", "stale", "stale", "stale", "stale", "stale"),
    on.PageChanged: ("changes", "changes", "changes", "changes", "stale", "stale"),
    on.CustomerIdentified: ("illegal", "changes", "changes", "changes", "stale", "stale"),
    on.PiecesFound: ("illegal", "changes", "changes", "changes", "changes", "changes"),
    on.WordsScreened: ("illegal", "changes", "changes", "changes", "changes", "changes"),
    on.OfferMade: ("illegal", "-> offered", "stale", "stale", "stale", "says"),
    on.Assigned: ("illegal", "-> active", "stale", "stale", "stale", "says"),
    on.OfferAccepted: ("illegal", "offer_withdrawn", "-> active", "accept_already_yours", "chat_ended", "chat_ended"),
    on.OfferRejected: ("illegal", "offer_withdrawn", "-> queued", "accept_already_yours", "chat_ended", "chat_ended"),
    on.TimersDue: ("illegal", "stale", "-> queued", "stale", "-> handled", "stale"),
    on.DeskWrote: ("illegal", "changes", "changes", "changes", "changes", "changes"),
    on.HeldSent: ("illegal", "held_gone", "held_gone", "held_gone", "held_gone", "held_gone"),
    on.HeldDiscarded: ("illegal", "held_gone", "held_gone", "held_gone", "held_gone", "held_gone"),
    on.NoteWritten: ("illegal", "says", "says", "says", "says", "says"),
    on.PrivateModeSet: (
        "illegal",
        "chat_not_active",
        "chat_not_active",
        "changes",
        "chat_not_active",
        "chat_not_active",
    ),
    on.MessageEdited: ("illegal", "says", "says", "says", "says", "says"),
    on.MessageDeleted: ("illegal", "says", "says", "says", "says", "says"),
    on.MessagesMasked: ("illegal", "changes", "changes", "changes", "says", "says"),
    on.MessagesUnmasked: ("illegal", "stale", "stale", "stale", "unmask_too_late", "unmask_too_late"),
    on.ParticularsMasked: ("illegal", "changes", "changes", "changes", "changes", "changes"),
    on.ParticularsUnmasked: ("illegal", "stale", "stale", "stale", "unmask_too_late", "unmask_too_late"),
    on.PutOnHold: ("illegal", "chat_not_active", "chat_not_active", "hold_off", "chat_ended", "chat_ended"),
    on.Resumed: ("illegal", "hold_none", "hold_none", "hold_none", "hold_none", "hold_none"),
    on.AgentWentAway: ("illegal", "stale", "stale", "stale", "stale", "stale"),
    on.AgentCameBack: ("illegal", "stale", "stale", "stale", "stale", "stale"),
    on.AgentDismissed: ("illegal", "stale", "stale", "-> queued", "-> handled", "stale"),
    on.Invited: ("illegal", "chat_not_active", "chat_not_active", "changes", "chat_ended", "chat_ended"),
    on.InvitationAccepted: ("illegal", GONE, GONE, GONE, GONE, GONE),
    on.InvitationDeclined: ("illegal", GONE, GONE, GONE, GONE, GONE),
    on.AgentLeft: ("illegal", "chat_not_active", "chat_not_active", "leave_last", "chat_ended", "chat_ended"),
    on.Ended: ("illegal", "chat_not_active", "chat_not_active", "-> wrap_up", "chat_ended", "chat_ended"),
    on.WrapUpCompleted: ("illegal", "wrap_up_none", "wrap_up_none", "wrap_up_none", "-> handled", "wrap_up_none"),
    on.ContactBanned: ("illegal", "-> handled", "-> handled", "-> wrap_up", "stale", "stale"),
    on.ChannelSwitched: ("illegal", *WAITS, "changes", *OVER),
    on.Disposed: ("illegal", "chat_not_active", "chat_not_active", UNKNOWN, UNKNOWN, "written_down"),
    on.ActivityFilled: ("illegal", "chat_not_active", "chat_not_active", NO_FORM, NO_FORM, "written_down"),
    on.CustomerAsked: ("illegal", "chat_not_active", "chat_not_active", "changes", "chat_ended", "chat_ended"),
    on.PageAnswered: ("illegal", "stale", "stale", "stale", "stale", "stale"),
    on.AnsweredElsewhere: ("illegal", "changes", "changes", "changes", "stale", "stale"),
    on.CustomerRated: ("illegal", "stale", "stale", "stale", "stale", "stale"),
    on.FormAsked: ("illegal", *WAITS, "changes", *OVER),
    on.FormReceived: ("illegal", "says", "says", "says", "says", "says"),
    on.FormDeclined: ("illegal", "stale", "stale", "stale", "stale", "stale"),
    on.FormTakenBack: ("illegal", *WAITS, "form_none", *OVER),
    on.FormOpened: ("illegal", "form_gone", "form_gone", "form_gone", "form_gone", "form_gone"),
    on.FormLost: ("illegal", "says", "says", "says", "says", "says"),
    on.FormPutBack: ("illegal", "says", "says", "changes", "says", "says"),
    on.MessageReacted: ("illegal", "stale", "stale", "says", "stale", "stale"),
    on.BotSpoke: ("illegal", "stale", "stale", "stale", "stale", "stale"),
    on.BotAsked: ("illegal", "stale", "stale", "stale", "stale", "stale"),
    on.BotLed: ("illegal", "stale", "stale", "stale", "stale", "stale"),
    on.BotHandedOver: ("illegal", "stale", "stale", "stale", "stale", "stale"),
    on.BotTakenOver: ("illegal", "bot_gone", "bot_gone", "bot_gone", "bot_gone", "bot_gone"),
    on.InvitationTakenBack: ("illegal", *WAITS, "invite_none_open", *OVER),
    on.TransferredToQueue: ("illegal", *WAITS, "-> queued", *OVER),
    on.TransferredToAgent: ("illegal", *WAITS, "-> offered", *OVER),
    on.Flagged: ("illegal", *WAITS, "changes", *OVER),
    on.FlagTakenBack: ("illegal", *WAITS, "flag_none", *OVER),
    on.Listened: ("illegal", *WAITS, "changes", *OVER),
    on.BargedIn: ("illegal", *WAITS, "changes", *OVER),
    on.MaskSet: ("illegal", *WAITS, "masked_last", *OVER),
    on.ExpertInvited: ("illegal", *WAITS, "changes", *OVER),
    on.ExpertJoined: ("illegal", *UNASKED),
    on.ExpertDeclined: ("illegal", *UNASKED),
    on.ExpertLeft: ("illegal", *OUTSIDE),
    on.ExpertDismissed: ("illegal", *WAITS, "expert_none", *OVER),
    on.ExpertModeSet: ("illegal", *WAITS, "expert_none", *OVER),
    on.ExpertTold: ("illegal", *NEVER),
    on.ExpertLost: ("illegal", *NEVER),
    on.ExpertWrote: ("illegal", *OUTSIDE),
    on.ExpertDecided: ("illegal", *NO_TEXT),
}

WITH_BOT: dict[type[on.Event], str] = {
    on.AgentBegan: "illegal",
    on.CustomerWrote: "changes",
    on.CustomerEnded: "-> handled",
    on.CustomerLeft: "changes",
    on.PageChanged: "changes",
    on.PiecesFound: "changes",
    on.WordsScreened: "changes",
    on.CustomerIdentified: "changes",
    on.CustomerAsked: "chat_not_active",
    on.AnsweredElsewhere: "changes",
    on.FormAsked: "chat_not_active",
    on.FormReceived: "says",
    on.FormTakenBack: "chat_not_active",
    on.FormOpened: "form_gone",
    on.FormLost: "says",
    on.FormPutBack: "says",
    on.OfferMade: "says",
    on.Assigned: "says",
    on.OfferAccepted: "bot_has_it",
    on.OfferRejected: "bot_has_it",
    on.DeskWrote: "changes",
    on.HeldSent: "held_gone",
    on.HeldDiscarded: "held_gone",
    on.NoteWritten: "says",
    on.PrivateModeSet: "chat_not_active",
    on.MessageEdited: "says",
    on.MessageDeleted: "says",
    on.MessagesMasked: "changes",
    on.MessagesUnmasked: "stale",
    on.ParticularsMasked: "changes",
    on.ParticularsUnmasked: "stale",
    on.Invited: "chat_not_active",
    on.PutOnHold: "chat_not_active",
    on.Resumed: "hold_none",
    on.InvitationAccepted: GONE,
    on.InvitationDeclined: GONE,
    on.AgentLeft: "chat_not_active",
    on.Ended: "chat_not_active",
    on.WrapUpCompleted: "wrap_up_none",
    on.ContactBanned: "-> handled",
    on.ChannelSwitched: "chat_not_active",
    on.Disposed: "chat_not_active",
    on.ActivityFilled: "chat_not_active",
    on.BotSpoke: "changes",
    on.BotAsked: "says",
    on.BotLed: "changes",
    on.BotHandedOver: "-> queued",
    on.BotTakenOver: "-> active",
    on.InvitationTakenBack: "chat_not_active",
    on.TransferredToQueue: "chat_not_active",
    on.TransferredToAgent: "chat_not_active",
    on.Flagged: "chat_not_active",
    on.FlagTakenBack: "chat_not_active",
    on.Listened: "chat_not_active",
    on.BargedIn: "chat_not_active",
    on.MaskSet: "chat_not_active",
    on.ExpertInvited: "chat_not_active",
    on.ExpertJoined: "expert_invitation_gone",
    on.ExpertDeclined: "expert_invitation_gone",
    on.ExpertLeft: "expert_not_here",
    on.ExpertDismissed: "chat_not_active",
    on.ExpertModeSet: "chat_not_active",
    on.ExpertWrote: "expert_not_here",
    on.ExpertDecided: "held_gone",
}
"""The same of a chat that a first-line bot has; what isn't here is stale."""


def outcome(state: Conversation, event: on.Event, queue: Queue) -> str:
    """Give the word of the table for what happens."""
    try:
        after = step(state, event, queue)
    except Refused as refused:
        return refused.sentence.key
    except IllegalTransition:
        return "illegal"
    if after.state.status is not state.status:
        return f"-> {after.state.status.value}"
    if after.state != state:
        return "changes"
    return "says" if after.effects else "stale"


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_every_event_in_every_status(event: on.Event) -> None:
    outcomes = tuple(outcome(a_conversation(status), event, a_queue()) for status in Status if status is not Status.BOT)

    assert outcomes == TABLE[type(event)]
    with_bot = a_conversation(Status.BOT, bot=BotTalk(BotId("tilly"), later(0)))
    assert outcome(with_bot, event, a_queue()) == WITH_BOT.get(type(event), "stale")


def test_the_samples_have_every_event_once() -> None:
    assert sorted(type(event).__name__ for event in EVENTS) == sorted(kind.__name__ for kind in TABLE)
    assert set(TABLE) == set(on.Event.__args__)


def every_state() -> list[Conversation]:
    """Give chats of each status, with and without what can come with it."""
    return [
        *(a_conversation(status) for status in Status),
        a_conversation(Status.BOT, timers={Timer.BOT: later(0)}, customer_last_at=later(-100_000)),
        a_conversation(Status.OFFERED, offer=an_offer(ADA, BOB, mode=OfferMode.BROADCAST)),
        a_conversation(Status.ACTIVE, invitation=an_invitation(), timers={Timer.INVITATION: later(120)}),
        a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB))),
        a_conversation(Status.ACTIVE, hold=Hold(ADA, later(0), wrote=True), timers={Timer.HOLD: later(300)}),
        a_conversation(Status.WRAP_UP, participants=(a_seat(ADA), a_seat(BOB))),
        a_conversation(Status.ACTIVE, warned_at=later(0), timers={Timer.INACTIVE: later(300)}),
        a_conversation(Status.WRAP_UP, personal=ADA),
        a_conversation(Status.HANDLED, personal=ADA),
    ]


def test_the_table_of_transitions_is_what_the_machine_does() -> None:
    found: dict[tuple[Status, Status], set[type[on.Event]]] = defaultdict(set)
    picked = on.OfferAccepted(later(10), ADA, picked=True)
    to_ada = on.CustomerWrote(later(10), a_message(), to=ADA)
    for state in every_state():
        for event in (*EVENTS, picked, to_ada):
            for queue in QUEUES:
                went = outcome(state, event, queue)
                if went.startswith("-> "):
                    found[state.status, Status(went.removeprefix("-> "))].add(type(event))

    assert found == {key: set(events) for key, events in TRANSITIONS.items()}


def test_an_event_that_can_not_be_says_which_and_where() -> None:
    with pytest.raises(IllegalTransition, match="Assigned in new of conversation c1"):
        step(a_conversation(Status.NEW), on.Assigned(later(1), ADA), a_queue())


def test_timers_that_are_due_together_expire_the_earliest_first() -> None:
    state = a_conversation(
        Status.WRAP_UP,
        invitation=an_invitation(),
        timers={Timer.WRAP_UP: later(60), Timer.INVITATION: later(30)},
    )

    after = step(state, on.TimersDue(later(60)), a_queue())

    said = [effect.what for effect in after.effects if hasattr(effect, "what")]
    assert said == ["invitation_unanswered", "handled"]
    assert after.state.timers == {}


def test_a_timer_that_another_has_cleared_does_not_expire() -> None:
    # The wrap-up's end clears every timer, and with it the invitation's, which was due a second later.
    state = a_conversation(Status.WRAP_UP, timers={Timer.WRAP_UP: later(60), Timer.INVITATION: later(61)})

    after = step(state, on.TimersDue(later(62)), a_queue())

    assert after.state.timers == {}
    assert after.state.status is Status.HANDLED


@pytest.mark.parametrize("timer", Timer)
def test_a_timer_without_its_subject_is_only_cleared(timer: Timer) -> None:
    state = a_conversation(Status.ACTIVE, timers={timer: later(5)})

    after = step(state, on.TimersDue(later(5)), a_queue())

    assert after.state == replace(state, timers={})
    assert after.effects == ()


def test_a_timer_that_is_not_due_yet_stays() -> None:
    state = a_conversation(Status.OFFERED)

    assert step(state, on.TimersDue(later(29)), a_queue()).state == state
