"""Several agents in one chat (C1, C5): invitations, joining, leaving; a chat always keeps an owner."""

from dataclasses import replace

import pytest

from core.conversation import effects as do
from core.conversation.events import AgentLeft, InvitationAccepted, InvitationDeclined, Invited, TimersDue
from core.conversation.model import Conversation, Hold, Status, Timer
from core.errors import ConversationClosed, NotPermitted, OfferGone
from core.ids import AgentId
from core.sentences import say
from tests.build import (
    ADA,
    BOB,
    CLEO,
    INVITATION,
    NOW,
    WEB,
    a_conversation,
    a_queue,
    a_seat,
    an_invitation,
    later,
)
from tests.core.stepping import only, refusal, step

AT = later(10)


def inviting(agent: AgentId = BOB, by: AgentId = ADA) -> Invited:
    """Give the event that Ada invited Bob."""
    return Invited(NOW, INVITATION, agent, by, later(120))


def invited() -> Conversation:
    """Give Ada's chat, to which Bob is invited."""
    return a_conversation(Status.ACTIVE, invitation=an_invitation(), timers={Timer.INVITATION: later(120)})


def both() -> Conversation:
    """Give a chat in which Ada, the owner, and Bob have seats."""
    return a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB)))


def test_invitation_tells_the_invited_and_the_thread() -> None:
    after = step(a_conversation(Status.ACTIVE), inviting())

    assert after.state == invited()
    assert after.effects == (
        do.TellAgent(BOB, say("invited", agent=ADA, number=1)),
        do.TellThread(say("thread_invited", agent=BOB, by=ADA)),
        do.Record("invited", BOB, fields={"by": "ada"}),
        do.UpdateCard(),
    )


def test_one_invitation_is_open_at_a_time() -> None:
    assert refusal(lambda: step(invited(), inviting(CLEO))) == say("invite_one_at_a_time", agent=BOB)


def test_whoever_is_here_is_not_invited_again() -> None:
    assert refusal(lambda: step(both(), inviting(BOB))) == say("invite_already_here", agent=BOB)


def test_only_attendees_invite() -> None:
    state = a_conversation(Status.ACTIVE)

    assert refusal(lambda: step(state, inviting(CLEO, by=BOB)), NotPermitted) == say("not_attendee")


@pytest.mark.parametrize("status", [Status.QUEUED, Status.OFFERED, Status.WRAP_UP, Status.HANDLED])
def test_nobody_is_invited_into_a_chat_that_is_not_running(status: Status) -> None:
    waits = status in (Status.QUEUED, Status.OFFERED)
    words = say("chat_not_active" if waits else "chat_ended")

    assert refusal(lambda: step(a_conversation(status), inviting()), ConversationClosed) == words


def test_invited_agent_joins_and_takes_the_weight() -> None:
    after = step(invited(), InvitationAccepted(AT, BOB), a_queue(weights={WEB: 2}))

    seats = (a_seat(ADA), replace(a_seat(BOB), joined_at=AT))
    assert after.state == replace(both(), participants=seats)
    assert after.effects == (
        do.EngageAgent(BOB, 2),
        do.TellThread(say("thread_joined", agent=BOB)),
        do.TellCustomer(do.CustomerTurn.JOINED, BOB),
        do.Record("joined", BOB),
        do.UpdateCard(),
    )


def test_invitation_that_is_declined_tells_the_inviter() -> None:
    after = step(invited(), InvitationDeclined(AT, BOB))

    assert after.state == a_conversation(Status.ACTIVE)
    assert after.effects[0] == do.TellAgent(ADA, say("invite_declined", agent=BOB, number=1))


def test_invitation_that_nobody_answers_tells_the_inviter() -> None:
    after = step(invited(), TimersDue(later(120)))

    assert after.state == a_conversation(Status.ACTIVE)
    assert after.effects[0] == do.TellAgent(ADA, say("invite_unanswered", agent=BOB, number=1))


@pytest.mark.parametrize("answer", [InvitationAccepted(AT, CLEO), InvitationDeclined(AT, CLEO)])
def test_invitation_is_the_invited_agents_alone(answer: InvitationAccepted | InvitationDeclined) -> None:
    assert refusal(lambda: step(invited(), answer), OfferGone) == say("invitation_gone")


def test_owner_who_leaves_hands_the_chat_to_the_longest_present() -> None:
    state = replace(both(), participants=(a_seat(ADA), a_seat(CLEO), a_seat(BOB)), private=frozenset({ADA, BOB}))

    after = step(state, AgentLeft(AT, ADA))

    assert after.state == replace(state, participants=(a_seat(CLEO), a_seat(BOB)), owner=CLEO, private=frozenset({BOB}))
    assert after.effects == (
        do.ReleaseAgent(ADA, do.ReleaseCause.LEFT),
        do.TellThread(say("thread_left", agent=ADA)),
        do.TellCustomer(do.CustomerTurn.LEFT, ADA),
        do.Record("left", ADA),
        do.UpdateCard(),
    )


def test_guest_who_leaves_leaves_the_owner() -> None:
    after = step(both(), AgentLeft(AT, BOB))

    assert after.state == a_conversation(Status.ACTIVE)


def test_a_hold_goes_with_the_agent_who_set_it_and_so_does_its_timer() -> None:
    coming_back = replace(both(), hold=Hold(ADA, NOW, wrote=True), timers={Timer.HOLD: later(300)})
    after = step(coming_back, AgentLeft(AT, ADA))

    assert after.state.hold is None
    assert after.state.timers == {}


def test_last_attendee_can_not_leave() -> None:
    assert refusal(lambda: step(a_conversation(Status.ACTIVE), AgentLeft(AT, ADA))) == say("leave_last")


def test_whoever_has_no_seat_can_not_leave() -> None:
    assert refusal(lambda: step(both(), AgentLeft(AT, CLEO)), NotPermitted) == say("not_attendee")


def test_invitation_outlives_the_inviters_leaving() -> None:
    state = replace(both(), invitation=an_invitation(CLEO, by=BOB), timers={Timer.INVITATION: later(120)})

    left = step(state, AgentLeft(AT, BOB)).state
    joined = step(left, InvitationAccepted(AT, CLEO)).state

    assert [seat.agent for seat in joined.participants] == [ADA, CLEO]
    assert only(step(left, InvitationDeclined(AT, CLEO)).effects, do.TellAgent)[0].agent == BOB


def test_nobody_leaves_a_chat_that_has_ended() -> None:
    ended = a_conversation(Status.WRAP_UP)

    assert refusal(lambda: step(ended, AgentLeft(AT, ADA)), ConversationClosed) == say("chat_ended")
