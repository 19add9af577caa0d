"""Offers (P2-P5, P8, P9, P12): one winner, losers who are told, and a chat that always finds its way back in line."""

from dataclasses import replace
from datetime import datetime

import pytest

from core.conversation import effects as do
from core.conversation.events import (
    Assigned,
    BotTakenOver,
    CustomerEnded,
    OfferAccepted,
    OfferMade,
    OfferRejected,
    TimersDue,
)
from core.conversation.model import Offer, Status, Timer
from core.errors import ConversationClosed, NotPermitted, OfferGone, Refused
from core.ids import AgentId, OfferId
from core.routing.queues import OfferMode
from core.sentences import say
from tests.build import (
    ADA,
    BOB,
    CLEO,
    NOW,
    RING,
    WEB,
    a_conversation,
    a_held,
    a_queue,
    a_seat,
    an_offer,
    later,
)
from tests.core.stepping import only, refusal, step

AT = later(10)
WITHDRAWN = do.ReleaseCause.WITHDRAWN


def made(*agents: AgentId, mode: OfferMode = OfferMode.RING) -> OfferMade:
    """Give routing's answer."""
    return OfferMade(AT, OfferId("o2"), mode, agents or (ADA,), later(40))


def test_ring_shows_the_offer_to_one_agent_until_its_deadline() -> None:
    after = step(a_conversation(), made())

    assert after.state.offer == Offer(OfferId("o2"), OfferMode.RING, (ADA,), AT, later(40))
    assert after.state.timers == {Timer.OFFER: later(40)}
    assert after.effects == (do.ShowOffer(OfferId("o2"), ADA), do.Record("offered", ADA), do.UpdateCard())


def test_broadcast_rings_nobody_and_is_counted_for_everybody() -> None:
    after = step(a_conversation(), made(ADA, BOB, mode=OfferMode.BROADCAST))

    assert only(after.effects, do.ShowOffer) == ()
    assert after.effects == (do.Record("offered", ADA), do.Record("offered", BOB), do.UpdateCard())


def test_offer_for_a_chat_that_waits_no_longer_gives_the_reserved_agent_back() -> None:
    state = a_conversation(Status.HANDLED)

    after = step(state, made(BOB))

    assert after.state == state
    assert after.effects == (do.ReleaseAgent(BOB, WITHDRAWN),)


@pytest.mark.parametrize("status", [Status.ACTIVE, Status.WRAP_UP])
def test_late_offer_to_the_agent_who_took_the_chat_meanwhile_leaves_it_in_hand(status: Status) -> None:
    state = a_conversation(status)

    assert step(state, made(ADA)).effects == ()
    assert step(state, Assigned(AT, ADA)).effects == ()


def test_second_offer_to_the_agent_whom_the_chat_rings_keeps_the_reservation() -> None:
    state = a_conversation(Status.OFFERED)

    assert step(state, made(ADA)).effects == ()
    assert step(state, made(BOB)).effects == (do.ReleaseAgent(BOB, WITHDRAWN),)


def test_late_broadcast_has_nobody_to_give_back() -> None:
    assert step(a_conversation(Status.HANDLED), made(ADA, BOB, mode=OfferMode.BROADCAST)).effects == ()


def test_accept_gives_the_chat_to_the_agent() -> None:
    after = step(a_conversation(Status.OFFERED, skipped=frozenset({CLEO})), OfferAccepted(AT, ADA))

    assert after.state == a_conversation(Status.ACTIVE, accepted_at=AT, participants=(replace(a_seat(), joined_at=AT),))
    assert after.effects == (
        do.EngageAgent(ADA, 1),
        do.CloseOffer(RING, ADA, do.OfferOutcome.ACCEPTED, ADA),
        do.TellThread(say("thread_accepted", agent=ADA)),
        do.LinkEarlier(),
        do.TellCustomer(do.CustomerTurn.JOINED, ADA),
        do.Record("accepted", ADA),
        do.UpdateCard(),
    )


def test_accept_takes_the_channels_weight() -> None:
    queue = a_queue(weights={WEB: 2})

    after = step(a_conversation(Status.OFFERED), OfferAccepted(AT, ADA), queue)

    assert only(after.effects, do.EngageAgent) == (do.EngageAgent(ADA, 2),)


def test_of_two_accepts_of_a_broadcast_the_first_wins_and_the_second_is_told_who_did() -> None:
    state = a_conversation(Status.OFFERED, offer=an_offer(ADA, BOB, mode=OfferMode.BROADCAST))

    won = step(state, OfferAccepted(AT, BOB))

    assert won.state.owner == BOB
    assert only(won.effects, do.CloseOffer) == ()
    assert only(won.effects, do.ReleaseAgent) == ()
    assert refusal(lambda: step(won.state, OfferAccepted(AT, ADA)), OfferGone) == say("offer_gone", winner=BOB)


def test_second_accept_of_the_winners_own_is_told_so() -> None:
    assert refusal(lambda: step(a_conversation(Status.ACTIVE), OfferAccepted(AT, ADA))) == say("accept_already_yours")


def test_picking_a_chat_that_rings_another_tells_that_agent_who_took_it() -> None:
    after = step(a_conversation(Status.OFFERED), OfferAccepted(AT, BOB, picked=True))

    assert after.state.owner == BOB
    assert only(after.effects, do.ReleaseAgent) == (do.ReleaseAgent(ADA, WITHDRAWN),)
    assert only(after.effects, do.CloseOffer) == (do.CloseOffer(RING, ADA, do.OfferOutcome.TAKEN, BOB),)
    assert refusal(lambda: step(after.state, OfferAccepted(AT, ADA)), OfferGone) == say("offer_gone", winner=BOB)


def test_accept_of_a_ring_to_somebody_else_is_refused_with_a_name() -> None:
    state = a_conversation(Status.OFFERED)

    assert refusal(lambda: step(state, OfferAccepted(AT, BOB)), OfferGone) == say("offer_not_yours", agent=ADA)


def test_accept_after_the_offer_ran_out_finds_it_withdrawn_and_picking_takes_it() -> None:
    state = a_conversation(skipped=frozenset({ADA}))

    assert refusal(lambda: step(state, OfferAccepted(AT, ADA)), OfferGone) == say("offer_withdrawn")
    assert step(state, OfferAccepted(AT, ADA, picked=True)).state.owner == ADA


@pytest.mark.parametrize("late", [OfferAccepted(AT, BOB), OfferAccepted(AT, BOB, picked=True), OfferRejected(AT, BOB)])
def test_accept_and_reject_after_the_end_are_told_that_it_ended(late: OfferAccepted | OfferRejected) -> None:
    wrap_up, handled = a_conversation(Status.WRAP_UP), a_conversation(Status.HANDLED)

    assert refusal(lambda: step(wrap_up, late), ConversationClosed) == say("chat_ended")
    assert refusal(lambda: step(handled, late), ConversationClosed) == say("chat_ended")


def test_whoever_accepts_is_asked_again_about_the_own_held_texts() -> None:
    mine, other = a_held("m1"), a_held("m2", BOB)

    after = step(a_conversation(Status.OFFERED, held=(mine, other)), OfferAccepted(AT, ADA))

    assert only(after.effects, do.AskAuthor) == (do.AskAuthor(mine),)


def test_auto_answer_gives_the_chat_without_asking_and_says_so() -> None:
    after = step(a_conversation(), Assigned(AT, ADA))

    assert after.state.status is Status.ACTIVE
    assert after.effects[0] == do.Record("offered", ADA)
    assert after.effects[-1] == do.TellAgent(ADA, say("assigned", number=1))
    assert only(after.effects, do.EngageAgent) == (do.EngageAgent(ADA, 1),)


def test_reject_puts_the_chat_back_in_its_place_and_remembers_who() -> None:
    after = step(a_conversation(Status.OFFERED), OfferRejected(AT, ADA))

    assert after.state == a_conversation(skipped=frozenset({ADA}))
    assert after.state.queued_at == NOW
    assert after.effects == (
        do.ReleaseAgent(ADA, do.ReleaseCause.REJECTED),
        do.CloseOffer(RING, ADA, do.OfferOutcome.REJECTED),
        do.Record("rejected", ADA),
        do.Requeue(),
        do.UpdateCard(),
    )


def test_reject_of_a_broadcast_leaves_it_to_the_others() -> None:
    state = a_conversation(Status.OFFERED, offer=an_offer(ADA, BOB, mode=OfferMode.BROADCAST))

    after = step(state, OfferRejected(AT, ADA))

    assert after.state == replace(state, offer=an_offer(BOB, mode=OfferMode.BROADCAST), skipped=frozenset({ADA}))
    assert only(after.effects, do.Requeue) == ()


def test_broadcast_that_all_reject_goes_back_in_line_and_closes_no_card_that_nobody_saw() -> None:
    state = a_conversation(Status.OFFERED, offer=an_offer(ADA, mode=OfferMode.BROADCAST))

    after = step(state, OfferRejected(AT, ADA))

    assert after.state.status is Status.QUEUED
    assert only(after.effects, do.CloseOffer) == ()
    assert only(after.effects, do.Requeue) == (do.Requeue(),)


def test_reject_by_somebody_who_is_not_asked_changes_nothing() -> None:
    ring = a_conversation(Status.OFFERED)
    rejected = step(
        a_conversation(Status.OFFERED, offer=an_offer(ADA, BOB, mode=OfferMode.BROADCAST)), OfferRejected(AT, ADA)
    ).state

    assert refusal(lambda: step(ring, OfferRejected(AT, BOB)), NotPermitted) == say("reject_nothing")
    assert refusal(lambda: step(rejected, OfferRejected(AT, ADA)), NotPermitted) == say("reject_nothing")


def test_reject_after_somebody_else_accepted_is_told_who() -> None:
    state = a_conversation(Status.ACTIVE)

    assert refusal(lambda: step(state, OfferRejected(AT, BOB)), OfferGone) == say("offer_gone", winner=ADA)


def test_reject_of_what_is_not_offered_any_more_is_told_so() -> None:
    assert refusal(lambda: step(a_conversation(), OfferRejected(AT, ADA)), Refused) == say("offer_withdrawn")


def test_ring_that_runs_out_goes_to_somebody_else() -> None:
    after = step(a_conversation(Status.OFFERED), TimersDue(later(30)))

    assert after.state == a_conversation(skipped=frozenset({ADA}))
    assert after.effects == (
        do.ReleaseAgent(ADA, do.ReleaseCause.UNANSWERED),
        do.CloseOffer(RING, ADA, do.OfferOutcome.EXPIRED),
        do.Record("unanswered", ADA),
        do.Requeue(),
        do.UpdateCard(),
    )


def test_broadcast_that_runs_out_is_offered_again_and_blames_nobody() -> None:
    state = a_conversation(Status.OFFERED, offer=an_offer(ADA, BOB, mode=OfferMode.BROADCAST))

    after = step(state, TimersDue(later(30)))

    assert after.state == a_conversation(told_waiting=True)
    assert only(after.effects, do.ReleaseAgent) == ()
    assert after.effects[0] == do.TellThread(say("thread_still_waiting"))


def test_thread_is_told_once_that_nobody_has_accepted() -> None:
    offer = an_offer(ADA, BOB, mode=OfferMode.BROADCAST)
    again = step(a_conversation(Status.OFFERED, offer=offer, told_waiting=True), TimersDue(later(30)))
    taken = step(a_conversation(Status.OFFERED, offer=offer, told_waiting=True), OfferAccepted(AT, ADA))

    assert only(again.effects, do.TellThread) == ()
    assert not taken.state.told_waiting


def test_customer_who_ends_the_chat_withdraws_the_ring_and_blames_nobody() -> None:
    after = step(a_conversation(Status.OFFERED), CustomerEnded(AT))

    assert after.state.offer is None
    assert after.state.timers == {}
    assert only(after.effects, do.ReleaseAgent) == (do.ReleaseAgent(ADA, WITHDRAWN),)
    assert only(after.effects, do.CloseOffer) == (do.CloseOffer(RING, ADA, do.OfferOutcome.CUSTOMER_LEFT),)


def test_customer_who_ends_the_chat_withdraws_a_broadcast() -> None:
    state = a_conversation(Status.OFFERED, offer=an_offer(ADA, BOB, mode=OfferMode.BROADCAST))

    after = step(state, CustomerEnded(AT))

    assert after.state.offer is None
    assert only(after.effects, do.CloseOffer) == ()
    assert only(after.effects, do.ReleaseAgent) == ()


@pytest.mark.parametrize("said_at", [later(3), None])
def test_seat_is_taken_when_its_agent_said_so_by_the_clock_of_their_desk(said_at: datetime | None) -> None:
    taken = step(a_conversation(Status.OFFERED), OfferAccepted(AT, ADA, said_at=said_at)).state
    from_bot = step(a_conversation(Status.BOT), BotTakenOver(AT, ADA, said_at)).state

    assert (taken.accepted_at, taken.participants[0].joined_at) == (AT, said_at or AT)
    assert (from_bot.accepted_at, from_bot.participants[0].joined_at) == (AT, said_at or AT)
