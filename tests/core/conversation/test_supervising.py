"""Flags, monitors, coaches, barging in, masks (C7, C8, S11): the customer hears of nobody whom they don't see."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from core.conversation import effects as do
from core.conversation.events import (
    AgentLeft,
    BargedIn,
    Ended,
    Flagged,
    FlagTakenBack,
    HeldSent,
    InvitationAccepted,
    Invited,
    Listened,
    MaskSet,
    MessageEdited,
)
from core.conversation.guard import Fate, judge
from core.conversation.model import Conversation, Flag, HoldReason, Listening, Participant, Role, Status, Timer
from core.errors import NotPermitted, OfferGone, Refused
from core.sentences import say
from tests.build import (
    ADA,
    BOB,
    CLEO,
    INVITATION,
    NOW,
    WEB,
    a_conversation,
    a_desk_text,
    a_held,
    a_queue,
    a_seat,
    an_agents_message,
    an_invitation,
    later,
)
from tests.core.stepping import only, refusal, step

AT = later(10)
MONITOR, COACH = Listening.MONITOR, Listening.COACH


def listening(how: Listening = MONITOR) -> Participant:
    """Give Cleo's seat as a listener."""
    return Participant(CLEO, Role.SUPERVISOR, AT, masked=True, listening=how)


def followed(how: Listening = MONITOR, **changes: Any) -> Conversation:
    """Give Ada's chat, which Cleo follows."""
    return a_conversation(Status.ACTIVE, participants=(a_seat(ADA), listening(how)), **changes)


# --- flags


def test_flag_is_raised_and_told_in_the_thread() -> None:
    after = step(a_conversation(Status.ACTIVE), Flagged(AT, ADA))

    assert after.state.flag == Flag(ADA, AT)
    assert after.effects[0] == do.TellThread(say("thread_flagged", agent=ADA))


def test_flag_is_raised_once_and_taken_back_once() -> None:
    raised = step(a_conversation(Status.ACTIVE), Flagged(AT, ADA)).state

    assert refusal(lambda: step(raised, Flagged(AT, ADA))) == say("flag_already", agent=ADA)
    down = step(raised, FlagTakenBack(AT, ADA)).state
    assert down.flag is None
    assert refusal(lambda: step(down, FlagTakenBack(AT, ADA))) == say("flag_none")


def test_flag_of_whoever_leaves_is_down() -> None:
    state = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB)), flag=Flag(ADA, NOW))

    assert step(state, AgentLeft(AT, ADA)).state.flag is None
    assert step(state, AgentLeft(AT, BOB)).state.flag == Flag(ADA, NOW)


def test_listener_raises_no_flag() -> None:
    assert refusal(lambda: step(followed(), Flagged(AT, CLEO)), NotPermitted) == say("not_seen_here")


# --- listening


def test_monitor_takes_a_seat_and_no_capacity_and_the_customer_hears_nothing() -> None:
    after = step(a_conversation(Status.ACTIVE), Listened(AT, CLEO, MONITOR))

    assert after.state == followed()
    assert after.effects == (
        do.TellAgent(CLEO, say("you_monitor", number=1), directly=True),
        do.Record("listening", CLEO, fields={"how": "monitor"}),
        do.Audit(do.AuditAct.MONITORED, CLEO, fields={"how": "monitor"}),
        do.UpdateCard(),
    )


def test_coach_is_told_of_to_the_owner_alone() -> None:
    after = step(followed(), Listened(AT, CLEO, COACH))

    assert after.state == followed(COACH)
    assert only(after.effects, do.TellAgent)[1] == do.TellAgent(ADA, say("coached", agent=CLEO, number=1))
    assert not only(after.effects, do.TellThread)
    assert not only(after.effects, do.TellCustomer)


def test_second_click_changes_nothing() -> None:
    assert step(followed(), Listened(later(20), CLEO, MONITOR)).effects == ()


def test_whoever_takes_part_does_not_follow() -> None:
    state = a_conversation(Status.ACTIVE)

    assert refusal(lambda: step(state, Listened(AT, ADA, COACH))) == say("supervise_seated")
    assert refusal(lambda: step(state, BargedIn(AT, ADA))) == say("supervise_seated")


@pytest.mark.parametrize("event", [AgentLeft(AT, CLEO), Ended(AT, CLEO)])
def test_listener_goes_without_a_word(event: AgentLeft | Ended) -> None:
    after = step(followed(), event)

    assert after.state == a_conversation(Status.ACTIVE)
    assert after.effects == (do.Record("stopped_listening", CLEO), do.UpdateCard())


def test_listener_keeps_no_chat_open() -> None:
    after = step(followed(), Ended(AT, ADA))

    assert after.state.status is Status.WRAP_UP
    assert after.state.participants == (a_seat(ADA),)
    assert [effect.agent for effect in only(after.effects, do.WrapUpAgent)] == [ADA]
    assert refusal(lambda: step(followed(), AgentLeft(AT, ADA))) == say("leave_last")


# --- being seen


def test_barging_in_takes_the_weight_and_the_customer_is_told() -> None:
    after = step(followed(COACH), BargedIn(AT, CLEO), a_queue(weights={WEB: 2}))

    assert after.state.participants == (a_seat(ADA), Participant(CLEO, Role.SUPERVISOR, AT))
    assert after.state.owner == ADA
    assert after.effects == (
        do.EngageAgent(CLEO, 2),
        do.TellThread(say("thread_barged_in", agent=CLEO)),
        do.TellCustomer(do.CustomerTurn.JOINED, CLEO),
        do.Record("barged_in", CLEO),
        do.UpdateCard(),
    )


def test_barging_in_answers_an_invitation_and_no_other() -> None:
    mine, bobs = replace(an_invitation(CLEO), masked=True), an_invitation(BOB)
    timers = {Timer.INVITATION: later(120)}

    came = step(followed(invitation=mine, timers=timers), BargedIn(AT, CLEO)).state
    others = step(followed(invitation=bobs, timers=timers), BargedIn(AT, CLEO)).state

    assert (came.invitation, came.timers) == (None, {})
    assert refusal(lambda: step(came, InvitationAccepted(AT, CLEO)), OfferGone) == say("invitation_gone")
    assert (others.invitation, others.timers) == (bobs, timers)


def test_listener_who_shows_up_barges_in() -> None:
    assert step(followed(), MaskSet(AT, CLEO, on=False)) == step(followed(), BargedIn(AT, CLEO))


def test_attendee_hides_and_shows_up_again_with_the_chat_in_hand() -> None:
    state = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB)), flag=Flag(ADA, NOW))

    hidden = step(state, MaskSet(AT, ADA, on=True))
    shown = step(hidden.state, MaskSet(AT, ADA, on=False))

    assert hidden.state.participants == (replace(a_seat(ADA), masked=True), a_seat(BOB))
    assert (hidden.state.owner, hidden.state.flag) == (BOB, None)
    assert only(hidden.effects, do.TellCustomer) == (do.TellCustomer(do.CustomerTurn.LEFT, ADA),)
    assert only(shown.effects, do.TellCustomer) == (do.TellCustomer(do.CustomerTurn.JOINED, ADA),)
    assert shown.state.participants == state.participants
    assert not only((*hidden.effects, *shown.effects), do.EngageAgent)
    assert not only((*hidden.effects, *shown.effects), do.ReleaseAgent)


def test_guest_who_is_invited_masked_joins_unseen() -> None:
    asked = Invited(AT, INVITATION, BOB, ADA, later(120), masked=True)
    invited = step(a_conversation(Status.ACTIVE), asked).state

    after = step(invited, InvitationAccepted(AT, BOB))

    assert after.state.participants == (a_seat(ADA), Participant(BOB, Role.AGENT, AT, masked=True))
    assert not only(after.effects, do.TellCustomer)
    assert only(after.effects, do.EngageAgent)


def test_guest_who_hides_leaves_the_owner_and_the_flag() -> None:
    state = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB)), flag=Flag(ADA, NOW))

    after = step(state, MaskSet(AT, BOB, on=True)).state

    assert (after.owner, after.flag) == (ADA, Flag(ADA, NOW))


def test_the_last_whom_the_customer_sees_can_not_hide() -> None:
    assert refusal(lambda: step(followed(), MaskSet(AT, ADA, on=True))) == say("masked_last")


def test_mask_that_is_on_already_stays() -> None:
    assert step(followed(), MaskSet(AT, CLEO, on=True)).effects == ()
    assert refusal(lambda: step(followed(), MaskSet(AT, BOB, on=True)), NotPermitted) == say("not_attendee")


def test_masked_attendee_leaves_without_the_customers_hearing_of_it() -> None:
    masked = replace(a_seat(BOB), masked=True)
    after = step(a_conversation(Status.ACTIVE, participants=(a_seat(ADA), masked)), AgentLeft(AT, BOB))

    assert not only(after.effects, do.TellCustomer)
    assert do.ReleaseAgent(BOB, do.ReleaseCause.LEFT) in after.effects


def test_masked_attendee_barges_in_without_taking_room_again() -> None:
    masked = replace(a_seat(BOB), masked=True)
    after = step(a_conversation(Status.ACTIVE, participants=(a_seat(ADA), masked)), BargedIn(AT, BOB))

    assert not only(after.effects, do.EngageAgent)
    assert do.TellCustomer(do.CustomerTurn.JOINED, BOB) in after.effects


@pytest.mark.parametrize("event", [BargedIn(AT, CLEO), MaskSet(AT, CLEO, on=False)])
def test_what_was_written_unseen_and_comes_after_is_held(event: BargedIn | MaskSet) -> None:
    shown = step(followed(COACH), event).state

    assert judge(shown, a_desk_text(agent=CLEO, at=AT)).reason is HoldReason.LATE
    assert judge(shown, a_desk_text(agent=CLEO, at=later(11))).fate is Fate.SEND


def test_listener_who_is_invited_takes_part() -> None:
    invited = step(followed(), Invited(AT, INVITATION, CLEO, ADA, later(120))).state

    joined = step(invited, InvitationAccepted(AT, CLEO)).state

    assert joined.participants == (a_seat(ADA), Participant(CLEO, Role.AGENT, AT))
    assert judge(joined, a_desk_text(agent=CLEO, at=AT)).reason is HoldReason.LATE


# --- the guard


SEATS = {
    "monitor": listening(MONITOR),
    "coach": listening(COACH),
    "masked": replace(a_seat(CLEO), masked=True),
    "masked listener of no known kind": Participant(CLEO, Role.EXPERT, NOW, masked=True),
    "listener who is not masked": Participant(CLEO, Role.SUPERVISOR, NOW, listening=MONITOR),
}


@pytest.mark.parametrize("seat", SEATS)
def test_nothing_that_an_unseen_attendee_does_sends_a_text(seat: str) -> None:
    for status, doubt, private, mode in product(Status, (None, *HoldReason), (False, True), (False, True)):
        own_mode = frozenset({CLEO} if mode else ())
        state = a_conversation(status, participants=(a_seat(ADA), SEATS[seat]), owner=ADA, private=own_mode)

        assert judge(state, a_desk_text(agent=CLEO, doubt=doubt, private=private)).fate is not Fate.SEND


@pytest.mark.parametrize("seat", SEATS)
def test_plain_text_of_an_unseen_attendee_is_a_note(seat: str) -> None:
    state = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), SEATS[seat]))

    assert judge(state, a_desk_text(agent=CLEO)).fate is Fate.NOTE


@pytest.mark.parametrize("seat", SEATS)
def test_held_text_of_an_unseen_attendee_is_not_sent_by_its_author_either(seat: str) -> None:
    state = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), SEATS[seat]), held=(a_held("m1", CLEO),))
    event = HeldSent(AT, an_agents_message(agent=CLEO), CLEO)

    assert refusal(lambda: step(state, event), NotPermitted) == say("held_not_attendee")


@pytest.mark.parametrize("seat", SEATS)
def test_edit_by_whoever_has_hidden_since_changes_nothing_at_the_customer(seat: str) -> None:
    state = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), SEATS[seat]))

    after = step(state, MessageEdited(AT, an_agents_message(agent=CLEO, text="else")))

    assert after.effects == (do.TellAgent(CLEO, say("edit_not_sent")),)


def test_only_who_takes_part_invites() -> None:
    refused = refusal(lambda: step(followed(), Invited(AT, INVITATION, BOB, CLEO, later(120))), NotPermitted)

    assert refused == say("not_seen_here")
    with pytest.raises(Refused):
        step(followed(invitation=an_invitation()), Invited(AT, INVITATION, CLEO, ADA, later(120)))
