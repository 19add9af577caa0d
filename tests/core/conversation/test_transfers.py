"""Cold transfers (C4): never ownerless, never unlisted, and nobody keeps what they gave away."""

from dataclasses import replace
from typing import Any

import pytest

from core.conversation import effects as do
from core.conversation.events import (
    InvitationAccepted,
    OfferAccepted,
    OfferRejected,
    TimersDue,
    TransferredToAgent,
    TransferredToQueue,
)
from core.conversation.model import Conversation, Flag, Listening, Participant, Role, Status, Timer, Transfer
from core.errors import NotPermitted, Refused
from core.ids import AgentId, MessageId, OfferId, QueueId
from core.sentences import say
from tests.build import ADA, BILLING, BOB, CLEO, NOW, WEB, a_conversation, a_queue, a_seat, an_invitation, later
from tests.core.stepping import only, refusal, step

AT = later(10)
SALES = QueueId("sales")
NOTE = MessageId("n1")
O3 = OfferId("o3")
TO_SALES = TransferredToQueue(AT, ADA, SALES, "Sales", NOTE)
TO_BOB = TransferredToAgent(AT, ADA, BOB, O3, later(40), NOTE)


def running(**changes: Any) -> Conversation:
    """Give Ada's chat."""
    return a_conversation(Status.ACTIVE, **changes)


def test_chat_that_is_given_to_another_queue_waits_there_and_is_nobodys() -> None:
    after = step(running(), TO_SALES).state

    assert (after.status, after.queue, after.owner, after.participants) == (Status.QUEUED, SALES, None, ())
    assert after.queued_at == AT
    assert after.priority == 1
    assert after.transfer == Transfer(ADA, AT, BILLING, None, NOTE)


def test_transfer_to_a_queue_frees_its_owner_tells_everybody_and_asks_routing() -> None:
    assert step(running(), TO_SALES).effects == (
        do.ReleaseAgent(ADA, do.ReleaseCause.TRANSFERRED),
        do.TellThread(say("thread_transferred_queue", by=ADA, queue="Sales")),
        do.TellCustomer(do.CustomerTurn.TRANSFERRED, queue=BILLING),
        do.Record("transferred", ADA, message=NOTE, fields={"from": BILLING, "to": SALES}),
        do.Requeue(),
        do.UpdateCard(),
    )


def test_customer_who_is_handed_to_a_closed_queue_hears_its_words_after_the_goodbye() -> None:
    told = [one for one in step(running(), replace(TO_SALES, closed=True)).effects if isinstance(one, do.TellCustomer)]

    assert told == [
        do.TellCustomer(do.CustomerTurn.TRANSFERRED, queue=BILLING),
        do.TellCustomer(do.CustomerTurn.CLOSED, queue=SALES),
    ]


def test_in_its_own_queue_a_chat_keeps_its_place() -> None:
    after = step(running(), TransferredToQueue(AT, ADA, BILLING, "Billing")).state

    assert (after.queued_at, after.priority) == (NOW, 0)


def test_chat_that_was_taken_from_a_bot_and_is_handed_over_begins_to_wait_then() -> None:
    assert step(running(queued_at=None), TransferredToQueue(AT, ADA, BILLING, "Billing")).state.queued_at == AT
    assert step(running(queued_at=None), TO_BOB).state.queued_at == AT


def test_priority_of_a_chat_that_is_handed_on_and_on_has_a_bound() -> None:
    assert step(running(priority=9), TO_SALES).state.priority == 9


def test_transfer_to_an_agent_rings_there_at_once_with_the_room_reserved() -> None:
    after = step(running(), TO_BOB, a_queue(weights={WEB: 2}))

    assert after.state.status is Status.OFFERED
    assert after.state.offer is not None
    assert (after.state.offer.id, after.state.offer.agents) == (O3, (BOB,))
    assert after.state.timers == {Timer.OFFER: later(40), Timer.ROUTING: later(10)}
    assert do.RingAgent(BOB, 2) in after.effects
    assert do.ShowOffer(O3, BOB) in after.effects
    assert do.Record("offered", BOB) in after.effects


def test_agent_who_accepts_owns_the_chat_and_the_transfer_is_over() -> None:
    ringing = step(running(), TO_BOB).state

    after = step(ringing, OfferAccepted(later(12), BOB)).state

    assert (after.owner, after.transfer, after.skipped) == (BOB, None, frozenset())


@pytest.mark.parametrize("answer", [OfferRejected(later(12), BOB), TimersDue(later(40))])
def test_chat_that_its_new_agent_does_not_take_waits_in_its_queue_and_its_giver_is_told(
    answer: OfferRejected | TimersDue,
) -> None:
    after = step(step(running(), TO_BOB).state, answer)

    assert (after.state.status, after.state.queue) == (Status.QUEUED, BILLING)
    assert after.state.transfer == Transfer(ADA, AT, BILLING, None, NOTE)
    assert after.state.skipped == {ADA, BOB}
    assert do.TellAgent(ADA, say("transfer_not_taken", agent=BOB, number=1)) in after.effects
    assert do.Requeue() in after.effects


def test_everybody_leaves_with_the_chat_and_the_listeners_hear_no_more() -> None:
    coach = Participant(CLEO, Role.SUPERVISOR, NOW, masked=True, listening=Listening.COACH)
    state = running(
        participants=(a_seat(ADA), a_seat(BOB), coach),
        invitation=an_invitation(CLEO),
        flag=Flag(ADA, NOW),
        private=frozenset({ADA}),
        timers={Timer.INVITATION: later(120), Timer.ANSWER: later(60)},
    )

    after = step(state, TO_SALES)

    assert {effect.agent for effect in only(after.effects, do.ReleaseAgent)} == {ADA, BOB}
    left = after.state
    assert (left.participants, left.invitation, left.flag) == ((), None, None)
    assert (left.private, left.timers) == (frozenset(), {Timer.ROUTING: later(10)})


def test_only_the_owner_gives_a_chat_away() -> None:
    state = running(participants=(a_seat(ADA), a_seat(BOB)))

    assert refusal(lambda: step(state, replace(TO_SALES, by=BOB)), NotPermitted) == say("transfer_not_owner", agent=ADA)
    assert refusal(lambda: step(state, replace(TO_SALES, by=CLEO)), NotPermitted) == say("not_attendee")


def test_chat_is_not_handed_over_to_whoever_is_here() -> None:
    state = running(participants=(a_seat(ADA), a_seat(BOB)))

    assert refusal(lambda: step(state, TO_BOB), Refused) == say("transfer_already_here", agent=BOB)


def test_listener_may_be_handed_the_chat() -> None:
    monitor = Participant(BOB, Role.SUPERVISOR, NOW, masked=True, listening=Listening.MONITOR)

    after = step(running(participants=(a_seat(ADA), monitor)), TO_BOB).state

    assert after.offer is not None
    assert after.offer.agents == (BOB,)


# --- warm


def leaving() -> Conversation:
    """Give Ada's chat, which Bob takes over when he joins."""
    invitation = replace(an_invitation(), leaves=True)
    return running(invitation=invitation, timers={Timer.INVITATION: later(120)})


def test_inviter_who_said_so_leaves_when_the_guest_joins_who_then_owns_the_chat() -> None:
    after = step(leaving(), InvitationAccepted(AT, BOB))

    assert [seat.agent for seat in after.state.participants] == [BOB]
    assert after.state.owner == BOB
    assert only(after.effects, do.TellCustomer) == (
        do.TellCustomer(do.CustomerTurn.LEFT, ADA),
        do.TellCustomer(do.CustomerTurn.HANDED_OVER),
        do.TellCustomer(do.CustomerTurn.JOINED, BOB),
    )
    assert do.ReleaseAgent(ADA, do.ReleaseCause.TRANSFERRED) in after.effects


def test_guest_who_hands_over_their_part_leaves_the_owner() -> None:
    state = replace(leaving(), participants=(a_seat(ADA), a_seat(CLEO)), owner=CLEO)

    after = step(state, InvitationAccepted(AT, BOB)).state

    assert ([seat.agent for seat in after.participants], after.owner) == ([CLEO, BOB], CLEO)


def test_inviter_who_has_left_already_is_not_missed() -> None:
    state = replace(leaving(), participants=(a_seat(CLEO),), owner=AgentId("cleo"))

    after = step(state, InvitationAccepted(AT, BOB)).state

    assert ([seat.agent for seat in after.participants], after.owner) == ([CLEO, BOB], CLEO)
