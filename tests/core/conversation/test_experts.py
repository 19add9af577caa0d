"""Experts (C2): asked in, joining, told of the mode, going; nothing outlives the chat."""

from dataclasses import replace
from typing import Any

import pytest

from core.conversation import effects as do
from core.conversation import events as on
from core.conversation.expert import ExpertMode, ExpertOutcome, sees
from core.conversation.model import Conversation, Listening, Status, Timer
from core.errors import NotPermitted, OfferGone
from core.ids import AgentId, InvitationId, OfferId, ParticipantId, QueueId, agent_participant, expert_participant
from core.messages import Visibility
from core.sentences import say
from tests.build import (
    ADA,
    BOB,
    INVITATION,
    NOOR,
    NOW,
    SLACK,
    a_call,
    a_conversation,
    a_message,
    a_seat,
    account,
    an_expert,
    an_invitation,
    later,
)
from tests.core.stepping import only, refusal, step

AT = later(10)
CONSULT, CONFERENCE = ExpertMode.CONSULT, ExpertMode.CONFERENCE
I_NOOR = InvitationId("i-noor")


def inviting(expert: AgentId = NOOR, by: AgentId = ADA, mode: ExpertMode = CONSULT) -> on.ExpertInvited:
    """Give the event that Ada asked Noor."""
    return on.ExpertInvited(NOW, InvitationId(f"i-{expert}"), expert, by, later(900), SLACK, account(expert), mode)


def called(mode: ExpertMode = CONSULT) -> Conversation:
    """Give Ada's chat, to which Noor is asked."""
    return a_conversation(Status.ACTIVE, invitation=a_call(mode=mode), timers={Timer.INVITATION: later(900)})


def helped(mode: ExpertMode = CONSULT, **changes: Any) -> Conversation:
    """Give Ada's chat, in which Noor takes part."""
    return a_conversation(Status.ACTIVE, experts=(an_expert(mode=mode, **changes),))


def test_asking_opens_the_talk_and_tells_the_thread() -> None:
    after = step(a_conversation(Status.ACTIVE), inviting())

    assert after.state == called()
    assert after.effects == (
        do.CallExpert(I_NOOR, NOOR, ADA, SLACK, account(NOOR)),
        do.TellThread(say("thread_expert_invited_consult", by=ADA, agent=NOOR)),
        do.Record("expert_invited", NOOR, fields={"by": "ada", "mode": "consult"}),
        do.UpdateCard(),
    )


@pytest.mark.parametrize(
    ("state", "key"),
    [
        (helped(), "invite_already_here"),
        (called(), "invite_one_at_a_time"),
        (a_conversation(Status.ACTIVE, invitation=an_invitation(BOB)), "invite_one_at_a_time"),
        (a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(NOOR))), "invite_already_here"),
    ],
    ids=["an expert here", "asked already", "an agent is invited", "a seat"],
)
def test_who_is_here_is_not_asked_and_one_is_asked_at_a_time(state: Conversation, key: str) -> None:
    assert refusal(lambda: step(state, inviting())).key == key


def test_an_expert_is_not_invited_as_an_agent_while_here() -> None:
    invited = on.Invited(NOW, INVITATION, NOOR, ADA, later(120))

    assert refusal(lambda: step(helped(), invited)) == say("invite_already_here", agent=NOOR)


def test_joining_shows_the_history_and_takes_no_capacity() -> None:
    after = step(called(), on.ExpertJoined(AT, I_NOOR, CONSULT))

    expert = an_expert(joined_at=AT, told_at=AT)
    assert after.state == a_conversation(Status.ACTIVE, experts=(expert,))
    assert only(after.effects, do.SeatExpert) == (do.SeatExpert(expert),)
    assert only(after.effects, do.EngageAgent) == ()
    assert only(after.effects, do.TellCustomer) == ()


def test_in_conference_the_customer_is_told_of_the_expert() -> None:
    after = step(called(CONFERENCE), on.ExpertJoined(AT, I_NOOR, CONFERENCE))

    assert only(after.effects, do.TellCustomer) == (do.TellCustomer(do.CustomerTurn.JOINED, NOOR),)


@pytest.mark.parametrize("shown", [CONSULT, None])
def test_whoever_joins_by_a_card_of_another_mode_is_told_first(shown: ExpertMode | None) -> None:
    after = step(called(CONFERENCE), on.ExpertJoined(AT, I_NOOR, shown))

    (expert,) = after.state.experts
    assert expert.told_at is None
    assert [one.mode for one in only(after.effects, do.TellExpert)] == [CONFERENCE]


@pytest.mark.parametrize("event", [on.ExpertJoined(AT, INVITATION), on.ExpertDeclined(AT, INVITATION)])
def test_an_answer_to_another_invitation_is_too_late(event: on.Event) -> None:
    assert refusal(lambda: step(called(), event), OfferGone) == say("expert_invitation_gone", number=1)


def test_an_agent_who_is_asked_as_an_expert_gets_no_seat_by_accepting() -> None:
    state = a_conversation(Status.ACTIVE, invitation=a_call(BOB))

    assert refusal(lambda: step(state, on.InvitationAccepted(AT, BOB)), OfferGone) == say("invitation_gone")


@pytest.mark.parametrize(
    ("event", "outcome", "told"),
    [
        (on.ExpertDeclined(AT, I_NOOR), ExpertOutcome.DECLINED, "invite_declined"),
        (on.TimersDue(later(900)), ExpertOutcome.UNANSWERED, "invite_unanswered"),
        (on.ExpertLost(AT, I_NOOR, "gone"), ExpertOutcome.UNREACHABLE, "expert_unreachable"),
    ],
)
def test_an_invitation_that_comes_to_nothing_closes_the_talk_and_is_told(
    event: on.Event, outcome: ExpertOutcome, told: str
) -> None:
    after = step(called(), event)

    assert after.state == a_conversation(Status.ACTIVE)
    assert only(after.effects, do.CloseAside) == (do.CloseAside(I_NOOR, SLACK, outcome),)
    (words,) = only(after.effects, do.TellAgent)
    assert (words.agent, words.sentence.key) == (ADA, told)


def test_taking_back_closes_the_talk() -> None:
    after = step(called(), on.InvitationTakenBack(AT, ADA))

    assert after.state.invitation is None
    assert only(after.effects, do.CloseAside) == (do.CloseAside(I_NOOR, SLACK, ExpertOutcome.TAKEN_BACK),)
    assert only(after.effects, do.TellAgent) == ()


def test_leaving_in_conference_is_told_to_the_customer() -> None:
    after = step(helped(CONFERENCE), on.ExpertLeft(AT, I_NOOR))

    assert after.state.experts == ()
    assert only(after.effects, do.CloseAside) == (do.CloseAside(I_NOOR, SLACK, ExpertOutcome.LEFT),)
    assert only(after.effects, do.TellCustomer) == (do.TellCustomer(do.CustomerTurn.LEFT, NOOR),)


@pytest.mark.parametrize(
    "event", [on.ExpertDismissed(AT, NOOR, BOB), on.ExpertModeSet(AT, NOOR, BOB, CONFERENCE)], ids=["dismiss", "mode"]
)
def test_only_who_invited_and_the_owner_decide_about_an_expert(event: on.Event) -> None:
    state = replace(helped(), participants=(a_seat(ADA), a_seat(BOB)))

    assert refusal(lambda: step(state, event), NotPermitted) == say("expert_not_yours", agent=NOOR, by=ADA)
    assert step(replace(state, owner=BOB), event).state != replace(state, owner=BOB)


def test_a_new_mode_holds_at_once_and_the_expert_does_not_know_it_yet() -> None:
    after = step(helped(), on.ExpertModeSet(AT, NOOR, ADA, CONFERENCE))

    (expert,) = after.state.experts
    assert (expert.mode, expert.told_at) == (CONFERENCE, None)
    assert only(after.effects, do.TellExpert) == (
        do.TellExpert(I_NOOR, SLACK, say("expert_now_conference"), CONFERENCE),
    )
    assert only(after.effects, do.TellCustomer) == (do.TellCustomer(do.CustomerTurn.JOINED, NOOR),)
    told = step(after.state, on.ExpertTold(later(20), I_NOOR, CONFERENCE)).state
    assert told.experts[0].told_at == later(20)
    assert step(told, on.ExpertTold(later(30), I_NOOR, CONSULT)).state == told


def test_the_mode_of_one_who_is_yet_to_come_changes_the_card_alone() -> None:
    after = step(called(), on.ExpertModeSet(AT, NOOR, ADA, CONFERENCE))

    assert after.state == called(CONFERENCE)
    assert only(after.effects, do.UpdateAside) == (do.UpdateAside(I_NOOR, SLACK),)
    assert only(after.effects, do.TellCustomer) == ()


def test_the_same_mode_again_changes_nothing() -> None:
    assert step(helped(), on.ExpertModeSet(AT, NOOR, ADA, CONSULT)).effects == ()


OVER: tuple[on.Event, ...] = (
    on.Ended(AT, ADA),
    on.CustomerEnded(AT),
    on.TransferredToQueue(AT, ADA, QueueId("sales"), "Sales"),
    on.TransferredToAgent(AT, ADA, BOB, OfferId("o3"), later(40)),
    on.AgentDismissed(AT, ADA),
)


@pytest.mark.parametrize("event", OVER, ids=lambda one: type(one).__name__)
def test_no_talk_outlives_the_chats_running(event: on.Event) -> None:
    after = step(helped(CONFERENCE), event)

    assert after.state.experts == ()
    assert only(after.effects, do.CloseAside) == (do.CloseAside(I_NOOR, SLACK, ExpertOutcome.ENDED),)


@pytest.mark.parametrize("event", OVER, ids=lambda one: type(one).__name__)
def test_no_invitation_outlives_the_chats_running(event: on.Event) -> None:
    after = step(called(), event)

    assert after.state.invitation is None
    assert only(after.effects, do.CloseAside) == (do.CloseAside(I_NOOR, SLACK, ExpertOutcome.ENDED),)


@pytest.mark.parametrize("event", [on.BargedIn(AT, NOOR), on.Listened(AT, NOOR, Listening.COACH)])
@pytest.mark.parametrize("state", [helped(), called()], ids=["here", "asked"])
def test_whoever_gets_a_seat_is_an_expert_no_more(state: Conversation, event: on.Event) -> None:
    after = step(state, event)

    assert after.state.experts == ()
    closed = [one.outcome for one in only(after.effects, do.CloseAside)]
    is_asked_still = after.state.invitation is not None
    assert closed == [] if is_asked_still else closed == [ExpertOutcome.SEATED]


def test_an_expert_who_cannot_be_reached_any_more_is_out_and_the_thread_says_why() -> None:
    after = step(helped(), on.ExpertLost(AT, I_NOOR, "the app is gone."))

    assert after.state.experts == ()
    told = say("thread_expert_unreachable", agent=NOOR, reason="the app is gone.")
    assert do.TellThread(told) in after.effects
    assert step(after.state, on.ExpertLost(AT, I_NOOR, "again")).effects == ()


@pytest.mark.parametrize(
    ("visibility", "recipients", "author", "seen"),
    [
        (Visibility.EVERYONE, (), agent_participant(ADA), "seen"),
        (Visibility.AGENTS, (), agent_participant(ADA), "not"),
        (Visibility.AGENTS, (expert_participant(NOOR),), agent_participant(ADA), "seen"),
        (Visibility.AGENTS, (expert_participant(BOB),), agent_participant(ADA), "not"),
        (Visibility.AGENTS, (), expert_participant(NOOR), "seen"),
        (Visibility.AGENTS, (), expert_participant(BOB), "not"),
        (Visibility.ONLY, (agent_participant(NOOR),), agent_participant(ADA), "not"),
        (Visibility.HELD, (), expert_participant(NOOR), "not"),
    ],
)
def test_an_expert_reads_what_is_for_everybody_and_for_them(
    visibility: Visibility, recipients: tuple[ParticipantId, ...], author: ParticipantId, seen: str
) -> None:
    message = a_message(author=author, visibility=visibility, recipients=frozenset(recipients))

    assert sees(NOOR, message) is (seen == "seen")
